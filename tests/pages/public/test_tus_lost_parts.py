"""Parts that are gone, changed, or cannot be read just now: what is dropped, and what is not."""

import errno
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from callpoint.pages.public import tus_body
from callpoint.vault import folder
from callpoint.vault.models import Exhibit, Upload
from callpoint.vault.uploads import seal_whole
from tests.makers import deeds
from tests.pages.public.tus_sending import Sender, kept_of, lying, sha256

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def test_parts_that_were_changed_never_become_an_exhibit_and_the_file_begins_anew(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sender = Sender()
    url = sender.begun(6)
    sender.patch(url, 0, b"abc")
    part = folder.parts_of(Upload.objects.get().id) / "0.sealed"
    part.write_bytes(part.read_bytes()[:-1] + b"\0")
    with django_capture_on_commit_callbacks(execute=True):
        answered = sender.patch(url, 3, b"def")
    assert (answered.status_code, "send the file again" in answered.content.decode()) == (410, True)
    assert (Upload.objects.count(), Exhibit.objects.count(), lying()) == (0, 0, [])


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EIO, errno.EACCES])
def test_a_passing_error_while_parts_are_read_takes_none_of_them_away(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    sender = Sender()
    url = sender.begun(6)
    sender.patch(url, 0, b"abc")
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.suffix == ".sealed":
            raise OSError(number, "as the test has it")
        return read(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refusing)
        statuses = [sender.patch(url, 3, b"def").status_code]
    statuses += [sender.offset(url), sender.patch(url, 3, b"def").status_code]
    assert (statuses, kept_of(sender)) == ([503, 3, 204], [("film.mp4", 6, sha256(b"abcdef"))])


def test_a_last_request_that_came_twice_at_once_makes_one_exhibit_and_drops_nothing(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sender, first = Sender(), list[int]()
    url = sender.begun(6)
    sender.patch(url, 0, b"abc")
    before, seal = deeds(), seal_whole

    def overtaken(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(tus_body, "seal_whole", seal)
        with django_capture_on_commit_callbacks(execute=True):
            first.append(sender.patch(url, 3, b"def").status_code)
        return seal(*given, **named)

    monkeypatch.setattr(tus_body, "seal_whole", overtaken)
    statuses = [sender.patch(url, 3, b"def").status_code, *first, sender.offset(url)]
    assert (statuses, deeds()[len(before) :]) == ([409, 204, 6], ["exhibit.take-in"])
    assert kept_of(sender) == [("film.mp4", 6, sha256(b"abcdef"))]


def test_a_disk_that_breaks_in_mid_part_is_no_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    sender = Sender()
    url = sender.begun(9)

    def broken(_: int) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", broken)
        answered = sender.patch(url, 0, b"abcd")
    assert (answered.status_code, sender.offset(url), lying()) == (503, 0, [])
