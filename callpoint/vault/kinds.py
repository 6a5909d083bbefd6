"""What a file is by its bytes, whatever it is called: a hint for people, never a reason to refuse it."""

import re
from collections.abc import Callable, Iterator
from typing import Final

import puremagic

from callpoint.rules.file_kinds import CHAT_MARK, Family, read_kind

HEAD_BYTES, TAIL_BYTES = 8192, 66_000
"""How many of a file's first and last bytes are looked at; the end of a zip lies within the last 65,557."""
UNKNOWN, TEXT, ZIP = "application/octet-stream", "text/plain", "application/zip"
LONGEST = 120

LOCAL = b"PK\x03\x04"
END_OF_ZIP = re.compile(rb"PK\x05\x06\0\0\0\0")
"""How the last record of a zip begins, where the zip is one piece."""
OFFICE: Final = "application/vnd.openxmlformats-officedocument."

BEGINS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"fLaC", "audio/flac"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/java-vm"),
    (b"#!", "text/x-shellscript"),
)
"""How files begin; the first that fits counts. What else there is, puremagic knows."""

BRANDS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"avif", b"avis"), "image/avif"),
    ((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "image/heic"),
    ((b"mif1", b"msf1"), "image/heif"),
    ((b"qt  ",), "video/quicktime"),
    ((b"3gp4", b"3gp5", b"3gp6", b"3gp7", b"3ge6", b"3g2a", b"3g2b"), "video/3gpp"),
    ((b"M4A ", b"M4B "), "audio/mp4"),
    ((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"), "video/mp4"),
)
"""The brands of files of the ISO family (ISO/IEC 14496-12, `ftyp`): the major one first, then those it agrees with."""

IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", f"{OFFICE}wordprocessingml.document"),
    (b"xl/", f"{OFFICE}spreadsheetml.sheet"),
    (b"ppt/", f"{OFFICE}presentationml.presentation"),
    (b"AndroidManifest.xml", "application/vnd.android.package-archive"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
)
"""What the first entries of a zip say it is."""

MAIL_HEADERS = re.compile(
    rb"^(from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to"
    rb"|dkim-signature|content-type|x-[a-z-]{1,40}|arc-[a-z-]{1,40}):",
    re.IGNORECASE | re.MULTILINE,
)
CHAT_LINE = re.compile(
    r"^\N{LEFT-TO-RIGHT MARK}?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d\d([:.]\d\d)?\s?([AaPp]\.?[Mm]\.?)?\]?( - |: | )[^:\n]{1,60}: ",
    re.MULTILINE,
)
"""A line of a chat that WhatsApp sent on: when, who, what."""
CHAT_NAMES = re.compile(rb"^(_chat\.txt|WhatsApp Chat .{1,100}\.txt)$")
TELEGRAM_JSON = re.compile(
    rb'^\s*\{\s*"name":\s*("[^"\n]{0,200}"|null),\s*"type":\s*"[a-z]{1,20}(_[a-z]{1,20}){0,3}",\s*"id":\s*-?\d+,\s*"messages":\s*\['
)
"""How a chat begins that Telegram wrote as JSON: its name, its type, its number, then what was said."""
TELEGRAM_PAGE = (b'class="page_wrap', b'class="history"')
"""What stands in the first bytes of a chat that Telegram wrote as a web page."""
TELEGRAM_NAMES = re.compile(rb"^(.{1,100}/)?ChatExport_[^/]{1,60}/(messages\d{0,4}\.html|result\.json)$")
FEWEST_LINES = 2
"""So many lines of mail or chat are no accident."""

ELSEWHERE: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (LOCAL, ZIP),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"<html", "text/html"),
    (b"<script", "text/html"),
)
"""Marks that make a file a second thing where they stand in one that begins as another."""


def media_type_of(head: bytes, *, tail: bytes = b"") -> str:
    """
    Name the media type of a file by its first and last bytes; `application/octet-stream` where nothing fits.

    Two parameters may follow: `as=chat` for a chat that was sent on, and `also=` with another type where the same
    bytes bear the marks of two. `rules.file_kinds.read_kind` reads them.
    """
    found = next(
        (
            kind
            for look in (_of_zip, _of_iso, _of_container, _of_beginning, _of_words)
            if (kind := look(head))
        ),
        None,
    )
    found = (found or _by_library(head))[:LONGEST]
    also = _also(found, head, tail)
    return f"{found}; also={also}" if also else found


