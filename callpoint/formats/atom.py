"""A feed of news as Atom (RFC 4287)."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

NAMESPACE: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml; charset=utf-8"
_NOT_XML: Final = dict.fromkeys({*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)} - {0x9, 0xA, 0xD})
"""Characters that XML cannot hold; they are left out."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One piece of news; `id` is an address or URN that never changes."""

    id: str
    title: str
    text: str
    url: str
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed; `updated_at` counts where it has no entry."""

    id: str
    title: str
    author: str
    language: str
    url: str
    own_url: str
    entries: Sequence[Entry]
    updated_at: datetime


def atom_feed(feed: Feed) -> bytes:
    """Write a feed; its texts are plain text, so nothing in them is ever markup."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _time(max((each.updated_at for each in feed.entries), default=feed.updated_at)))
    _add(ET.SubElement(root, "author"), "name", feed.author)
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.url})
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.own_url})
    for each in feed.entries:
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", each.id)
        _add(entry, "title", each.title)
        _add(entry, "updated", _time(each.updated_at))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": each.url})
        _add(entry, "content", each.text).set("type", "text")
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = text.translate(_NOT_XML)
    return child


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
