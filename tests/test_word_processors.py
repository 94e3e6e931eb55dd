"""Files of old and other word processors, read by way of LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import pytest

from chidao.document import Document
from chidao.errors import ChidaoError
from chidao.inspection import as_object
from chidao.readers import Reading, libreoffice, office_pipe, read, txt, word_processors
from chidao.readers.old.glyphs import TCVN3
from chidao.structure import recognise
from helpers import SEEDS
from old_encodings import tcvn3, vni

needs_office = pytest.mark.skipif(libreoffice.find() is None, reason="LibreOffice is not installed")

# ư is \- in a font of TCVN3: Word wrote its soft hyphen so.
RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 .VnTime;}{\f1 .VnTimeH;}{\f2 VNI-Times;}{\f3 Arial;}}"
    r"\pard{\f1 C\'e9ng ho\'b5 x\'b7 h\'e9i ch\'f1 ngh\'dca}\par"
    r"{\f0 Ng\-\'eai d\-\'edi quy\'d2n ph\'b6i \'ae\-\'eec \-u ti\'aan}\par"
    r"{\f2 Quye\'e1t \'f1}{\f2\b \'f2}{\f2 nh naøy}\par".replace("ø", r"\'f8")
    + r"{\f3 S\u7889?: 5}\par}"
)
LINES = [
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA",
    "Người dưới quyền phải được ưu tiên",
    "Quyết định này",
    "Số: 5",
]
TROUBLE = "cannot be opened by LibreOffice: damaged, or locked with a password"
REMEDY = "open it in Word, save it as .docx without a password and convert again"


def convert(folder: Path, suffix: str, paths: list[Path]) -> None:
    """Have LibreOffice write *paths* in another format."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, *paths]
    subprocess.run(command, capture_output=True, timeout=300, check=True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same document as .rtf, .doc and .odt."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "a.rtf").write_text(RTF, "ascii")
    for suffix in ("doc", "odt"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            folder,
            folder / "a.rtf",
        ]
        subprocess.run(command, capture_output=True, timeout=120, check=True)
    return folder


@needs_office
@pytest.mark.parametrize(
    ("suffix", "name"), [("rtf", "Rich Text (.rtf)"), ("doc", "Word (.doc)"), ("odt", "OpenDocument (.odt)")]
)
def test_runs_in_old_fonts_come_back_as_unicode(files, suffix, name):
    reading = read(files / f"a.{suffix}")
    assert [paragraph.text for paragraph in reading.paragraphs] == LINES
    assert reading.method.startswith(f"{name} by LibreOffice, TCVN3")
    assert reading.warnings == ()


@needs_office
def test_the_second_witness_finds_the_same_words(files):
    path = files / "a.doc"
    assert word_processors.words(path, path.read_bytes()) == " ".join(LINES)


@needs_office
def test_files_that_cannot_be_read_do_not_stop_the_others(files, tmp_path):
    damaged, cut, wrong, empty = (tmp_path / name for name in ("1.doc", "2.rtf", "3.doc", "4.odt"))
    damaged.write_bytes((files / "a.doc").read_bytes()[:3000])
    cut.write_text(RTF[:-40], "ascii")
    wrong.write_text("<html><body>Nghị quyết</body></html>", "utf-8")
    empty.write_bytes(b"")
    found = word_processors.read_many([damaged, files / "a.rtf", cut, wrong, empty, files / "a.odt"])
    told = [str(each) if isinstance(each, ChidaoError) else len(each.paragraphs) for each in found]
    assert told == [
        f"{damaged}: {TROUBLE}; {REMEDY}",
        4,
        f"{cut}: is damaged or cut off; copy the document again from where it came",
        f"{wrong}: is a web page (.html) by its first bytes; give it the suffix that it should have",
        f"{empty}: is empty; copy the document again from where it came",
        4,
    ]


@needs_office
def test_nothing_is_fetched_and_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "_without_network", lambda: ())
    server = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(1000))

    threading.Thread(target=serve, daemon=True).start()
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    path = tmp_path / "a.rtf"
    path.write_text(
        r"{\rtf1\ansi{\*\template " + address + r"/t.dot}"
        r"{\field{\*\fldinst INCLUDEPICTURE " + address + r"/a.png \\d}{\fldrslt }}"
        r"{\field{\*\fldinst INCLUDETEXT " + address + r"/a.txt}{\fldrslt }} con d\'ce\par}",
        "ascii",
    )
    reading = word_processors.read(path)
    server.close()
    assert [paragraph.text for paragraph in reading.paragraphs] == ["con dÎ"]
    assert asked == []
    assert list(tmp_path.iterdir()) == [path]


# --- the originals -------------------------------------------------------------------------------


