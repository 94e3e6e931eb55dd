"""Abbreviations that staff type: "UBND" finds "Uỷ ban nhân dân", and the other way round.

The file belongs to the editors: content/viet-tat.yml, an abbreviation and what it stands for in each line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from ..errors import BadAbbreviations
from ..text import fold

NAME = "viet-tat.yml"


def load_abbreviations(content: Path) -> Mapping[str, tuple[str, ...]]:
    """The abbreviations of a project: "BTV" → ("Ban Thường vụ",); none if there is no file.

    Raises BadAbbreviations, which names the line.
    """
    path = content / NAME
    if not path.is_file():
        return {}
    try:
        tree = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"dòng {mark.line + 1} không đọc được" if mark else "không đọc được"
        raise BadAbbreviations(path, f"{where}; mỗi dòng phải có dạng UBND: Uỷ ban nhân dân") from error
    except UnicodeDecodeError as error:
        raise BadAbbreviations(path, "không phải UTF-8; mở và lưu lại dưới dạng UTF-8") from error
    if tree is None:
        return {}
    if not isinstance(tree, yaml.MappingNode):
        raise BadAbbreviations(path, "mỗi dòng phải có dạng UBND: Uỷ ban nhân dân")
    found: dict[str, tuple[str, ...]] = {}
    for short, long in tree.value:
        # Not loaded but read: YAML takes NO for false, and the last of two lines for both.
        line = short.start_mark.line + 1
        if not isinstance(short, yaml.ScalarNode) or not _says(short.value):
            raise BadAbbreviations(path, f"dòng {line}: trước dấu hai chấm phải là một chữ viết tắt")
        texts = long.value if isinstance(long, yaml.SequenceNode) else [long]
        if not texts or not all(isinstance(t, yaml.ScalarNode) and _says(t.value) for t in texts):
            raise BadAbbreviations(path, f"dòng {line}: {short.value} phải có ít nhất một cách viết đầy đủ")
        if short.value in found:
            raise BadAbbreviations(path, f"dòng {line}: {short.value} đã có ở trên; gộp thành một dòng")
        found[short.value] = tuple(text.value for text in texts)
    return found


def _says(text: str) -> bool:
    return re.search("[a-z0-9]", fold(text)) is not None
