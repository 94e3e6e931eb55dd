"""Calendars of time limits: one of all tasks, one for each body of whom something with a day is asked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..publish.task_pages import FEED, feed_address
from ..tasks import Task
from ..tasks.calendar import has_events, write
from ..tasks.editors import done

if TYPE_CHECKING:
    from ..publish.site import Site


def write_calendars(site: Site, folder: Path, name: str, site_url: str) -> None:
    """Write the calendars of *site* into *folder*, the root of the built site; an empty one is not written.

    *name* is the site's; without *site_url* events have no address.  What an editor calls done has no event.
    """
    issued = {key: paper.iso for key, paper in site.papers.items() if paper.iso}

    def put(address: str, title: str, tasks: Iterable[Task]) -> None:
        text = write(tasks, title, issued, site_url)
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")

    asked = [g.task for g in site.given.all if has_events(g.task)]
    if asked:
        put(FEED, f"{name}: nhiệm vụ và thời hạn", (t for t in asked if not done(t)))
    for body in site.given.shown:
        own = [g.task for g in body.asked if has_events(g.task)]
        if own:
            put(feed_address(body), f"{body.name}: thời hạn", (t for t in own if not done(t, body.name)))
