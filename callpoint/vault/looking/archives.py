"""What is seen of a zip: the list at its end, read without unpacking anything.

Its layout is that of the ZIP application note (APPNOTE 6.3.10, sections 4.3.12 to 4.3.16). The list is walked by our own
few lines: it may lie about every size, and nothing here believes it further than to show it.
"""

import codecs
import stat
import struct
from collections.abc import Iterator
from typing import Final

from callpoint.vault.looking.seen import Entry, NotSeenError, Seen, Why, short

MOST_ENTRIES: Final = 500
ENDS, ENDS_64 = b"PK\x05\x06", b"PK\x06\x06"
ENTRY: Final = struct.Struct("<4sBBHHHHHLLLHHHHHLL")
SHORT_END: Final = struct.Struct("<4sHHHHLLH")
LONG_END: Final = struct.Struct("<4sQHHLLQQQQ")
ENTRY_MARK: Final = b"PK\x01\x02"
IS_LOCKED, IS_UTF8 = 0x1, 0x800
OLD_NAMES: Final = "cp437"

codecs.lookup(OLD_NAMES)  # loaded now: once confined, a process opens no further module


def look(content: bytes) -> Seen:
    """List the entries of a zip whose last bytes these are; raises NotSeenError."""
    entries, many, unpacked = [], 0, 0
    for entry in _entries(content):
        many, unpacked = many + 1, unpacked + entry.size
        if many <= MOST_ENTRIES:
            entries.append(entry)
    facts = (("entries", str(many)), ("unpacked", str(unpacked)))
    return Seen(facts=facts, entries=tuple(entries), is_cut=many > MOST_ENTRIES)


def _entries(content: bytes) -> Iterator[Entry]:
    """Walk the list; it ends where it says, or where it is no list any more."""
    place, end = _list_of(content)
    if place < 0:
        raise NotSeenError(Why.TOO_LARGE)
    while place + ENTRY.size <= end:
        fields = ENTRY.unpack_from(content, place)
        if fields[0] != ENTRY_MARK:
            raise NotSeenError(Why.DAMAGED)
        name, extra, comment = fields[11:14]
        start = place + ENTRY.size
        yield _entry(fields, content[start : start + name])
        place = start + name + extra + comment


def _entry(fields: tuple[int, ...], name: bytes) -> Entry:
    flags, size, outside = fields[4], fields[10], fields[16]
    note = "link" if stat.S_ISLNK(outside >> 16) else ""
    note = "locked" if flags & IS_LOCKED else note
    said = name.decode("utf-8" if flags & IS_UTF8 else OLD_NAMES, errors="replace")
    return Entry(name=short(said), size=size, note=note)


def _list_of(content: bytes) -> tuple[int, int]:
    """Say where the list of entries begins and ends; below 0 where it begins before these bytes."""
    end = content.rfind(ENDS)
    if end < 0 or end + SHORT_END.size > len(content):
        raise NotSeenError(Why.DAMAGED)
    size = SHORT_END.unpack_from(content, end)[5]
    if size == 0xFFFFFFFF:
        end = content.rfind(ENDS_64, 0, end)
        if end < 0 or end + LONG_END.size > len(content):
            raise NotSeenError(Why.DAMAGED)
        size = LONG_END.unpack_from(content, end)[8]
    return end - size, end
