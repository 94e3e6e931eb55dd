"""What the benchmarks of searching measure with: sets, scores, and the server that counts."""

from __future__ import annotations

import doctest
import gzip
import http.client
import importlib
import json
import sys
from pathlib import Path

import pytest

from helpers import ROOT

# Last on the path: a benchmark may have the name of a package.
sys.path.append(str(ROOT / "benchmarks"))
sets = importlib.import_module("_search_sets")
peers = importlib.import_module("_search_peers")

ARTICLES = [
    sets.Article(
        "22/2008/QH12#7",
        "Nghĩa vụ của cán bộ, công chức",
        "1. Trung thành với Đảng.\n\n2. Tôn trọng nhân dân.",
    ),
    sets.Article(
        "43/2013/QH13#20", "Đấu thầu rộng rãi", "Đấu thầu rộng rãi là hình thức lựa chọn nhà thầu < 5 tỷ."
    ),
    sets.Article("80/2015/QH13#2", "", "Ghi chú: văn bản quy phạm pháp luật có chứa quy phạm."),
]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(sets).failed == 0


def test_a_set_is_read_packed_or_not(tmp_path: Path) -> None:
    lines = "".join(json.dumps(article._asdict()) + "\n" for article in ARTICLES)
    (tmp_path / "articles.jsonl").write_text(lines, "utf-8")
    assert sets.read_articles(sets.articles_file(tmp_path)) == ARTICLES
    (tmp_path / "articles.jsonl").unlink()
    (tmp_path / "articles.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    assert sets.read_articles(sets.articles_file(tmp_path)) == ARTICLES


def test_an_article_judged_useless_is_no_answer(tmp_path: Path) -> None:
    judged = "query\tarticle\tscore\nq1\ta\t1\nq1\tb\t0\nq1\tc\t2\nq2\tb\t0\n"
    (tmp_path / "qrels.tsv").write_text(judged, "utf-8")
    assert sets.read_qrels(tmp_path / "qrels.tsv") == {"q1": {"a", "c"}}


def test_an_answer_after_the_tenth_place_counts_as_none() -> None:
    eleven = [str(number) for number in range(1, 12)]
    assert sets.quality({"q": eleven}, {"q": {"10"}}) == (0, 1, 0.1)
    assert sets.quality({"q": eleven}, {"q": {"11"}}) == (0, 0, 0)


def test_scores_without_a_judged_question_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^no question of the ranking is judged; are the two of one set\?$"):
        sets.quality({"q": ["a"]}, {"p": {"a"}})


@pytest.mark.parametrize("size", [3, 10, 57, 99, 100, 200])
def test_a_subset_keeps_every_answer_and_has_its_size(size: int) -> None:
    articles = [sets.Article(str(number), "", "") for number in range(100)]
    qrels = {"q": {"0", "50"}, "p": {"99", "50"}}
    chosen = sets.subset(articles, qrels, size)
    assert chosen == sets.subset(articles, qrels, size)
    assert chosen == sorted(chosen, key=articles.index)
    assert len(chosen) == min(size, 100)
    assert {article.id for article in chosen} >= {"0", "50", "99"}


def test_a_subset_smaller_than_its_answers_is_refused() -> None:
    articles = [sets.Article(name, "", "") for name in "abc"]
    with pytest.raises(
        ValueError, match=r"^2 articles answer a question: a subset needs that many at least$"
    ):
        sets.subset(articles, {"q": {"a", "b"}}, 1)


def test_the_memory_of_a_child_is_its_own(tmp_path: Path) -> None:
    ballast = bytearray(b"x" * 300_000_000)
    seconds, peak = sets.run_measured([sys.executable, "-S", "-c", "print('built')"], tmp_path)
    assert 0 < seconds < 60
    assert peak < len(ballast) / 2**20 / 2


def test_a_command_that_fails_stops_the_run_with_its_words(tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-c", "raise SystemExit('no such theme')"]
    with pytest.raises(SystemExit, match=r"^Error: .* failed\nno such theme\n$"):
        sets.run_measured(command, tmp_path)


def test_the_server_counts_what_it_sends_for_each_path(tmp_path: Path) -> None:
    text, packed = b"kho van ban " * 1000, gzip.compress(bytes(range(256)))
    (tmp_path / "a b.json").write_bytes(text)
    (tmp_path / "x.pf_index").write_bytes(packed)
    with sets.CountingServer(tmp_path) as server:
        assert server.sent == (0, 0, 0)
        connection = http.client.HTTPConnection(server.address.split("/")[2])

        def body(path: str, accepts: str) -> bytes:
            connection.request("GET", path, headers={"Accept-Encoding": accepts})
            return connection.getresponse().read()

        smaller = body("/a%20b.json?v=1", "gzip, br")
        socket = connection.sock
        assert gzip.decompress(smaller) == text
        assert body("/a%20b.json", "identity") == text
        assert body("/x.pf_index", "gzip") == packed
        assert connection.sock is socket  # kept open
        before = server.sent
        assert body("/none.js", "gzip") == b""
        assert server.sent.since(before) == (1, 0, 0)
        connection.close()
        assert server.counts == {
            "a b.json": (2, 2 * len(text), len(text) + len(smaller)),
            "x.pf_index": (1, len(packed), len(packed)),
            "none.js": (1, 0, 0),
        }


@pytest.mark.browser
@pytest.mark.parametrize("peer", peers.PEERS, ids=lambda peer: peer.name)
def test_each_engine_finds_an_article_by_its_title_and_by_its_text(peer, browser, tmp_path: Path) -> None:
    if missing := peer.missing():
        pytest.skip(missing)
    built = peer.build(ARTICLES, tmp_path)
    assert built.index_bytes > 0
    with peer.open(browser, tmp_path) as engine:
        assert engine.opening.requests > 0
        assert engine.query("Đấu thầu rộng rãi")[0][0] == "43/2013/QH13#20"
        assert engine.query("văn bản quy phạm")[0][0] == "80/2015/QH13#2"
    assert peers.from_disk(browser, tmp_path, "nhà thầu").startswith("does not work: ")
