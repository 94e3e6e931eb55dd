"""The graph of the five documents, row by row as a careful reader draws it, and cases of collision."""

from __future__ import annotations

import shutil

import pytest
import yaml

from chidao import library
from chidao.citations import Form, Relation
from chidao.conversion import convert_all
from chidao.graph import Graph, Outcome, Paper, build
from chidao.graph.alignment import align
from chidao.library import Library
from chidao.project import Project
from helpers import SEEDS, TESTS, put

GOLD = yaml.safe_load((TESTS / "gold" / "seeds.yml").read_text("utf-8"))
TERMS = {"XII": ("2016-01-28", "2021-02-01")}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Graph, dict[str, str]]:
    root = tmp_path_factory.mktemp("kho")
    (root / "mkdocs.yml").write_text("site_name: kho\n", "utf-8")
    (root / "originals").mkdir()
    for path in SEEDS:
        shutil.copy(path, root / "originals" / path.name)
    project = Project(root)
    pages = {r.original.name: r.page for r in convert_all(project, project.original_files()) if r.page}
    held = library.load(project)
    keys = {name: page.relative_to(project.content).as_posix() for name, page in pages.items()}
    return held, build(held.entries), keys


def names(paper: Paper) -> set[str]:
    """The ways in which the gold may name *paper*."""
    found = {paper.number or ""}
    if paper.date:
        found.add(f"{paper.number} {paper.date}")
        found |= {f"{paper.number} khoá {term}" for term, (a, b) in TERMS.items() if a <= paper.date <= b}
    if paper.term:
        found.add(f"{paper.number} khoá {paper.term}")
    return found


def value(target: object) -> str:
    return str(target["value"]) if isinstance(target, dict) else str(target)


@pytest.mark.parametrize("file", sorted(GOLD), ids=lambda name: name[:3])
def test_every_citation_of_a_seed_means_what_the_gold_says(seeds, file):
    held, graph, keys = seeds
    paragraphs = held.by_address()[keys[file]].document.paragraphs
    rows = [row for row in GOLD[file]["citations"] if row["form"] != "self" and not row.get("optional")]
    mentions = [
        m
        for m in graph.mentions
        if m.source == keys[file]
        and m.placed.citation.form is not Form.SELF
        # The gold has no row for the place that introduces a short name.
        and not paragraphs[m.placed.paragraph].text[: m.placed.citation.start].endswith("gọi tắt là ")
    ]
    assert len(mentions) == len(rows)
    for row, mention in zip(rows, mentions, strict=True):
        assert mention.resolution.outcome is not Outcome.AMBIGUOUS
        paper = graph.papers[mention.resolution.target]
        if row["form"] == "named":
            assert mention.placed.citation.form is Form.NAMED
            assert " ".join(mention.placed.citation.text.split()) == row["text"]
        else:
            assert value(row["target"]) in names(paper), row
        if "issuer" in row:
            assert mention.placed.citation.issuer == row["issuer"]


@pytest.mark.parametrize("file", sorted(GOLD), ids=lambda name: name[:3])
def test_the_relations_of_a_seed_are_those_of_the_gold_and_no_others(seeds, file):
    _held, graph, keys = seeds
    found = [e for e in graph.edges_from(keys[file]) if e.relation is not Relation.CITES]
    wanted = [r for r in GOLD[file]["relations"] if not r.get("optional")]
    assert len(found) == len(wanted)
    for row in wanted:
        assert any(
            str(e.relation) == row["kind"] and value(row["target"]) in names(graph.papers[e.target])
            for e in found
        ), row


def test_what_comes_with_a_conclusion_is_attached_to_it_and_not_the_other_way(seeds):
    _held, graph, keys = seeds
    conclusion = keys["003_ab7f687d017d5aa4.txt"]
    attached = [e for e in graph.edges_to(conclusion) if e.relation is Relation.ATTACHED_TO]
    assert [graph.papers[e.source].number for e in attached] == ["421-BC/BTCTW"]


