"""Front matter: what a document prints, what an editor asserts, and where the page came from.

    ---
    type: Kết luận
    number: 177-KL/TW
    issuer:
    - Bộ Chính trị
    - Ban Bí thư
    level: central
    date: 2025-07-11
    subject: …
    original:
      file: originals/177-kl-tw.txt
      sha256: …
    converted: 5f1c…        hash of the page as `convert` wrote it, so that an edit is noticed
    ---

Values are text: YAML's own ideas of dates, octals and yes/no stay out, and each key knows its line.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import ReaderError

from ..document import Facts, Signer
from ..errors import BadPage

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_CONVERTED = re.compile(r"^converted: .*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a page."""

    values: dict[str, Any]
    """As written: text, None, lists and mappings of these."""

    lines: dict[str, int] = field(default_factory=dict)
    """The line of each key in its file: {"date": 7, "signer.name": 10, "issuer.0": 5}."""

    @property
    def facts(self) -> Facts:
        """The facts that it states; a value of a wrong shape counts as not stated (`check` tells)."""
        return _facts(self.values)

    @property
    def original(self) -> str | None:
        """The path of the original in the project: "originals/177-kl-tw.txt"."""
        given = self.values.get("original")
        return _text(given.get("file")) if isinstance(given, dict) else None

    @property
    def sha256(self) -> str | None:
        """The hash of the original's bytes at conversion."""
        given = self.values.get("original")
        return _text(given.get("sha256")) if isinstance(given, dict) else None

    @property
    def conflicts(self) -> list[Any]:
        """Keys of which conversion says another value, each with it; see `merging.head`."""
        given = self.values.get("conflicts")
        return given if isinstance(given, list) else []

    @property
    def converted(self) -> str | None:
        """The `fingerprint` of the page as it was written by conversion."""
        return _text(self.values.get("converted"))


def fingerprint(page: str) -> str:
    """A hash of *page* that leaves out the line in which the hash itself stands."""
    header, body = _cut(page.replace("\r\n", "\n"))
    text = _CONVERTED.sub("", header, count=1) + body
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def is_untouched(page: str) -> bool:
    """Whether *page* is still as conversion wrote it."""
    return sealed_with(page) == fingerprint(page)


def sealed_with(page: str) -> str | None:
    """The fingerprint that stands in *page*: of the page as conversion wrote it."""
    match = _CONVERTED.search(_cut(page.replace("\r\n", "\n"))[0])
    # Programs that keep forms put text of figures only into quotation marks.
    return match[0].split(":", 1)[1].strip().strip("\"'") if match else None


def seal(page: str, written: str | None = None) -> str:
    """Put a fingerprint into the front matter of *page*, as its last key.

    It is that of *written*, what conversion would write; by default of the page itself.
    """
    header, body = _cut(page)
    made = fingerprint(page if written is None else written)
    return f"{header}converted: {made}\n{body}" if header else page


def _cut(page: str) -> tuple[str, str]:
    """*page* before the rule that ends its front matter, and from there on."""
    end = page.find("\n---\n", 3) + 1
    return page[:end], page[end:]


ASKED = ("type", "number", "issuer", "level", "date", "subject")
"""Keys that are always there, so that an editor sees what is unknown; the others only with a value."""


def dump(facts: Facts, original: str | None = None, sha256: str | None = None) -> str:
    """Write front matter with its two rules, ending with a line end."""
    values: dict[str, Any] = {
        "type": facts.type,
        "number": facts.number,
        "issuer": list(facts.issuer) or None,
        "level": facts.level,
        "province": facts.province,
        "place": facts.place,
        "date": facts.date,
        "subject": facts.subject,
        "attached_to": facts.attached_to,
    }
    out = ["---\n"]
    for name, value in values.items():
        if value is None:
            if name in ASKED or (name == "province" and facts.level not in (None, "central")):
                out.append(f"{name}:\n")
        elif name == "date":
            out.append(f"date: {value}\n")
        else:
            out.append(as_yaml({name: value}))
    if facts.signer:
        signer = facts.signer
        given = {"name": signer.name, "position": signer.position, "authority": signer.authority}
        out.append(as_yaml({"signer": {k: v for k, v in given.items() if v}}))
    if original:
        source = {"file": original, **({"sha256": sha256} if sha256 else {})}
        out.append(as_yaml({"original": source}))
    return "".join(out) + "---\n"


def as_yaml(value: Any) -> str:
    """*value* as front matter writes it, ending with a line end."""
    text: str = yaml.dump(
        value,
        Dumper=_DUMPER,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=1_000_000,
    )
    return text


