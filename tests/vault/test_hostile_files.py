"""Hostile files (R5): none crashes the service, each ends within its limits, and the original stays what it was."""

import hashlib
import random  # noqa: TID251 - the same choice for the same seed
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from callpoint.rules.file_kinds import read_kind
from callpoint.vault import folder
from callpoint.vault.kinds import HEAD_BYTES, media_type_of
from callpoint.vault.looking import archives, mails, pdfs, pictures, texts
from callpoint.vault.looking.seen import NotSeenError, Seen, Why
from callpoint.vault.opening import pieces_of
from callpoint.vault.previewing import picture_of, preview_of, reader_for
from tests.vault.files import archive_bombs, broken, floods, mail_bombs, polyglots
from tests.vault.makers import a_sealed_file

BOMBS = dict([*floods(), *archive_bombs(20_000), *mail_bombs(), *polyglots()])
BROKEN = 320
MOST_SECONDS = 15
"""On a machine that is busy with other tests; the child itself has ten seconds of work."""
MODULES = {"pictures": pictures, "pdfs": pdfs}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def in_pieces(content: bytes) -> Iterator[bytes]:
    yield from (content[start : start + 65_536] for start in range(0, len(content), 65_536))


def outcome(content: bytes) -> Seen | Why:
    """What a preview makes of a file, its first picture included, as it comes out of the vault."""
    kept = a_sealed_file(content, most_bytes=10**9)
    kind = read_kind(kept.media_type)

    def pieces() -> Iterator[bytes]:
        return pieces_of(kept.id, identity=kept.identity, sha256=kept.sha256)

    try:
        seen = preview_of(pieces(), kind=kind)
        if seen.pictures:
            assert picture_of(pieces(), kind=kind, number=1).startswith(b"\x89PNG")
    except NotSeenError as refused:
        found: Seen | Why = refused.why
    else:
        found = seen
    assert hashlib.sha256(b"".join(pieces())).hexdigest() == hashlib.sha256(content).hexdigest()
    assert hashlib.sha256(folder.file_of(kept.id).read_bytes()).hexdigest() == kept.sealed_sha256
    return found


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_do_harm_ends_within_its_limits_and_stays_as_it_came(name: str) -> None:
    begins = time.monotonic()
    found = outcome(BOMBS[name])
    assert isinstance(found, Seen | Why)
    assert time.monotonic() - begins < MOST_SECONDS


NOT_SHOWN = {
    "PNG of 60,000 by 60,000": Why.TOO_MANY_PIXELS,
    "GIF": Why.TOO_MANY_PIXELS,
    "BMP": Why.TOO_MANY_PIXELS,
    "20,000 empty parts": Why.TOO_MANY_PARTS,
    "900 parts in each other": Why.TOO_MANY_PARTS,
    "a header of a megabyte": Why.TOO_MANY_PARTS,
    "a list before its beginning": Why.TOO_LARGE,
}


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_would_cost_too_much_is_refused_with_its_reason(name: str) -> None:
    assert outcome(BOMBS[name]) is NOT_SHOWN[name]


def test_a_bomb_is_listed_and_never_unpacked() -> None:
    found = outcome(BOMBS["many entries"])
    assert isinstance(found, Seen)
    assert (found.facts[0], len(found.entries), found.is_cut) == (("entries", "20000"), 500, True)


@pytest.mark.parametrize(
    ("name", "also"), [("a picture and a zip", "application/zip"), ("a PDF and a zip", "application/zip")]
)
def test_what_is_two_things_is_said_to_be(name: str, also: str) -> None:
    assert read_kind(a_sealed_file(BOMBS[name], most_bytes=10**9).media_type).also == also


def looked_at_here(content: bytes) -> None:
    """Let the readers look in this process: a failure they do not expect would be seen at once."""
    kind = read_kind(media_type_of(content[:HEAD_BYTES], tail=content))
    reader = reader_for(kind)
    readers = {
        "pictures": pictures.look,
        "pdfs": pdfs.look,
        "mails": mails.look,
        "texts": texts.look,
        "archives": archives.look,
    }
    try:
        if reader:
            readers[reader](content)
        if reader in MODULES:
            MODULES[reader].draw(content, 1)
    except NotSeenError:
        return


@pytest.mark.filterwarnings(
    "ignore::UserWarning:PIL"
)  # Pillow warns of what is broken; the child is alone with that
def test_hundreds_of_broken_files_are_seen_or_refused_and_nothing_else() -> None:
    files = list(broken(BROKEN))
    for _, content in files:
        looked_at_here(content)
    assert len(files) == BROKEN


def test_a_few_broken_files_through_the_real_child() -> None:
    chosen = random.Random(2).sample(list(broken(BROKEN)), 6)  # noqa: S311 - to be the same again
    assert all(isinstance(outcome(content), Seen | Why) for _, content in chosen)
