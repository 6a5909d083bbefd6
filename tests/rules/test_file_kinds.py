"""What sort of thing a file is, and whether its name says something else."""

import pytest

from callpoint.rules.file_kinds import Family, FileKind, family_of_name, name_misleads, read_kind

KINDS = {
    "image/webp": FileKind(type="image/webp", family=Family.PICTURE),
    "image/svg+xml": FileKind(type="image/svg+xml", family=Family.WEB_PAGE),
    "text/plain": FileKind(type="text/plain", family=Family.TEXT),
    "text/plain; as=chat": FileKind(type="text/plain", family=Family.CHAT),
    "application/zip; as=chat": FileKind(type="application/zip", family=Family.CHAT),
    "image/gif; also=application/zip": FileKind(
        type="image/gif", family=Family.PICTURE, also="application/zip"
    ),
    "application/vnd.oasis.opendocument.text": FileKind(
        type="application/vnd.oasis.opendocument.text", family=Family.DOCUMENT
    ),
    "application/octet-stream": FileKind(type="application/octet-stream", family=Family.UNKNOWN),
    "image/jpeg; odd": FileKind(type="image/jpeg", family=Family.PICTURE),
    "": FileKind(type="", family=Family.UNKNOWN),
}


@pytest.mark.parametrize("media_type", KINDS)
def test_a_media_type_is_read_with_what_was_found_besides(media_type: str) -> None:
    assert read_kind(media_type) == KINDS[media_type]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("me.JPG", Family.PICTURE),
        ("a.b.exe", Family.PROGRAM),
        ("jpg", Family.UNKNOWN),
        ("a.", Family.UNKNOWN),
        ("a.doc", Family.DOCUMENT),
    ],
)
def test_a_name_says_a_sort_by_its_ending(name: str, family: Family) -> None:
    assert family_of_name(name) is family


@pytest.mark.parametrize(
    ("name", "media_type", "misleads"),
    [
        ("me.jpg", "application/vnd.microsoft.portable-executable", True),
        ("me.jpg", "image/png", False),
        ("me.jpg", "application/octet-stream", False),
        ("me", "application/x-elf", False),
        ("chat.txt", "text/plain; as=chat", False),
        ("chat.zip", "application/zip; as=chat", False),
        ("messages.html", "text/html; as=chat", False),
        ("result.json", "application/json; as=chat", False),
        ("voice.mp4", "audio/mp4", False),
        ("bill.pdf", "text/html", True),
        ("bill.pdf.exe", "application/pdf", True),
    ],
)
def test_a_name_misleads_where_it_says_another_sort_than_the_bytes(
    name: str, media_type: str, *, misleads: bool
) -> None:
    assert name_misleads(name, read_kind(media_type)) is misleads
