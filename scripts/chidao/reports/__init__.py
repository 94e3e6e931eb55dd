"""Skeletons of reports, out of the outlines that directives bring with them ("Đề cương báo cáo").

Document ──outlines_of──▶ Outline ──sections_of──▶ sections ──┐
Library, Graph, body ──known_for──▶ documents, clauses, tasks ─┴─place──▶ Skeleton ──▶ markdown, docx
"""

from .as_markdown import markdown
from .as_word import docx
from .making import ManyOutlines, NoOutline, NoSuchPage, report
from .outline import Outline, outlines_of
from .skeleton import Skeleton
from .whose import NoSuchProvince, UnknownBody

__all__ = [
    "ManyOutlines",
    "NoOutline",
    "NoSuchPage",
    "NoSuchProvince",
    "Outline",
    "Skeleton",
    "UnknownBody",
    "docx",
    "markdown",
    "outlines_of",
    "report",
]
