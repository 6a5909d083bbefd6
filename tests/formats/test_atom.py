"""A feed is well-formed Atom, whatever its texts hold."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from callpoint.formats.atom import NAMESPACE, Entry, Feed, atom_feed

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ENTRY = Entry(
    id="urn:uuid:1", title="A & B", text="One <b>\nTwo", url="https://x.example/area/a/", updated_at=AT
)
FEED = Feed(
    id="https://x.example/area/a/",
    title="What is going around: A",
    author="Report Cybercrime",
    language="en",
    url="https://x.example/area/a/",
    own_url="https://x.example/area/a/feed.atom",
    entries=(ENTRY,),
    updated_at=datetime(2026, 11, 16, tzinfo=UTC),
)
GOLDEN = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>https://x.example/area/a/</id>'
    "<title>What is going around: A</title><updated>2026-11-21T12:00:00Z</updated>"
    "<author><name>Report Cybercrime</name></author>"
    '<link rel="alternate" type="text/html" href="https://x.example/area/a/" />'
    '<link rel="self" type="application/atom+xml" href="https://x.example/area/a/feed.atom" />'
    "<entry><id>urn:uuid:1</id><title>A &amp; B</title><updated>2026-11-21T12:00:00Z</updated>"
    '<link rel="alternate" type="text/html" href="https://x.example/area/a/" />'
    '<content type="text">One &lt;b&gt;\nTwo</content></entry></feed>\n'
)


def test_a_feed_is_written_as_atom() -> None:
    assert atom_feed(FEED).decode() == GOLDEN


def test_a_feed_without_news_says_when_it_was_made() -> None:
    root = ET.fromstring(atom_feed(replace(FEED, entries=())))  # noqa: S314 - our own bytes
    assert root.findtext(f"{{{NAMESPACE}}}updated") == "2026-11-16T00:00:00Z"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r")))
def test_any_text_comes_back_but_for_what_no_xml_can_hold(text: str) -> None:
    feed = replace(FEED, entries=(replace(ENTRY, text=text),))
    root = ET.fromstring(atom_feed(feed))  # noqa: S314 - our own bytes
    kept = "".join(sign for sign in text if sign in "\t\n" or " " <= sign not in "\ufffe\uffff")
    assert root.findtext(f"{{{NAMESPACE}}}entry/{{{NAMESPACE}}}content") == (kept or None) or not kept
