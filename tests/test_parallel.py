"""Many originals at once: the same pages in the same order as one by one, and a stopped run goes on."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chidao import engine as engines
from chidao import finished, readers
from chidao.cluster import _Sent
from chidao.conversion import UNDER_WAY, Outcome, convert_all
from chidao.document import Paragraph
from chidao.engine import Processes
from chidao.errors import ChidaoError, EndedItsReader, UnreadableOriginal
from chidao.project import Project
from chidao.readers import Format, Reading, kept, sandbox
from chidao.readers.kept import Kept
from chidao.readers.sandbox import Job, Limits
from helpers import ROOT, put

COUNT = UNDER_WAY + 11
TEXT = """Số {n}-KL/TW
Hà Nội, ngày 11 tháng 7 năm 2025
KẾT LUẬN
CỦA BỘ CHÍNH TRỊ
về tổ chức, hoạt động của đơn vị hành chính
-----

1. Tiếp tục thực hiện nghiêm túc các nghị quyết, lần thứ {n}.
"""


@pytest.fixture
def many(project) -> Project:
    """A project of many originals: two fail, two would be one page."""
    for number in range(COUNT):
        put(project, f"originals/{number:03}.txt", TEXT.format(n=number))
    put(project, "originals/040.txt", "")
    put(project, "originals/041.odp", "x")
    put(project, "originals/042.txt", TEXT.format(n=3))
    return project


def pages(project: Project) -> dict[str, bytes]:
    return {str(path.relative_to(project.content)): path.read_bytes() for path in project.pages()}


def told(results: Iterator) -> list[tuple[object, ...]]:
    return [(r.original.name, r.outcome.name, r.page, r.warnings, r.message) for r in results]


def forget(project: Project) -> None:
    shutil.rmtree(project.documents)
    shutil.rmtree(project.cache, ignore_errors=True)
    project.documents.mkdir()


def test_several_processes_write_what_one_writes_in_the_same_order(many):
    one = told(convert_all(many, many.original_files()))
    written = pages(many)
    forget(many)
    assert told(convert_all(many, many.original_files(), engine=Processes(2))) == one
    assert pages(many) == written
    assert len(written) == COUNT - 2


def test_a_run_that_was_stopped_goes_on_where_it_was(many, monkeypatch):
    originals = many.original_files()
    list(convert_all(many, originals))
    written = pages(many)
    forget(many)
    run = convert_all(many, originals)
    first = [next(run) for _ in range(20)]
    run.close()
    assert [r.outcome for r in first] == [Outcome.CONVERTED] * 20
    done: list[Path] = []
    later = engines.Here.submit
    monkeypatch.setattr(
        engines.Here, "submit", lambda self, job: (done.append(job.path), later(self, job))[1]
    )
    outcomes = [r.outcome for r in convert_all(many, originals)]
    assert outcomes[:20] == [Outcome.UNCHANGED] * 20
    assert len(done) == COUNT - 20  # 041.odp is told without any work
    assert pages(many) == written


def test_the_record_of_what_is_finished_is_not_believed_against_the_files(many):
    originals = many.original_files()[:5]
    list(convert_all(many, originals))
    # Other words of the same length, written at the same time.
    stat = originals[0].stat()
    originals[0].write_text(originals[0].read_text("utf-8").replace("Tiếp tục", "Tiếp túc"), "utf-8")
    os.utime(originals[0], ns=(stat.st_atime_ns, stat.st_mtime_ns))
    gone, edited = many.documents / "2025/ket-luan-1-kl-tw.md", many.documents / "2025/ket-luan-2-kl-tw.md"
    gone.unlink()
    edited.write_text(edited.read_text("utf-8").replace("Tiếp tục", "Cần tiếp tục"), "utf-8")
    outcomes = [r.outcome.name for r in convert_all(many, originals)]
    assert outcomes == ["CONVERTED", "CONVERTED", "UNCHANGED", "UNCHANGED", "UNCHANGED"]
    assert "Cần tiếp tục" in edited.read_text("utf-8")
    outcomes = [r.outcome.name for r in convert_all(many, originals, force=True)]
    assert outcomes == ["UNCHANGED", "UNCHANGED", "CONVERTED", "UNCHANGED", "UNCHANGED"]


def test_other_code_converts_anew(many, monkeypatch):
    originals = many.original_files()[:3]
    list(convert_all(many, originals))
    monkeypatch.setattr(finished, "code_hash", lambda: "another")
    worked: list[Job] = []
    later = engines.Here.submit
    monkeypatch.setattr(engines.Here, "submit", lambda self, job: (worked.append(job), later(self, job))[1])
    assert {r.outcome for r in convert_all(many, originals)} == {Outcome.UNCHANGED}
    assert len(worked) == 3
    assert len(list((many.cache / "converted").iterdir())) == 1


def test_a_cache_that_is_torn_or_cannot_be_written_changes_nothing(many):
    originals = many.original_files()[:5]
    list(convert_all(many, originals))
    (record,) = (many.cache / "converted").iterdir()
    record.write_bytes(record.read_bytes()[:-30])
    assert {r.outcome for r in convert_all(many, originals)} == {Outcome.UNCHANGED}
    shutil.rmtree(many.cache)
    many.cache.write_text("a file in its place")
    assert {r.outcome for r in convert_all(many, originals)} == {Outcome.UNCHANGED}


def chidao(project: Project, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.Popen(
        [sys.executable, "-m", "chidao", *words],
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_whole_pages_and_the_next_one_finishes_them(many, how):
    list(convert_all(many, many.original_files()))
    written = pages(many)
    forget(many)
    process = chidao(many, "convert", "--jobs", "2")
    assert process.stdout is not None
    for _ in range(10):
        process.stdout.readline()
    process.send_signal(how)
    _out, err = process.communicate(timeout=20)
    if how is signal.SIGINT:
        assert process.returncode == 130
        assert re.search(
            rf"\nStopped after \d+ of {COUNT + 1}; run the same command again to go on from there\n", err
        )
    partly = pages(many)
    assert 10 <= len(partly) <= len(written)
    assert partly.items() <= written.items()
    assert how is signal.SIGKILL or not list(many.documents.rglob(".*.tmp"))
    process = chidao(many, "convert", "--jobs", "2")
    out, _err = process.communicate(timeout=60)
    assert process.returncode == 1  # 040.txt is empty
    assert out.endswith(" unchanged, 3 failed\n")
    assert pages(many) == written


# --- a format of several files at once ------------------------------------------------------------


class Batched:
    """A format that is read in batches; its files say what happens."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def read(self, path: Path) -> Reading:
        return self._reading(path, alone=True)

    def read_many(self, paths: list[Path]) -> list[Reading | ChidaoError]:
        self.batches.append([path.name for path in paths])
        found: list[Reading | ChidaoError] = []
        for path in paths:
            try:
                found.append(self._reading(path, alone=False))
            except UnreadableOriginal as error:
                found.append(error)
        return found

    def _reading(self, path: Path, alone: bool) -> Reading:
        if alone:
            self.batches.append([path.name])
        text = path.read_text("utf-8")
        if text == "crash":
            raise EndedItsReader(path, "SIGABRT")
        if text == "bad":
            raise UnreadableOriginal(path, "is bad", "mend it")
        return Reading((Paragraph("THÔNG BÁO"), Paragraph(f"về việc {text}")), "batched")