@pytest.mark.parametrize(
    ("file", "fact"),
    [
        pytest.param(file, fact, id=f"{file[:3]} {fact}")
        for file, gold in GOLD.items()
        for fact, given in gold.items()
        if isinstance(given, dict) and "inferred" in given
    ],
)
def test_an_inferred_fact_is_the_one_of_the_gold_and_has_its_reason(seeds, file, fact):
    _held, graph, keys = seeds
    found = [i for i in graph.inferences if (i.source, i.fact) == (keys[file], fact)]
    assert [i.value for i in found] == [str(GOLD[file][fact]["value"])]
    assert found[0].reason


def test_nothing_is_inferred_that_the_gold_calls_unknown(seeds):
    _held, graph, keys = seeds
    inferred = {(i.source, i.fact) for i in graph.inferences}
    for file, gold in GOLD.items():
        for fact, given in gold.items():
            if given == "unknown":
                assert (keys[file], fact) not in inferred


def test_an_unknown_date_is_not_before_the_latest_document_cited(seeds):
    _held, graph, keys = seeds
    bounds = {i.source: i.value for i in graph.inferences if i.fact == "date_after"}
    assert bounds[keys["001_055021857035daa7.txt"]] == "2022-07-07"


def test_conflicts_of_the_seeds_are_told(seeds):
    _held, graph, keys = seeds
    told = {(c.source, c.kind) for c in graph.conflicts}
    assert told == {
        (keys["001_055021857035daa7.txt"], "number"),
        (keys["002_07907f241a3daf0a.txt"], "impossible date"),
    }
    number = next(c for c in graph.conflicts if c.kind == "number")
    assert "16-KL/TW" in number.message
    assert "16-TB/TW" in number.message


def test_every_certain_clause_is_aligned_and_no_wrong_one_is_called_certain(seeds):
    held, _graph, keys = seeds
    file = "001_055021857035daa7.txt"
    entries = held.by_address()
    ours = entries[keys[file]].document
    theirs = entries[keys["000_013da5cd171bf80b.txt"]].document
    found = {(a.clause, a.of): a.certain for a in align(ours, theirs)}
    gold = GOLD[file]["implements_clauses"]
    certain = {(r["clause"], r["of"]) for r in gold if r.get("certainty") != "doubtful"}
    needed = {(r["clause"], r["of"]) for r in gold if "optional" not in r} & certain
    assert needed <= {pair for pair, sure in found.items() if sure}
    assert {pair for pair, sure in found.items() if sure} <= certain


def page(project: Project, name: str, front: str, body: str = "") -> str:
    """A page of *project*; returns its key."""
    put(project, f"content/van-ban/{name}.md", f"---\n{front.strip()}\n---\n\n# VĂN BẢN\n\n{body}\n")
    return f"van-ban/{name}.md"


CENTRAL = "type: Kết luận\nnumber: 34-KL/TW\nissuer: [Bộ Chính trị]\nlevel: central\ndate: {}\n"


@pytest.fixture
def two_conclusions(project: Project) -> Project:
    """Both 34-KL/TW: of 07/8/2018 and of 18/4/2022."""
    page(project, "kl34-2018", CENTRAL.format("2018-08-07"))
    page(project, "kl34-2022", CENTRAL.format("2022-04-18"))
    return project


@pytest.mark.parametrize(
    ("citing_date", "words", "expected"),
    [
        ("2023-01-10", "theo Kết luận số 34-KL/TW, ngày 07/8/2018 của Bộ Chính trị", "kl34-2018"),
        ("2023-01-10", "theo Kết luận số 34-KL/TW ngày 18 tháng 4 năm 2022", "kl34-2022"),
        ("2023-01-10", "theo Kết luận số 34-KL/TW khoá XII", "kl34-2018"),
        ("2023-01-10", "theo Kết luận số 34-KL/TW khóa XIII", "kl34-2022"),
        ("2023-01-10", "theo Kết luận số 34-KL/TW của Bộ Chính trị", None),
        ("2020-01-10", "theo Kết luận số 34-KL/TW của Bộ Chính trị", "kl34-2018"),
        (
            "2023-01-10",
            "Kết luận số 34-KL/TW, ngày 07/8/2018 (sau đây gọi là Kết luận 34); theo Kết luận 34",
            "kl34-2018",
        ),
        (
            "2023-01-10",
            "Kết luận số 34-KL/TW, ngày 18/4/2022 nêu rõ. Tiếp tục Kết luận số 34-KL/TW",
            "kl34-2022",
        ),
    ],
)
def test_two_conclusions_of_one_number_are_told_apart(two_conclusions, citing_date, words, expected):
    source = page(
        two_conclusions,
        "dan",
        f"type: Hướng dẫn\nlevel: central\ndate: {citing_date}",
        f"1. Thực hiện {words}.",
    )
    graph = build(library.load(two_conclusions).entries)
    last = [m for m in graph.mentions if m.source == source][-1].resolution
    if expected is None:
        assert last.outcome is Outcome.AMBIGUOUS
        assert last.candidates == ("van-ban/kl34-2018.md", "van-ban/kl34-2022.md")
    else:
        assert (last.outcome, last.target) == (Outcome.RESOLVED, f"van-ban/{expected}.md")


