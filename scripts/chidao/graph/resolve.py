"""What a citation means.  Identity is type, number, body and date; a number alone identifies nothing.

Evidence, in this order (design.md): its own date; its term; its issuer; what the same document said in
full before; and no document cites a later one.  One candidate left: that one.  Several: ambiguous.
None: a document that we do not hold.  Never the likelier one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from .. import forms
from ..citations import Citation, Form
from ..structure.names import body_of
from ..structure.numbers import number_key
from ..text import key, slug
from .model import Outcome, Paper, Resolution


class Papers:
    """The papers known so far, by number and by name."""

    def __init__(self, held: Iterable[Paper]) -> None:
        self.all: dict[str, Paper] = {}
        self._by_number: dict[str, list[str]] = defaultdict(list)
        self._by_date: dict[str, list[str]] = defaultdict(list)
        for paper in held:
            self.add(paper)

    def add(self, paper: Paper) -> Paper:
        """Add *paper*, or fill the gaps of the one that has its key already."""
        known = self.all.get(paper.key)
        if known is None:
            self.all[paper.key] = paper
            if paper.date:
                self._by_date[paper.date].append(paper.key)
            if paper.number:
                self._by_number[number_key(paper.number)].append(paper.key)
            return paper
        if all(
            (known.type or not paper.type, known.issuer or not paper.issuer, known.term or not paper.term)
        ):
            return known
        merged = replace(
            known,
            type=known.type or paper.type,
            issuer=known.issuer or paper.issuer,
            term=known.term or paper.term,
        )
        self.all[paper.key] = merged
        return merged

    def dated(self, date: str) -> list[Paper]:
        """All papers of one day."""
        return [self.all[k] for k in self._by_date.get(date, ())]

    def numbered(self, number: str) -> list[Paper]:
        """All papers with *number*, whoever issued them."""
        return [self.all[k] for k in self._by_number.get(number_key(number), ())]


def resolve(citation: Citation, citing: Paper, papers: Papers, said: dict[str, set[str]]) -> Resolution:
    """What *citation* in *citing* means, by the *papers* known.

    *said* has the keys of what the same document cites in full, by `number_key`; two of one number say
    nothing of a third mention.
    """
    if citation.form is Form.SELF or _is_own(citation, citing):
        return Resolution(Outcome.SELF, citing.key)
    if citation.form is Form.NAMED or not (citation.number or citation.refers_to):
        return _named(citation, papers)
    number = citation.number or citation.refers_to or ""
    if citation.form is Form.ALIAS and len(meant := said.get(number_key(number), set())) == 1:
        return _found(papers.all[min(meant)], "tên viết tắt đã nêu đầy đủ trong văn bản này")
    province = _province(citation, citing, number)
    candidates = [p for p in papers.numbered(number) if _possible(p, citation, citing, province)]
    if citation.date:
        same_day = [p for p in candidates if p.date == citation.date]
        if same_day:
            return _one(same_day, "cùng số và ngày ban hành")
        if misprinted := _misprinted(citation, citing, papers):
            reason = f"cùng ngày, cùng cơ quan; in số {number}, đúng ra là {misprinted.number}"
            return _found(misprinted, reason)
        undated = [p for p in candidates if p.held and p.date is None]
        if len(undated) == 1 and not citation.term:
            reason = "cùng số, nhưng chưa rõ ngày ban hành"
            return Resolution(Outcome.AMBIGUOUS, None, (undated[0].key,), reason)
        return Resolution(Outcome.NOT_HELD, None, (), "")
    if citation.term:
        candidates = [p for p in candidates if _in_term(p, citation.term)]
        if candidates:
            return _one(candidates, f"cùng số, thuộc khoá {citation.term}")
        return Resolution(Outcome.NOT_HELD, None, (), "")
    meant = said.get(number_key(number), set())
    if len(meant) == 1 and meant <= {p.key for p in candidates}:
        return _found(papers.all[min(meant)], "đã nêu đầy đủ trong văn bản này")
    if not candidates:
        return Resolution(Outcome.NOT_HELD, None, (), "")
    return _one(candidates, "chỉ có một văn bản mang số này")


def _is_own(citation: Citation, citing: Paper) -> bool:
    """Whether a document names itself by number: "(Kèm theo Thông tư số 109/2025/TT-BTC …)" in its annex.

    Only where the date, or the year in the number, leaves no doubt.
    """
    if not citation.number or not citing.number or number_key(citation.number) != number_key(citing.number):
        return False
    if citation.date:
        return citation.date == citing.date and _same_type(citing.type, citation.type)
    return re.match(r"\d+/\d{4}/", citing.number) is not None and is_central(citing.number)


def _misprinted(citation: Citation, citing: Paper, papers: Papers) -> Paper | None:
    """ "Thông báo kết luận số 16-KL/TW": of that day and body there is 16-TB/TW, and TB is meant."""
    if code_fits(citation) or not citation.number or not citation.issuer:
        return None
    digits = re.match(r"\d+", citation.number)
    found = [
        p
        for p in papers.dated(citation.date or "")
        if p.number
        and digits
        and re.match(rf"0*{int(digits[0])}\D", p.number)
        and p.type == citation.type
        and p.key != citing.key
        and _same_body(p.issuer, citation.issuer)
        and p.number.rsplit("/", 1)[-1] == citation.number.rsplit("/", 1)[-1]
    ]
    return found[0] if len(found) == 1 else None


def code_fits(citation: Citation) -> bool:
    """Whether the code in the number is one of the type that the words name: TB for a Thông báo."""
    form = forms.types().get(key(citation.type or ""))
    code = re.search(r"\d[-/]([A-ZĐ][A-Za-zĐđ]*)", citation.number or "")
    codes = form.party | form.state if form else frozenset()
    return not codes or code is None or code[1] in codes


def _found(paper: Paper, reason: str) -> Resolution:
    return _certain(paper.key, paper.held, reason)


@lru_cache(maxsize=100_000)
def _certain(key_: str, held: bool, reason: str) -> Resolution:
    """What hundreds of citations mean, held once."""
    return Resolution(Outcome.RESOLVED if held else Outcome.NOT_HELD, key_, (), reason)


def _one(candidates: list[Paper], reason: str) -> Resolution:
    if len(candidates) == 1:
        return _found(candidates[0], reason)
    keys = tuple(sorted(p.key for p in candidates))
    return Resolution(Outcome.AMBIGUOUS, None, keys, f"có {len(keys)} văn bản cùng số")


def _named(citation: Citation, papers: Papers) -> Resolution:
    name = " ".join(citation.text.split())
    paper = papers.add(Paper(f"~{slug(name)}", False, citation.type, term=citation.term, name=name))
    return Resolution(Outcome.NOT_HELD, paper.key, (), "nêu bằng tên gọi, không có số")


def _possible(paper: Paper, citation: Citation, citing: Paper, province: str | None) -> bool:
    """Whether nothing that is known speaks against *paper*; *province* is that of a local number."""
    if paper.key == citing.key:
        return False
    if not _same_type(paper.type, citation.type):
        return False
    if paper.date and citing.date and paper.date > citing.date and paper.date != citation.date:
        return False  # nobody cites a later document; with its very date it is a conflict to tell
    if province and paper.province and paper.province != province:
        return False
    if paper.issuer and citation.issuer and not citation.date:
        return _same_body(paper.issuer, citation.issuer)
    return True


def _same_type(one: str | None, other: str | None) -> bool:
    """QĐ is a Quyết định and a Quy định: there the words decide; elsewhere a loose word does no harm."""
    if one == other or not one or not other:
        return True
    both = {one, other}
    return not (both == {"Quyết định", "Quy định"} or both == {"Thông báo", "Tờ trình"})


def _same_body(issuers: tuple[str, ...], cited: str) -> bool:
    want = _words(cited)
    have = _words("; ".join(issuers))
    return not want or not have or want <= have or have <= want


@lru_cache(maxsize=20_000)
def _words(name: str) -> frozenset[str]:
    if place := forms.province_in(name):  # compared by itself
        name = re.sub(re.escape(place.name), " ", name, flags=re.IGNORECASE)
    spelled = key(name.replace("UBND", "Ủy ban nhân dân").replace("HĐND", "Hội đồng nhân dân"))
    words = set(spelled.replace(",", " ").replace(";", " ").split())
    return frozenset(words) - _SMALL


_SMALL = frozenset(key(word) for word in ("đảng", "các", "và", "của", "việt", "nam"))


@lru_cache(maxsize=100_000)
def is_central(number: str) -> bool:
    """Whether the body in *number* is one for the whole country."""
    body = body_of(number)
    return body is not None and body.level == "central"


def _province(citation: Citation, citing: Paper, number: str) -> str | None:
    """Whose number a local one is: the province it names, else the citing document's."""
    if is_central(number):
        return None
    if citation.issuer and (named := forms.province_in(citation.issuer)):
        return named.name
    return citing.province


def _in_term(paper: Paper, term: str) -> bool:
    if paper.term:
        return paper.term == term
    span = forms.term(term)
    if paper.date is None or span is None:
        return False
    return span[0] <= paper.date <= span[1]


def stub(citation: Citation, citing: Paper) -> Paper:
    """The paper that an unresolved numbered citation names."""
    number = citation.number or citation.refers_to or ""
    province = _province(citation, citing, number)
    when = citation.date or (f"khoá {citation.term}" if citation.term else "")
    central = is_central(number) or citing.level == "central"
    where = "" if central else (province or f"@{citing.key}")
    identity = " ".join(part for part in (number, when, where) if part)
    issuer = (citation.issuer,) if citation.issuer else ()
    body = body_of(number, citation.date)
    level = "central" if central else (body.level if body else None)
    return Paper(
        f"~{identity}",
        False,
        citation.type,
        number,
        citation.date,
        citation.term,
        issuer,
        province,
        level,
    )