@pytest.fixture
def batched(monkeypatch) -> Batched:
    """A format `.bat` in batches of four, read in this process."""
    module = Batched()
    monkeypatch.setitem(sys.modules, "chidao.readers.batched", module)
    monkeypatch.setitem(readers.FORMATS, ".bat", Format("bat", "batched", Limits(), 4))
    monkeypatch.setattr(sandbox, "run", sandbox.call)
    return module


def test_originals_of_such_a_format_are_read_together_and_told_in_order(project, batched):
    for number in range(6):
        put(project, f"originals/{number}.bat", f"số {number}")
        put(project, f"originals/{number}.txt", TEXT.format(n=number))
    put(project, "originals/2.bat", "bad")
    results = list(convert_all(project, project.original_files()))
    assert [r.original.name for r in results] == sorted(r.original.name for r in results)
    assert [r.original.name for r in results if r.outcome is Outcome.FAILED] == ["2.bat"]
    assert batched.batches == [["0.bat", "1.bat", "2.bat", "3.bat"], ["4.bat", "5.bat"]]


def test_one_file_that_ends_its_reader_does_not_take_the_batch_with_it(project, batched, monkeypatch):
    for number in range(4):
        put(project, f"originals/{number}.bat", f"số {number}")
    put(project, "originals/2.bat", "crash")

    def read_many(paths):
        for path in paths:
            batched._reading(path, alone=False)

    monkeypatch.setattr(batched, "read_many", read_many)
    results = list(convert_all(project, project.original_files()))
    assert [r.outcome.name for r in results] == ["CONVERTED", "CONVERTED", "FAILED", "CONVERTED"]
    assert "2.bat: ended the program that read it (SIGABRT)" in results[2].message


