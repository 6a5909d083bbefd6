"""Files added by form: sealed before they touch the disk, refused with words where they cannot be taken."""

import hashlib
import os
import shutil
import signal
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.exhibits import exhibit_lines
from callpoint.actions.reporting import answer
from callpoint.clock import now
from callpoint.pages.public.limits import places_for_files
from callpoint.records.models import Report
from callpoint.records.sealed import ReportSeal
from callpoint.vault import sealer
from callpoint.vault.exhibits import identity_of
from callpoint.vault.models import Exhibit, Upload
from tests.deployment import VAR
from tests.makers import all_kept, deeds, posted, with_section
from tests.pages.public.filing import (
    ADDRESS,
    SHOP_STORY,
    THREAT_STORY,
    Filer,
    a_file,
    nothing_left,
    said,
    vault_files,
)
from tests.pages.public.tus_sending import Sender
from tests.vault.makers import Usage, marked_files

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Told16OnTheWay(BytesIO):
    """The body of a form with a file; while it is read the person tells an age."""

    def __init__(self, filer: Filer) -> None:
        fields = {"csrfmiddlewaretoken": filer.token(), "do": "add", "files": a_file()}
        super().__init__(encode_multipart(BOUNDARY, fields))
        self.report_id = filer.report_id

    def read(self, most: int | None = -1) -> bytes:
        """Give the next bytes; the age is told before the first."""
        answer(report_id=self.report_id, answers={"age": "16-17"}, by=reporter(self.report_id), at=now())
        return super().read(most)


class Counted(BytesIO):
    """The body of a form with a file, that counts how often it is read."""

    def __init__(self, filer: Filer) -> None:
        fields = {"csrfmiddlewaretoken": filer.token(), "do": "add", "files": a_file("more.txt")}
        super().__init__(encode_multipart(BOUNDARY, fields))
        self.reads = 0

    def read(self, most: int | None = -1) -> bytes:
        """Give the next bytes."""
        self.reads += 1
        return super().read(most)


class KillsTheChild(BytesIO):
    """The body of a form with a large file; when half of it was read the child that seals is killed."""

    def __init__(self, filer: Filer) -> None:
        film = a_file("film.mp4", b"x" * 4_000_000)
        super().__init__(encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": filer.token(), "files": film}))

    def read(self, most: int | None = -1) -> bytes:
        """Give the next bytes."""
        if self.tell() > 2_000_000:
            children = Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text()
            for child in children.split():
                if sealer.__name__.encode() in Path(f"/proc/{child}/cmdline").read_bytes():
                    os.kill(int(child), signal.SIGKILL)
        return super().read(most)


def shown_names(filer: Filer) -> list[str]:
    return [each.name for each in exhibit_lines(report_id=filer.report_id)]


def test_a_file_is_kept_with_its_words_and_shown() -> None:
    filer = Filer()
    content = b"\xff\xd8\xff\xe0 a picture " * 20_000
    answered = filer.add(
        a_file("receipt.jpg", content), shows="The receipt", taken="last May", original="On my phone"
    )
    (line,) = exhibit_lines(report_id=filer.report_id)
    page = filer.page()
    assert (answered.status_code, answered["Location"]) == (302, ADDRESS)
    assert (line.number, line.name, line.size) == (1, "receipt.jpg", len(content))
    assert line.sha256 == hashlib.sha256(content).hexdigest()
    assert (line.shows, line.taken, line.original) == ("The receipt", "last May", "On my phone")
    assert all(words in page for words in ("receipt.jpg", "300 kB", line.sha256, "The receipt", "last May"))
    assert deeds()[-1] == "exhibit.take-in"
    exhibit_id = str(Exhibit.objects.get().id)
    assert posted() == [("exhibit.taken-in", exhibit_id), ("exhibit.to-scan", exhibit_id)]


def test_what_lies_on_the_disk_is_in_the_age_format_and_opens_with_its_own_identity_only() -> None:
    filer = Filer()
    filer.add(a_file(content=b"one" * 50_000), a_file("b.txt", b"two" * 50_000))
    report = Report.objects.get()
    one, two = Exhibit.objects.order_by("number")
    files = {file.stem: file.read_bytes() for file in vault_files()}
    key = ReportSeal.of(report).key
    identities = [pyrage.x25519.Identity.from_str(identity_of(key, each)) for each in (one, two)]
    sealed = files[str(one.id)]
    assert sealed.startswith(b"age-encryption.org/v1\n")
    assert hashlib.sha256(sealed).hexdigest() == one.sealed_sha256
    assert pyrage.decrypt(sealed, identities[:1]) == b"one" * 50_000
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, identities[1:])


def test_no_byte_of_a_file_lies_anywhere_in_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mark = b"quincunx of a picture"
    Filer().add(a_file(content=mark * 200_000))
    assert (marked_files(tmp_path, mark), marked_files(VAR, mark)) == ([], [])


def test_continue_leads_on_and_adds_what_was_chosen() -> None:
    filer = Filer()
    led = filer.add(a_file(), go="on")
    assert led["Location"] != ADDRESS
    assert shown_names(filer) == ["chat.txt"]
    assert filer.post(do="add", go="on")["Location"] == led["Location"]


