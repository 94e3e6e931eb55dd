"""The data of a site are made of those of the site before; they are what a whole build would write."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from chidao.exports import DATA, groups, offered, tables, write_data
from chidao.exports.groups import groups as in_groups
from chidao.exports.rewriting import Rewriting
from chidao.project import Project
from chidao.publish import Site, read_library
from chidao.publish.digest import Digester
from chidao.publish.outputs import Outputs, Record
from helpers import put

DOCUMENTS = 24


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "GROUP", 3)


@pytest.fixture
def library(project: Project) -> Project:
    for number in range(DOCUMENTS):
        add(project, number)
    return project


def add(project: Project, number: int) -> None:
    cited = (
        f"Căn cứ Kết luận số {number // 2}-KL/TW ngày 0{number // 2 % 9 + 1}/5/2021;\n\n" if number else ""
    )
    put(
        project,
        page(number),
        f"---\ntype: Kết luận\nnumber: {number}-KL/TW\nissuer:\n- Bộ Chính trị\n"
        f"date: 2021-05-0{number % 9 + 1}\nsubject: việc thứ {number}\n---\n\n{cited}"
        f"1. Giao Ban Tổ chức Trung ương báo cáo việc {number}, hoàn thành trước ngày 31/7/2025.\n\n"
        "2. Các tỉnh uỷ, thành uỷ báo cáo kết quả trong quý IV/2025.\n",
    )


def page(number: int) -> str:
    return f"content/van-ban/2021/{number}-kl-tw.md"


def change(project: Project, number: int, old: str, new: str) -> None:
    path = project.root / page(number)
    text = path.read_text("utf-8")
    assert re.search(old, text, re.MULTILINE), old
    path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), "utf-8")


class Builds:
    """The data of a project, built again and again."""

    def __init__(self, project: Project, root: Path) -> None:
        self.project = project
        self.root = root
        self.record = Record()
        self.made = 0
        """Groups whose rows were made in the last build."""
        self._count = 0

    @property
    def folder(self) -> Path:
        return self.root / str(self._count)

    def build(self, in_place: bool = False) -> Path:
        before, self.made = self.folder, 0
        self._count += not in_place
        outputs = Outputs(self.folder, before, self.record, "")
        outputs.begin(())
        site = self._site(outputs)
        write_data(site, outputs, self.root / "kept", "Kho", "")
        self.record = outputs.finish()
        return self.folder / DATA

    def whole(self) -> Path:
        shutil.rmtree(self.root / "whole", ignore_errors=True)
        outputs = Outputs.anew(self.root / "whole")
        write_data(self._site(outputs), outputs, self.root / "whole.kept", "Kho", "")
        return self.root / "whole" / DATA

    def _site(self, outputs: Outputs) -> Site:
        read = read_library(self.project)
        outputs.compare(read.hashes, Digester()(read.outlines))
        return Site.of(read)


@pytest.fixture
def builds(library: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    found = Builds(library, tmp_path / "builds")
    make = tables.TableFile.make

    def counted(self: tables.TableFile, *words: object) -> None:
        found.made += 1
        make(self, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(tables.TableFile, "make", counted)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


EDITS: dict[str, Callable[[Project, int], object]] = {
    "another date": lambda p, n: change(p, n, "^date: .*", "date: 2019-02-03"),
    "another subject": lambda p, n: change(p, n, "^subject: .*", "subject: việc khác"),
    "another number": lambda p, n: change(p, n, "^number: .*", f"number: {n}-NQ/TW"),
    "a note": lambda p, n: change(p, n, r"\A---\n", "---\nnote: ghi chú\n"),
    "a relation": lambda p, n: change(
        p, n, r"\A---\n", "---\nrelations:\n- kind: amends\n  document: van-ban/2021/1-kl-tw.md\n"
    ),
    "a task that an editor adds": lambda p, n: change(
        p, n, r"\A---\n", "---\ntasks:\n- clause: '2'\n  add: true\n  title: Sơ kết\n  assignee: Bộ Nội vụ\n"
    ),
    "a task that an editor rejects": lambda p, n: change(
        p, n, r"\A---\n", "---\ntasks:\n- clause: '1'\n  reject: true\n"
    ),
    "progress": lambda p, n: change(
        p, n, r"\A---\n", "---\ntasks:\n- clause: '1'\n  progress: xong\n  done: 2025-07-28\n"
    ),
    "other words": lambda p, n: change(p, n, "báo cáo", "cáo báo"),
    "a clause more": lambda p, n: change(p, n, r"\Z", "\n3. Đoạn mới.\n"),
    "no clauses": lambda p, n: change(p, n, r"(?s)\n1\. .*\Z", "\nLời văn.\n"),
    "one document more": lambda p, n: add(p, DOCUMENTS + n),
    "one document less": lambda p, n: (p.root / page(n)).unlink(),
    "nothing": lambda p, n: None,
}


@pytest.mark.parametrize("title", EDITS)
def test_after_an_edit_the_data_are_those_of_a_whole_build(builds: Builds, title: str) -> None:
    builds.build()
    EDITS[title](builds.project, 7)
    assert contents(builds.build()) == contents(builds.whole())


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_data_are_those_of_a_whole_build(builds: Builds, seed: int) -> None:
    chance = random.Random(seed)
    builds.build()
    left = [*range(DOCUMENTS)]
    for _ in range(5):
        title = chance.choice([*EDITS])
        number = left.pop(chance.randrange(len(left)))
        EDITS[title](builds.project, number)
        assert contents(builds.build()) == contents(builds.whole()), f"{title}: {number}"


def test_a_change_makes_the_rows_of_the_neighbours_and_no_others(builds: Builds) -> None:
    builds.build()
    whole = builds.made
    change(builds.project, 7, "^date: .*", "date: 2019-02-03")
    builds.build()
    assert 0 < builds.made < whole / 2
    builds.build()
    assert builds.made == 0


def test_a_file_that_says_what_it_said_is_the_same_file(builds: Builds) -> None:
    before = builds.build()
    change(builds.project, 7, r"\A---\n", "---\nnote: ghi chú\n")
    after = builds.build()
    same = {path.name for path in after.iterdir() if path.samefile(before / path.name)}
    other = {"danh-muc.xlsx", "danh-muc.csv", "danh-muc.json", "index.json"}
    assert {path.name for path in after.iterdir()} - same == other


def test_the_site_before_stays_as_it_was(builds: Builds) -> None:
    before = builds.build()
    held = contents(before)
    change(builds.project, 7, "^date: .*", "date: 2019-02-03")
    builds.build()
    assert contents(before) == held


def test_a_site_may_be_changed_where_it_lies(builds: Builds) -> None:
    builds.build()
    for title in ("another date", "one document less", "nothing"):
        EDITS[title](builds.project, 7)
        assert contents(builds.build(in_place=True)) == contents(builds.whole()), title


def test_data_that_were_begun_and_never_ended_are_written_over(builds: Builds) -> None:
    before = builds.build()
    held = contents(before)
    change(builds.project, 7, "^date: .*", "date: 2019-02-03")
    unfinished = builds.root / "2" / DATA
    unfinished.mkdir(parents=True)
    (unfinished / "nhiem-vu.csv").hardlink_to(before / "nhiem-vu.csv")
    (unfinished / "quan-he.csv").write_bytes(b"half of a li")
    assert contents(builds.build()) == contents(builds.whole())
    assert contents(before) == held


@pytest.mark.parametrize(
    "harm",
    [
        lambda kept: kept.unlink(),
        lambda kept: kept.write_bytes(kept.read_bytes().replace(b"[", b"[1", 5)),
        lambda kept: kept.write_bytes(b"hong"),
    ],
    ids=["is lost", "has other numbers", "is none"],
)
def test_what_is_kept_may_be_damaged(builds: Builds, harm: Callable[[Path], object]) -> None:
    builds.build()
    harm(builds.root / "kept")
    change(builds.project, 7, "^date: .*", "date: 2019-02-03")
    assert contents(builds.build()) == contents(builds.whole())


def test_a_file_that_somebody_changed_is_made_anew(builds: Builds) -> None:
    before = builds.build()
    for name in ("nhiem-vu.json", "nhiem-vu.xlsx", "dieu-khoan.jsonl"):
        (before / name).write_bytes(b"x" * (before / name).stat().st_size)
    assert contents(builds.build()) == contents(builds.whole())


def test_what_is_kept_of_another_site_is_seen_through(builds: Builds) -> None:
    builds.build()
    record, count = builds.record, builds._count
    change(builds.project, 7, "^date: .*", "date: 2019-02-03")
    builds.build()
    # As if the site had been ended when all was written, and the one before still stood.
    builds.record, builds._count = record, count
    change(builds.project, 8, "^subject: .*", "subject: việc khác")
    assert contents(builds.build()) == contents(builds.whole())


def test_the_index_tells_of_the_files_as_they_are(builds: Builds) -> None:
    builds.build()
    EDITS["one document less"](builds.project, 7)
    folder = builds.build()
    rows = {file.file: file.rows for file in offered(builds.folder)}
    tasks = json.loads((folder / "nhiem-vu.json").read_bytes())["tasks"]
    lines = list(csv.reader(io.StringIO((folder / "nhiem-vu.csv").read_text("utf-8-sig"), newline="")))
    sheet = CalamineWorkbook.from_path(str(folder / "nhiem-vu.xlsx")).get_sheet_by_index(0).to_python()
    assert len(tasks) == len(lines) - 1 == len(sheet) - 1 == rows["nhiem-vu.xlsx"] == rows["nhiem-vu.json"]
    assert [row[3] for row in sheet] == [line[3] for line in lines]
    assert rows["danh-muc.csv"] == DOCUMENTS - 1


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_a_sheet_of_parts(builds: Builds, tmp_path: Path) -> None:
    builds.build()
    change(builds.project, 7, "^date: .*", "date: 2019-02-03")
    folder = builds.build()
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    command += ["csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(folder / "nhiem-vu.xlsx")], check=True, capture_output=True, timeout=180)
    read = list(csv.reader((tmp_path / "nhiem-vu.csv").read_text("utf-8").splitlines()))
    told = list(csv.reader(io.StringIO((folder / "nhiem-vu.csv").read_text("utf-8-sig"), newline="")))
    assert len(read) == len(told) > DOCUMENTS
    assert [row[3:7] for row in read] == [row[3:7] for row in told]
    assert "03/02/2019" in {row[1] for row in read}


def test_one_document_more_moves_no_other_groups_end() -> None:
    keys = [f"van-ban/{n}.md" for n in range(200)]
    before = {tuple(group) for group in in_groups(keys)}
    after = {tuple(group) for group in in_groups([*keys[:90], "van-ban/moi.md", *keys[90:]])}
    assert len(before - after) == 1
    assert sum(map(len, before)) == 200
    assert list(in_groups([])) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_file_of_pieces_is_its_pieces(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    old = chance.randbytes(500)
    (tmp_path / "old").write_bytes(old)
    written, expected = Rewriting(tmp_path / "new", tmp_path / "old"), b""
    for _ in range(chance.randrange(12)):
        start = chance.choice([len(expected), chance.randrange(500)])
        length = chance.randrange(120)
        if start + length <= 500 and chance.random() < 0.5:
            written.copy(start, length)
            expected += old[start : start + length]
        else:
            piece = chance.choice([old[start : start + length], chance.randbytes(length)])
            written.put(piece)
            expected += piece
    assert written.size == len(expected)
    assert not written.unchanged
    written.finish()
    assert (tmp_path / "new").read_bytes() == expected


@pytest.mark.parametrize("old", [b"", b"abc" * 1000])
def test_a_file_of_the_same_pieces_is_unchanged(tmp_path: Path, old: bytes) -> None:
    (tmp_path / "old").write_bytes(old)
    written = Rewriting(tmp_path / "new", tmp_path / "old")
    written.put(old[:300])
    written.copy(300, 600) if old else None
    written.put(old[900:])
    assert written.unchanged
    assert not (tmp_path / "new").exists()
