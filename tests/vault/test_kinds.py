"""What a file is by its bytes, and that a file which is two things is named by its beginning and said to be more."""

import io
import zipfile

import pytest

from callpoint.vault.kinds import HEAD_BYTES, media_type_of

OFFICE = "application/vnd.openxmlformats-officedocument."


def a_zip(*names: str, content: bytes = b"x", first: bytes = b"") -> bytes:
    """A zip with these entries; `first` stands uncompressed in the entry that says its type."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name in names:
            archive.writestr(name, content)
    return made.getvalue()


def iso(*brands: bytes) -> bytes:
    """The head of a file of the ISO family: the major brand, a version, and those it agrees with."""
    body = brands[0] + b"\0\0\0\0" + b"".join(brands[1:])
    return (len(body) + 8).to_bytes(4, "big") + b"ftyp" + body + b"\0" * 40


def ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + name.encode("utf-16-le") + b"\0" * 40


MAIL = b"Received: by x\r\n\tid 5\r\nFrom: a@example.org\r\nSubject: x\r\n\r\nhi"
HEADS = {
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40, "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png"),
    "gif": (b"GIF89a" + b"\0" * 40, "image/gif"),
    "heic": (iso(b"heic", b"mif1", b"heic"), "image/heic"),
    "heic by its second name": (iso(b"mif1", b"heic"), "image/heic"),
    "heif": (iso(b"mif1"), "image/heif"),
    "avif": (iso(b"avif", b"mif1"), "image/avif"),
    "mp4": (iso(b"isom", b"iso2", b"avc1"), "video/mp4"),
    "mov": (iso(b"qt  "), "video/quicktime"),
    "3gp": (iso(b"3gp4", b"isom"), "video/3gpp"),
    "voice memo": (iso(b"M4A ", b"mp42"), "audio/mp4"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 40, "image/webp"),
    "wav": (b"RIFF\x10\0\0\0WAVEfmt " + b"\0" * 40, "audio/wav"),
    "a RIFF of no known sort": (b"RIFF\x10\0\0\0ABCD" + b"\0" * 40, "application/octet-stream"),
    "voice message": (b"OggS\0\2" + b"\0" * 22 + b"OpusHead" + b"\0" * 40, "audio/ogg"),
    "ogg video": (b"OggS\0\2" + b"\0" * 22 + b"\x80theora" + b"\0" * 40, "video/ogg"),
    "webm": (b"\x1a\x45\xdf\xa3" + b"\0" * 20 + b"webm" + b"\0" * 40, "video/webm"),
    "matroska": (b"\x1a\x45\xdf\xa3" + b"\0" * 20 + b"matroska" + b"\0" * 40, "video/x-matroska"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
    "zip": (a_zip("photos/a.jpg"), "application/zip"),
    "a zip of nothing readable": (b"PK\x03\x04\x14\0" + b"\0" * 60, "application/zip"),
    "docx": (
        a_zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
        f"{OFFICE}wordprocessingml.document",
    ),
    "xlsx": (a_zip("[Content_Types].xml", "xl/workbook.xml"), f"{OFFICE}spreadsheetml.sheet"),
    "pptx": (a_zip("[Content_Types].xml", "ppt/presentation.xml"), f"{OFFICE}presentationml.presentation"),
    "odt": (
        a_zip("content.xml", first=b"application/vnd.oasis.opendocument.text"),
        "application/vnd.oasis.opendocument.text",
    ),
    "a mimetype that says nothing": (a_zip("a", first=b"\xff"), "application/zip"),
    "apk": (a_zip("AndroidManifest.xml", "classes.dex"), "application/vnd.android.package-archive"),
    "chat archive": (a_zip("_chat.txt", "IMG-1.jpg"), "application/zip; as=chat"),
    "chat archive of Android": (a_zip("WhatsApp Chat with Ann.txt"), "application/zip; as=chat"),
    "Telegram's JSON": (
        b'{\n "name": "Ann",\n "type": "personal_chat",\n "id": 4711,\n "messages": [\n  {\n   "id": 1,',
        "application/json; as=chat",
    ),
    "JSON of another sort": (b'{\n "name": "Ann",\n "type": "person",\n "id": 4711\n}', "application/json"),
    "Telegram's web page": (
        b'<!DOCTYPE html>\n<html>\n <body>\n  <div class="page_wrap">\n   <div class="history">\n',
        "text/html; as=chat",
    ),
    "a web page": (b"<!DOCTYPE html>\n<html><body>Hello</body></html>", "text/html"),
    "Telegram's archive": (a_zip("ChatExport_2026-11-21/messages.html"), "application/zip; as=chat"),
    "Telegram's archive in a folder": (
        a_zip("Downloads/ChatExport_2026-11-21/result.json"),
        "application/zip; as=chat",
    ),
    "mail": (MAIL, "message/rfc822"),
    "a line like one of a mail is no mail": (b"To: my bank\nThey took my money.", "text/plain"),
    "mailbox": (b"From a@example.org Sat Nov 21\n" + MAIL, "application/mbox"),
    "outlook mail": (ole("__substg1.0_001A"), "application/vnd.ms-outlook"),
    "older office": (ole("WordDocument"), "application/x-ole-storage"),
    "chat of an iPhone": (
        b"[21/11/2026, 09:15:02] Ann: hello\n[21/11/2026, 09:15:40] Bank: send money\n",
        "text/plain; as=chat",
    ),
    "chat of Android": (
        b"21/11/2026, 09:15 - Ann: hello\n21/11/2026, 09:16 - Bank: hi\n",
        "text/plain; as=chat",
    ),
    "web page": (b"\n<!DOCTYPE html><p>hi", "text/html"),
    "drawing with scripts": (b'<?xml version="1.0"?>\n<svg onload="x()"/>', "image/svg+xml"),
    "windows program": (b"MZ\x90\0" + b"\0" * 60, "application/vnd.microsoft.portable-executable"),
    "linux program": (b"\x7fELF\2\1\1" + b"\0" * 60, "application/x-elf"),
    "shell script": (b"#!/bin/sh\nrm -rf /\n", "text/x-shellscript"),
    "amr": (b"#!AMR\n" + b"\xff" * 40, "audio/amr"),
    "text": ("Grüße, wie geht's".encode(), "text/plain"),
    "text that is cut in a letter": (b"a" * (HEAD_BYTES - 1) + "ü".encode()[:1], "text/plain"),
    "text that speaks of other things": (b"See <html> and %PDF-1.7 here", "text/plain"),
    "no text: a zero": (b"abc\0def", "application/octet-stream"),
    "no text: a foreign byte": (b"abc\xffdefghijk", "application/octet-stream"),
    "no text: one foreign byte": (b"\xfd", "application/octet-stream"),
    "nothing": (b"", "text/plain"),
    "a picture that is a PDF too": (b"GIF89a" + b"\0" * 40 + b"%PDF-1.4", "image/gif; also=application/pdf"),
    "a picture with a page": (b"\xff\xd8\xff\xe1" + b"\0" * 9 + b"<SCRIPT>", "image/jpeg; also=text/html"),
    "a PDF with a zip in its head": (b"%PDF-1.4" + a_zip("a"), "application/pdf; also=application/zip"),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_file_is_known_by_its_first_bytes(name: str) -> None:
    head, expected = HEADS[name]
    assert media_type_of(head[:HEAD_BYTES]) == expected


def test_a_zip_at_the_end_of_a_picture_is_noticed() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 9000
    found = media_type_of(picture[:HEAD_BYTES], tail=picture + a_zip("a"))
    assert found == "image/png; also=application/zip"


def test_the_end_of_a_zip_makes_a_zip_no_second_thing() -> None:
    made = a_zip("a")
    assert media_type_of(made[:HEAD_BYTES], tail=made) == "application/zip"
