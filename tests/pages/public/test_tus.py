"""Resumable uploads by tus 1.0: what the protocol asks, every refusal, other people's uploads, and repeats."""

import base64
import hashlib
import os
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from callpoint.actions.acting import system
from callpoint.actions.exhibits import exhibit_lines
from callpoint.actions.uploading import discard_old_uploads
from callpoint.clock import now
from callpoint.pages.public import tus_body
from callpoint.pages.public.limits import places_for_files
from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from callpoint.vault.exhibits import identity_of
from callpoint.vault.models import Exhibit, Upload
from callpoint.vault.opening import opened_pieces
from tests.deployment import VAR
from tests.makers import all_kept, deeds, with_section
from tests.pages.public.filing import SHOP_STORY, THREAT_STORY
from tests.pages.public.tus_sending import ADDRESS, Sender, kept_of, lying, sha256
from tests.vault.makers import Usage, marked_files

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARK = b"quincunx of a film"
NOWHERE = f"{ADDRESS}00000000-0000-4000-8000-000000000000/"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def told(answered: Any, *names: str) -> tuple[object, ...]:
    """The status of an answer, and some of its headers."""
    return (answered.status_code, *(answered.get(name) for name in names))


def content_of(exhibit: Exhibit) -> bytes:
    """The bytes of an exhibit, opened."""
    key = ReportSeal.of(Report.objects.get(id=exhibit.report_id)).key
    return b"".join(opened_pieces(exhibit, identity=identity_of(key, exhibit)))


