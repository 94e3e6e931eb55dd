"""Abbreviations that staff type: "UBND" finds "Uỷ ban nhân dân", and the other way round.

The file belongs to the editors: content/viet-tat.yml, an abbreviation and what it stands for in each line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from ..errors import BadAbbreviations

NAME = "viet-tat.yml"


def load_abbreviations(content: Path) -> Mapping[str, tuple[str, ...]]:
    """The abbreviations of a project: "BTV" → ("Ban Thường vụ",); none if there is no file.

    Raises BadAbbreviations, which names the line.
    """
    path = content / NAME
    if not path.is_file():
        return {}
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadAbbreviations(
            path, f"dòng {mark.line + 1} không đọc được" if mark else "không đọc được"
        ) from error
    except UnicodeDecodeError as error:
        raise BadAbbreviations(path, "tệp không phải UTF-8") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise BadAbbreviations(path, "mỗi dòng phải có dạng UBND: Uỷ ban nhân dân")
    found: dict[str, tuple[str, ...]] = {}
    for short, long in data.items():
        values = long if isinstance(long, list) else [long]
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise BadAbbreviations(path, f"{short}: phải có ít nhất một cách viết đầy đủ")
        found[str(short)] = tuple(values)
    return found
