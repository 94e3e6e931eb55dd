"""Ask a person for facts, until the answer can be taken; Enter leaves it unknown."""

from __future__ import annotations

import sys
from typing import Any

import click

from ..document import Facts
from ..editing import questions, with_answers


def somebody_is_there() -> bool:
    """Whether a person reads and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


_YES, _NO = ("c", "có", "y", "yes"), ("k", "không", "n", "no")


def agrees(question: str) -> bool:
    """Whether a person says yes; Enter does."""
    while True:
        text = click.prompt(f"{question} Gõ c (có) hoặc k (không)", default="c").strip().lower()
        if text in _YES or text in _NO:
            return text in _YES


def answers(facts: Facts) -> dict[str, Any]:
    """What a person knows of what is unknown in *facts*."""
    given: dict[str, Any] = {}
    asked: set[str] = set()
    while True:
        # An answer may tell what was to be asked next: a body tells its level.
        known = with_answers(facts, given) if given else facts
        question = next((q for q in questions(known) if q.fact not in asked), None)
        if question is None:
            return given
        asked.add(question.fact)
        while True:
            text = click.prompt(
                f"{question.words}, Enter nếu chưa rõ", default="", show_default=False
            ).strip()
            if not text:
                break
            try:
                given[question.fact] = question.read(text)
                break
            except ValueError as trouble:
                click.echo(f"  {trouble}")
