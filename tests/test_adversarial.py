"""No text, however it was made, keeps us busy: time grows with its length, not with its square.

Each text is read, recognised, written, read back and compared.  At 80 KB the slowest honest text
takes half a second of work; what grows with the square takes five.  What is done with a quarter of a
text in a sixteenth of that time cannot grow with the square and take longer with the whole, so that few
texts are tried whole, unless CHIDAO_LONG=1 asks for all.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from chidao.document import Paragraph
from chidao.fidelity import departures
from chidao.pages import from_markdown, parse, write
from chidao.pages import front_matter as fm
from chidao.readers import txt
from chidao.structure import recognise
from helpers import LONG

SIZE = 80_000
BOUND = 2.5
"""Seconds of work for all steps together; a busy machine does not count."""


class TooSlow(Exception):
    pass


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what takes longer, so that a slow text does not hold up the others."""

    def stop(*_: object) -> None:
        raise TooSlow(f"not done after {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def many(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


REPEATED = (
    "(1) |; (1) |Điều 1. |Điều 1. Giao\n|“|“\n|“Điều 1. a\n\n|* |*|*a |a* |**a |**a** |***a *b **c |_a_ |a|a\n|A B\n|"
    "A B\n\n|NHÂN DÂN\n|Số: |Số: \n|Số 1-QĐ/TW |Số 1-QĐ/TW\n|1/A-|1-|ngày |ngày \n|Hà Nội, ngày |Hà Nội, ngày\n|1. |"
    "1. Giao\n|1.1|2.1- Về\n|- |- a\n|+ |I. A\n|a) b\n|\\|\\*|[|[a|a[1] |[^1]|[^1]: a\n\n|[1] a\n\n|![|<a|<!--|&a|"
    "&#|`|~~~\n|#|# a\n|>|> a\n|-----\n|-|.|…|_|\ufffd |\ufffd a\n\n|Nơi nhận: \n|Nơi nhận:\n- Lưu VT;\n|TM. ỦY BAN\n|"
    "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n|PHỤ LỤC I\n\n|QUY CHẾ\n(Ban hành kèm theo\n\n|Kính gửi:\n|Căn cứ\n|"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n|ĐẢNG CỘNG SẢN VIỆT NAM\n|VBHN |Kèm theo Công văn số |(Kèm theo Công văn số a\n\n|"
    "thông qua ngày \n|Bộ trưởng ban hành |Ủy ban nhân dân tỉnh |Bộ Chính trị khoá X |Trần Thế Dũng\n|Aa-|KẾT LUẬN\n|"
    "KẾT LUẬN |CỦA |VỀ VIỆC |Câu này dài đúng hơn hai mươi lăm chữ. |\u00a0|\u200b|\t|\r|\x01|Luật số: 1/2024/QH15 "
)
TEXTS: dict[str, Callable[[int], str]] = {
    repr(piece): (lambda size, piece=piece: many(piece, size)) for piece in REPEATED.split("|")
}
TEXTS |= {
    "bars": lambda size: many("|", size),
    "rows of a table": lambda size: many("| a | b |\n", size),
    "a wide table": lambda size: f"|{many(' a |', size)}\n| --- |\n",
    "a table of many columns": lambda size: many("|" + " a |" * 200 + "\n", size),
    "a table without its rule": lambda size: "| a |\n" + many("| b ", size),
    "a list that counts": lambda size: " ".join(f"; ({n})" for n in range(size // 8)),
    "articles that count": lambda size: "\n".join(f"Điều {n}. Giao Sở" for n in range(size // 20)),
    "one number again and again": lambda size: many("1. a\n\n", size),
    "bold type that never ends": lambda size: "**a " + many("b\n", size),
    "bold type in each line of one paragraph": lambda size: many("**a** b\n", size),
    "notes and their marks": lambda size: (
        many("Quốc hội[1]. ", 3 * size) + "\n\n" + many("[1] a b c\n\n", size)
    ),
    "many notes in one paragraph": lambda size: "".join(f"a[{n % 999}] " for n in range(size // 7)),
    "an annex after annex": lambda size: "1. a\n\n" + many("QUY CHẾ\n\n(Ban hành kèm theo\n\n", size),
    "a subject without an end": lambda size: "KẾT LUẬN\n" + many("VỀ VIỆC A B\n", size),
    "rules under a title": lambda size: "KẾT LUẬN\n" + many("-----\n", size),
    "a bracket under a title": lambda size: "KẾT LUẬN\n(Kèm theo " + many("a b\n", size),
    "a title without an end": lambda size: "KẾT LUẬN CỦA " + many("BAN ", size),
    "a title of titles": lambda size: "KẾT LUẬN\n" + many("CỦA BAN VỀ ", size),
    "addressees": lambda size: "Kính gửi:\n" + many("- a\n", size),
    "recipients": lambda size: "Nơi nhận:\n" + many("- Lưu VT;\n", size),
    "recipients without dashes": lambda size: "Nơi nhận:\n" + many("Lưu VT;\n", size),
    "recipients in one line": lambda size: "Nơi nhận: " + many("Lưu VT; ", size),
    "a quotation that never ends": lambda size: "“" + many("Điều 1. a\n\n", size),
    "quotations in quotations": lambda size: many("“a\n\n", size) + many("b”\n\n", size),
    "lists in lists": lambda size: "\n".join("  " * n + "- a" for n in range(90)) * 8,
    "quotes in quotes": lambda size: many("> " * 90 + "a\n", size),
    "letters with accents apart": lambda size: many("u\u031b\u0309y\u0309 ", size),
    "a sentence of sentences": lambda size: many("Ủy ban. A: “B”. (1) C; ", size),
    "blank lines": lambda size: many("\n", size) + "a" + many("\n", size),
    "blanks": lambda size: "a" + many(" ", size) + "b",
    "indented lines": lambda size: many("    a\n", size),
    "lines that are indented more and more": lambda size: "\n".join(
        " " * (n % 300) + "a" for n in range(900)
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_the_length(name: str):
    with within(BOUND):
        start = time.process_time()
        go_through(TEXTS[name](SIZE // 4))
        taken = time.process_time() - start
    if LONG or taken > BOUND / 16:
        with within(BOUND):
            go_through(TEXTS[name](SIZE))


def go_through(text: str) -> None:
    paragraphs = txt.paragraphs(text)
    document = recognise(paragraphs)
    page = fm.seal(write(document))
    found = parse(page).document
    assert departures(paragraphs, found.paragraphs) == []
    from_markdown.paragraphs(text)  # as if an editor had pasted it


@pytest.mark.parametrize(
    "text",
    [
        lambda: many("các cấp uỷ, tổ chức đảng ", 1_000_000),
        lambda: many("a", 1_000_000),
        lambda: "a\n" * 200_000,
        lambda: many("1. Giao Sở Nội vụ chủ trì, phối hợp.\n\n", 1_000_000),
    ],
    ids=["one line", "one word", "200,000 short lines", "a document as long as a book"],
)
def test_a_megabyte_is_read_and_written_in_seconds(text):
    with within(20):
        document = recognise(txt.paragraphs(text()))
        assert parse(write(document)).document.text == document.text


def test_departures_of_two_texts_without_a_common_order_are_found_in_time():
    a = Paragraph(" ".join(["a", "b"] * 500))
    b = Paragraph(" ".join(["a", "c"] * 500), line=1)
    with within(1):
        assert departures([a], [b])


@pytest.mark.parametrize(
    "header",
    [
        "a: " + "[" * 5000,
        "a: " + "{" * 5000,
        "a: " + "'" * 50000,
        "? " * 20000,
        "- " * 20000,
        "a: |\n" + " a\n" * 50000,
        "original:\n" + "  a: b\n" * 20000,
        "a: " + "&" * 50000,
        "\n".join(f"k{n}: v" for n in range(20000)),
    ],
    ids=lambda header: repr(header[:12]),
)
def test_front_matter_is_read_or_refused_in_time(header: str):
    with within(BOUND), suppress(fm.BadPage):
        fm.load(header + "\n")
