"""Under which section of an outline each thing that the library knows belongs.

    documents                     "các văn bản của cấp ủy, chính quyền … (nếu có)", "kế hoạch của địa phương"
    clauses that carry out        "KẾT QUẢ THỰC HIỆN"
    clauses that judge            "Những thuận lợi, khó khăn, vướng mắc", "ưu điểm, hạn chế"
    clauses that propose          "ĐỀ XUẤT, KIẾN NGHỊ"
    tasks                         "NHIỆM VỤ, GIẢI PHÁP"; those that are done, among the results

The words of a section tell what it asks.  Where several ask the same the outermost gets it; where none does,
it is told at the end: nothing is forced under a heading that does not ask for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .. import forms
from ..tasks.editors import progress_of
from ..tasks.model import State
from ..text import key
from .knowledge import Given, Held, Knowledge, Said
from .sections import Section, path_of, plain
from .whose import Body


@dataclass(slots=True)
class Placed:
    """What belongs under one section."""

    documents: list[Held] = field(default_factory=list)
    clauses: list[Said] = field(default_factory=list)
    tasks: list[Given] = field(default_factory=list)


def place(sections: Sequence[Section], knowledge: Knowledge, body: Body) -> tuple[dict[int, Placed], Placed]:
    """What belongs under each of *sections*, by its place among them, and what belongs under none."""
    found: dict[int, Placed] = defaultdict(Placed)
    rest = Placed()

    def put(where: int | None) -> Placed:
        return rest if where is None else found[where]

    for at in _asking_for_documents(sections):
        found[at].documents += knowledge.documents
    if not found:
        rest.documents += knowledge.documents
    results = _outermost(sections, _RESULTS, _JUDGED)
    judged = _outermost(sections, _WEIGHED)
    ahead = _outermost(sections, _AHEAD)
    proposed = _outermost(sections, _PROPOSED)
    for given in knowledge.tasks:
        progress = progress_of(given.task, body.name)
        done = progress is not None and progress.state is State.DONE
        where = (results if done else ahead) or results
        put(where[0] if where else None).tasks.append(given)
    charged = {(g.source.page, g.task.clause) for g in knowledge.tasks}
    for said in knowledge.clauses:
        words = plain(said.words)
        is_task = any(
            said.source.page == page and said.source.clause.endswith(f" {c}") for page, c in charged
        )
        if _JUDGES.search(words) and not is_task and judged:
            put(_nearest(sections, judged, words)).clauses.append(said)
        elif _PROPOSES.search(words) and not is_task and proposed:
            put(proposed[0]).clauses.append(said)
        elif said.answers:
            put(results[0] if results else None).clauses.append(said)
        elif not is_task:
            rest.clauses.append(said)
    return dict(found), rest


def _any(*phrases: str) -> re.Pattern[str]:
    """Matches one of *phrases* in `plain` words; "~" stands for a few words between."""
    return re.compile("|".join(r"(?: \S+){0,12} ".join(map(plain, p.split("~"))) for p in phrases))


_OWN_DOCUMENTS = _any(
    "các văn bản của cấp ủy",
    "các văn bản của địa phương",
    "văn bản lãnh đạo",
    "văn bản chỉ đạo",
    "văn bản triển khai",
    "ban hành văn bản",
    "ban hành các văn bản",
    "kế hoạch, chương trình hành động",
    "chương trình hành động, kế hoạch",
    "kế hoạch~của địa phương",
)
_DOCUMENTS = _any(
    "quán triệt", "tổ chức triển khai", "công tác chỉ đạo", "công tác lãnh đạo", "triển khai thực hiện"
)
_RESULTS = _any("kết quả", "tình hình thực hiện", "việc thực hiện", "tình hình triển khai")
_WEIGHED = _any("hạn chế", "khó khăn", "vướng mắc", "tồn tại", "ưu điểm", "thuận lợi")
_JUDGED = _any(
    "hạn chế",
    "khó khăn",
    "vướng mắc",
    "tồn tại",
    "ưu điểm",
    "thuận lợi",
    "đánh giá",
    "bài học",
    "nguyên nhân",
)
_AHEAD = re.compile(
    rf"(?<!{key('chức năng')} )(?<!{key('thực hiện')} ){key('nhiệm vụ')}(?! {key('của')})"
    f"|{key('giải pháp')}|{key('phương hướng')}|{key('thời gian tới')}"
)
_PROPOSED = _any("đề xuất", "kiến nghị")
_JUDGES = _any(
    "hạn chế",
    "vướng mắc",
    "khó khăn",
    "ưu điểm",
    "tồn tại",
    "đánh giá cao",
    "chưa đáp ứng",
    "kết quả bước đầu",
)
_PROPOSES = _any(
    "kiến nghị", "đề nghị trung ương", "đề nghị bộ chính trị", "đề nghị ban bí thư", "đề nghị chính phủ"
)


def _asking_for_documents(sections: Sequence[Section]) -> list[int]:
    """The sections that ask for the body's own papers; if none does so plainly, the first that is near it."""
    plainly: list[int] = []
    nearly: list[int] = []
    for at, section in enumerate(sections):
        path = path_of(sections, at)
        if not section.level or any(_JUDGED.search(plain(s.heading)) for s in path):
            continue
        if _OWN_DOCUMENTS.search(section.words):
            plainly.append(at)
        elif _DOCUMENTS.search(plain(section.heading)):
            nearly.append(at)
    # A section whose own sections ask for them only leads in.
    inner = {id(s) for at in plainly for s in path_of(sections, at)[1:]}
    return [at for at in plainly if id(sections[at]) not in inner] or nearly[:1]


def _outermost(
    sections: Sequence[Section], asks: re.Pattern[str], but: re.Pattern[str] | None = None
) -> list[int]:
    """The sections whose heading *asks* for it, of those that lie least deep."""
    found = [
        at
        for at, section in enumerate(sections)
        if section.level
        and asks.search(plain(section.heading))
        and not (but and but.search(plain(section.heading)))
    ]
    top = min((sections[at].level for at in found), default=0)
    return [at for at in found if sections[at].level == top]


def _nearest(sections: Sequence[Section], among: Sequence[int], words: str) -> int:
    """The one of *among* that shares most with *words*; the first of those that share the same."""
    said = _weighed(words)

    def shared(at: int) -> float:
        return sum(weight for pair, weight in said.items() if pair in _pairs(sections[at].words))

    return max(among, key=shared) if len(among) > 1 else among[0]


def _weighed(words: str) -> dict[str, float]:
    """The pairs of syllables of *words*, each with how rare it is in official language (see `alignment`)."""
    common = forms.common_pairs()
    return {pair: 1 - common.get(pair, 0.02) for pair in _pairs(words)}


def _pairs(words: str) -> dict[str, None]:
    syllables = re.findall(r"[^\W\d_]+", words)
    return dict.fromkeys(f"{a} {b}" for a, b in pairwise(syllables))
