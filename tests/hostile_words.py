"""A site in which everything that a document, a page or a file name can say is hostile.

`PAYLOADS` are the words: those of tests/cases/payloads.txt, and those of the corpora that others
publish, where they lie in ../shared/payloads/ as they were published:

    XSS_Filter_Evasion_Cheat_Sheet.md   of OWASP: its indented or fenced blocks
    expect.mjs                          of DOMPurify's tests: its payloads
"""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import hostile
from helpers import SHARED, TESTS
from sites import make_project, run

PUBLISHED = Path(os.environ.get("CHIDAO_PAYLOADS", SHARED / "payloads"))
FIELD = 15
"""How many payloads stand one after another in a field."""

_SIGNS = {"n": "\n", "t": "\t", "0": "\0"}


def payloads() -> list[str]:
    """Every payload once, in a stable order."""
    found = list(_ours())
    for path in sorted(PUBLISHED.glob("*")):
        text = path.read_text("utf-8")
        found += _fenced(text) if path.suffix == ".md" else _quoted(text)
    return list(dict.fromkeys(found))


def _ours() -> Iterator[str]:
    for line in (TESTS / "cases" / "payloads.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            line = re.sub(r"\\x(0[0-9a-f])", lambda m: chr(int(m[1], 16)), line)
            yield re.sub(r"\\([nt0])", lambda m: _SIGNS[m[1]], line)


def _fenced(text: str) -> Iterator[str]:
    for block in re.findall(r"^```\w*\n(.*?)\n```", text, re.DOTALL | re.MULTILINE):
        yield block
        # A block may list several, a line each.
        if len(lines := block.split("\n")) > 1:
            yield from filter(str.strip, lines)


def _quoted(text: str) -> Iterator[str]:
    for string in re.findall(r'"payload"\s*:\s*("(?:[^"\\]|\\.)*")', text):
        yield json.loads(string)


def site_of_hostile_words(root: Path, words: Sequence[str]) -> Path:
    """A site built of *words* in every place that takes words."""
    project = make_project(root)
    documents = project / "content" / "van-ban" / "2025"
    documents.mkdir(parents=True)
    fields = [" ".join(group).replace("\n", " ") for group in _groups(words, FIELD)]
    for number, field in enumerate(fields):
        _put(documents / f"tat-ca-{number}.md", _every_key(field, number))
        _put(documents / f"sai-{number}.md", _wrong_keys(field))
        _put(documents / f"trich-yeu-{number}.md", _hostile_subject(field, number))
        _put(project / "content" / f"viet-tay-{number}.md", _hand_written(field, field))
    for number, group in enumerate(_groups(words, 60)):
        _put(documents / f"ket-luan-{number}.md", _conclusion(group, number))
        _put(documents / f"ke-hoach-{number}.md", _plan(group, number))
    _put(
        project / "content" / "viet-tat.yml",
        "".join(f"V{n}: {json.dumps(f)}\n" for n, f in enumerate(fields)),
    )
    for name, text in _originals(words):
        (project / "originals" / name).write_bytes(text)
    run(project, "convert")
    run(project, "build")
    return project / "site"


def _groups(words: Sequence[str], size: int) -> list[Sequence[str]]:
    return [words[start : start + size] for start in range(0, len(words), size)]


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "replace"))


def _front_matter(**values: object) -> str:
    """JSON is YAML, and carries every sign."""
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items()) + "---\n\n"


def _every_key(field: str, number: int) -> str:
    """A document all of whose facts are hostile that may be any words."""
    return _front_matter(
        type=field,
        number=re.sub(r"\s", "", field)[:200],
        issuer=[field, f"{field} hai"],
        level="province",
        province=field,
        place=field,
        date="2025-03-01",
        subject=field,
        attached_to=field,
        signer={"name": field, "position": field},
        relations=[
            {"kind": "implements", "document": f"{1 + number}-KL/TW 2025-01-02", "clause": field[:60], "note": field[:500]},
            {"kind": "cites", "document": field[:200], "clauses": {field[:60]: field[:60]}, "note": field[:500]},
        ],
        note=field,
        original={"file": f"originals/{field}"},
    ) + f"# {field}\n\n{field}\n"  # fmt: skip


def _wrong_keys(field: str) -> str:
    """A document whose facts are hostile where only a date, a level or a hash may stand."""
    return _front_matter(
        type="Quyết định", date=field, level=field, reviewed=field, converted=field, subject={"x": field},
        issuer=field, signer=field, province=[field], original={"file": f"originals/{field}", "sha256": field},
        relations=[{"kind": field, "document": f"18-NQ/TW {field}"}, {"kind": "amends", "document": f"1-NQ/TW {field}"}],
    ) + "# QUYẾT ĐỊNH\n"  # fmt: skip


