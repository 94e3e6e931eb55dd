"""Calendars of time limits: one of all tasks, one for each body of whom something with a day is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..publish.task_pages import FEED, feed_address
from ..tasks.calendar import has_events, write
from ..tasks.editors import done

if TYPE_CHECKING:
    from ..publish.given import Given
    from ..publish.outputs import Outputs
    from ..publish.site import Site


def write_calendars(site: Site, outputs: Outputs, name: str, site_url: str) -> list[str]:
    """Put the calendars of *site* into it, and return their addresses; an empty one is not written.

    *name* is the site's; without *site_url* events have no address.  What an editor calls done has no event.
    """
    issued = {key: paper.iso for key, paper in site.papers.items() if paper.iso}
    given = site.given

    def put(address: str, title: str, found: list[Given], body: str) -> str:
        digest = site.digest(title, [given.row_digests[each.number] for each in found])
        tasks = (each.task for each in found if not done(each.task, body))
        outputs.put(address, digest, lambda: write(tasks, title, issued, site_url))
        return address

    timed = {each.number: each for each in given.all if has_events(each.task)}
    made = []
    if timed:
        made.append(put(FEED, f"{name}: nhiệm vụ và thời hạn", [*timed.values()], ""))
    for body in given.shown:
        if own := [each for each in given.asked_of(body) if each.number in timed]:
            made.append(put(feed_address(body), f"{body.name}: thời hạn", own, body.name))
    return made
