"""Files that are one row after another, made group by group; a group that is as it was is not made.

group of documents ──digest──▶ known from the file before? ──▶ its bytes, as they lie there
                                                     else ──▶ records ──▶ rows ──▶ bytes
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .columns import Cell, Column
from .csv_file import csv_head, csv_rows
from .records import Record
from .rewriting import Rewriting
from .xlsx import Book


class Block(NamedTuple):
    """The rows of a group of documents in a file."""

    start: int
    length: int
    """Bytes."""
    rows: int
    size: int = 0
    crc: int = 0
    """Of what is compressed: its bytes unpacked, and their CRC-32."""


class Before(NamedTuple):
    """A file as an earlier build wrote it."""

    path: Path
    blocks: Mapping[str, Block]
    """By the digests of their groups."""


class Rows:
    """The records of a group of documents, and their cells, which two files of a table show."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = list(records)
        self._columns: Sequence[Column] = ()
        self._cells: list[list[Cell]] = []

    def cells(self, columns: Sequence[Column]) -> list[list[Cell]]:
        """Of each record those in *columns*."""
        if columns is not self._columns:
            self._columns = columns
            self._cells = [[column.value(record) for column in columns] for record in self.records]
        return self._cells


class Lines(NamedTuple):
    """How a file of lines is written."""

    told: Callable[[Rows], bytes]
    begin: bytes = b""
    between: bytes = b""
    """Between the lines of one group and those of the next."""
    end: bytes = b""


class TableFile:
    """A file of lines."""

    def __init__(self, lines: Lines, path: Path, before: Before | None) -> None:
        self.file = Rewriting(path, before.path if before else None)
        self.blocks: dict[str, Block] = {}
        """By the digests of their groups."""
        self.rows = 0
        self._lines = lines
        self._known = before.blocks if before else {}
        self.file.put(lines.begin)

    def take(self, digest: str) -> bool:
        """Add the group with *digest* as it was; returns whether that could be done."""
        known = self._known.get(digest)
        if known:
            self._add(digest, known, None)
        return known is not None

    def make(self, digest: str, rows: Rows) -> None:
        """Add the group with *digest*, which has *rows*."""
        data = self._lines.told(rows)
        self._add(digest, Block(0, len(data), len(rows.records)), data)

    def end(self) -> None:
        """Add what stands behind the last group."""
        self.file.put(self._lines.end)

    def _add(self, digest: str, block: Block, data: bytes | None) -> None:
        """*data* are the bytes of *block*; None: they stand in the file before."""
        if self.rows and block.rows:
            self.file.put(self._lines.between)
        self._place(digest, block, data)
        self.rows += block.rows

    def _place(self, digest: str, block: Block, data: bytes | None) -> None:
        self.blocks[digest] = block._replace(start=self.file.size)
        if data is None:
            self.file.copy(block.start, block.length)
        else:
            self.file.put(data)


class BookFile(TableFile):
    """An .xlsx, whose rows wait for one another: what stands before them tells how many bytes they are."""

    def __init__(self, book: Book, path: Path, before: Before | None) -> None:
        super().__init__(Lines(lambda rows: b""), path, before)
        self._book = book
        self._waiting: list[tuple[str, Block, bytes | None]] = []

    def make(self, digest: str, rows: Rows) -> None:
        data, size, crc = self._book.part(rows.cells(self._book.columns))
        self._add(digest, Block(0, len(data), len(rows.records), size, crc), data)

    def _add(self, digest: str, block: Block, data: bytes | None) -> None:
        self._waiting.append((digest, block, data))
        self.rows += block.rows

    def end(self) -> None:
        told = [(block.length, block.size, block.crc) for _digest, block, _data in self._waiting]
        before, behind = self._book.around(self.rows, told)
        self.file.put(before)
        for each in self._waiting:
            self._place(*each)
        self.file.put(behind)


def fill(
    files: Sequence[TableFile],
    groups: Iterable[tuple[str, Sequence[str]]],
    records: Callable[[Sequence[str]], Iterable[Record]],
) -> None:
    """Write the rows of all *groups*, each given as its digest and its documents, into *files*.

    *records* gives those of documents; it is asked for groups that a file does not know.
    """
    for digest, keys in groups:
        unknown = [file for file in files if not file.take(digest)]
        if unknown:
            rows = Rows(records(keys))
            for file in unknown:
                file.make(digest, rows)
    for file in files:
        file.end()


def csv_lines(columns: Sequence[Column]) -> Lines:
    """A table as CSV."""
    return Lines(lambda rows: csv_rows(rows.cells(columns)), csv_head(columns))


def json_lines(head: str) -> Lines:
    """One object, begun as *head* says, with a list of records at its end.

    A record on each line: people who compare two days see what changed.
    """
    return Lines(
        lambda rows: b",".join(b"\n" + _line(record) for record in rows.records),
        head.encode("utf-8"),
        b",",
        b"\n]}\n",
    )


def plain_lines() -> Lines:
    """A record on each line, and nothing else."""
    return Lines(lambda rows: b"".join(_line(record) + b"\n" for record in rows.records))


def _line(record: Record) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