def test_two_documents_of_one_number_cited_with_their_dates_leave_a_third_mention_open(two_conclusions):
    source = page(
        two_conclusions,
        "dan",
        "type: Hướng dẫn\nlevel: central\ndate: 2023-01-10",
        "1. Kết luận số 34-KL/TW, ngày 07/8/2018 và Kết luận số 34-KL/TW, ngày 18/4/2022.\n\n"
        "2. Tiếp tục thực hiện Kết luận số 34-KL/TW.",
    )
    graph = build(library.load(two_conclusions).entries)
    *_dated, last = [m.resolution for m in graph.mentions if m.source == source]
    assert last.outcome is Outcome.AMBIGUOUS
    assert last.candidates == ("van-ban/kl34-2018.md", "van-ban/kl34-2022.md")


def test_a_document_that_names_itself_by_number_is_itself(project):
    front = "type: Thông tư\nnumber: 109/2025/TT-BTC\nlevel: central\ndate: 2025-11-18"
    source = page(project, "tt", front, "(Kèm theo Thông tư số 109/2025/TT-BTC ngày 18/11/2025)\n\n1. Một.")
    graph = build(library.load(project).entries)
    assert {m.resolution.outcome for m in graph.mentions} == {Outcome.SELF}
    assert list(graph.papers) == [source]


def test_a_later_document_cited_with_its_very_date_is_linked_and_told(project):
    page(project, "nd", "type: Nghị định\nnumber: 273/2025/NĐ-CP\nlevel: central\ndate: 2025-10-16")
    front = "type: Thông tư\nlevel: central\ndate: 2015-07-07"
    source = page(project, "tt", front, "1. Theo Nghị định số 273/2025/NĐ-CP ngày 16/10/2025.")
    graph = build(library.load(project).entries)
    (mention,) = [m for m in graph.mentions if m.source == source]
    assert mention.resolution.target == "van-ban/nd.md"
    assert [(c.kind, c.message) for c in graph.conflicts] == [
        (
            "later document",
            "dẫn «Nghị định số 273/2025/NĐ-CP ngày 16/10/2025», ban hành sau văn bản này (07/7/2015)",
        )
    ]


def test_a_third_date_of_the_same_number_is_a_document_that_we_do_not_hold(two_conclusions):
    source = page(
        two_conclusions,
        "dan",
        "type: Hướng dẫn\ndate: 2023-01-10",
        "1. Theo Kết luận số 34-KL/TW, ngày 01/3/2012 của Bộ Chính trị.",
    )
    graph = build(library.load(two_conclusions).entries)
    only = next(m for m in graph.mentions if m.source == source).resolution
    assert only.outcome is Outcome.NOT_HELD
    assert graph.papers[only.target].date == "2012-03-01"


LOCAL = "type: Kế hoạch\nnumber: 16-KH/TU\nissuer: [Ban Thường vụ Tỉnh ủy]\nlevel: province\nprovince: {}\ndate: 2022-0{}-01\n"


