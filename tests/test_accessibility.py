"""axe finds nothing on any kind of page: light and dark, on a desk and on a phone.

tests/axe/axe.min.js is axe-core 4.14.1 as npm has it (Deque Systems, MPL-2.0; https://github.com/dequelabs/axe-core),
and goes into no site.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from chromium import in_both_schemes
from helpers import LONG, TESTS
from sites import addresses

pytestmark = pytest.mark.browser

AXE = TESTS / "axe" / "axe.min.js"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"

# What axe finds, a line each: the rule, what is the matter, where.
# Of the rules of WCAG 2.2 AA that of large enough targets (2.5.8) is off unless one asks for it.
FINDINGS = """axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(({violations}) => violations.flatMap(
  ({id, help, nodes}) => nodes.map(({target, failureSummary}) => `${id}: ${help}: ${target}: ${failureSummary}`)
))"""


def test_axe_is_the_one_that_was_published() -> None:
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == SHA256


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(site: Path, server: str, width: int, open_page) -> None:
    page = open_page(f"{server}404.html", width=width, before=AXE.read_text("utf-8"))
    found = {}
    for address in kinds_of_page(site):
        page.goto(server + address)
        if "?q=" in address:
            page.locator("[data-vb-hits] > li").first.wait_for()
        for scheme in in_both_schemes(page):
            if findings := page.evaluate(FINDINGS):
                found[f"{address}, {scheme}"] = findings
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)


_ALIKE = re.compile(r"(?<=^co-quan/).*|(?<=^dan-chieu/).*|(?<=^duyet/)(?!.*index).*")


def kinds_of_page(site: Path) -> list[str]:
    """All pages in a long run; else of bodies, lists of one kind and documents not held one each."""
    documents = [name for name in addresses(site) if name.startswith("van-ban/")]
    others = [name for name in addresses(site) if not name.startswith("van-ban/")]
    if not LONG:
        others = list({_ALIKE.sub("", name): name for name in others}.values())
    return ["404.html", *others, *documents, "tim-kiem.html?q=k%E1%BA%BFt%20lu%E1%BA%ADn"]