class TestProtocol:
    """What tus 1.0.0 asks of a server."""

    def test_it_says_what_it_can_do(self, settings: Settings) -> None:
        with_section(settings, "exhibits", most_bytes=5_000_000)
        answered = Client().options(ADDRESS)
        names = ("Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm", "Tus-Resumable")
        assert told(answered, *names) == (
            204,
            "1.0.0",
            "creation,checksum,expiration,termination",
            "5000000",
            "sha256,sha1",
            "1.0.0",
        )

    @pytest.mark.parametrize("version", ["0.2.2", None])
    def test_another_version_is_refused_with_ours(self, version: str | None) -> None:
        sender = Sender()
        answered = sender.ask("POST", Tus_Resumable=version, Upload_Length="3")
        assert told(answered, "Tus-Version") == (412, "1.0.0")
        assert Upload.objects.count() == 0

    def test_a_file_in_parts_is_an_exhibit_with_its_words(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        sender, content = Sender(), os.urandom(300_000)
        begun = sender.begin(len(content), "Ürün.mp4", shows="The film", taken="May", original="At home")
        url = begun["Location"]
        with django_capture_on_commit_callbacks(execute=True):
            steps = [
                told(sender.patch(url, start, content[start : start + 100_000]), "Upload-Offset")
                for start in (0, 100_000, 200_000)
            ]
        line = exhibit_lines(report_id=sender.report_id)[0]
        assert (begun.status_code, steps) == (201, [(204, "100000"), (204, "200000"), (204, "300000")])
        assert (line.name, line.shows, line.taken, line.original) == (
            "Ürün.mp4",
            "The film",
            "May",
            "At home",
        )
        assert (line.sha256, content_of(Exhibit.objects.get())) == (sha256(content), content)
        assert lying() == [f"{line.id}.age"]

    def test_it_tells_offset_length_metadata_and_until_when(self) -> None:
        sender = Sender()
        url = sender.begun(9, "a.txt", shows="It")
        sender.patch(url, 0, b"abcd")
        answered = sender.ask("HEAD", url)
        names = ("Upload-Offset", "Upload-Length", "Upload-Metadata", "Cache-Control", "Tus-Resumable")
        assert told(answered, *names) == (200, "4", "9", "filename YS50eHQ=,shows SXQ=", "no-store", "1.0.0")
        assert answered["Upload-Expires"].endswith("GMT")

    def test_without_metadata_there_is_none_and_the_file_is_called_so(self) -> None:
        sender = Sender()
        url = sender.ask("POST", Upload_Length="3")["Location"]
        assert "Upload-Metadata" not in sender.ask("HEAD", url)
        sender.patch(url, 0, b"abc")
        assert kept_of(sender) == [("File without a name", 3, sha256(b"abc"))]

    def test_what_was_dropped_is_gone(
        self, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        sender = Sender()
        url = sender.begun(9)
        sender.patch(url, 0, b"abcd")
        with django_capture_on_commit_callbacks(execute=True):
            statuses = [sender.ask(each, url).status_code for each in ("DELETE", "DELETE", "HEAD")]
        assert (statuses, lying(), deeds()[-1]) == ([204, 404, 404], [], "upload.drop")

    @pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
    def test_a_checksum_that_fits_lets_the_bytes_count_and_one_that_does_not_none(
        self, monkeypatch: pytest.MonkeyPatch, algorithm: str
    ) -> None:
        monkeypatch.setattr(tus_body, "PART_BYTES", 10)
        sender, content = Sender(), os.urandom(60)
        url = sender.begun(len(content))

        def checked(start: int, end: int, of: bytes) -> Any:
            digest = base64.b64encode(hashlib.new(algorithm, of).digest()).decode()
            return sender.patch(url, start, content[start:end], Upload_Checksum=f"{algorithm} {digest}")

        wrong = checked(0, 35, content)
        after = (sender.offset(url), lying())
        right = checked(0, 35, content[:35])
        last = checked(35, 60, content[:35])
        offset = sender.offset(url)
        assert (told(wrong), wrong.reason_phrase, after) == ((460,), "Checksum Mismatch", (0, []))
        assert (told(right, "Upload-Offset"), last.status_code, offset) == ((204, "35"), 460, 35)
        assert checked(35, 60, content[35:]).status_code == 204
        assert kept_of(sender) == [("film.mp4", 60, sha256(content))]

    def test_a_client_that_can_send_no_patch_names_it(self) -> None:
        sender = Sender()
        url = sender.begun(3)
        answered = sender.ask("POST", url, b"abc", X_HTTP_Method_Override="PATCH", Upload_Offset="0")
        assert (told(answered, "Upload-Offset"), len(kept_of(sender))) == ((204, "3"), 1)

    def test_a_get_becomes_nothing_else(self) -> None:
        sender = Sender()
        url = sender.begun(3)
        answered = sender.ask("GET", url, X_HTTP_Method_Override="DELETE")
        assert (told(answered, "Allow"), Upload.objects.count()) == (
            (405, "HEAD, PATCH, DELETE, OPTIONS"),
            1,
        )


class TestRefusals:
    """What cannot be taken is refused with the protocol's status and a sentence, and leaves nothing."""

    @pytest.mark.parametrize(
        ("headers", "status", "words"),
        [
            ({"Upload_Length": None}, 400, "could not read"),
            ({"Upload_Length": "-1"}, 400, "could not read"),
            ({"Upload_Length": None, "Upload_Defer_Length": "1"}, 400, "could not read"),
            ({"Upload_Metadata": "filename !!"}, 400, "could not read"),
            ({"Upload_Length": "1000001"}, 413, "This file is too big. It may have"),
            ({"Upload_Length": "0"}, 422, "This file is empty."),
            ({"Content-Type": "application/x-www-form-urlencoded"}, 415, "could not read"),
        ],
    )
    def test_a_file_that_cannot_begin(
        self, settings: Settings, headers: dict[str, str | None], status: int, words: str
    ) -> None:
        with_section(settings, "exhibits", most_bytes=1_000_000)
        sender = Sender()
        before = all_kept()
        answered = sender.ask("POST", **{"Upload_Length": "3", **headers})
        assert (answered.status_code, words in answered.content.decode()) == (status, True)
        assert (all_kept(), lying()) == (before, [])

    @pytest.mark.parametrize(
        ("offset", "headers", "status"),
        [
            ("0", {"Content-Type": "text/plain"}, 415),
            ("x", {}, 400),
            ("1", {}, 409),
            ("5", {}, 409),
            ("4", {"Upload_Checksum": "md5 AAAA"}, 400),
            ("4", {"Upload_Checksum": "sha256 AAAA"}, 400),
            ("4", {"Upload_Checksum": "sha256 !"}, 400),
        ],
    )
    def test_bytes_that_cannot_be_taken(
        self, offset: str, headers: dict[str, str | None], status: int
    ) -> None:
        sender = Sender()
        url = sender.begun(9)
        sender.patch(url, 0, b"abcd")
        before = (all_kept(), lying())
        answered = sender.ask("PATCH", url, b"xyz", **{"Upload_Offset": offset, **headers})
        assert (answered.status_code, (all_kept(), lying()) == before) == (status, True)

    def test_more_bytes_than_the_file_has_are_refused_unread(self) -> None:
        sender = Sender()
        url = sender.begun(9)
        assert (sender.patch(url, 0, b"0123456789").status_code, sender.offset(url)) == (413, 0)

    def test_without_the_token_of_our_page_nothing_is_done(self) -> None:
        sender = Sender()
        url = sender.begun(9)
        before = all_kept()
        statuses = {
            sender.ask(
                method, where, b"abc", X_CSRFToken=proof, Upload_Length="3", Upload_Offset="0"
            ).status_code
            for method, where in (("POST", ADDRESS), ("PATCH", url), ("DELETE", url))
            for proof in (None, "x" * 64)
        }
        assert (statuses, all_kept() == before) == ({403}, True)

    def test_an_upload_of_somebody_else_is_not_there(self) -> None:
        owner = Sender()
        url = owner.begun(9)
        owner.patch(url, 0, b"abcd")
        before = all_kept()
        other, nobody = Sender(), Client()
        statuses = [
            [other.ask(method, where, b"e", Upload_Offset="4").status_code for where in (url, NOWHERE)]
            for method in ("HEAD", "PATCH", "DELETE")
        ]
        bare = [
            nobody.generic(each, url, headers={"Tus-Resumable": "1.0.0"}).status_code
            for each in ("HEAD", "PATCH", "DELETE")
        ]
        assert (statuses, bare) == ([[404, 404]] * 3, [404] * 3)
        assert all_kept()["Upload"] == before["Upload"]

    def test_who_holds_no_report_begins_nothing_and_is_told(self) -> None:
        answered = Client().post(ADDRESS, headers={"Tus-Resumable": "1.0.0"}, content_type="application/x")
        assert (answered.status_code, "Your visit has ended." in answered.content.decode()) == (403, True)

    def test_the_number_of_files_counts_those_on_their_way(self, settings: Settings) -> None:
        with_section(settings, "exhibits", most_files=2)
        sender = Sender()
        sender.patch(sender.begun(3, "1.txt"), 0, b"abc")
        sender.begun(3, "2.txt")
        answered = sender.begin(3, "3.txt")
        assert (answered.status_code, "There is no room" in answered.content.decode()) == (422, True)

    def test_a_full_disk_is_said_at_the_start_and_in_the_middle(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sender = Sender()
        url = sender.begun(9)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 10, 0))
        statuses = [sender.begin(3).status_code, sender.patch(url, 0, b"abc").status_code]
        assert (statuses, sender.offset(url), lying()) == ([507, 507], 0, [])

    def test_too_many_from_one_network_are_asked_to_wait(self, settings: Settings) -> None:
        with_section(settings, "limits", files_per_source_per_hour=1)
        sender = Sender()
        statuses = [sender.begin(3, key=key).status_code for key in "ab"]
        assert statuses == [201, 429]

    def test_where_all_places_are_taken_the_client_tries_again_soon(self, settings: Settings) -> None:
        with_section(settings, "web", threads=2)
        sender = Sender()
        url = sender.begun(3)
        with places_for_files.one():
            answered = sender.patch(url, 0, b"abc")
        assert told(answered, "Retry-After") == (503, "5")
        assert sender.patch(url, 0, b"abc").status_code == 204

    def test_an_upload_past_its_time_is_gone_and_swept_with_a_leaf(
        self, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        sender = Sender()
        url = sender.begun(9, key="k")
        sender.patch(url, 0, b"abcd")
        with_section(settings, "exhibits", keep_unfinished_hours=0)
        gone = [
            sender.ask(each, url, b"e", Upload_Offset="4").status_code for each in ("HEAD", "PATCH", "DELETE")
        ]
        with django_capture_on_commit_callbacks(execute=True):
            swept = discard_old_uploads(before=now(), by=system("worker"), at=now())
        assert (gone, swept, lying(), deeds()[-1]) == ([410] * 3, 1, [], "upload.expire")
        assert sender.ask("HEAD", url).status_code == 404


class TestDoor:
    """The door for files holds for files in parts as for whole ones."""

    @pytest.mark.parametrize(
        "answers", [{"story": SHOP_STORY, "age": "16-17"}, {"story": THREAT_STORY}], ids=["a child", "no age"]
    )
    def test_where_it_is_shut_nothing_begins(self, answers: dict[str, str]) -> None:
        answered = Sender(**answers).begin(3)
        assert (answered.status_code, "We cannot take files" in answered.content.decode()) == (403, True)
        assert Upload.objects.count() == 0

    def test_the_word_of_an_adult_opens_it_also_after_sending(self) -> None:
        sender = Sender(story=THREAT_STORY, age="adult")
        sender.send()
        before = sender.begin(3).status_code
        sender.post(do="word", not_intimate="yes")
        url = sender.begun(3)
        assert (before, sender.patch(url, 0, b"abc").status_code, len(kept_of(sender))) == (403, 204, 1)

    def test_where_it_shuts_in_the_middle_no_further_byte_is_taken(self) -> None:
        sender = Sender()
        url = sender.begun(9)
        sender.patch(url, 0, b"abcd")
        sender.post("/report/question/age/", answer="16-17")
        assert (sender.patch(url, 4, b"ef").status_code, sender.offset(url)) == (403, 4)
        assert sender.ask("DELETE", url).status_code == 204

    def test_where_it_shuts_while_the_last_bytes_come_no_exhibit_is_made(self) -> None:
        sender = Sender()
        url = sender.begun(4)
        token = sender.token()

        class Shuts(BytesIO):
            def read(self, most: int | None = -1) -> bytes:
                """Give the next bytes; before the first the age is told."""
                if not self.tell():
                    other = Client()
                    other.cookies = sender.client.cookies
                    other.post("/report/question/age/", {"csrfmiddlewaretoken": token, "answer": "16-17"})
                return super().read(most)

        environment: dict[str, Any] = {"wsgi.input": Shuts(b"abcd")}
        answered = sender.client.generic(
            "PATCH",
            url,
            b"abcd",
            "application/offset+octet-stream",
            headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-CSRFToken": sender.proof},
            **environment,
        )
        assert (answered.status_code, kept_of(sender), lying()) == (403, [], [])
        assert sender.offset(url) == 0


def test_no_byte_lies_in_clear_anywhere_in_the_middle_or_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sender, content = Sender(), MARK * 20_000
    url = sender.begun(len(content), "quincunx.mp4", shows="quincunx")
    sender.patch(url, 0, content[:200_000])
    sender.patch(url, 200_000, content[200_000:300_000])
    marks = (MARK[:8], b"quincunx")
    middle = [marked_files(place, mark) for place in (tmp_path, VAR) for mark in marks]
    parts = lying()
    sender.patch(url, 300_000, content[300_000:])
    after = [marked_files(place, mark) for place in (tmp_path, VAR) for mark in marks]
    assert (middle, after, len(parts), len(kept_of(sender))) == ([[]] * 4, [[]] * 4, 2, 1)