def test_a_form_sent_twice_adds_its_files_once() -> None:
    filer = Filer()
    filer.add(a_file())
    filer.add(a_file())
    assert (shown_names(filer), deeds().count("exhibit.take-in")) == (["chat.txt"], 1)
    assert len([file for file in vault_files() if file.stem == str(Exhibit.objects.get().id)]) == 1


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (a_file("big.mp4", b"x" * 1_000_001), "big.mp4\u2069 is too big. It may have 1 MB. Keep it."),
        (a_file("none.txt", b""), "none.txt\u2069 is empty."),
    ],
    ids=["too large", "empty"],
)
def test_a_file_that_cannot_be_taken_is_refused_with_words_and_what_was_typed_stays(
    settings: Settings, file: object, words: str
) -> None:
    with_section(settings, "exhibits", most_bytes=1_000_000)
    filer = Filer()
    with nothing_left():
        answered = filer.post(do="add", files=[file], shows="What <they> said")
    assert answered.status_code == 422
    assert words in said(answered)
    assert 'value="What &lt;they&gt; said"' in answered.content.decode()
    assert Exhibit.objects.count() == 0


def test_of_several_files_those_that_can_be_taken_are_taken(settings: Settings) -> None:
    with_section(settings, "exhibits", most_files=2)
    filer = Filer()
    answered = filer.add(
        a_file("1.txt", b"1"), a_file("2.txt", b""), a_file("3.txt", b"3"), a_file("4.txt", b"4")
    )
    page = said(answered)
    assert (answered.status_code, shown_names(filer)) == (422, ["1.txt", "3.txt"])
    assert "2.txt\u2069 is empty" in page
    assert "4.txt\u2069: there is no room for more files" in page


def test_words_without_a_file_come_back() -> None:
    answered = Filer().post(do="add", shows="The chat")
    assert (answered.status_code, "Choose the file these words are about" in said(answered)) == (422, True)


def test_a_full_disk_is_said_honestly_and_the_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    filer = Filer()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10, 10, 0))
    with nothing_left():
        answered = filer.add(a_file(), shows="The chat")
    assert (answered.status_code, "our disk is full. Your words are safe." in said(answered)) == (507, True)
    assert 'value="The chat"' in answered.content.decode()


def test_a_body_that_ends_in_the_middle_of_a_file_leaves_nothing() -> None:
    filer = Filer()
    token = filer.token()
    start = (
        f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        '--b\r\nContent-Disposition: form-data; name="files"; filename="film.mp4"\r\n\r\n'
    ).encode()
    body = start + b"x" * 300_000
    with nothing_left():
        answered = filer.client.generic("POST", ADDRESS, body, content_type="multipart/form-data; boundary=b")
    assert (answered.status_code, "The line broke" in said(answered)) == (422, True)
    assert Exhibit.objects.count() == 0


def test_where_the_child_that_seals_is_killed_the_page_says_so_and_nothing_is_left() -> None:
    filer = Filer()
    body = KillsTheChild(filer)
    environment: dict[str, Any] = {"wsgi.input": body}
    with nothing_left():
        answered = filer.client.generic("POST", ADDRESS, body.getvalue(), MULTIPART_CONTENT, **environment)
    assert (answered.status_code, "film.mp4\u2069 did not reach us whole" in said(answered)) == (422, True)
    assert Exhibit.objects.count() == 0


def test_a_form_without_its_token_leaves_nothing() -> None:
    filer = Filer()
    before = all_kept()
    with nothing_left():
        answered = filer.client.post(ADDRESS, {"do": "add", "files": a_file(), "shows": "The chat"})
    assert (answered.status_code, all_kept() == before) == (403, True)


def test_who_holds_no_report_adds_nothing_keeps_the_words_and_is_led_to_the_way_back() -> None:
    with nothing_left():
        plain = Client().post(ADDRESS, {"do": "add", "files": a_file()})
        worded = Client().post(ADDRESS, {"do": "add", "files": a_file(), "shows": "The chat"})
    assert (plain.status_code, plain["Location"]) == (302, "/return/")
    assert (worded.status_code, "The chat" in worded.content.decode()) == (403, True)
    assert Client().get(ADDRESS)["Location"] == "/return/"


def test_a_file_in_another_field_is_dropped() -> None:
    filer = Filer()
    with nothing_left():
        filer.post(do="add", picture=a_file())
    assert Exhibit.objects.count() == 0