# --- readings that are kept -----------------------------------------------------------------------


def test_a_reading_is_kept_until_the_file_or_the_code_changes(project, batched, monkeypatch):
    path = put(project, "originals/a.bat", "một")
    reading = Kept.under(project.cache).read(path)
    assert Kept.under(project.cache).read(path) == reading
    assert len(batched.batches) == 1
    put(project, "originals/a.bat", "hai")
    assert Kept.under(project.cache).read(path).paragraphs[1].text == "về việc hai"
    monkeypatch.setattr(kept, "code_hash", lambda *_: "another")
    Kept.under(project.cache).read(path)
    assert len(batched.batches) == 3
    Kept.under(project.cache).forget_others(but=0)
    assert [folder.name for folder in (project.cache / "readings").iterdir()] == ["another"]


def test_a_kept_reading_that_is_torn_is_read_anew(project, batched):
    path = put(project, "originals/a.bat", "một")
    reading = Kept.under(project.cache).read(path)
    (file,) = (file for file in project.cache.rglob("*.bat"))
    file.write_bytes(file.read_bytes()[:-3])
    assert Kept.under(project.cache).read(path) == reading


def test_texts_are_not_kept(project):
    path = put(project, "originals/a.txt", "một")
    Kept.under(project.cache).read(path)
    assert not project.cache.exists()


def test_a_reading_depends_on_all_code_that_reads():
    package = ROOT / "scripts" / "chidao"
    known = {name.removesuffix(".py") for name in kept._CODE}
    used = set()
    for part in kept._CODE:
        for path in (package / part).rglob("*.py") if (package / part).is_dir() else [package / part]:
            depth = len(path.relative_to(package).parts)
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.level == depth:  # from the package itself
                    names = [node.module] if node.module else [alias.name for alias in node.names]
                    used |= {name.split(".")[0] for name in names}
    assert "forms" in used
    assert used <= known


# --- on a Dask cluster ----------------------------------------------------------------------------

HAS_DASK = importlib.util.find_spec("distributed") is not None
needs_dask = pytest.mark.skipif(not HAS_DASK, reason="dask.distributed is not installed (an extra)")


@pytest.fixture
def cluster(monkeypatch) -> Iterator[object]:
    """A Dask cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed (an extra)")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "scripts"))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local


class _Forgetful:
    """A future of Dask: once it is released, it knows nothing more."""

    released = False

    def result(self) -> str:
        if self.released:
            raise RuntimeError("cancelled")
        return "done"

    def release(self) -> None:
        self.released = True


def test_each_original_of_a_batch_on_a_cluster_gets_its_answer():
    sent = _Sent(Job("math:gcd", (), Path("a"), Limits()), _Forgetful())
    assert [sent.result(), sent.result()] == ["done", "done"]


@needs_dask
def test_a_cluster_writes_what_one_process_writes(many, cluster):
    from chidao.cluster import Cluster

    one = told(convert_all(many, many.original_files()))
    written = pages(many)
    forget(many)
    engine = Cluster(cluster.scheduler_address)
    assert told(convert_all(many, many.original_files(), engine=engine)) == one
    assert pages(many) == written


@needs_dask
def test_a_cluster_that_loses_a_worker_loses_no_document(many, cluster):
    from chidao.cluster import Cluster

    one = told(convert_all(many, many.original_files()))
    written = pages(many)
    forget(many)
    run = convert_all(many, many.original_files(), engine=Cluster(cluster.scheduler_address))
    results = [next(run) for _ in range(3)]
    victim = next(iter(cluster.workers.values())).pid
    os.kill(victim, signal.SIGKILL)
    results += run
    assert told(results) == one
    assert pages(many) == written


@needs_dask
def test_no_cluster_at_an_address_is_one_sentence(many):
    process = chidao(many, "convert", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.splitlines()[-1].startswith("Error: tcp://127.0.0.1:9: no Dask scheduler answers there (")


@pytest.mark.skipif(HAS_DASK, reason="dask.distributed is installed")
def test_without_the_extra_the_answer_is_one_sentence(many):
    process = chidao(many, "convert", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert process.communicate(timeout=60)[1] == (
        "Error: --engine dask needs the package dask.distributed; run pip install 'dask[distributed]'\n"
    )
