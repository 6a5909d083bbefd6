"""Parts of a file: sealed to their place, durable before they count, and one whole file at the end."""

import errno
import hashlib
import os
import secrets
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pyrage
import pytest
from pytest_django import Settings

from callpoint.sealing.envelope import RecordKey
from callpoint.vault import folder
from callpoint.vault.errors import DiskFullError, NotKeptError, PartsLostError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.intake import SealedFile
from callpoint.vault.uploads import (
    OpenUpload,
    Said,
    SealedPart,
    drop_parts,
    keep_parts,
    seal_part,
    seal_whole,
)
from tests.makers import at
from tests.vault.makers import marked_files

MARK = b"quincunx of a film"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def an_upload(length: int = 1000) -> OpenUpload:
    """An upload of which nothing came yet."""
    said = Said(words=ExhibitWords(name="film.mp4"))
    key = RecordKey(secrets.token_bytes(32))
    return OpenUpload(id=uuid4(), length=length, received=0, parts=0, said=said, changed_at=at(), key=key)


def sealed(upload: OpenUpload, raw: bytes, *before: SealedPart) -> SealedPart:
    return seal_part(upload, raw, before=before, chance=secrets.token_bytes)


def with_part(upload: OpenUpload, raw: bytes) -> OpenUpload:
    """The upload with one part more that counts."""
    keep_parts([sealed(upload, raw)])
    return replace(upload, received=upload.received + len(raw), parts=upload.parts + 1)


def whole(upload: OpenUpload, tail: bytes, *before: SealedPart) -> SealedFile:
    return seal_whole(upload, tail, exhibit_id=uuid4(), before_tail=before)


def lying() -> list[str]:
    top = folder.folder()
    return sorted(file.name for file in top.rglob("*") if file.is_file())


def test_parts_and_the_last_bytes_are_one_sealed_file_and_the_parts_stay() -> None:
    content = os.urandom(300_000)
    upload = with_part(with_part(an_upload(300_000), content[:100_000]), content[100_000:170_000])
    kept = whole(upload, content[170_000:])
    raw = folder.file_of(kept.id).read_bytes()
    assert pyrage.decrypt(raw, [pyrage.x25519.Identity.from_str(kept.identity)]) == content
    assert (kept.size, kept.sha256) == (300_000, hashlib.sha256(content).hexdigest())
    assert lying() == sorted(["0.sealed", "1.sealed", f"{kept.id}.age"])


def test_parts_that_do_not_count_yet_are_part_of_the_whole_where_they_are_named() -> None:
    upload = with_part(an_upload(9), b"abc")
    first = sealed(upload, b"de")
    second = sealed(upload, b"f", first)
    kept = whole(upload, b"ghi", first, second)
    assert (second.number, second.start, kept.sha256) == (2, 5, hashlib.sha256(b"abcdefghi").hexdigest())
    drop_parts([first, second, first])
    assert lying() == sorted(["0.sealed", f"{kept.id}.age"])


def test_no_byte_of_a_part_lies_in_clear_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    upload = with_part(an_upload(), MARK * 9)
    part = sealed(upload, MARK * 9)
    modes = [path.stat().st_mode & 0o777 for path in (part.path, part.path.parent, part.path.parent.parent)]
    assert (marked_files(tmp_path, MARK[:6]), modes) == ([], [0o600, 0o700, 0o700])


def test_the_key_of_the_parts_is_never_shown_by_accident() -> None:
    upload = an_upload()
    assert repr(upload.key.secret) not in repr(upload)


@pytest.mark.parametrize(
    "harm",
    ["swap two", "drop one", "cut one", "flip a bit", "of another upload"],
)
def test_parts_that_are_not_as_they_were_kept_make_no_file(harm: str) -> None:
    upload = with_part(with_part(an_upload(9), b"abc"), b"def")
    other = with_part(replace(upload, id=uuid4(), received=0, parts=0), b"abc")
    first, second = (folder.parts_of(upload.id) / f"{number}.sealed" for number in (0, 1))
    raw, last = first.read_bytes(), second.read_bytes()
    moved = (folder.parts_of(other.id) / "0.sealed").read_bytes()
    after = {
        "swap two": (last, raw),
        "drop one": (raw, None),
        "cut one": (raw[:-1], last),
        "flip a bit": (raw[:-1] + bytes([raw[-1] ^ 1]), last),
        "of another upload": (moved, last),
    }
    for path, content in zip((first, second), after[harm], strict=True):
        path.unlink()
        if content is not None:
            path.write_bytes(content)
    with pytest.raises(PartsLostError):
        whole(upload, b"ghi")
    assert [name for name in lying() if name.endswith((".age", ".part"))] == []


def test_fewer_parts_than_the_bytes_that_counted_make_no_file() -> None:
    upload = with_part(with_part(an_upload(9), b"abc"), b"def")
    with pytest.raises(PartsLostError):
        whole(replace(upload, parts=1), b"ghi")


def test_two_requests_with_the_same_part_write_into_no_common_file() -> None:
    upload = an_upload()
    first, second = sealed(upload, b"abc"), sealed(upload, b"abc")
    assert (first.path != second.path, first.number, second.number) == (True, 0, 0)


def test_a_part_of_an_upload_that_was_dropped_meanwhile_does_not_count() -> None:
    part = sealed(an_upload(), b"abc")
    folder.remove_parts(part.upload_id)
    folder.remove_parts(part.upload_id)
    with pytest.raises(NotKeptError):
        keep_parts([part])


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFullError), (errno.EDQUOT, DiskFullError), (errno.EIO, NotKeptError)],
)
def test_a_part_that_cannot_be_made_durable_is_said_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    upload = an_upload()

    def failing(_: int) -> None:
        raise OSError(number, "as the test has it")

    folder.parts_of(upload.id).mkdir()
    monkeypatch.setattr("os.fsync", failing)
    with pytest.raises(error):
        sealed(upload, b"abc")
    assert lying() == []


def test_everything_is_made_durable_before_a_part_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    upload = an_upload()
    folder.folder()

    def noted(descriptor: int) -> None:
        steps.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.setattr("os.fsync", noted)
    part = sealed(upload, b"abc")
    keep_parts([part])
    assert steps == ["uploads", "exhibits", part.path.name, str(upload.id)]
