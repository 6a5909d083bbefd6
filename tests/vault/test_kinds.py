"""What a file is by its first bytes."""

import pytest

from callpoint.vault.kinds import HEAD_BYTES, media_type_of

HEADS = {
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40, "image/jpeg"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, "image/heif"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 40, "image/webp"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
    "zip": (b"PK\x03\x04\x14\0" + b"\0" * 60, "application/zip"),
    "mail": (b"From: a@example.org\nSubject: x\n\nhi", "message/rfc822"),
    "text": ("Grüße, wie geht's".encode(), "text/plain"),
    "text that is cut in a letter": (b"a" * (HEAD_BYTES - 1) + "ü".encode()[:1], "text/plain"),
    "no text: a zero": (b"abc\0def", "application/octet-stream"),
    "no text: a foreign byte": (b"abc\xffdefghijk", "application/octet-stream"),
    "no text: one foreign byte": (b"\xfd", "application/octet-stream"),
    "nothing": (b"", "text/plain"),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_file_is_known_by_its_first_bytes(name: str) -> None:
    head, expected = HEADS[name]
    assert media_type_of(head) == expected
