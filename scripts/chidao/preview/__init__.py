"""Preview: what an editor sees before anybody else does, with what `chidao check` finds in the page."""

from .findings import Findings
from .serving import Observer, with_findings

__all__ = ["Findings", "Observer", "with_findings"]