@pytest.mark.parametrize(
    ("front", "words", "expected"),
    [
        ("level: province\nprovince: Nghệ An", "Kế hoạch số 16-KH/TU của Ban Thường vụ Tỉnh ủy", "na"),
        ("level: province\nprovince: Hà Tĩnh", "Kế hoạch số 16-KH/TU của Ban Thường vụ Tỉnh ủy", "ht"),
        ("level: central", "Kế hoạch số 16-KH/TU của Tỉnh ủy Hà Tĩnh", "ht"),
        ("level: central", "Kế hoạch số 16-KH/TU", None),
    ],
)
def test_equal_numbers_of_two_provinces_are_told_apart(project, front, words, expected):
    page(project, "na", LOCAL.format("Nghệ An", 2))
    page(project, "ht", LOCAL.format("Hà Tĩnh", 3))
    source = page(project, "dan", f"type: Báo cáo\ndate: 2023-01-10\n{front}", f"1. Thực hiện {words}.")
    graph = build(library.load(project).entries)
    only = next(m for m in graph.mentions if m.source == source).resolution
    if expected is None:
        assert only.outcome is Outcome.AMBIGUOUS
    else:
        assert (only.outcome, only.target) == (Outcome.RESOLVED, f"van-ban/{expected}.md")


def test_one_province_has_no_claim_to_a_number_that_may_be_anothers(project):
    page(project, "ht", LOCAL.format("Hà Tĩnh", 3))
    source = page(
        project,
        "dan",
        "type: Báo cáo\nlevel: province\nprovince: Nghệ An\ndate: 2023-01-10",
        "1. Thực hiện Kế hoạch số 16-KH/TU của Ban Thường vụ Tỉnh ủy.",
    )
    graph = build(library.load(project).entries)
    only = next(m for m in graph.mentions if m.source == source).resolution
    assert only.outcome is Outcome.NOT_HELD


@pytest.mark.parametrize(("word", "expected"), [("Quyết định", "qd"), ("Quy định", "quydinh")])
def test_qd_is_a_decision_or_a_regulation_as_the_words_say(project, word, expected):
    page(project, "qd", "type: Quyết định\nnumber: 66-QĐ/TW\nlevel: central\ndate: 2016-11-01")
    page(project, "quydinh", "type: Quy định\nnumber: 66-QĐ/TW\nlevel: central\ndate: 2017-02-06")
    source = page(project, "dan", "type: Hướng dẫn\ndate: 2018-01-10", f"1. Theo {word} số 66-QĐ/TW.")
    graph = build(library.load(project).entries)
    only = next(m for m in graph.mentions if m.source == source).resolution
    assert (only.outcome, only.target) == (Outcome.RESOLVED, f"van-ban/{expected}.md")


def test_a_document_that_arrives_later_is_linked_by_older_pages_untouched(project):
    source = page(
        project,
        "dan",
        "type: Hướng dẫn\nlevel: central\ndate: 2023-01-10",
        "1. Theo Kết luận số 34-KL/TW, ngày 07/8/2018 của Bộ Chính trị.",
    )
    before = build(library.load(project).entries)
    page(project, "kl34-2018", CENTRAL.format("2018-08-07"))
    after = build(library.load(project).entries)
    outcomes = [
        next(m for m in graph.mentions if m.source == source).resolution.outcome for graph in (before, after)
    ]
    assert outcomes == [Outcome.NOT_HELD, Outcome.RESOLVED]


def test_two_pages_of_one_identity_are_told(project):
    page(project, "a", CENTRAL.format("2018-08-07"))
    page(project, "b", CENTRAL.format("2018-08-07").replace("34-KL/TW", "034-KL/TW"))
    (conflict,) = build(library.load(project).entries).conflicts
    assert (conflict.source, conflict.kind) == ("van-ban/b.md", "identity")
    assert conflict.message == "cùng loại, số, ngày và cơ quan với van-ban/a.md"


def test_a_clause_that_repeats_the_words_is_told_from_one_that_carries_them_out(seeds):
    held, _graph, keys = seeds
    entries = held.by_address()
    ours, theirs = entries[keys["001_055021857035daa7.txt"]], entries[keys["000_013da5cd171bf80b.txt"]]
    found = {a.clause: a.repeats for a in align(ours.document, theirs.document)}
    assert [clause for clause, repeats in found.items() if repeats] == ["1"]


def test_the_same_library_gives_the_same_graph(two_conclusions):
    entries = library.load(two_conclusions).entries
    assert build(entries) == build(tuple(reversed(entries)))


