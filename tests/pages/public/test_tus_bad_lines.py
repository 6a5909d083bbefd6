"""Resumable uploads on bad lines: requests that come twice, answers that are lost, bodies that end in the middle."""

import base64
import os
import socket
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from callpoint.actions.exhibits import exhibit_lines
from callpoint.clock import now
from callpoint.pages.public import tus_body
from callpoint.vault.models import Exhibit, Upload
from tests.pages.public.tus_sending import Sender, kept_of, lying, sha256

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


class Breaks(BytesIO):
    """A body whose line breaks: after some bytes nothing more comes, or the reading fails."""

    def __init__(self, content: bytes, *, fails: bool) -> None:
        super().__init__(content)
        self.fails = fails

    def read(self, most: int | None = -1) -> bytes:
        """Give the next bytes."""
        content = super().read(most)
        if not content and self.fails:
            raise OSError
        return content


class TestRepeats:
    """Any request may come twice, and any answer may be lost."""

    def test_the_same_file_begun_twice_goes_on_with_the_newest_words(self) -> None:
        sender = Sender()
        url = sender.begun(6, key="film.mp4:6:1700000000000", shows="Old")
        sender.patch(url, 0, b"abcd")
        again = sender.begun(6, key="film.mp4:6:1700000000000", shows="New")
        sender.patch(again, sender.offset(again), b"ef")
        line = exhibit_lines(report_id=sender.report_id)[0]
        assert (again, line.shows, line.sha256) == (url, "New", sha256(b"abcdef"))

    @pytest.mark.parametrize("other", [{"key": "2"}, {}], ids=["another key", "no key"])
    def test_another_file_of_the_same_name_and_length_begins_anew(self, other: dict[str, str]) -> None:
        sender = Sender()
        assert sender.begun(6, key="1") != sender.begun(6, **other)

    def test_a_key_of_somebody_else_is_no_key(self) -> None:
        assert Sender().begun(6, key="1") != Sender().begun(6, key="1")

    def test_after_an_expired_upload_the_same_key_begins_anew(self) -> None:
        sender = Sender()
        url = sender.begun(6, key="1")
        Upload.objects.update(changed_at=now().replace(year=2020))
        again = sender.begun(6, key="1")
        assert (again != url, Upload.objects.count()) == (True, 1)

    def test_the_answer_to_the_last_bytes_was_lost_and_there_is_one_exhibit(self) -> None:
        sender = Sender()
        url = sender.begun(6)
        sender.patch(url, 0, b"abcdef")
        repeated = sender.patch(url, 0, b"abcdef")
        empty = sender.patch(url, 6, b"")
        assert (repeated.status_code, sender.offset(url), empty.status_code) == (409, 6, 204)
        assert "Upload-Expires" not in sender.ask("HEAD", url)
        assert kept_of(sender) == [("film.mp4", 6, sha256(b"abcdef"))]

    def test_a_file_that_is_here_and_is_sent_again_is_the_same_exhibit(self) -> None:
        sender = Sender()
        url = sender.begun(6, key="1")
        sender.patch(url, 0, b"abcdef")
        again = sender.begun(6, key="1")
        assert (again, sender.offset(again), len(kept_of(sender))) == (url, 6, 1)

    def test_a_file_that_was_taken_back_can_be_sent_again(self) -> None:
        sender = Sender()
        sender.patch(sender.begun(6, key="1"), 0, b"abcdef")
        sender.post(do="remove", exhibit=str(Exhibit.objects.get().id))
        sender.patch(sender.begun(6, key="1"), 0, b"abcdef")
        assert kept_of(sender) == [("film.mp4", 6, sha256(b"abcdef"))]

    def test_dropping_a_whole_upload_leaves_its_exhibit(self) -> None:
        sender = Sender()
        url = sender.begun(6)
        sender.patch(url, 0, b"abcdef")
        assert (sender.ask("DELETE", url).status_code, len(kept_of(sender))) == (204, 1)


class TestBrokenLines:
    """What came before the line broke counts, and nothing else does."""

    def send(self, sender: Sender, url: str, content: bytes, **more: Any) -> Any:
        """Send a body that says to be one megabyte and ends before."""
        environment: dict[str, Any] = {"wsgi.input": Breaks(content, fails=more.pop("fails", False))}
        return sender.client.generic(
            "PATCH",
            url,
            b"x" * 1_000_000,
            "application/offset+octet-stream",
            headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-CSRFToken": sender.proof, **more},
            **environment,
        )

    @pytest.mark.parametrize("fails", [True, False])
    @pytest.mark.parametrize(("came", "kept"), [(65_535, 0), (65_536, 65_536), (700_000, 700_000)])
    def test_a_body_that_was_cut_off_counts_where_it_is_worth_a_part(
        self, came: int, kept: int, *, fails: bool
    ) -> None:
        sender, content = Sender(), os.urandom(1_000_000)
        url = sender.begun(len(content))
        answered = self.send(sender, url, content[:came], fails=fails)
        assert (answered.status_code, sender.offset(url)) == (400, kept)
        sender.patch(url, kept, content[kept:])
        assert kept_of(sender) == [("film.mp4", 1_000_000, sha256(content))]

    def test_nothing_counts_of_a_cut_body_with_a_checksum(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tus_body, "PART_BYTES", 100_000)
        sender = Sender()
        url = sender.begun(1_000_000)
        digest = base64.b64encode(bytes(32)).decode()
        answered = self.send(sender, url, b"x" * 700_000, **{"Upload-Checksum": f"sha256 {digest}"})
        assert (answered.status_code, sender.offset(url), lying()) == (400, 0, [])

    def test_a_long_body_counts_part_by_part(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tus_body, "PART_BYTES", 100_000)
        sender = Sender()
        url = sender.begun(1_000_000)
        self.send(sender, url, b"x" * 310_000)
        assert sender.offset(url) == 300_000
        assert Upload.objects.get().parts == 3

    def test_reading_gives_up_on_a_line_that_says_nothing_more(self) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            sender = Sender()
            url = sender.begun(3)
            environment: dict[str, Any] = {"gunicorn.socket": ours}
            sender.client.generic(
                "PATCH",
                url,
                b"abc",
                "application/offset+octet-stream",
                headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-CSRFToken": sender.proof},
                **environment,
            )
            assert (ours.gettimeout(), len(kept_of(sender))) == (60, 1)
