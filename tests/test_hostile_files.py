"""Whatever a file was made to do, it ends in one sentence, in its time and its memory, and the run goes on."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import hostile
from chidao import readers
from chidao.conversion import Outcome, convert_all
from chidao.engine import Processes
from chidao.errors import UnreadableOriginal
from chidao.readers import FORMATS, Limits
from helpers import put

LIMITS = Limits(seconds=40, megabytes=1200)
"""Less than in earnest, so that the tests are soon done."""
ANEW = "open it in its own program, save it anew or in parts, and convert again"
AGAIN = "copy the document again from where it came"
LOCKED = "is locked with a password; open it with its password, save it without one and convert again"
NO_MEMORY = f"needs more than {LIMITS.megabytes} MB of memory to read; {ANEW}"
SUFFIX = "by its first bytes; give it the suffix that it should have"

needs_libreoffice = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed"
)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for suffix, form in FORMATS.items():
        if form.limits is not None:
            monkeypatch.setitem(FORMATS, suffix, form._replace(limits=LIMITS))


def read_or_told(path: Path) -> readers.Reading | None:
    """The reading of a file, or None where there is one sentence instead."""
    try:
        return readers.read(path)
    except UnreadableOriginal as error:
        said = str(error)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    return None


def sentence(path: Path) -> str:
    """What is said of a file that cannot be read."""
    start = time.monotonic()
    with pytest.raises(UnreadableOriginal) as error:
        readers.read(path)
    assert time.monotonic() - start < LIMITS.seconds + 10
    said = str(error.value)
    assert "\n" not in said
    assert said.startswith(f"{path}: ")
    return said.removeprefix(f"{path}: ")


# --- bombs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.docx", hostile.docx_bomb, "unpacks to more than any document (word/document.xml)"),
        ("a.docx", hostile.docx_bomb_that_lies, "is damaged (word/document.xml cannot be unpacked)"),
        ("a.docx", hostile.docx_external_entity, "declares entities, which a Word document may not"),
        ("a.docx", hostile.docx_laughs, "is damaged (word/document.xml is no XML)"),
        ("a.docx", hostile.docx_deep_tables, "nests its elements deeper than any document"),
        ("a.xlsx", hostile.xlsx_endless, NO_MEMORY),
        ("a.xlsx", hostile.xlsx_bomb, "unpacks to more than any document (xl/worksheets/s1.xml)"),
        ("a.xlsx", hostile.xlsx_laughs, "is damaged or no workbook (at 0..0: unrecognized entity `&l9;`)"),
        ("a.pdf", hostile.pdf_bomb, NO_MEMORY),
        ("a.pdf", hostile.pdf_loop, "has no text"),
        ("a.pdf", hostile.pdf_table_loop, "is damaged or cut short"),
        ("a.pdf", hostile.pdf_of_a_billion_pages, "has no text"),
        ("a.html", b"<div>" * 1_000_000 + b"x", "nests its elements more than 250 deep"),
        ("a.png", hostile.png_endless, "has 100000 × 100000 dots, more than any page"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_file_that_grows_without_end_is_one_sentence(tmp_path, name, make, said):
    assert sentence(hostile.write(tmp_path / name, make)).startswith(said)


def test_what_an_external_entity_names_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", "utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    page = f'<?xml version="1.0"?>{entity}<html><p>trước &x; sau</p></html>'
    reading = readers.read(hostile.write(tmp_path / "a.html", page.encode()))
    assert "bí mật" not in " ".join(p.text for p in reading.paragraphs)


@needs_libreoffice
def test_rtf_of_200_000_groups_is_read_or_is_one_sentence(tmp_path):
    reading = read_or_told(hostile.write(tmp_path / "a.rtf", hostile.rtf_deep_groups))
    assert reading is None or reading.paragraphs[0].text == "x"


@needs_libreoffice
def test_rtf_of_500_tables_in_each_other_ends_in_its_time(tmp_path, monkeypatch):
    limits = Limits(seconds=5, megabytes=LIMITS.megabytes)
    monkeypatch.setitem(FORMATS, ".rtf", FORMATS[".rtf"]._replace(limits=limits))
    start = time.monotonic()
    read_or_told(hostile.write(tmp_path / "a.rtf", hostile.rtf_deep_tables))
    assert time.monotonic() - start < 25  # once more, in a child that met no other


# --- calls ----------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server of this machine: its address, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", hostile.docx_that_calls),
        ("a.html", hostile.html_that_calls),
        pytest.param("a.rtf", hostile.rtf_that_calls, marks=needs_libreoffice),
    ],
)
def test_a_file_that_calls_somebody_is_read_and_nobody_is_called(tmp_path, server, name, make):
    address, asked = server
    reading = readers.read(hostile.write(tmp_path / name, make(address)))
    assert reading.paragraphs[0].text.startswith("K")
    assert asked == []


# --- what goes wrong by itself --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", hostile.pdf_of(1), f"is a PDF file {SUFFIX}"),
        ("a.docx", hostile.xlsx(""), f"is an Excel .xlsx file {SUFFIX}"),
        ("a.docx", hostile.zipped({"a.txt": "x"}), f"is a .zip file {SUFFIX}"),
        ("a.doc", hostile.docx(), f"is a Word .docx file {SUFFIX}"),
        ("a.doc", hostile.rtf("x"), f"is an .rtf file {SUFFIX}"),
        ("a.doc", b"<html><body><p>x</p></body></html>", f"is a web page (.html) {SUFFIX}"),
        ("a.doc", b"MIME-Version: 1.0\r\n", f"is a web archive .mht file {SUFFIX}"),
        ("a.doc", hostile.compound("PowerPoint Document"), f"is an old PowerPoint .ppt file {SUFFIX}"),
        ("a.doc", hostile.compound("Workbook"), f"is an old Excel .xls file {SUFFIX}"),
        ("a.xls", hostile.compound("WordDocument"), f"is an old Word .doc file {SUFFIX}"),
        ("a.xls", b"\x7fELF\x02\x01\x01" + bytes(99), f"is some other kind of file {SUFFIX}"),
        ("a.pdf", hostile.docx(), f"is a Word .docx file {SUFFIX}"),
        ("a.png", b"\xff\xd8\xff\xe0" + bytes(20), f"is a picture (.jpg) {SUFFIX}"),
        ("a.html", hostile.docx(), f"is a Word .docx file {SUFFIX}"),
        ("a.rtf", "KẾT LUẬN".encode(), f"is text {SUFFIX}"),
        ("a.ppt", hostile.compound("PowerPoint Document"), None),
    ],
)
def test_a_wrong_suffix_is_one_sentence(tmp_path, name, data, said):
    path = hostile.write(tmp_path / name, data)
    if said is None:
        with pytest.raises(readers.UnknownFormat) as error:
            readers.read(path)
        assert str(error.value).startswith(f"{path}: cannot read .ppt; save it as one of .")
    else:
        assert sentence(path) == said


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", hostile.docx_with_a_password),
        ("a.docx", hostile.docx_with_a_zip_password),
        ("a.xlsx", hostile.docx_with_a_password),
        ("a.doc", hostile.docx_with_a_password),
        ("a.pdf", hostile.pdf_with_a_password),
    ],
)
def test_a_locked_file_is_one_sentence(tmp_path, name, make):
    said = sentence(hostile.write(tmp_path / name, make))
    assert said in (LOCKED, "is locked with a password; save it without one and convert again")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", hostile.docx),
        ("a.xlsx", lambda: hostile.xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')),
        ("a.pdf", lambda: hostile.pdf_of(3)),
        pytest.param("a.doc", lambda: hostile.compound("WordDocument"), marks=needs_libreoffice),
        ("a.xls", lambda: hostile.compound("Workbook")),
        ("a.png", hostile.png_endless),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_cut_off_is_read_or_is_one_sentence(tmp_path, name, make, share):
    data = make()
    read_or_told(hostile.write(tmp_path / name, data[: max(int(len(data) * share), 8)]))


@pytest.mark.parametrize("suffix", sorted(suffix for suffix, form in FORMATS.items() if form.limits))
def test_a_file_without_a_byte_and_one_of_noise_are_one_sentence_each(tmp_path, suffix):
    assert sentence(hostile.write(tmp_path / f"a{suffix}", b"")) == f"is empty; {AGAIN}"
    noise = bytes(n * n * 7919 % 251 for n in range(1, 5000))
    assert sentence(hostile.write(tmp_path / f"b{suffix}", noise)) == f"is some other kind of file {SUFFIX}"


def test_a_file_larger_than_any_document_is_not_even_read(tmp_path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(600_000_000)  # on paper
    assert sentence(path) == (
        "has 600 MB, more than any document (500 MB); "
        "split it into its documents, or check that it is the right file"
    )


def test_a_thousand_pages_are_read(tmp_path):
    reading = readers.read(hostile.write(tmp_path / "a.pdf", lambda: hostile.pdf_of(1000)))
    assert len(reading.paragraphs) >= 1000
    assert "thu 1000 cua" in reading.paragraphs[-1].text


# --- the run goes on ------------------------------------------------------------------------------

ALL: dict[str, Callable[[], bytes] | bytes] = {
    "bomb.docx": hostile.docx_bomb,
    "call.html": hostile.html_that_calls("http://127.0.0.1:9"),
    "endless.xlsx": hostile.xlsx_endless,
    "laughs.docx": hostile.docx_laughs,
    "locked.docx": hostile.docx_with_a_password,
    "loop.pdf": hostile.pdf_loop,
    "noise.pdf": bytes(range(1, 256)) * 40,
    "wrong.docx": hostile.rtf("x"),
}


def test_a_run_over_all_of_them_converts_what_is_good(project):
    for name, make in ALL.items():
        hostile.write(project.originals / name, make)
    for number in range(6):
        put(project, f"originals/good-{number}.txt", f"KẾT LUẬN\nvề việc số {number}\n\n1. Giao Sở Nội vụ.\n")
        hostile.write(project.originals / f"zgood-{number}.docx", hostile.docx())
    start = time.monotonic()
    results = list(convert_all(project, project.original_files(), engine=Processes(2)))
    assert time.monotonic() - start < 60
    assert [result.original.name for result in results] == sorted(result.original.name for result in results)
    failed = {r.original.name: r.message for r in results if r.outcome is Outcome.FAILED}
    bad = set(ALL) - {"call.html"}
    # Six copies of one document: one page, and a sentence for each of the others.
    assert set(failed) == bad | {f"zgood-{n}.docx" for n in range(1, 6)}
    assert all(message.count("\n") == 0 and f"/{name}: " in f"/{message}" for name, message in failed.items())
    assert len(list(project.pages())) == 6 + 1 + 1
