"""The files of du-lieu/: what lies in each, in one sentence, and how many rows it has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ..text import amount
from .amounts import size
from .columns import CATALOGUE, RELATIONS, TASKS
from .feed import NEWEST, feed, newest
from .groups import groups
from .kept_blocks import Blocks, load_blocks, save_blocks
from .office import About
from .records import (
    SCHEMA_VERSION,
    Record,
    clause_records,
    document_records,
    newest_first,
    relation_records,
    task_records,
)
from .rewriting import Rewriting
from .row_digests import clauses_digest, documents_digest, relations_digest, tasks_digest
from .tables import Before, BookFile, Lines, TableFile, csv_lines, fill, json_lines, plain_lines
from .xlsx import Book

if TYPE_CHECKING:
    from ..publish.outputs import Outputs
    from ..publish.site import Site

DATA = "du-lieu"
"""The folder of the site in which the data lie."""
INDEX = "index.json"
SCHEMA = "schema-1.json"
CLAUSES = "dieu-khoan.jsonl"
FEED = "van-ban-moi.xml"
FOR_PEOPLE = "danh-muc.xlsx"
"""What an offline copy has of all this.  The other files are for programs and for other portals, and they are
long: one change of one document makes each another, and an update of a copy would hold little else."""


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
        return amount(self.rows) if self.file != SCHEMA else ""


_FILES = {
    FOR_PEOPLE: (
        "Danh mục văn bản (Excel)",
        "Mỗi dòng một văn bản: số, ngày, cơ quan ban hành, trích yếu; lọc và sắp xếp được ngay.",
    ),
    "danh-muc.csv": (
        "Danh mục văn bản (CSV)",
        "Cùng nội dung với tệp Excel, dạng bảng chữ cho các phần mềm khác; cột cách nhau bằng dấu phẩy.",
    ),
    "danh-muc.json": (
        "Danh mục văn bản (JSON)",
        "Đầy đủ mọi thuộc tính, cả phần suy ra kèm lý do; dành cho người viết phần mềm.",
    ),
    "quan-he.csv": (
        "Quan hệ giữa các văn bản (CSV)",
        "Mỗi dòng một quan hệ: văn bản nào thực hiện, sửa đổi, thay thế văn bản nào, và lời nêu điều đó.",
    ),
    "quan-he.json": (
        "Quan hệ giữa các văn bản (JSON)",
        "Cùng nội dung, dành cho người viết phần mềm.",
    ),
    "nhiem-vu.xlsx": (
        "Nhiệm vụ và thời hạn (Excel)",
        "Mỗi dòng một việc: giao cho ai, ngày cuối, văn bản và điều khoản giao việc, tiến độ; máy nhận ra, "
        "trừ dòng biên tập viên ghi.",
    ),
    "nhiem-vu.csv": (
        "Nhiệm vụ và thời hạn (CSV)",
        "Cùng nội dung với tệp Excel, dạng bảng chữ cho các phần mềm khác.",
    ),
    "nhiem-vu.json": (
        "Nhiệm vụ và thời hạn (JSON)",
        "Đầy đủ: lời văn, từng cơ quan, mọi thời hạn kèm cách tính; dành cho người viết phần mềm.",
    ),
    CLAUSES: (
        "Điều khoản (JSONL)",
        "Mỗi dòng một điều, khoản, điểm, mục với lời văn và địa chỉ của nó; dành cho người viết phần mềm.",
    ),
    FEED: (
        "Văn bản mới (Atom)",
        f"Tối đa {NEWEST} văn bản mới nhất, để trình đọc tin tự báo khi có văn bản mới.",
    ),
    SCHEMA: (
        "Mô tả dữ liệu (JSON Schema)",
        f"Nghĩa của từng khóa trong các tệp JSON và JSONL, phiên bản {SCHEMA_VERSION}.",
    ),
}
"""Title and sentence of each file, in the order in which they are listed."""


def offered(folder: Path) -> list[Offered]:
    """What `write_data` wrote into the site *folder*; empty if it was not called."""
    try:
        index = json.loads((folder / _address(INDEX)).read_text("utf-8"))
    except FileNotFoundError:
        return []
    return [Offered(**each) for each in index["files"]]


def write_data(site: Site, outputs: Outputs, kept: Path, name: str, site_url: str) -> None:
    """Put all data of *site* into it.

    The rows of documents of which nothing changed are those of the site before; the file *kept* tells where
    they lie.  *name* and *site_url* are the site's own; without *site_url* addresses are relative.
    """
    for file in (*_FILES, INDEX):
        outputs.expect(_address(file), "data")
    data = _Data(outputs, kept)
    # Where only the words of pages changed, these say what they said.
    if not data.take("quan-he.csv", "quan-he.json"):
        data.table(
            {"quan-he.csv": csv_lines(RELATIONS), "quan-he.json": _json("relations")},
            _digested(sorted({edge.source for edge in site.graph.edges}), relations_digest, site),
            partial(relation_records, site=site),
        )
    if not data.take("nhiem-vu.xlsx", "nhiem-vu.csv", "nhiem-vu.json"):
        data.table(
            {
                "nhiem-vu.xlsx": Book(TASKS, About(f"{name}: nhiệm vụ và thời hạn"), "Nhiệm vụ và thời hạn"),
                "nhiem-vu.csv": csv_lines(TASKS),
                "nhiem-vu.json": _json("tasks"),
            },
            _digested(site.given.of_document, tasks_digest, site),
            partial(task_records, site=site),
        )
    data.table(
        {
            FOR_PEOPLE: Book(CATALOGUE, About(f"{name}: danh mục văn bản"), "Danh mục văn bản"),
            "danh-muc.csv": csv_lines(CATALOGUE),
            "danh-muc.json": _json("documents"),
        },
        _digested(newest_first(site), documents_digest, site),
        partial(document_records, site=site),
    )
    data.table(
        {CLAUSES: plain_lines()},
        _digested(sorted(site.entries), clauses_digest, site),
        partial(clause_records, site=site),
    )
    recent = list(document_records(newest(site), site))
    data.whole(FEED, feed(recent, name, site_url, _address(FEED)).encode("utf-8", "replace"), len(recent))
    data.whole(SCHEMA, (files(__package__) / SCHEMA).read_bytes(), 0)
    data.finish(site_url)


def _address(file: str) -> str:
    return f"{DATA}/{file}"


def _json(name: str) -> Lines:
    return json_lines(f'{{"schema": "{SCHEMA}", "schema_version": "{SCHEMA_VERSION}", "{name}": [')


def _digested(
    keys: Iterable[str], digest: Callable[[Sequence[str], Site], str], site: Site
) -> Iterator[tuple[str, Sequence[str]]]:
    for group in groups(keys):
        yield digest(group, site), group


class _Data:
    """The files of one site as they are made, out of those of the site before."""

    def __init__(self, outputs: Outputs, kept: Path) -> None:
        self._outputs = outputs
        self._kept = kept
        self._offered: dict[str, Offered] = {}
        self._blocks: dict[str, Blocks] = {}
        self._before: dict[str, Offered] = {}
        if outputs.is_there(_address(INDEX)):
            found = offered(outputs.before)
            self._before = {each.file: each for each in found if outputs.is_there(_address(each.file))}
        self._blocks_before = load_blocks(kept, {each.file: each.sha256 for each in self._before.values()})

    def take(self, *names: str) -> bool:
        """Take files as they were, if what they say cannot have changed; returns whether that was done."""
        if self._outputs.only is None or not {*names} <= self._blocks_before.keys():
            return False
        if not all(self._outputs.carry(_address(name)) for name in names):
            return False
        for name in names:
            self._offered[name] = self._before[name]
            self._blocks[name] = self._blocks_before[name]
        return True

    def table(
        self,
        forms: Mapping[str, Lines | Book],
        found: Iterable[tuple[str, Sequence[str]]],
        records: Callable[[Sequence[str]], Iterable[Record]],
    ) -> None:
        """Make the files of a table, which are named with their forms; the rest as `fill` takes it."""
        made = {name: self._open(name, form) for name, form in forms.items()}
        fill(list(made.values()), found, records)
        for name, file in made.items():
            self._blocks[name] = file.blocks
            self._close(name, file.file, file.rows)

    def whole(self, name: str, data: bytes, rows: int) -> None:
        """Make a file of *data*."""
        file = Rewriting(self._place(name), self._path_before(name))
        file.put(data)
        self._close(name, file, rows)

    def finish(self, site_url: str) -> None:
        """Make the index of all files, and remember where which rows lie."""
        index = {
            "schema": SCHEMA,
            "schema_version": SCHEMA_VERSION,
            "site": site_url or None,
            "files": [asdict(self._offered[name]) for name in _FILES],
        }
        path = self._outputs.place(_address(INDEX))
        path.write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
        save_blocks(self._kept, {name: each.sha256 for name, each in self._offered.items()}, self._blocks)

    def _open(self, name: str, form: Lines | Book) -> TableFile:
        path = self._path_before(name)
        before = Before(path, self._blocks_before.get(name, {})) if path else None
        if isinstance(form, Book):
            return BookFile(form, self._place(name), before)
        return TableFile(form, self._place(name), before)

    def _close(self, name: str, file: Rewriting, rows: int) -> None:
        before = self._before.get(name)
        if before and file.unchanged and self._outputs.carry(_address(name)):
            sha256 = before.sha256
        else:
            sha256 = file.finish()
            self._outputs.made.add(_address(name))
        self._offered[name] = Offered(name, *_FILES[name], rows, file.size, sha256)

    def _place(self, name: str) -> Path:
        return self._outputs.rewritten(_address(name))

    def _path_before(self, name: str) -> Path | None:
        return self._outputs.before / _address(name) if name in self._before else None
