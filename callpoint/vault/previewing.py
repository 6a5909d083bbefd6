"""Previews: one file is looked at by one child program, which has no network and ends; nothing of it touches the disk.

The bytes of the opened file go in by a pipe and what is seen comes back by another (architecture, decision 15). What
comes back is measured before it is believed: the child may have met a file that was made to take it over.
"""

import json
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import IO, Any, Final, cast

from callpoint.rules.file_kinds import Family, FileKind
from callpoint.vault.intake import end_child
from callpoint.vault.looking import child as looker
from callpoint.vault.looking.seen import VEIL_SIDE, Entry, NotSeenError, Seen, Why

log = logging.getLogger(__name__)

LONGEST_SECONDS = 30
"""On the wall, from the first byte in to the last byte out."""
MOST_ANSWER: Final = 16_000_000
MOST_AT_ONCE: Final = 2
"""Children that one web process may have at a time: each may use half a gigabyte."""
LONGEST_WAIT_SECONDS = 10
PNG: Final = b"\x89PNG\r\n\x1a\n"
ZIPS: Final = frozenset({"application/zip", "application/java-archive", "application/epub+zip"})
COLOUR: Final = re.compile("#[0-9a-f]{6}")
ENVIRONMENT: Final = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH")

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


def reader_for(kind: FileKind) -> str:
    """Name the reader for a kind of file; '' where there is no preview of it."""
    is_zip = kind.type in ZIPS or kind.type.startswith(
        ("application/vnd.openxml", "application/vnd.oasis", "application/vnd.android.package")
    )
    if is_zip:
        return "archives"
    if kind.type == "message/rfc822":
        return "mails"
    return {
        Family.PICTURE: "pictures",
        Family.PDF: "pdfs",
        Family.TEXT: "texts",
        Family.CHAT: "texts",
        Family.WEB_PAGE: "texts",
        Family.MAIL: "texts" if kind.type == "application/mbox" else "",
    }.get(kind.family, "")


def preview_of(pieces: Iterator[bytes], *, kind: FileKind) -> Seen:
    """
    Say what is seen of a file.

    :raises NotSeenError: it cannot be shown, or not within the limits.
    :raises callpoint.vault.errors.ExhibitChangedError: the file was changed.
    """
    answer, _ = _looked_at(pieces, kind=kind, wanted=looker.PAGE)
    try:
        return _read(answer["seen"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotSeenError(Why.DAMAGED) from error


def picture_of(pieces: Iterator[bytes], *, kind: FileKind, number: int) -> bytes:
    """
    Draw a picture of a file, counted from 1, as a PNG.

    :raises NotSeenError: it cannot be shown, or not within the limits.
    :raises callpoint.vault.errors.ExhibitChangedError: the file was changed.
    """
    _, picture = _looked_at(pieces, kind=kind, wanted=str(number))
    if not picture.startswith(PNG):
        raise NotSeenError(Why.DAMAGED)
    return picture


def _looked_at(pieces: Iterator[bytes], *, kind: FileKind, wanted: str) -> tuple[Mapping[str, Any], bytes]:
    """Let a child look; give its line of words and the bytes after it."""
    reader = reader_for(kind)
    if not reader:
        raise NotSeenError(Why.NO_PREVIEW)
    with one_of_few():
        line, _, rest = _told_by_child(pieces, [reader, wanted]).partition(b"\n")
    try:
        answer = json.loads(line)
        why = Why(answer["why"]) if "why" in answer else None
        is_cut = answer["network_is_cut"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotSeenError(Why.DAMAGED) from error
    if not is_cut:
        _say_that_the_network_stays()
    if why:
        raise NotSeenError(why)
    return answer, rest


@contextmanager
def one_of_few() -> Iterator[None]:
    """Take one of the few places for a child; raises NotSeenError where all stay taken."""
    if not _places.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise NotSeenError(Why.BUSY)
    try:
        yield
    finally:
        _places.release()


def _told_by_child(pieces: Iterator[bytes], words: list[str]) -> bytes:
    child = subprocess.Popen(  # noqa: S603 - our own program, our own words
        [sys.executable, "-B", "-m", looker.__name__, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        start_new_session=True,
    )
    timer = threading.Timer(LONGEST_SECONDS, child.kill)
    timer.start()
    try:
        with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as way_in:
            for piece in pieces:
                way_in.write(piece)
        told = cast("IO[bytes]", child.stdout).read(MOST_ANSWER + 1)
        ended_well = len(told) <= MOST_ANSWER and child.wait() == 0
    finally:
        timer.cancel()
        end_child(child)
    if not ended_well:
        raise NotSeenError(Why.TOO_MUCH)
    return told


def _read(seen: Any) -> Seen:
    """Read what the child saw, and take nothing on trust: types and sizes are looked at one by one."""
    entries = tuple(
        Entry(name=_words(each["name"]), size=int(each["size"]), note=_words(each["note"]))
        for each in seen["entries"]
    )
    return Seen(
        facts=tuple((_words(name), _words(value)) for name, value in seen["facts"]),
        text=_words(seen["text"]),
        entries=entries,
        pictures=min(int(seen["pictures"]), 3),
        veils=tuple(_veil(each) for each in seen["veils"][:3]),
        is_cut=bool(seen["is_cut"]),
    )


def _veil(rows: Any) -> tuple[str, ...]:
    """Read the colours of a veil: no more squares than one has, and each a colour and nothing else."""
    colours = [_words(row).split(" ")[:VEIL_SIDE] for row in rows[:VEIL_SIDE]]
    if not all(COLOUR.fullmatch(colour) for row in colours for colour in row):
        raise ValueError
    return tuple(" ".join(row) for row in colours)


def _words(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError
    return text


@cache
def _say_that_the_network_stays() -> None:
    """Say it once in the life of a process."""
    log.warning("Previews run with the network in reach: this kernel gives no network of its own to us")
