"""What is seen of a mail: its headers, its words, the names of what is attached; no HTML is shown as a page.

Python's own reader is slow or gives up on mails made to hurt it, so its work is bounded before it begins
(security-properties.md, what is kept).
"""

import codecs
import email
import email.parser  # `email` itself loads it only when it reads, and that is too late here
import encodings
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from html.parser import HTMLParser
from typing import Final, cast

from callpoint.vault.looking.seen import LONGEST_FACT, Entry, NotSeenError, Seen, Why, short
from callpoint.vault.looking.texts import read, shown

MOST_BYTES: Final = 25_000_000
MOST_PARTS: Final = 1_000
DEEPEST: Final = 20
MOST_HEADER_BYTES: Final = 262_144
"""Of all headers of the mail together."""
MOST_RECEIVED: Final = 20
LONGEST_RAW: Final = 8_000
"""Characters of a header before its words are decoded: decoding takes the square of their number."""
LONGEST_HTML: Final = 200_000
HEADERS: Final = ("From", "Reply-To", "To", "Cc", "Date", "Subject", "Message-ID", "Return-Path")

DAMAGE = (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What Python's reader of mail raises over bytes that are no mail."""


for _charset in (each.name for each in pkgutil.iter_modules(encodings.__path__)):
    # Loaded now: once confined, a process opens no further module. Some are of other systems only.
    with suppress(LookupError, ImportError):
        codecs.lookup(_charset)


def look(content: bytes) -> Seen:
    """Give the headers, the words and the attachments of a mail; raises NotSeenError."""
    _check_is_bearable(content)
    try:
        message = email.message_from_bytes(content)
        parts = tuple(_parts(message, depth=0))
        words = _words(parts)
        facts = tuple(_headers(message))
        entries = tuple(_attachment(part) for part in parts if _is_attached(part))
    except DAMAGE as error:
        raise NotSeenError(Why.DAMAGED) from error
    text = shown(words, is_cut=False)
    return Seen(facts=facts, text=text.text, entries=entries, is_cut=text.is_cut)


def _check_is_bearable(content: bytes) -> None:
    """Look at what costs the reader time, by counting bytes only."""
    if len(content) > MOST_BYTES:
        raise NotSeenError(Why.TOO_LARGE)
    starts = content[: MOST_HEADER_BYTES + 1].replace(b"\r\n", b"\n")
    has_long_header = b"\n\n" not in starts and len(content) > MOST_HEADER_BYTES
    if has_long_header or content.count(b"\n--") > 2 * MOST_PARTS:
        raise NotSeenError(Why.TOO_MANY_PARTS)


def _parts(message: "Message[str, str]", *, depth: int) -> Iterator["Message[str, str]"]:
    """Give the parts that hold something; a mail within the mail is one part, and stays shut."""
    if depth > DEEPEST:
        raise NotSeenError(Why.TOO_MANY_PARTS)
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in cast("list[Message[str, str]]", message.get_payload()):
            yield from _parts(part, depth=depth + 1)
    else:
        yield message


def _headers(message: "Message[str, str]") -> Iterator[tuple[str, str]]:
    for name in HEADERS:
        for raw in (message.get_all(name) or [])[:3]:
            yield name, _decoded(str(raw))
    for raw in (message.get_all("Received") or [])[:MOST_RECEIVED]:
        yield "Received", _decoded(str(raw))


def _decoded(raw: str) -> str:
    """Decode the words of a header; where that fails they are shown as they stand."""
    cut = raw[:LONGEST_RAW]
    try:
        pieces = decode_header(cut)
        told = "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "latin-1", errors="replace")
            for piece, charset in pieces
        )
    except DAMAGE:
        told = cut
    return short(told)


def _is_attached(part: "Message[str, str]") -> bool:
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return not is_text or bool(part.get_filename()) or part.get_content_disposition() == "attachment"


def _attachment(part: "Message[str, str]") -> Entry:
    name = _decoded(str(part.get_filename() or ""))[:LONGEST_FACT]
    return Entry(name=name or part.get_content_type()[:100], size=len(_bytes_of(part)))


def _bytes_of(part: "Message[str, str]") -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _words(parts: tuple["Message[str, str]", ...]) -> str:
    """Give the plain words of a mail; where there are none, the letters of its HTML without its marks."""
    texts = [part for part in parts if not _is_attached(part)]
    plain = [part for part in texts if part.get_content_type() == "text/plain"]
    if plain:
        return _text_of(plain[0])
    return _without_marks(_text_of(texts[0])) if texts else ""


def _text_of(part: "Message[str, str]") -> str:
    content = _bytes_of(part)
    charset = part.get_content_charset()
    if not charset:
        return read(content)
    try:
        return content.decode(charset, errors="replace")
    except LookupError:
        return read(content)


class _Letters(HTMLParser):
    """Keeps the letters that a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.letters: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"} and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.letters.append(data)


def _without_marks(page: str) -> str:
    reader = _Letters()
    reader.feed(page[:LONGEST_HTML])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.letters).splitlines())
    return "\n".join(line for line in lines if line)
