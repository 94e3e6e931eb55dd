"""Office files: a zip of XML parts that has the same bytes whenever it is made (ECMA-376 part 2).

What Word and Excel ask for is little: the list of content types, the relationships, the parts themselves.
Written here directly: a document takes a millisecond, where a library that models all of Word takes fifty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .zipped import zipped

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = f'xmlns:r="{_OFFICE}"'


class About(NamedTuple):
    """What an office program shows of a file in its properties."""

    title: str
    subject: str = ""
    creator: str = ""
    description: str = ""


def package(parts: Mapping[str, str], types: Mapping[str, str], relations: Mapping[str, str]) -> bytes:
    """A file of *parts*, as `package_files` takes them."""
    return zipped(package_files(parts, types, relations))


def package_files(
    parts: Mapping[str, str], types: Mapping[str, str], relations: Mapping[str, str]
) -> dict[str, bytes]:
    """The files in the zip, by name; the first of *parts* is what it is about.

    *types* tells the content type of each part, *relations* for each part with relationships of its own
    their XML (see `relationship`).
    """
    main = next(iter(parts))
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    kind = main.split("/")[0]
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}{_CORE}</Types>',
        "_rels/.rels": _relations(
            relationship(1, "officeDocument", main) + relationship(2, "core-properties", "docProps/core.xml")
        ),
        **{f"{kind}/_rels/{name.split('/')[-1]}.rels": _relations(xml) for name, xml in relations.items()},
        **parts,
    }
    return {name: content.encode("utf-8") for name, content in files.items()}


_CORE = (
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
)


def relationship(number: int, kind: str, target: str, outside: bool = False) -> str:
    """That a part uses *target* as rId*number*; *outside*: an address, no part."""
    where = f"{_PACKAGE}/relationships/metadata" if kind == "core-properties" else _OFFICE
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rId{number}" Type="{where}/{kind}" Target="{escape(target)}"{mode}/>'


def _relations(inside: str) -> str:
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def core(about: About) -> str:
    """The properties, docProps/core.xml.  Without times: they would change with each build."""
    given = {
        "dc:title": about.title,
        "dc:subject": about.subject,
        "dc:creator": about.creator,
        "dc:description": about.description,
        "dc:language": "vi-VN",
    }
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in given.items() if value)
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</cp:coreProperties>'
    )


def escape(text: str) -> str:
    """*text* inside an element or an attribute of XML.

    >>> escape('a<b & "c"'), escape("x\\x0by")
    ('a&lt;b &amp; &quot;c&quot;', 'x\\ufffdy')
    """
    if not _SPECIAL.search(text):
        return text
    # What XML 1.0 has no way to write (2.2) is shown as lost.
    text = _ILLEGAL.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile('[&<>"]|' + _ILLEGAL.pattern)