# --- what editors say ----------------------------------------------------------------------------

CITING = "type: Hướng dẫn\nlevel: central\ndate: 2023-01-10\n"
CITES = "1. Theo Kết luận số 34-KL/TW, ngày 07/8/2018 của Bộ Chính trị."


def relations(project: Project, source: str) -> dict[str, tuple[str, bool]]:
    """Target → relation, and whether an editor says so."""
    graph = build(library.load(project).entries)
    return {edge.target: (str(edge.relation), edge.asserted) for edge in graph.edges_from(source)}


def test_an_editor_adds_a_relation_that_the_text_does_not_print(two_conclusions):
    front = CITING + "relations:\n- kind: implements\n  document: van-ban/kl34-2022.md\n"
    source = page(two_conclusions, "dan", front, CITES)
    assert relations(two_conclusions, source) == {
        "van-ban/kl34-2018.md": ("cites", False),
        "van-ban/kl34-2022.md": ("implements", True),
    }


def test_an_editor_rejects_a_relation_that_we_found(two_conclusions):
    front = CITING + 'relations:\n- kind: cites\n  document: 34-KL/TW 2018-08-07\n  reject: "true"\n'
    assert relations(two_conclusions, page(two_conclusions, "dan", front, CITES)) == {}


def test_an_editor_corrects_a_relation_by_rejecting_it_and_adding_the_right_one(two_conclusions):
    front = (
        CITING + 'relations:\n- kind: cites\n  document: van-ban/kl34-2018.md\n  reject: "true"\n'
        "- kind: based_on\n  document: van-ban/kl34-2018.md\n"
    )
    found = relations(two_conclusions, page(two_conclusions, "dan", front, CITES))
    assert found == {"van-ban/kl34-2018.md": ("based_on", True)}


def test_an_editor_says_which_clause_carries_out_which(seeds):
    held, _graph, keys = seeds
    entries = held.by_address()
    ours, theirs = entries[keys["001_055021857035daa7.txt"]], entries[keys["000_013da5cd171bf80b.txt"]]
    one, two, *_ = align(ours.document, theirs.document)
    said = {one.clause: two.of, two.clause: None}
    found = {a.clause: a for a in align(ours.document, theirs.document, said)}
    changed = found[one.clause]
    assert (changed.of, changed.certain, changed.asserted) == (two.of, True, True)
    assert two.clause not in found


def test_clauses_are_stated_beside_their_relation(two_conclusions):
    front = CITING + (
        "relations:\n- kind: cites\n  document: van-ban/kl34-2018.md\n  clauses:\n    1: 2.1\n    '2':\n"
    )
    source = page(two_conclusions, "dan", front, CITES)
    graph = build(library.load(two_conclusions).entries)
    (edge,) = graph.edges_from(source)
    assert [c.message for c in graph.conflicts] == [
        "khóa «relations» ghi điều khoản «2.1», không có trong van-ban/kl34-2018.md",
        "khóa «relations» ghi điều khoản «2», không có trong van-ban/dan.md",
    ]
    assert edge.clauses == (("1", "2.1"), ("2", None))
    assert edge.words == "Kết luận số 34-KL/TW, ngày 07/8/2018 của Bộ Chính trị"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("34-KL/TW", "khóa «relations» ghi «34-KL/TW»: có 2 văn bản như vậy; ghi địa chỉ trang"),
        ("van-ban/mat.md", "khóa «relations» ghi trang «van-ban/mat.md» không có trong kho"),
        (
            "34-KL/TW 7/8/2018",
            "khóa «relations» ghi «34-KL/TW 7/8/2018»: viết ngày dạng năm-tháng-ngày, ví dụ 2018-08-07",
        ),
    ],
)
def test_an_editors_relation_to_no_document_or_to_one_of_several_is_told(two_conclusions, document, message):
    front = CITING + f"relations:\n- kind: cites\n  document: {document}\n"
    source = page(two_conclusions, "dan", front)
    graph = build(library.load(two_conclusions).entries)
    assert [(c.source, c.kind, c.message) for c in graph.conflicts] == [(source, "relation", message)]
    assert graph.edges_from(source) == []