def split(page: str, path: str = "") -> tuple[str, str, int]:
    """Cut *page* into front matter, body, and the line on which the body begins.

    Raises BadPage if there is no front matter or it does not end.
    """
    page = page.removeprefix("\ufeff").replace("\r\n", "\n")
    if not page.startswith("---\n"):
        raise BadPage(path, 1, "trang phải bắt đầu bằng một dòng --- rồi đến các thuộc tính của văn bản")
    end = page.find("\n---\n", 3)
    if end < 0:
        if page.endswith("\n---"):
            return page[4:-3], "", page.count("\n") + 2
        raise BadPage(path, 1, "phần thuộc tính chưa kết thúc; thêm một dòng --- sau thuộc tính cuối cùng")
    header, body = page[4 : end + 1], page[end + 5 :]
    return header, body, header.count("\n") + 3


_ONE_LINE = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
"""Where YAML ends a line (1.1, 4.2) and no editor does: every line below would have another number."""


def load(header: str, path: str = "") -> FrontMatter:
    """Read front matter between its rules.  Raises BadPage with the line of the trouble."""
    header = header.translate(_ONE_LINE)
    try:
        node = _compose(header)
    except _TooDeep as error:
        raise BadPage(path, error.line + 2, _DEEP) from None
    except ReaderError as error:
        sign = chr(error.character)
        raise BadPage(
            path,
            header[: header.find(sign)].count("\n") + 2,
            f"ký tự U+{error.character:04X} làm cho không đọc được thuộc tính; xóa ký tự ấy",
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if "quoted scalar" in (getattr(error, "context", None) or ""):
            # A quotation mark that does not close is noticed lines below.
            mark = error.context_mark  # type: ignore[attr-defined]
        line = (mark.line if mark else 0) + 2
        raise BadPage(
            path,
            line,
            "không đọc được thuộc tính ở dòng này; viết dạng «khóa: giá trị», "
            "đặt giá trị trong ngoặc kép nếu có dấu hai chấm",
        ) from None
    if node is None:
        return FrontMatter({})
    lines: dict[str, int] = {}
    values = _value(node, "", lines, path)
    if not isinstance(values, dict):
        raise BadPage(path, 2, "các thuộc tính phải có dạng «khóa: giá trị», mỗi khóa một dòng")
    return FrontMatter(values, lines)


_DEEPEST = 8
"""Levels of lists and mappings; no key of a page has more than three."""
_DEEP = "thuộc tính lồng nhau quá sâu hoặc trỏ lẫn nhau; viết thẳng giá trị, không dùng & và *"


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


def _compose(header: str) -> yaml.Node | None:
    """The tree of *header*, once its events have shown that it is shallow and no list stands in it twice."""
    depth = 0
    anchors = set()
    for event in yaml.parse(header, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            anchors.add(event.anchor)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST or (isinstance(event, yaml.AliasEvent) and event.anchor in anchors):
            raise _TooDeep(event.start_mark.line if event.start_mark else 0)
    node: yaml.Node | None = yaml.compose(header, Loader=_LOADER)
    return node


def _value(node: yaml.Node, name: str, lines: dict[str, int], path: str) -> Any:
    line = node.start_mark.line + 2
    lines.setdefault(name, line)
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in out:
                raise BadPage(
                    path,
                    key_node.start_mark.line + 2,
                    f"khóa «{key}» viết hai lần; chỉ giữ lại một",
                )
            child = f"{name}.{key}" if name else key
            lines[child] = key_node.start_mark.line + 2
            out[key] = _value(value_node, child, lines, path)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, f"{name}.{i}", lines, path) for i, child in enumerate(node.value)]
    text = str(node.value)
    return None if node.tag.endswith(":null") else text


def _facts(values: dict[str, Any]) -> Facts:
    issuer = values.get("issuer")
    given = issuer if isinstance(issuer, list) else [issuer]
    signer = values.get("signer")
    return Facts(
        type=_text(values.get("type")),
        number=_text(values.get("number")),
        issuer=tuple(name for name in map(_text, given) if name),
        level=_text(values.get("level")),
        province=_text(values.get("province")),
        place=_text(values.get("place")),
        date=_date(values.get("date")),
        subject=_text(values.get("subject")),
        signer=Signer(
            _text(signer.get("name")), _text(signer.get("position")), _text(signer.get("authority"))
        )
        if isinstance(signer, dict)
        else None,
        attached_to=_text(values.get("attached_to")),
    )


def _date(value: Any) -> str | None:
    """A day of the calendar, else none: what is wrong with it, `chidao check` tells (checks/dates.py)."""
    text = _text(value)
    try:
        return text if text and datetime.date.fromisoformat(text).isoformat() == text else None
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