def _of_zip(head: bytes) -> str:
    if not head.startswith(LOCAL):
        return ""
    names = list(_zip_names(head))
    if names and names[0] == b"mimetype":
        start = 38 + int.from_bytes(head[28:30], "little")
        content = head[start : start + int.from_bytes(head[18:22], "little")]
        said = re.fullmatch(rb"application/[a-z0-9.+-]{1,80}", content)
        return said.group().decode() if said else ZIP
    if any(CHAT_NAMES.match(name) or TELEGRAM_NAMES.match(name) for name in names):
        return f"{ZIP}; as={CHAT_MARK}"
    return next((kind for begins, kind in IN_ZIP if any(name.startswith(begins) for name in names)), ZIP)


def _zip_names(head: bytes) -> Iterator[bytes]:
    """Give the names of the entries that begin within the head."""
    for found in re.finditer(re.escape(LOCAL), head):
        start = found.start()
        yield head[start + 30 : start + 30 + int.from_bytes(head[start + 26 : start + 28], "little")]


def _of_iso(head: bytes) -> str:
    if head[4:8] != b"ftyp":
        return ""
    size = int.from_bytes(head[:4], "big")
    brands = [head[8:12], *(head[start : start + 4] for start in range(16, min(size, 256), 4))]
    # A file that calls itself by the family's plain name says what it really is among those it agrees with.
    named = brands[1:] + brands[:1] if brands[0] in {b"mif1", b"msf1"} else brands
    return next((kind for brand in named for of_kind, kind in BRANDS if brand in of_kind), "")


def _of_container(head: bytes) -> str:
    """Tell apart what shares its first bytes: RIFF, Ogg, Matroska, the older Office files."""
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], "")
    if head.startswith(b"OggS"):
        return "video/ogg" if b"\x80theora" in head[:512] else "audio/ogg"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        is_mail = "__substg1.0_".encode("utf-16-le") in head or "__nameid_".encode("utf-16-le") in head
        return "application/vnd.ms-outlook" if is_mail else "application/x-ole-storage"
    return ""


def _of_beginning(head: bytes) -> str:
    return next((kind for begins, kind in BEGINS if head.startswith(begins)), "")


def _of_words(head: bytes) -> str:
    """Name what is text and more than text: mail, a mailbox, a web page, a chat."""
    if not _reads_as_text(head):
        return ""
    start = head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:200].lower()
    of_words: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: head.startswith(b"From ") and _is_mail(head.partition(b"\n")[2]), "application/mbox"),
        (lambda: _is_mail(head), "message/rfc822"),
        (
            lambda: (
                start.startswith((b"<!doctype html", b"<html"))
                and all(mark in head for mark in TELEGRAM_PAGE)
            ),
            f"text/html; as={CHAT_MARK}",
        ),
        (lambda: start.startswith((b"<!doctype html", b"<html")), "text/html"),
        (lambda: bool(TELEGRAM_JSON.match(head)), f"application/json; as={CHAT_MARK}"),
        (
            lambda: start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in head),
            "image/svg+xml",
        ),
        (lambda: _is_chat(head), f"{TEXT}; as={CHAT_MARK}"),
    )
    return next((kind for fits, kind in of_words if fits()), "")


def _is_mail(head: bytes) -> bool:
    """Say whether bytes begin with the header of a mail: known names at the head of lines, from the first line on."""
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return bool(MAIL_HEADERS.match(header)) and len(MAIL_HEADERS.findall(header)) >= FEWEST_LINES


def _is_chat(head: bytes) -> bool:
    return len(CHAT_LINE.findall(head.decode("utf-8", errors="replace"))) >= FEWEST_LINES


def _by_library(head: bytes) -> str:
    try:
        found = str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        found = ""
    return found or (TEXT if _reads_as_text(head) else UNKNOWN)


def _reads_as_text(head: bytes) -> bool:
    """Say whether bytes are UTF-8; the last character may be cut."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and b"\0" not in head and error.start > 0
    return "\0" not in text


def _also(found: str, head: bytes, tail: bytes) -> str:
    """Name the second thing that a file looks like; '' where it is one thing, or words, which may speak of any."""
    family = read_kind(found).family
    if family in {Family.TEXT, Family.CHAT, Family.MAIL, Family.WEB_PAGE}:
        return ""
    is_zip = head.startswith(LOCAL)
    lower = head.lower()
    marks = [
        kind for mark, kind in ELSEWHERE if mark in head[1:] or (mark.startswith(b"<") and mark in lower)
    ]
    marks += [ZIP] if END_OF_ZIP.search(tail) else []
    others = [kind for kind in marks if kind != found and not (is_zip and kind == ZIP)]
    return others[0] if others else ""
