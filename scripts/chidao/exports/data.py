"""The files of du-lieu/: what lies in each, in one sentence, and how many rows it has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from .amounts import number, size
from .columns import CATALOGUE, RELATIONS, TASKS
from .csv_file import csv_file
from .feed import NEWEST, feed
from .office import About
from .records import (
    SCHEMA_VERSION,
    Record,
    clause_records,
    document_record,
    document_records,
    identity,
    relation_records,
    task_records,
)
from .xlsx import xlsx

if TYPE_CHECKING:
    from ..publish.outputs import Outputs
    from ..publish.site import Site

DATA = "du-lieu"
"""The folder of the site in which the data lie."""
INDEX = "index.json"
SCHEMA = "schema-1.json"
CLAUSES = "dieu-khoan.jsonl"
FOR_PEOPLE = "danh-muc.xlsx"
"""What an offline copy has of all this.  The other files are for programs and for other portals, and they are
long: one change of one document makes each anew, and an update of a copy would hold little else."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file to take away."""

    file: str
    """Its name in the folder."""
    title: str
    """What staff call it: "Danh mục văn bản (Excel)"."""
    sentence: str
    """What it is for."""
    rows: int
    """Of data, without a heading; 0 for what has none."""
    bytes: int
    sha256: str

    @property
    def size(self) -> str:
        """As staff read it: "14,5 kB"."""
        return size(self.bytes)

    @property
    def on_server(self) -> bool:
        """Whether an offline copy leaves it out."""
        return self.file != FOR_PEOPLE

    @property
    def lines(self) -> str:
        """The rows as staff read them: "41.003"; empty for what has none."""
        return number(self.rows) if self.file != SCHEMA else ""


def write_data(site: Site, folder: Path, name: str, site_url: str) -> None:
    """Write all data of *site* into *folder*, the root of the built site.

    *name* and *site_url* are the site's own; without *site_url* addresses are relative.
    """
    target = folder / DATA
    target.mkdir(parents=True, exist_ok=True)
    _write_index(target, [_write(target, *made) for made in _files(site, name, site_url)], site_url)