def _hostile_subject(field: str, number: int) -> str:
    """A document that others find and cite, with a hostile subject; it cites one that nobody holds."""
    return (
        _front_matter(
            type="Nghị quyết",
            number=f"{number + 1}-NQ/TW",
            issuer=["Bộ Chính trị"],
            level="central",
            date="2025-02-03",
            subject=field,
            signer={"name": field, "position": field},
            note=field,
        )
        + f"# NGHỊ QUYẾT\n\n{field}\n\n1. Căn cứ Nghị quyết số {number + 2}-NQ/TW, ngày 03/02/2025 của Bộ Chính trị "
        f"về {field}; Chỉ thị số {number + 500}-CT/TW, ngày 05/5/2020 của Ban Bí thư về {field}.\n"
    )


def _conclusion(words: Iterable[str], number: int) -> str:
    """A document with hostile words in each kind of block."""
    blocks = [f"{n}. {word}\n\n{word}\n" for n, word in enumerate(words, 1)]
    blocks += [f"- {word}\n\n**{word}**\n" for word in words]
    cells = [re.sub(r"[|\n]", " ", word) for word in words]
    blocks.append(
        f"| {' | '.join(cells[:3])} |\n| --- | --- | --- |\n"
        + "".join(f"| {c} | {c} | {c} |\n" for c in cells)
    )
    blocks += [f"Chú thích[^{n}]\n\n[^{n}]: {word}\n" for n, word in enumerate(words, 1)]
    blocks.append(
        "Nơi nhận:\n- " + "\n- ".join(cells) + "\n\nT/M BỘ CHÍNH TRỊ\n\n" + "\n\n".join(cells[:5]) + "\n"
    )
    return _front_matter(
        type="Kết luận", number=f"{number + 1}-KL/TW", issuer=["Bộ Chính trị"], level="central", date="2025-01-02",
        subject=cells[0],
    ) + "# KẾT LUẬN\n\n" + "\n".join(blocks)  # fmt: skip


def _plan(words: Iterable[str], number: int) -> str:
    """A document that carries out `_conclusion`, in words of its own: they are compared clause by clause."""
    blocks = [f"{n}. {word} và triển khai\n\n{word} ở địa phương\n" for n, word in enumerate(words, 1)]
    return _front_matter(
        type="Kế hoạch", number=f"{number + 1}-KH/TU", issuer=["Ban Thường vụ Tỉnh ủy"], level="province",
        province="Hà Tĩnh", date="2025-04-05", subject="thực hiện",
        relations=[{"kind": "implements", "document": f"van-ban/2025/ket-luan-{number}.md"}],
    ) + "# KẾ HOẠCH\n\n" + "\n".join(blocks)  # fmt: skip


def _hand_written(field: str, body: str) -> str:
    """A page that Python-Markdown renders, hostile in its head and its body."""
    return (
        _front_matter(title=field, description=field, author=field)
        + f"# {field}\n\n{body}\n\n{body} {body}\n"
    )


def _originals(words: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Files to convert, whose names and contents are hostile, and a Word file with hostile properties."""
    fit = (w.strip() for w in words if not re.search(r"[/\0\n]", w) and 0 < len(w.encode()) < 200)
    names = itertools.filterfalse(lambda name: name.startswith("."), fit)
    for number, name in enumerate(dict.fromkeys(names)):
        # A file with control characters is taken for no text, and not converted.
        lines = re.sub(r"[\0-\x08\x0b-\x1f]", "", "\n\n".join(words[number : number + 3]))
        text = f"CHỈ THỊ\n\n{name}\n\nSố {number + 1}-CT/TW, ngày 02/3/2024\n\n{name}\n\n{lines}\n"
        yield f"{name}.txt", text.encode("utf-8", "replace")
    properties = "".join(
        f"<dc:{key}>{_as_xml(' '.join(words[:40]))}</dc:{key}>"
        for key in ("title", "creator", "subject", "description")
    )
    yield "thuoc-tinh.docx", hostile.docx(more={
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{properties}</cp:coreProperties>'
    })  # fmt: skip


def _as_xml(text: str) -> str:
    return re.sub(r"[\0-\x08\x0b-\x1f]", "", text).replace("&", "&amp;").replace("<", "&lt;")
