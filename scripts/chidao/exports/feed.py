"""The newest documents as an Atom feed (RFC 4287), for readers of feeds and for other portals.

Addresses are whole where the site has one (`site_url`); else they are relative to the feed, as RFC 4287
allows.  An id may not depend on that (4.2.6: it stays when a feed is moved): it is made of the name of
the site and the address of the page.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from .office import escape
from .records import Record, identity

if TYPE_CHECKING:
    from ..publish.site import Site

NEWEST = 100
_NEVER = "1970-01-01"


def newest(site: Site) -> list[str]:
    """The keys of the NEWEST held documents that have a day, the newest first."""
    days = ((site.known[key].facts.date or "", identity(key, site), key) for key in site.entries)
    return [key for _day, _identity, key in sorted((d for d in days if _is_day(d[0])), reverse=True)[:NEWEST]]


def feed(records: Sequence[Record], name: str, site_url: str, here: str) -> str:
    """*records* as they come, each of a document with a day.

    *name* is the site's, *here* the address of the feed, relative to the site's root.  A day is that of
    Vietnam, for a document says no hour.
    """
    root = site_url.rstrip("/") + "/" if site_url else "../" * here.count("/")
    updated = max((_updated(record) for record in records), default=_NEVER)
    entries = "".join(_entry(record, name, root) for record in records)
    itself = (
        f'<link rel="self" type="application/atom+xml" href="{escape(root + here)}"/>' if site_url else ""
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n'
        f"<id>{_id(name, '')}</id>\n<title>{escape(name)}: văn bản mới</title>\n"
        f"<updated>{_time(updated)}</updated>\n<author><name>{escape(name)}</name></author>\n"
        f'{itself}<link rel="alternate" type="text/html" href="{escape(root)}index.html"/>\n'
        f"{entries}</feed>\n"
    )


def _entry(record: Record, name: str, root: str) -> str:
    subject = f"<summary>{escape(record['subject'])}</summary>\n" if record["subject"] else ""
    authors = "".join(f"<author><name>{escape(issuer)}</name></author>\n" for issuer in record["issuer"])
    return (
        f"<entry>\n<id>{_id(name, record['id'])}</id>\n<title>{escape(record['title'])}</title>\n"
        f"<published>{_time(record['date'])}</published>\n<updated>{_time(_updated(record))}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{escape(root + record["page"])}"/>\n'
        f"{authors}{subject}</entry>\n"
    )


def _id(name: str, identity: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"chidao:{name}/{identity}").urn


def _updated(record: Record) -> str:
    """The day of issue, or of the last review if that is known."""
    days: list[str] = [day for day in (record["date"], record["reviewed"]) if _is_day(day)]
    return max(days)


def _is_day(value: str | None) -> bool:
    try:
        return bool(value and len(value) == 10 and date.fromisoformat(value))
    except ValueError:
        return False


def _time(day: str) -> str:
    return f"{day}T00:00:00+07:00"
