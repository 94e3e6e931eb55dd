"""Skeletons of reports, out of the outlines that directives bring with them ("Đề cương báo cáo").

Document ──outlines_of──▶ Outline ──sections_of──▶ sections ──┐
Library, Graph, body ──known_for──▶ documents, clauses, tasks ─┴─place──▶ Skeleton ──▶ markdown, docx
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..at_use import at_use

if TYPE_CHECKING:
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

__getattr__ = at_use(
    __name__,
    {
        "ManyOutlines": "making",
        "NoOutline": "making",
        "NoSuchPage": "making",
        "NoSuchProvince": "whose",
        "Outline": "outline",
        "Skeleton": "skeleton",
        "UnknownBody": "whose",
        "docx": "as_word",
        "markdown": "as_markdown",
        "outlines_of": "outline",
        "report": "making",
    },
)