def in_rtf(text: str, font: str) -> str:
    """A paragraph in RTF; capitals with a tone stand in the second font, for TCVN3 has none."""
    runs = []
    for char in text:
        code = tcvn3(char) if font == ".VnTime" else vni(char) if font.startswith("VNI") else char
        other = font == ".VnTime" and TCVN3.get(code, char) != char
        written = "".join(
            f"\\{sign}" if sign in "\\{}" else "\\-" if sign == "\u00ad" else rf"\u{ord(sign)}?"
            for sign in code
        )
        runs.append(f"{{\\f1 {written}}}" if other else f"{{\\f0 {written}}}")
    return "".join(runs) + "\\par\n"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """What is understood of the originals as files of word processors: "003.doc", "003-vni.doc" …"""
    folder = tmp_path_factory.mktemp("seeds")
    for path in SEEDS:
        for kind, font in (("", "Times New Roman"), ("-tcvn3", ".VnTime"), ("-vni", "VNI-Times")):
            head = rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 {font};}}{{\f1 .VnTimeH;}}}}"
            lines = [in_rtf(paragraph.text, font) for paragraph in txt.read(path).paragraphs]
            (folder / f"{path.stem[:3]}{kind}.rtf").write_text(f"{head}{''.join(lines)}}}", "ascii")
    made = sorted(folder.glob("*.rtf"))
    convert(folder, "doc", made)
    convert(folder, "odt", [path for path in made if "-" not in path.stem])
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    return {
        path.name: recognise(reading.paragraphs)
        for path, reading in zip(paths, word_processors.read_many(paths), strict=True)
        if isinstance(reading, Reading)
    }


def understood(document: Document) -> dict[str, object]:
    found = as_object("", document)
    del found["warnings"]  # the letters that are lost in 002
    return found


@needs_office
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("kind", [".rtf", ".doc", ".odt", "-tcvn3.rtf", "-tcvn3.doc", "-vni.rtf", "-vni.doc"])
def test_a_seed_is_understood_as_its_text(seeds, path, kind):
    expected = recognise(txt.read(path).paragraphs)
    found = seeds[f"{path.stem[:3]}{kind}"]
    assert found.text == expected.text
    assert understood(found) == understood(expected)


# --- LibreOffice itself --------------------------------------------------------------------------


def test_without_libreoffice_the_sentence_names_the_package(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.rtf"
    path.write_text(RTF, "ascii")
    with pytest.raises(ChidaoError) as raised:
        word_processors.read(path)
    assert str(raised.value) == (
        f"{path}: is read with LibreOffice, which is not there; install it "
        "(apt install --no-install-recommends libreoffice-writer-nogui) and convert again; "
        "other formats are read without it"
    )


def test_a_file_that_unpacks_without_end_is_not_opened(tmp_path):
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        with archive.open("content.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    (error,) = word_processors.read_many([path])
    assert str(error) == (
        f"{path}: unpacks to 300 MB, more than any document (268 MB); check that it is the right file"
    )


def test_bytes_that_are_not_there_are_not_waited_for(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1\ansi {\pict\bin2000000000 xx}}", "ascii")
    (error,) = word_processors.read_many([path])
    assert str(error) == f"{path}: is damaged or cut off; copy the document again from where it came"


# A LibreOffice that falls over one file and is kept busy by another.
PRETENDER = """#!/bin/sh
for word; do
    case "$word" in
        */out) out="$word" ;;
        *.rtf)
            grep -q CRASH "$word" && exit 139
            grep -q HANG "$word" && sleep 60
            name=${word##*/}
            cp "$word" "$out/${name%.rtf}.docx" ;;
    esac
done
"""


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")
def test_the_file_that_ends_or_keeps_libreoffice_is_found_and_the_others_go_on(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text(PRETENDER)
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "find", lambda: str(program))
    monkeypatch.setattr(libreoffice, "SECONDS", 0.4)
    monkeypatch.setattr(libreoffice, "SECONDS_EACH", 0.1)
    paths = [tmp_path / f"{name}.rtf" for name in ("một", "CRASH", "ba", "HANG", "năm")]
    for path in paths:
        path.write_text(path.stem, "utf-8")
    found = libreoffice.convert_many(paths)
    assert [found[path] if isinstance(found[path], bytes) else str(found[path]) for path in paths] == [
        "một".encode(),
        f"{paths[1]}: {TROUBLE}; {REMEDY}",
        b"ba",
        f"{paths[3]}: took longer than 0 seconds to read; "
        "open it in its own program, save it anew or in parts, and convert again",
        "năm".encode(),
    ]


@needs_office
def test_what_a_killed_libreoffice_leaves_in_tmp_is_found_and_removed(tmp_path):
    start = tmp_path / f"{office_pipe.FOLDER}x"
    pipe = office_pipe.pipe_of(start / "profile")
    command = [
        "soffice",
        f"-env:UserInstallation={(start / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    process = subprocess.Popen([*command, "--accept=pipe,name=x"], start_new_session=True)
    end = time.monotonic() + 60
    while not pipe.exists() and time.monotonic() < end:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert pipe.is_socket()
    office_pipe.remove_all(tmp_path)
    assert not pipe.exists()
