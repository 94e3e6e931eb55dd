"""What the glyph codes of TCVN3 and VNI mean.  Codes are those of Latin-1, as programs show them.

TCVN3 ("ABC", TCVN 5712:1993, VN3) has one code for a letter and none for a capital with a tone:
fonts whose names end in H draw small letters as capitals.  VNI writes a letter as one code or as two:
the vowel, then its mark, in the case of the vowel or (often: "Vieät NAm") the other one.
"""

from __future__ import annotations

_TCVN3_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}

TCVN3: dict[str, str] = {
    chr(first + place): letter for first, row in _TCVN3_ROWS.items() for place, letter in enumerate(row)
}
"""The 74 codes."""

# A tone, or a vowel's own mark and a tone: code → what it makes of a, e, o, u, y.
_VNI_PAIRS = (
    ("aeouyôö", "ùøûõï", ("áàảãạ", "éèẻẽẹ", "óòỏõọ", "úùủũụ", "ýỳỷỹỵ", "ớờởỡợ", "ứừửữự")),
    ("aeo", "âáàåãä", ("âấầẩẫậ", "êếềểễệ", "ôốồổỗộ")),
    ("a", "êéèúüë", ("ăắằẳẵặ",)),
)
_VNI_SINGLES = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni() -> dict[str, str]:
    codes = dict(_VNI_SINGLES)
    for vowels, marks, rows in _VNI_PAIRS:
        for vowel, row in zip(vowels, rows, strict=True):
            codes |= {vowel + mark: letter for mark, letter in zip(marks, row, strict=True)}
    codes.pop("yï")  # it has a code of its own, î
    capitals = {code.upper(): letter.upper() for code, letter in codes.items()}
    mixed = {code[0].upper() + code[1]: letter.upper() for code, letter in codes.items() if len(code) == 2}
    return codes | capitals | mixed


VNI: dict[str, str] = _vni()
"""The 192 sequences."""

# The marks stand over any letter before them: what looks right in print is met in files.
_LOOSE = dict(zip(("iù", "iø", "iû", "iõ", "iï", "yï"), "íìỉĩịỵ", strict=True))
VNI_LOOSE: dict[str, str] = {
    **_LOOSE,
    **{code.upper(): letter.upper() for code, letter in _LOOSE.items()},
    **{
        code[0] + code[1].upper(): letter for code, letter in VNI.items() if len(code) == 2 and code.islower()
    },
}
"""Sequences that nobody should write: "triønh" for "trình", "ÑoÀNG"."""
