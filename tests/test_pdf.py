"""PDF files: what stands where on a page becomes paragraphs in reading order.

tests/pdf/*.pdf show one thing each; beside each stands what is read of it, line by line.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from chidao.citations import citations_of
from chidao.document import Document
from chidao.errors import ChidaoError
from chidao.readers import Reading, txt
from chidao.structure import recognise
from chidao.structure.labels import label_of
from helpers import SEEDS, TESTS
from prints import SOFFICE, pdf, print_all, printed

pdf_reader = pytest.importorskip("chidao.readers.pdf", reason="pypdfium2 is not installed")
ocr = pytest.importorskip("chidao.readers.printed.ocr")
GOLDEN = sorted((TESTS / "pdf").glob("*.pdf"))
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="soffice is not installed")


def shown(reading: Reading) -> str:
    """A reading as the .txt files show it: rows of tables between bars, bold as **bold**, warnings last."""
    lines = []
    for paragraph in reading.paragraphs:
        text = paragraph.text
        for mark in sorted(
            (m for m in paragraph.marks if m.kind == "strong"), reverse=True, key=lambda m: m.start
        ):
            text = f"{text[: mark.start]}**{text[mark.start : mark.end]}**{text[mark.end :]}"
        lines.append(f"| {' | '.join(paragraph.cells)} |" if paragraph.cells else text)
    return "\n".join([*lines, "", f"({reading.method})", *reading.warnings, ""])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_file_reads_as_is_written_beside_it(path: Path):
    assert shown(pdf_reader.read(path)) == path.with_suffix(".txt").read_text("utf-8")


# --- the five originals, printed -----------------------------------------------------------------


@pytest.fixture(scope="session")
def prints(tmp_path_factory) -> dict[str, Path]:
    """The originals printed in two layouts: as the Party prints, and ragged in smaller type with page numbers."""
    number = '<text:p text:style-name="column"><text:page-number text:select-page="current"/></text:p>'
    sources = {}
    for path in SEEDS:
        source = printed(recognise(txt.read(path).paragraphs))
        sources[f"{path.stem[:3]}-chuan"] = source
        page = 'style:page-layout-name="A4">'
        other = source.replace(page, f"{page}<style:footer>{number}</style:footer>")
        other = other.replace('fo:text-align="justify"', 'fo:text-align="start"').replace("14pt", "12pt")
        sources[f"{path.stem[:3]}-so-trang"] = other
    return print_all(tmp_path_factory.mktemp("prints"), sources)


def understood(path: Path) -> Document:
    return recognise(pdf_reader.read(path).paragraphs)


@needs_soffice
@pytest.mark.parametrize("layout", ["chuan", "so-trang"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_a_printed_original_says_what_its_text_says(path: Path, layout: str, prints: dict[str, Path]):
    plain = recognise(txt.read(path).paragraphs)
    found = understood(prints[f"{path.stem[:3]}-{layout}"])
    assert found.facts == plain.facts
    assert [c.id for c in found.clauses] == [c.id for c in plain.clauses]
    assert [c.citation for c in citations_of(found)] == [c.citation for c in citations_of(plain)]
    assert found.text == plain.text


@needs_soffice
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_no_word_is_lost_as_a_second_witness_counts(path: Path, prints: dict[str, Path]):
    path = prints[f"{path.stem[:3]}-chuan"]
    ours = " ".join(p.text for p in pdf_reader.read(path).paragraphs)
    # A word broken behind its hyphen is two for the witness.
    assert Counter(ours.replace("-", "- ").split()) == Counter(
        pdf_reader.words(path, path.read_bytes()).replace("-", "- ").split()
    )


@needs_soffice
def test_page_numbers_are_left_out_and_told(prints: dict[str, Path]):
    reading = pdf_reader.read(prints["000-so-trang"])
    assert reading.warnings == ("left out: page numbers 1–2",)
    assert reading.method == "PDF"


# --- pages written by hand: letters of the standard font, so no accents --------------------------


def made(tmp_path: Path, *pages: str, box: str = "0 0 595 842", more: str = "") -> Path:
    """A PDF with a page for each stream of drawing operators; /F is Times, /B bold."""
    fonts = (
        "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> "
        "/B << /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >> >>"
    )
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for number, stream in enumerate(pages):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Resources << {fonts} >> {more} "
            f"/Contents {4 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    path = tmp_path / "trang.pdf"
    path.write_bytes(pdf([each.encode("latin-1") for each in objects]))
    return path


def line(text: str, x: float, y: float, size: float = 14, font: str = "F", matrix: str = "1 0 0 1") -> str:
    return f"BT /{font} {size} Tf {matrix} {x} {y} Tm ({text}) Tj ET\n"


TEXT = (
    line("1. The provinces carry out the plan and report on it before the end of", 121, 700)
    + line("each year to the Office, which sums up what they say and tells the leaders of", 85, 684)
    + line("the state of things.", 85, 668)
    + line("2. The Office looks after this, and the bodies that are named in the annex give", 121, 652)
    + line("what it asks for within the time that it sets, with the figures of each of their", 85, 636)
    + line("own units.", 85, 620)
)
READ = [
    "1. The provinces carry out the plan and report on it before the end of each year to the Office, which "
    "sums up what they say and tells the leaders of the state of things.",
    "2. The Office looks after this, and the bodies that are named in the annex give what it asks for within "
    "the time that it sets, with the figures of each of their own units.",
]


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in pdf_reader.read(path).paragraphs]


def test_lines_become_paragraphs(tmp_path):
    assert texts(made(tmp_path, TEXT)) == READ


@pytest.mark.parametrize(
    ("turn", "box"), [("0 1 -1 0 842 0", "0 0 842 595"), ("0 -1 1 0 0 595", "0 0 842 595")]
)
def test_a_page_whose_words_run_up_or_down_is_read(tmp_path, turn, box):
    assert texts(made(tmp_path, f"q {turn} cm {TEXT} Q", box=box)) == READ


def test_a_page_that_is_turned_for_show_is_read(tmp_path):
    assert texts(made(tmp_path, TEXT, more="/Rotate 90")) == READ


def test_the_size_of_letters_is_that_in_their_matrix(tmp_path):
    small = TEXT.replace("/F 14 Tf 1 0 0 1", "/F 1 Tf 14 0 0 14")
    assert texts(made(tmp_path, small)) == READ


def test_words_set_letter_by_letter_are_whole(tmp_path):
    stream = "".join(line(char, 85 + 7 * n, 700) for n, char in enumerate("noon")) + line("nun", 118, 700)
    assert texts(made(tmp_path, stream)) == ["noon nun"]


def test_letters_that_another_font_prints_behind_the_line_go_to_their_place(tmp_path):
    # As LibreOffice prints Vietnamese in a font that lacks some letters: "C", "NG la ", "n", then both "O".
    line_of = line("C", 85, 700) + line("NG la ", 105.2, 700) + line("n", 152.5, 700)
    stream = line_of + line("O", 94.3, 700, font="B") + line("O", 141.6, 700, font="B")
    assert texts(made(tmp_path, stream)) == ["CONG la On"]


def test_two_columns_of_running_text_are_read_one_after_the_other(tmp_path):
    words = "the plan of work is carried out by them all,"
    rows = [line(words, 60, 700 - 16 * n, 11) + line(words.upper(), 320, 700 - 16 * n, 10) for n in range(10)]
    found = " ".join(texts(made(tmp_path, "".join(rows))))
    assert found == " ".join([words] * 10 + [words.upper()] * 10)


def test_a_line_of_a_form_ends_where_its_dots_end(tmp_path):
    stream = line("Name: " + "." * 125, 60, 700) + line("Address: " + "." * 121, 60, 684)
    assert [t.split(":")[0] for t in texts(made(tmp_path, stream))] == ["Name", "Address"]


def test_a_page_that_begins_elsewhere_than_at_zero_is_read(tmp_path):
    moved = f"q 1 0 0 1 -300 1000 cm {TEXT} Q"
    assert texts(made(tmp_path, moved, box="-300 1000 295 1842")) == READ


def test_a_sentence_goes_on_over_the_page_and_running_heads_do_not_part_it(tmp_path):
    def head(number: int, place: int) -> str:
        return line("THE GAZETTE No 12", 200, 800) + line(str(number), place, 800)

    last = "own units and all of those that stand below them in the year that is past, with"
    first = TEXT.replace("own units.", last)
    second = line("all of their annexes.", 85, 716) + TEXT.replace("1. The", "3. Such")
    third = TEXT.replace("1. The", "4. Most")
    path = made(tmp_path, head(79, 500) + first, head(80, 85) + second, head(81, 500) + third)
    reading = pdf_reader.read(path)
    assert [p.text[:12] for p in reading.paragraphs] == [
        "1. The provi", "2. The Offic", "3. Such prov", "2. The Offic", "4. Most prov", "2. The Offic"
    ]  # fmt: skip
    assert reading.paragraphs[1].text == READ[1].replace("own units.", f"{last} all of their annexes.")
    assert reading.warnings == ("left out: THE GAZETTE No 12 (pages 1–3); page numbers 79–81",)


def test_a_line_that_only_some_pages_have_stays(tmp_path):
    pages = [line("Form 3", 450, 800) + TEXT, line("Form 4", 450, 800) + TEXT, TEXT, TEXT, TEXT, TEXT]
    assert texts(made(tmp_path, *pages)).count("Form 3") == 1


def test_numbers_that_do_not_count_with_the_pages_stay(tmp_path):
    pages = [line(str(n), 300, 800) + TEXT for n in (7, 30, 12)]
    assert [t for t in texts(made(tmp_path, *pages)) if t.isdigit()] == ["7", "30", "12"]


def test_what_a_digital_signature_prints_is_left_out_and_told(tmp_path):
    stamp = line("Digitally signed by A B", 300, 820, 8) + line(
        "Date: 20.02.2024 14:29:32 +07:00", 300, 810, 8
    )
    reading = pdf_reader.read(made(tmp_path, stamp + TEXT))
    assert [p.text for p in reading.paragraphs] == READ
    assert reading.warnings == (
        "left out: page 1: Digitally signed by A B Date: 20.02.2024 14:29:32 +07:00 (a digital signature)",
    )


def test_a_watermark_is_left_out_and_told(tmp_path):
    reading = pdf_reader.read(made(tmp_path, line("DRAFT", 200, 300, 60, "B", "0.7 0.7 -0.7 0.7") + TEXT))
    assert [p.text for p in reading.paragraphs] == READ
    assert reading.warnings == ("left out: page 1: DRAFT (a watermark)",)


def test_a_hyphen_at_the_end_of_a_line_stays(tmp_path):
    stream = TEXT.replace("before the end of", "in 12/2024/TT-").replace("each year", "BTC in full and")
    assert "on it in 12/2024/TT-BTC in full and to the Office" in texts(made(tmp_path, stream))[0]


def test_bold_words_are_marked(tmp_path):
    stream = line("Term: ", 85, 700) + line("30 June", 125, 700, font="B") + line(" of the year", 172, 700)
    paragraph = pdf_reader.read(made(tmp_path, stream)).paragraphs[0]
    (mark,) = paragraph.marks
    assert (paragraph.text[mark.start : mark.end], mark.kind) == ("30 June", "strong")


# --- what cannot be read -------------------------------------------------------------------------


def refusal(path: Path) -> str:
    with pytest.raises(ChidaoError) as caught:
        pdf_reader.read(path)
    return str(caught.value).removeprefix(f"{path}: ")


def test_a_file_cut_short_is_refused(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Cata")
    assert refusal(path) == (
        "is damaged or cut short; copy it again from where it came, or print it into a new PDF"
    )


def test_a_locked_file_is_refused(tmp_path):
    path = made(tmp_path, TEXT)
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <"
        + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >> /ID [<00> <00>] /Root"
    )  # fmt: skip
    path.write_bytes(path.read_bytes().replace(b"/Root", lock))
    assert refusal(path) == "is locked with a password; save it without one and convert again"


def test_a_file_without_a_word_is_refused(tmp_path):
    assert refusal(made(tmp_path, "")) == ("has no text; check that it is the right file, or scan it again")


def test_a_file_of_too_many_pages_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("chidao.readers.printed.pdf_pages.MOST_PAGES", 2)
    assert refusal(made(tmp_path, TEXT, TEXT, TEXT)) == (
        "has 3 pages, more than any document (2); split it into its documents"
    )


def test_a_scan_says_what_to_install_where_tesseract_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    scan = made(tmp_path, "0 0 0 rg 100 100 50 50 re f")
    assert refusal(scan) == (
        "is a scan without text; scans are read by tesseract, which is not there; install it with "
        "apt install tesseract-ocr tesseract-ocr-vie and convert again"
    )


def test_pages_with_text_are_read_where_tesseract_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    reading = pdf_reader.read(made(tmp_path, TEXT, "0 0 0 rg 100 100 50 50 re f"))
    assert [p.text for p in reading.paragraphs] == READ
    assert reading.warnings == (
        "page 2: scans are read by tesseract, which is not there; install it with "
        "apt install tesseract-ocr tesseract-ocr-vie and convert again",
    )


# --- real files ----------------------------------------------------------------------------------

REAL = (
    "congbao_8chude__docs__uu_dai_dt__thong-tu-so-16-2022-tt-bkhdt-37688.pdf",
    "congbao_8chude__docs__thue_tncn__thong-tu-so-56-2026-tt-btc-469555.pdf",
    "congbao_8chude__docs__hd_kinh_te__nghi-dinh-so-159-2026-nd-cp-469558.pdf",
    "office_files__law_pdf__102_2017_ND-CP_332648.pdf",
)


@pytest.mark.parametrize("name", REAL, ids=lambda name: name.rsplit("__", 1)[-1][:20])
def test_of_a_real_file_only_what_is_told_is_left_out(name: str, shared: Path):
    path = shared / "originals" / name
    reading = pdf_reader.read(path)
    missing = Counter(letters(pdf_reader.words(path, path.read_bytes()))) - Counter(letters(reading.text))
    told = " ".join(w for w in reading.warnings if w.startswith("left out: "))
    assert all(word in told or word.isdigit() for word in missing), missing
    assert not Counter(letters(reading.text)) - Counter(letters(pdf_reader.words(path, path.read_bytes())))
    assert bool(missing) == bool(told)


@pytest.mark.parametrize("name", REAL, ids=lambda name: name.rsplit("__", 1)[-1][:20])
def test_a_real_file_is_cut_into_whole_paragraphs(name: str, shared: Path):
    paragraphs = pdf_reader.read(shared / "originals" / name).paragraphs
    prose = [p.text for p in paragraphs if not p.cells and not label_of(p.text.lstrip("“"))]
    assert sum(text[:1].islower() for text in prose) <= 0.005 * len(prose)


def letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
