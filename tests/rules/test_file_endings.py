"""What a file is called when it leaves by us: by its bytes, and never so that a press starts it."""

import pytest

from callpoint.rules.file_endings import ENDING_OF, ending_of
from callpoint.rules.file_kinds import ENDINGS, Family, family_of_name, read_kind

LEAVING = {
    "image/heic": ".heic",
    "image/webp": ".webp",
    "image/gif; also=application/zip": ".gif",
    "video/quicktime": ".mov",
    "audio/ogg": ".ogg",
    "message/rfc822": ".eml",
    "text/plain; as=chat": ".txt",
    "application/zip; as=chat": ".zip",
    "application/json; as=chat": ".json",
    "text/html; as=chat": ".bin",
    "text/html": ".bin",
    "image/svg+xml": ".bin",
    "application/vnd.microsoft.portable-executable": ".bin",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ole-storage": ".bin",
    "application/octet-stream": ".bin",
    "": ".bin",
}


@pytest.mark.parametrize("media_type", LEAVING)
def test_a_file_gets_the_ending_of_what_it_is(media_type: str) -> None:
    assert ending_of(media_type) == LEAVING[media_type]


def test_every_ending_that_we_give_says_the_sort_that_the_file_is() -> None:
    said = {kind: family_of_name(f"a{ending}") for kind, ending in ENDING_OF.items()}
    sorts = {kind: read_kind(kind).family for kind in ENDING_OF}
    assert said == sorts


def test_no_file_leaves_under_an_ending_that_starts_something() -> None:
    starting = ENDINGS[Family.PROGRAM] | ENDINGS[Family.WEB_PAGE]
    assert [ending for ending in ENDING_OF.values() if ending.removeprefix(".") in starting] == []
