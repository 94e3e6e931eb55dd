"""Places of a page that a copy and a server fill each in their own way.

    <!--vb:copies-->Chưa có bản ngoại tuyến.<!--/vb:copies-->

So pages need not be rendered again when a copy is packed, and all others are the same bytes in both.
"""

from __future__ import annotations

import re


def fill(html: str, name: str, inside: str) -> str:
    """*html* with *inside* in each place called *name*.

    >>> fill("a<!--vb:x-->b<!--/vb:x-->c", "x", "B")
    'a<!--vb:x-->B<!--/vb:x-->c'
    """
    begin, end = f"<!--vb:{name}-->", f"<!--/vb:{name}-->"
    whole = re.compile(re.escape(begin) + r"(?:(?!<!--).)*" + re.escape(end), re.DOTALL)
    return whole.sub(lambda _match: f"{begin}{inside}{end}", html)
