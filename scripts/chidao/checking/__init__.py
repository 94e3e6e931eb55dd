"""Run the checks on a project: only what changed is read anew, by all cores; mend; tell.

examine   one file → its problems and its outline
kept      what was found before, by the hash of each file
run       all pages of a project → Report
mend      the edits that are certain, written into the files
changes   which files differ from a revision (git)
formats   a Report for people, GitHub, GitLab, SARIF, programs
"""

from . import changes
from .changes import changed_since
from .documentation import documentation
from .formats import FORMATS
from .mend import mend
from .run import Report, check

__all__ = ["FORMATS", "Report", "changed_since", "changes", "check", "documentation", "mend"]