def _write_index(target: Path, files: Iterable[Offered], site_url: str) -> None:
    listed = [asdict(file) for file in files]
    index = {"schema": SCHEMA, "schema_version": SCHEMA_VERSION, "site": site_url or None, "files": listed}
    (target / INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def expect_data(outputs: Outputs) -> None:
    """Say that the data lie in the site, so that the next build can take what did not change."""
    for file in _NAMES:
        outputs.expect(f"{DATA}/{file}", "data")


_NAMES = (
    *(f"{stem}{suffix}" for stem in ("danh-muc", "nhiem-vu") for suffix in (".xlsx", ".csv", ".json")),
    *("quan-he.csv", "quan-he.json", CLAUSES, "van-ban-moi.xml", SCHEMA, INDEX),
)


def carry_data(site: Site, outputs: Outputs, name: str, site_url: str) -> bool:
    """Take the data of the site before, with what they say of the pages that changed in it.

    Returns whether that could be done; else `write_data` writes all.
    """
    if outputs.only is None:
        return False
    old = {each.file: each for each in offered(outputs.before)}
    if {*old, INDEX} != {*_NAMES} or not all(outputs.carry(f"{DATA}/{file}") for file in _NAMES):
        return False
    target = outputs.folder / DATA
    made: list[_Made] = []
    records = [document_record(key, site) for key in sorted(outputs.only)]
    told = (target / "danh-muc.json").read_text("utf-8").split("\n")
    if not {*map(_line, records)} <= {line.rstrip(",") for line in told}:
        made += _catalogue(list(document_records(site)), name)
    if outputs.only:
        data = (target / CLAUSES).read_bytes()
        for key in sorted(outputs.only):
            data = _with(data, identity(key, site), list(clause_records(site, [key])))
            if not data:
                return False
        clauses = old[CLAUSES]
        made.append((CLAUSES, clauses.title, clauses.sentence, data.count(b"\n"), [data]))
    for each in made:
        (target / each[0]).unlink()  # a link to the file of the site before
        old[each[0]] = _write(target, *each)
    (target / INDEX).unlink()
    _write_index(target, old.values(), site_url)
    return True


def _with(data: bytes, document: str, records: list[Record]) -> bytes:
    """The lines of *data* with those of *document* replaced by *records*; empty if none tells where."""
    begin = _encoded(_line({"document": document})[:-1] + ",")
    start = 0 if data.startswith(begin) else data.find(b"\n" + begin) + 1
    if not data.startswith(begin, start):
        return b"" if records else data
    end = start
    while data.startswith(begin, end):
        end = data.index(b"\n", end) + 1
    return data[:start] + b"".join(_encoded(f"{_line(record)}\n") for record in records) + data[end:]


def offered(folder: Path) -> list[Offered]:
    """What `write_data` wrote into the site *folder*; empty if it was not called."""
    try:
        index = json.loads((folder / DATA / INDEX).read_text("utf-8"))
    except FileNotFoundError:
        return []
    return [Offered(**each) for each in index["files"]]


_Made = tuple[str, str, str, int | None, Iterable[bytes]]


def _files(site: Site, name: str, site_url: str) -> Iterator[_Made]:
    """File, title, sentence, rows (None: as many as pieces), and its bytes in pieces."""
    documents = list(document_records(site))
    yield from _catalogue(documents, name)
    yield from _relations(list(relation_records(site)))
    yield from _tasks(list(task_records(site)), name)
    yield (
        CLAUSES,
        "Điều khoản (JSONL)",
        "Mỗi dòng một điều, khoản, điểm, mục với lời văn và địa chỉ của nó; dành cho người viết phần mềm.",
        None,
        (_encoded(f"{_line(record)}\n") for record in clause_records(site)),
    )
    yield (
        "van-ban-moi.xml",
        "Văn bản mới (Atom)",
        f"Tối đa {NEWEST} văn bản mới nhất, để trình đọc tin tự báo khi có văn bản mới.",
        min(len(documents), NEWEST),
        [_encoded(feed(documents, name, site_url, f"{DATA}/van-ban-moi.xml"))],
    )
    yield (
        SCHEMA,
        "Mô tả dữ liệu (JSON Schema)",
        f"Nghĩa của từng khóa trong các tệp JSON và JSONL, phiên bản {SCHEMA_VERSION}.",
        0,
        [(files(__package__) / SCHEMA).read_bytes()],
    )


def _catalogue(documents: list[Record], name: str) -> Iterator[_Made]:
    yield (
        "danh-muc.xlsx",
        "Danh mục văn bản (Excel)",
        "Mỗi dòng một văn bản: số, ngày, cơ quan ban hành, trích yếu; lọc và sắp xếp được ngay.",
        len(documents),
        [xlsx(documents, CATALOGUE, About(f"{name}: danh mục văn bản"), "Danh mục văn bản")],
    )
    yield (
        "danh-muc.csv",
        "Danh mục văn bản (CSV)",
        "Cùng nội dung với tệp Excel, dạng bảng chữ cho các phần mềm khác; cột cách nhau bằng dấu phẩy.",
        len(documents),
        [csv_file(documents, CATALOGUE)],
    )
    yield (
        "danh-muc.json",
        "Danh mục văn bản (JSON)",
        "Đầy đủ mọi thuộc tính, cả phần suy ra kèm lý do; dành cho người viết phần mềm.",
        len(documents),
        _json("documents", documents),
    )


def _relations(relations: list[Record]) -> Iterator[_Made]:
    yield (
        "quan-he.csv",
        "Quan hệ giữa các văn bản (CSV)",
        "Mỗi dòng một quan hệ: văn bản nào thực hiện, sửa đổi, thay thế văn bản nào, và lời nêu điều đó.",
        len(relations),
        [csv_file(relations, RELATIONS)],
    )
    yield (
        "quan-he.json",
        "Quan hệ giữa các văn bản (JSON)",
        "Cùng nội dung, dành cho người viết phần mềm.",
        len(relations),
        _json("relations", relations),
    )


def _tasks(tasks: list[Record], name: str) -> Iterator[_Made]:
    yield (
        "nhiem-vu.xlsx",
        "Nhiệm vụ và thời hạn (Excel)",
        "Mỗi dòng một việc: giao cho ai, ngày cuối, văn bản và điều khoản giao việc, tiến độ; máy nhận ra, "
        "trừ dòng biên tập viên ghi.",
        len(tasks),
        [xlsx(tasks, TASKS, About(f"{name}: nhiệm vụ và thời hạn"), "Nhiệm vụ và thời hạn")],
    )
    yield (
        "nhiem-vu.csv",
        "Nhiệm vụ và thời hạn (CSV)",
        "Cùng nội dung với tệp Excel, dạng bảng chữ cho các phần mềm khác.",
        len(tasks),
        [csv_file(tasks, TASKS)],
    )
    yield (
        "nhiem-vu.json",
        "Nhiệm vụ và thời hạn (JSON)",
        "Đầy đủ: lời văn, từng cơ quan, mọi thời hạn kèm cách tính; dành cho người viết phần mềm.",
        len(tasks),
        _json("tasks", tasks),
    )


def _write(
    folder: Path, file: str, title: str, sentence: str, rows: int | None, pieces: Iterable[bytes]
) -> Offered:
    # Piece by piece: the clauses of 10,000 documents are half a gigabyte.
    digest, size, count = hashlib.sha256(), 0, 0
    with (folder / file).open("wb") as out:
        for piece in pieces:
            out.write(piece)
            digest.update(piece)
            size += len(piece)
            count += 1
    return Offered(file, title, sentence, count if rows is None else rows, size, digest.hexdigest())


def _json(name: str, records: Iterable[Record]) -> Iterator[bytes]:
    """A record on each line: people who compare two days see what changed."""
    yield _encoded(f'{{"schema": "{SCHEMA}", "schema_version": "{SCHEMA_VERSION}", "{name}": [')
    before = "\n"
    for record in records:
        yield _encoded(before + _line(record))
        before = ",\n"
    yield b"\n]}\n"


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
