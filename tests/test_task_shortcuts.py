"""What is skipped for speed hides nothing: the long way round finds the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao import readers
from chidao.structure import recognise
from chidao.tasks import actors, charge, dated, headings, lasting, tasks_of
from chidao.tasks import find as finding
from chidao.tasks.openings import openings
from chidao.tasks.units import units_of
from helpers import SEEDS, SHARED, cases

CORPUS = sorted((SHARED / "corpus").glob("*/*.txt"))[::40]
WORDS = re.split(
    r"[|]",
    "Sở Y tế|các sở, ban, ngành|UBND các xã|Bộ Tài chính|cơ quan chuyên môn về lâm nghiệp|người đứng đầu|các|và|"
    "thuộc|của|, |; |. |: |:|\n|a) |2.1. |- |(1) |“|Giao|giao|Đề nghị|yêu cầu|phối hợp với|do|nếu|chủ trì|"
    "có trách nhiệm|tổ chức|tổ chức thực hiện|báo cáo|Trong thời hạn|trước|chậm nhất|hoàn thành|là|trong|từ|"
    "đến|ngày 31/7/2025|ngày 25|hằng tháng|tháng 12|Quý I/2026|quý III năm 2025|năm 2027|10 ngày|10 (mười) ngày|"
    "2025 ngày|30 ngày làm việc|kể từ ngày ký|định kỳ|Hằng năm,|đã|không|Trách nhiệm của|Khoa học/Công nghệ|"
    "KH&CN|24 giờ|thì|Điều 5.|đó|ABC.",
)
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)


class Everything:
    """A set that has whatever is asked for."""

    def __contains__(self, _thing: object) -> bool:
        return True


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [units_of(document).text for document in documents()] + [
        case.values[0] for name in ("deadlines.md", "tasks.md") for case in cases(name)
    ]


def documents():
    for path in [*SEEDS, *CORPUS]:
        reading = readers.read(path)
        yield recognise(reading.paragraphs, reading.warnings)


def all_charges(text: str) -> list[charge.Charge]:
    return charge.charges(text, openings(text, Everything()))


def few_charges(text: str) -> list[charge.Charge]:
    return charge.charges(text, openings(text, charge.first_words()))


def test_a_sentence_that_is_not_looked_at_charges_nobody(texts):
    assert [text for text in texts if all_charges(text) != few_charges(text)] == []


@given(SENTENCES)
def test_a_made_sentence_that_is_not_looked_at_charges_nobody(text):
    assert all_charges(text) == few_charges(text)


@given(SENTENCES)
def test_an_opening_is_the_first_word_behind_a_stop_and_its_labels(text):
    known = charge.first_words() | headings.WORDS
    for opening in openings(text, known):
        assert text[opening.at :].startswith(opening.word)
        assert opening.start == 0 or re.search(r"\n|[.;:?] ", text[opening.start - 2 : opening.start])


def word_by_word(text: str, start: int, monkeypatch) -> int | None:
    with monkeypatch.context() as patch:
        patch.setattr(actors, "_plain_words", lambda _text, position, _limit: position)
        return actors.actors_at(text, start, semicolons=True)


def test_the_words_of_a_name_are_skipped_where_each_would_be_passed(texts, monkeypatch):
    for text in texts:
        for opening in openings(text, actors.first_words()):
            whole = actors.actors_at(text, opening.at, semicolons=True)
            assert whole == word_by_word(text, opening.at, monkeypatch), text[opening.at : opening.at + 90]


def numbers(text: str) -> list[int]:
    return [hit.start() for hit in lasting._CORE.finditer(text)]


def test_every_number_of_days_is_looked_at(texts):
    for text in texts:
        assert not [at for at in set(numbers(text)) - set(lasting._amounts(text)) if text[at - 1] == " "]


@given(SENTENCES)
def test_every_number_of_days_of_a_made_sentence_is_looked_at(text):
    assert not [at for at in set(numbers(text)) - set(lasting._amounts(text)) if text[at - 1 : at] == " "]


@pytest.mark.parametrize("word", sorted(dated._LAST))
def test_a_word_that_ends_a_lead_is_seen_before_every_sign(word):
    signs = ("", " ", ":", ": ", " : ", ", ", " (")
    assert [sign for sign in signs if not dated._may_lead(f"xong {word.capitalize()}{sign}")] == []


def test_a_paragraph_that_is_not_looked_at_holds_no_task(monkeypatch):
    documents_ = list(documents())
    short = [tasks_of(document) for document in documents_]
    monkeypatch.setattr(finding.Reading, "_worth", lambda self: set(range(len(self.units.units))))
    assert [tasks_of(document) for document in documents_] == short


def test_no_heading_and_no_lead_in_is_lost():
    for document in documents():
        reading, thorough = finding.Reading(document), finding.Reading(document)
        thorough.worth = set(range(len(thorough.units.units)))
        thorough._may_head = {unit.at for unit in thorough.units.units}
        for index in range(len(reading.units.units)):
            assert reading.heading(index) == thorough.heading(index)
            assert reading.lead(index) == thorough.lead(index)