class TestDoor:
    """Where pictures are threatened, or the person is under 18, no file comes in (stories, B)."""

    @pytest.mark.parametrize(
        "answers",
        [
            {"story": "I am 15. A boy online wants money or he sends my naked pictures around."},
            {"story": SHOP_STORY, "age": "16-17"},
            {"story": "I found pictures of a child being abused on a web site."},
            {"story": THREAT_STORY, "age": "under-13"},
            {"story": THREAT_STORY},
        ],
        ids=["says 15", "under 18 in a shop", "pictures of a child", "chose under 13", "age not told"],
    )
    def test_there_is_no_box_and_a_direct_post_is_refused(self, answers: dict[str, str]) -> None:
        filer = Filer(**answers)
        with nothing_left():
            answered = filer.add(a_file("picture.png", b"\x89PNG\r\n\x1a\n" * 9), not_intimate="yes")
        assert 'type="file"' not in filer.client.get(ADDRESS).content.decode()
        assert (answered.status_code, "We cannot take files for this report" in said(answered)) == (422, True)
        assert Exhibit.objects.count() == 0

    def test_an_adult_gives_their_word_first(self) -> None:
        filer = Filer(story=THREAT_STORY, age="adult")
        with nothing_left():
            before = filer.add(a_file())
        unsaid = 'type="file"' in filer.client.get(ADDRESS).content.decode()
        led = filer.post(do="word", not_intimate="yes")
        filer.add(a_file("words.png"))
        assert (before.status_code, "Please choose yes or no." in said(before)) == (422, True)
        assert (unsaid, led["Location"], shown_names(filer)) == (False, ADDRESS, ["words.png"])
        report = Report.objects.get()
        assert ReportSeal.of(report).answers(report)["not_intimate"] == "yes"

    def test_without_their_word_the_way_leads_on_and_the_box_stays_shut(self) -> None:
        filer = Filer(story=THREAT_STORY, age="adult")
        filer.post(do="word", not_intimate="yes")
        led = filer.post(do="word", not_intimate="no")
        assert led["Location"] != ADDRESS
        assert 'type="file"' not in filer.client.get(ADDRESS).content.decode()

    def test_after_sending_the_word_counts_for_this_visit(self) -> None:
        filer = Filer(story=THREAT_STORY, age="adult")
        filer.send()
        filer.post(do="word", not_intimate="yes")
        filer.add(a_file())
        assert shown_names(filer) == ["chat.txt"]

    def test_a_door_that_shuts_while_a_file_is_on_its_way_keeps_it_out(self) -> None:
        filer = Filer(story=THREAT_STORY, age="adult")
        filer.post(do="word", not_intimate="yes")
        body = Told16OnTheWay(filer)
        environment: dict[str, Any] = {"wsgi.input": body}
        with nothing_left():
            answered = filer.client.generic(
                "POST", ADDRESS, body.getvalue(), MULTIPART_CONTENT, **environment
            )
        assert (answered.status_code, "We cannot take files for this report" in said(answered)) == (422, True)
        assert Exhibit.objects.count() == 0

    def test_a_file_that_came_before_the_age_stays_shut_and_the_page_says_so(self) -> None:
        filer = Filer()
        filer.add(a_file("me.jpg"))
        words = "This file stays shut. Nobody opens it."
        before = words in filer.page()
        filer.post(reverse("question", args=["age"]), answer="13-15")
        shown = words in filer.page()
        filer.send()
        assert (before, shown, Exhibit.objects.get().state) == (False, True, "quarantined")


class TestFloods:
    """Files are counted and hold half of the threads at most, so that words always come through."""

    def test_too_many_from_one_source_are_asked_to_wait(self, settings: Settings) -> None:
        with_section(settings, "limits", files_per_source_per_hour=1)
        filer = Filer()
        answers = [filer.add(a_file(f"{number}.txt")).status_code for number in range(2)]
        assert (answers, shown_names(filer)) == ([302, 429], ["0.txt"])

    def test_where_too_many_came_the_body_is_not_even_read(self, settings: Settings) -> None:
        with_section(settings, "limits", files_per_source_per_hour=1)
        filer = Filer()
        filer.add(a_file())
        body = Counted(filer)
        environment: dict[str, Any] = {"wsgi.input": body}
        answered = filer.client.generic("POST", ADDRESS, body.getvalue(), MULTIPART_CONTENT, **environment)
        assert (answered.status_code, body.reads) == (429, 0)

    def test_where_all_places_are_taken_the_body_is_not_even_read(self, settings: Settings) -> None:
        with_section(settings, "web", threads=2)
        filer = Filer()
        with places_for_files.one() as first, places_for_files.one() as second:
            answered = filer.add(a_file())
        assert (first, second, answered.status_code) == (True, False, 503)
        assert filer.add(a_file()).status_code == 302


class TestUnfinished:
    """What is here of a file that comes in parts is shown, and can be removed without scripts."""

    def test_a_part_is_shown_with_what_to_do_and_one_of_which_nothing_came_is_not(self) -> None:
        sender = Sender()
        sender.patch(sender.begun(200, "film.mp4"), 0, b"x" * 83)
        sender.begun(200, "other.mp4")
        shown = sender.page()
        assert "41% of it is here. Choose the same file to go on." in shown
        assert ("film.mp4" in shown, "other.mp4" in shown) == (True, False)

    def test_it_is_removed_by_its_own_reporter_only(self) -> None:
        sender = Sender()
        sender.patch(sender.begun(200), 0, b"x" * 83)
        upload_id = str(Upload.objects.get().id)
        Filer().post(do="forget", upload=upload_id)
        before = Upload.objects.count()
        led = sender.post(do="forget", upload=upload_id)
        assert (before, led["Location"], Upload.objects.count()) == (1, ADDRESS, 0)
