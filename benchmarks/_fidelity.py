"""How much of a text came back: syllables, accented letters, and their order."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import NamedTuple


class Fidelity(NamedTuple):
    """How much came back; sums over files until it is shown."""

    syllables: float = 0
    same: float = 0
    in_order: float = 0
    accented: float = 0
    right: float = 0

    def plus(self, other: Fidelity) -> Fidelity:
        return Fidelity(*map(sum, zip(self, other, strict=True)))

    @property
    def shares(self) -> tuple[float, float, float]:
        """Syllables, accented letters, syllables in order: the shares that came back right."""
        return (
            self.same / max(self.syllables, 1),
            self.right / max(self.accented, 1),
            self.in_order / max(self.syllables, 1),
        )

    def __str__(self) -> str:
        if not self.syllables:
            return f"{'-':>11}{'-':>9}{'-':>10}"
        syllables, accents, in_order = self.shares
        return f"{syllables:>11.3f}{accents:>9.3f}{in_order:>10.3f}"


# The gazette prints it on every page, and its texts repeat it; it is no word of a document.
_RUNNING_HEAD = re.compile(r"(?:\d+\s+)?CÔNG BÁO\s*/\s*Số [\d\s+]+/\s*Ngày\s+\d+-\d+-\d+(?:\s+\d+(?=\s))?")
# Nor is what a digital signature prints on the first page.
_SIGNATURE = re.compile(
    r"(?:Người ký|Ký bởi):(?:(?!Người ký|Ký bởi).){0,300}?(?:Thời gian|Ngày) ký:\s*"
    r"[\d.-]+\s+[\d:]+\s*\+07:\s*00",
    re.DOTALL,
)
_NOTE = re.compile(r"\[(\d{1,3})\]")


def comparable(text: str) -> str:
    """A text without running heads and signatures, references to notes as they are printed: "khoán2"."""
    return _NOTE.sub(r"\1", _SIGNATURE.sub(" ", _RUNNING_HEAD.sub(" ", text)))


_STRETCH = 5
"""Words that stand together elsewhere are no accident."""


def compare(truth: str, found: str) -> Fidelity:
    """How much of *truth* is in *found*; in order as ../shared/eval/fidelity.py counts, and anywhere."""
    here, there = words(truth), words(found)
    a, b = list(enumerate(map(letters, here))), list(enumerate(map(letters, there)))
    same = right = in_order = 0
    shortest = 1
    while True:
        # What is left of both when the last stretches are gone is compared anew.
        matcher = difflib.SequenceMatcher(None, [w for _, w in a], [w for _, w in b], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size >= shortest]
        if not blocks:
            break
        for block in blocks:
            for index in range(block.size):
                one, other = here[a[block.a + index][0]], there[b[block.b + index][0]]
                same += one == other
                if len(one) == len(other):
                    right += sum(x == y for x, y in zip(one, other, strict=True) if accented(x))
        in_order = in_order or same
        for block in reversed(blocks):
            del a[block.a : block.a + block.size]
            del b[block.b : block.b + block.size]
        shortest = _STRETCH
    total = sum(accented(letter) for word in here for letter in word)
    return Fidelity(len(here), same, in_order, total, right)


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def letters(word: str) -> str:
    folded = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("đ", "d")


def accented(letter: str) -> bool:
    return letter in "đĐ" or any(map(unicodedata.combining, unicodedata.normalize("NFD", letter)))
