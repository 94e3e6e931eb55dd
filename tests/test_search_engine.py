"""Questions to small libraries, answered by the engine that the site ships."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.search import Searchable, Section
from chidao.search.letters import spelled
from helpers import TESTS, cases
from searching import Library, Searching, named

pytestmark = pytest.mark.browser

# ── The exercise book ──

ANY_ORDER = "in any order:"


@pytest.fixture(scope="session")
def library(searching: Searching) -> Library:
    """That of tests/cases/search.md."""
    head = (TESTS / "cases" / "search.md").read_text("utf-8").partition("\nInput:")[0]
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in re.findall(r"^\|.*\|$", head, re.M)[2:]
    ]
    places = {number_of(name): place for place, (name, *_rest) in enumerate(rows)}
    citing: dict[int, list[int]] = {}
    for place, (*_rest, cites) in enumerate(rows):
        for number in filter(None, cites.split(", ")):
            citing.setdefault(places[number], []).append(place)
    (abbreviations,) = re.findall(r"^Abbreviations: (.*)$", head, re.M)
    return searching.library(
        [document(place, row, citing.get(place, ())) for place, row in enumerate(rows)],
        {short: [long] for short, long in (one.split(": ") for one in abbreviations.split("; "))},
    )


def number_of(name: str) -> str:
    found = re.search(r"\S+/\S+", name)
    return found[0] if found else name


def document(place: int, row: list[str], cited_by: list[int]) -> Searchable:
    name, issued, subject, text, _cites = row
    number = number_of(name) if "/" in name else ""
    title = f"{name.partition(' ' + number)[0]} số {number}" if number else name
    clauses = [Section(str(n), f"mục {n}", part.strip()) for n, part in enumerate(text.split("<br>"), 1)]
    return Searchable(
        f"{name}.html",
        title,
        number,
        subject,
        date=issued,
        names=(title,),
        sections=tuple(clauses) if text else (),
        cited_by=tuple(cited_by),
        held=bool(text),
    )


WRONG_YET: dict[str, str] = {}
"""Questions that are not answered as they should be, and why."""


def known(case):
    """The case; expected to fail where it shows what is wrong yet."""
    reason = WRONG_YET.get(case.id)
    return pytest.param(*case.values, id=case.id, marks=pytest.mark.xfail(reason=reason) if reason else ())


@pytest.mark.parametrize(("given", "expected"), cases("search.md"))
def test_questions_find_their_documents(given: str, expected: str, library: Library) -> None:
    question, *chosen = given.split("\n")
    options = dict(line.split(": ") for line in chosen)
    answer = library.ask(question, size=100, **{**options, "typing": "typing" in options})
    wanted = expected.splitlines()
    found = [hit["address"].removesuffix(".html") for hit in answer["hits"]]
    if any(line.startswith("meant: ") for line in wanted):
        assert f"meant: {answer['meant']}" == wanted.pop()
    if wanted[-1:] == ["…"]:
        wanted.pop()
        found = found[: len(wanted)]
    if ANY_ORDER in wanted:
        certain = wanted.index(ANY_ORDER)
        wanted.remove(ANY_ORDER)
        found[certain:], wanted[certain:] = sorted(found[certain:]), sorted(wanted[certain:])
    assert found == wanted


def test_all_that_is_known_to_be_wrong_is_in_the_book() -> None:
    assert set(WRONG_YET) <= {case.id for case in cases("search.md")}


# ── The five documents of this repository ──


CONCLUSION = "ket-luan-177-kl-tw"


@pytest.fixture(scope="session")
def originals(searching: Searching, site: Path) -> Library:
    return searching.opened(site)


@pytest.mark.parametrize(
    "question",
    [
        "177-KL/TW",
        "177kl/tw",
        "177 kl tw",
        "177KLTW",
        "kl 177",
        "ket luan 177",
        "số 177-KL/TW",
        "177",
        "177–KL/TW",
    ],
)
def test_a_number_is_found_however_it_is_typed(question: str, originals: Library) -> None:
    answer = originals.ask(question)
    assert named(answer["hits"][0]) == CONCLUSION
    assert answer["direct"] == 1
    assert originals.suggested(question)[0] == CONCLUSION


def test_a_pasted_citation_leads_to_the_stub_and_then_to_what_cites_it(originals: Library) -> None:
    found = originals.found("Kết luận số 34-KL/TW, ngày 07/8/2018 của Bộ Chính trị")
    assert found[:2] == [
        "ket-luan-34-kl-tw-2018-08-07",
        "thong-bao-ve-thuc-hien-mot-so-mo-hinh-thi-diem-theo-nghi-quyet-so-18",
    ]


def test_a_result_shows_the_clause_that_answers(originals: Library) -> None:
    (hit,) = originals.ask("177-KL/TW")["hits"]
    assert (hit["number"], hit["when"], hit["issuer"]) == (
        "177-KL/TW",
        "11/7/2025",
        "Bộ Chính trị; Ban Bí thư",
    )
    hit = originals.ask('"sau đây gọi tắt"')["hits"][0]
    assert named(hit) == "thong-bao-ve-thuc-hien-mot-so-mo-hinh-thi-diem-theo-nghi-quyet-so-18"
    assert [text for text, marked in hit["sections"][0]["pieces"] if marked] == ["sau đây gọi tắt"]


# ── Facets and pages ──


def numbered(count: int) -> list[Searchable]:
    """Documents "1" … that all hold "chung", of two types and three years."""
    types = (("ket-luan", "Kết luận"), ("chi-thi", "Chỉ thị"))
    return [
        Searchable(
            f"{n}.html",
            f"Văn bản {n}",
            date=f"{2020 + n % 3}-01-{n % 28 + 1:02}",
            facets={"loai": (types[n % 2],), "nam": ((f"{2020 + n % 3}", f"{2020 + n % 3}"),)},
            sections=(Section("1", "mục 1", "chung " * (n % 7 + 1) + f"riêng {n}"),),
        )
        for n in sorted(range(1, count + 1), key=lambda n: (2020 + n % 3, n % 28, n))
    ]


@pytest.fixture(scope="session")
def many(searching: Searching) -> Library:
    return searching.library(numbered(90))


def counts(answer: dict) -> dict[str, dict[str, int]]:
    return {kind: {v["value"]: v["count"] for v in values} for kind, values in answer["facets"].items()}


def test_facets_count_what_each_choice_would_leave(many: Library) -> None:
    answer = many.ask("chung")
    assert answer["total"] == 90
    assert counts(answer) == {
        "loai": {"ket-luan": 45, "chi-thi": 45},
        "nam": {"2020": 30, "2021": 30, "2022": 30},
    }


def test_the_counts_of_a_facet_heed_all_choices_but_its_own(many: Library) -> None:
    answer = many.ask("chung", filters={"loai": ["ket-luan"], "nam": ["2020"]})
    assert answer["total"] == 15
    assert counts(answer) == {
        "loai": {"ket-luan": 15, "chi-thi": 15},
        "nam": {"2020": 15, "2021": 15, "2022": 15},
    }


def test_several_values_of_one_facet_are_or_and_several_facets_are_and(many: Library) -> None:
    assert many.ask("chung", filters={"nam": ["2020", "2021"]})["total"] == 60
    assert many.ask("chung", filters={"loai": ["ket-luan", "chi-thi"], "nam": ["2020"]})["total"] == 30
    assert many.ask("chung", filters={"loai": [], "nam": []})["total"] == 90
    assert many.ask("chung", filters={"nam": ["1945"]})["total"] == 0


def test_days_narrow_the_counts_of_all_facets(many: Library) -> None:
    answer = many.ask("chung", since="2021-01-01", until="2021-12-31")
    assert answer["total"] == 30
    assert counts(answer)["nam"] == {"2020": 0, "2021": 30, "2022": 0}


@pytest.mark.parametrize("sort", ["", "ngay"])
@pytest.mark.parametrize("question", ["chung", '"chung"', "riêng chung", ""])
def test_each_page_goes_on_where_the_one_before_it_ended(question: str, sort: str, many: Library) -> None:
    whole = many.found(question, sort=sort)
    assert len(set(whole)) == len(whole) == 90
    pages = [
        named(hit) for n in range(0, 100, 10) for hit in many.ask(question, sort=sort, **{"from": n})["hits"]
    ]
    assert pages == whole


def test_the_newest_come_first_where_one_asks_for_them(many: Library) -> None:
    hits = many.ask("chung", sort="ngay", size=100)["hits"]
    dates = [hit["date"] for hit in hits]
    assert dates == sorted(dates, reverse=True)


def test_an_empty_question_lists_all_that_is_chosen(many: Library) -> None:
    for question in ("", "   ", "…", "!?"):
        answer = many.ask(question, filters={"loai": ["chi-thi"]})
        assert answer["total"] == 45
        assert answer["hits"][0]["date"] == "2022-01-28"


def test_a_question_of_nothing_but_what_must_not_be_there(library: Library) -> None:
    titles = [hit["title"] for hit in library.ask("-thuế", size=100)["hits"]]
    assert "Quy định số 1-QĐ/BCS" in titles
    assert "Quy định số 4-QĐ/BCS" not in titles


def test_a_document_is_found_by_the_body_that_issued_it(searching: Searching) -> None:
    library = searching.library(
        [
            Searchable("a.html", "Quyết định số 1", issuer="Uỷ ban nhân dân tỉnh Hà Tĩnh"),
            Searchable("b.html", "Quyết định số 2", issuer="Bộ Nội vụ"),
        ]
    )
    assert library.found("quyet dinh ha tinh") == ["a"]


def test_a_task_is_open_until_its_day_is_past(searching: Searching) -> None:
    library = searching.library(
        [
            Searchable("past.html", "Kế hoạch A", due="2000-01-01"),
            Searchable("none.html", "Kế hoạch B"),
            Searchable("open.html", "Kế hoạch C", due="2999-12-31"),
        ]
    )
    (facet,) = library.ask("kế hoạch")["facets"]["nhiem-vu"]
    assert (facet["label"], facet["count"]) == ("Có nhiệm vụ còn hạn", 1)
    assert library.found("kế hoạch", filters={"nhiem-vu": ["con-han"]}) == ["open"]


def test_the_name_of_a_clause_is_an_exact_phrase(searching: Searching) -> None:
    section = Section("dieu-5", "Điều 5", "Đất đai thuộc sở hữu toàn dân.")
    library = searching.library([Searchable("a.html", "Luật A", sections=(section,))])
    assert library.found("điều 5") == ["a"]
    assert library.found('"điều 5"') == ["a"]


def test_a_phrase_that_must_not_be_there_leaves_out_no_text_that_has_only_its_pairs(
    searching: Searching,
) -> None:
    section = Section("1", "mục 1", "Ban hành quy chế; sửa chế độ.")
    library = searching.library([Searchable("a.html", "Văn bản A", sections=(section,))])
    assert library.found('"quy chế độ"') == []
    assert library.found('sửa -"quy chế độ"') == ["a"]


# ── Strange questions ──

STRANGE = {
    "letters without end": "ư" * 300,
    "words without end": "uỷ ban " * 43,
    "digits without end": "7" * 300,
    "HTML": '<img src=x onerror="alert(1)"> biên chế',
    "emoji": "😀 👩‍👩‍👧 1️⃣",
    "half a letter": "biên \ud800chế",
    "control letters": "biên\x00 chế\x1b\u202e",
    "quotation marks": '"" " “ -" "-"',
    "signs of the index": "biên|chế~#&*'\\ __proto__ constructor",
    "marks without letters": "\u0301\u0323\u0309",
    "another alphabet": "Ελλάδα 北京 كتاب हिन्दी",
    "a date that is none": "99/99/9999",
}


@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("question", STRANGE.values(), ids=STRANGE)
def test_no_question_stops_the_search(question: str, typing: bool, library: Library) -> None:
    answer = library.ask(question, typing=typing)
    assert answer["total"] >= len(answer["hits"])
    library.suggested(question)
    library.marks(question, [question, "biên chế"])


def test_nothing_is_marked_or_offered_for_signs(library: Library) -> None:
    assert library.suggested("…!?") == []
    assert library.marks("…!?", ["Thế à…!?"]) == [[]]


def test_what_looks_like_html_stays_text(searching: Searching) -> None:
    text = 'Ghi <img src=x onerror="alert(1)"> & </script> vào ô.'
    library = searching.library(
        [Searchable("a.html", "Mẫu <b>1</b>", subject="<i>ô</i>", sections=(Section("1", "mục 1", text),))]
    )
    (hit,) = library.ask("vào ô")["hits"]
    assert "".join(piece for piece, _marked in hit["sections"][0]["pieces"]) == text
    assert hit["titlePieces"] == [["Mẫu <b>1</b>", False]]
    assert hit["subjectPieces"] == [["<i>", False], ["ô", True], ["</i>", False]]


# ── Libraries that are hardly there ──


def test_an_empty_library_finds_nothing(searching: Searching) -> None:
    library = searching.library([])
    for question in ("", "uỷ ban", '"uỷ ban"', "-uỷ", "177-KL/TW"):
        answer = library.ask(question, typing=True)
        assert (answer["total"], answer["hits"], answer["facets"], answer["meant"]) == (0, [], {}, None)
        assert library.suggested(question) == []


def test_a_document_without_text_is_found_by_its_title_and_number(searching: Searching) -> None:
    library = searching.library([Searchable("a.html", "Kết luận số 1-KL/TW", "1-KL/TW")])
    for question in ("kết luận", "1-KL/TW", "", "kết lu"):
        (hit,) = library.ask(question, typing=True)["hits"]
        assert (hit["address"], hit["sections"]) == ("a.html", [])


def test_a_library_of_nothing_but_what_is_cited(searching: Searching) -> None:
    library = searching.library([Searchable("a.html", "Kết luận số 1-KL/TW", "1-KL/TW", held=False)])
    assert library.found("1-KL/TW") == ["a"]
    assert library.found("") == []


# ── Marks ──


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("uy ban", "Uỷ ban và ỦY BAN và uy bàn", ["Uỷ ban", "ỦY BAN", "uy bàn"]),
        ("uỷ ban", "Uỷ ban và ỦY BAN và uy bàn", ["Uỷ ban", "ỦY BAN"]),
        ("uỷ ban", unicodedata.normalize("NFD", "Các ủy ban"), [unicodedata.normalize("NFD", "ủy ban")]),
        ("ubnd", "Theo Uỷ ban nhân dân", ["Uỷ ban nhân dân"]),
        ("UBND", "Theo Uỷ ban nhân dân", ["Uỷ ban nhân dân"]),
        ("uỷ ban nhân dân", "Theo UBND", ["UBND"]),
        ("177", "số 177-KL/TW, số 1770", ["177"]),
        ('"đầu mối"', "mối đầu, đầu mối", ["đầu mối"]),
        ("đầu mối -chung", "đầu mối chung", ["đầu mối"]),
        ("biên chế", "tinh giản biên\nchế", ["biên\nchế"]),
        ("biên chế", "không có gì", []),
    ],
)
def test_marks_are_where_the_words_are(question: str, text: str, marked: list[str], library: Library) -> None:
    assert library.marks(question, [text]) == [marked]


SYLLABLES = [
    "uỷ",
    "ủy",
    "uy",
    "ban",
    "bàn",
    "Bản",
    "nhân",
    "dân",
    "UBND",
    "đ",
    "Ð",
    "177",
    "KL",
    "TW",
    "không",
    "😀",
    "ß",
    "a\u0323\u0306n",
]
BETWEEN = [" ", "\n", ", ", "-", "/", "", "\u00ad", "\u200b", "“", "<b>", "…", "\u00a0"]
texts = st.lists(st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(BETWEEN)), max_size=14).map(
    lambda pairs: "".join(word + between for word, between in pairs)
)


@settings(max_examples=25)
@given(question=texts, batch=st.lists(texts, min_size=10, max_size=20))
def test_marks_lie_on_whole_words_and_never_cross(library: Library, question: str, batch: list[str]) -> None:
    for text, places in zip(batch, library.places(question, batch), strict=True):
        letters = kinds(text)
        last = -1
        for start, end in places:
            assert last < start < end <= len(letters), (question, text, places)
            for edge in (start, end):
                before = next((kind for kind in reversed(letters[:edge]) if kind != "unseen"), "")
                behind = next((kind for kind in letters[edge:] if kind != "unseen"), "")
                assert before != behind or not before, (question, text, places)
            last = end
        marked = spelled_in(text, places)
        assert marked <= set(spelled(question)) | {"ubnd", "uy", "ban", "nhan", "dan"}, (
            question,
            text,
            places,
        )


def halves(text: str) -> list[str]:
    """The letters as JavaScript counts them; those of two halves are no words."""
    return [c for letter in text for c in ([letter] if ord(letter) < 0x10000 else ["😀", "😀"])]


def kinds(text: str) -> list[str]:
    """What each letter is: one of a word, a digit, a mark that stands on others or is not seen, or nothing."""
    return [
        "unseen"
        if unicodedata.category(letter)[0] == "M" or letter in "\u00ad\u200b"
        else "digit"
        if letter.isdigit()
        else "letter"
        if spelled(letter)
        else ""
        for letter in halves(text)
    ]


def spelled_in(text: str, places: list[list[int]]) -> set[str]:
    letters = halves(text)
    return {word for start, end in places for word in spelled("".join(letters[start:end]))}
