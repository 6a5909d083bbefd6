"""A database that is full, refuses to write, or is gone: what was typed stays, and one press works later."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from callpoint.records.models import Report
from callpoint.records.opened import own_report
from tests.makers import deeds
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import STORY_LABEL, came_back, checked, send, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

LONG = "He said he was from my bank and that I must move my money. " * 300
MESSAGE_LABEL = "Write to us, or add something"
SAID = "Your words are still here. Try again in a minute."


@contextmanager
def full_disk() -> Iterator[None]:
    """A database file that may not grow by a page."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """A database that can be read and refuses every write."""
    words = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }
    off, on = words[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(off)
        try:
            yield
        finally:
            cursor.execute(on)


@contextmanager
def no_database() -> Iterator[None]:
    """A database that is not there at all."""
    named = {"sqlite": ("NAME", "no/such/folder/database"), "postgresql": ("PORT", "1")}
    key, wrong = named[connection.vendor]
    connection.close()
    right = connection.settings_dict[key]
    connection.settings_dict[key] = wrong
    try:
        yield
    finally:
        connection.settings_dict[key] = right


def careful(person: Browser) -> Browser:
    """The same browser, shown the page that a server answers with where it fails."""
    shown = Client(enforce_csrf_checks=True, raise_request_exception=False)
    shown.cookies = person.client.cookies
    person.client = shown
    return person


def begun() -> Browser:
    """Somebody at the page that asks what happened."""
    person = careful(Browser())
    return person.go("/").follow("Start here").press("Continue")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be told to be full")
def test_on_a_full_disk_the_first_words_stay_and_are_saved_by_one_press_when_there_is_room() -> None:
    person = begun()
    with full_disk():
        person.press("Continue", {STORY_LABEL: LONG})
        assert (person.status, person.heading, SAID in person.text, LONG.strip() in person.text) == (
            507,
            "We could not save this",
            True,
            True,
        )
        assert Report.objects.count() == 0
    person.press("Try again")
    assert str(own_report(Report.objects.get().id).answers["story"]).strip() == LONG.strip()


def test_a_message_that_cannot_be_written_stays_and_is_sent_once() -> None:
    person = careful(came_back(sent().code()))
    with nothing_is_written():
        person.press("Send message", {MESSAGE_LABEL: "One more thing: it was 950."})
        assert (person.status, "One more thing: it was 950." in person.text) == (503, True)
    person.press("Try again")
    assert deeds().count("message.from-reporter") == 1


def test_a_report_that_cannot_be_sent_is_not_called_sent_and_is_sent_by_one_press_later() -> None:
    person = careful(checked())
    with nothing_is_written():
        send(person)
        assert (person.status, person.heading) == (503, "We could not save this")
        assert deeds().count("report.submit") == 0
    person.press("Try again")
    assert (person.heading, deeds().count("report.submit")) == ("Your report is sent", 1)


def test_without_any_database_the_words_stay_too() -> None:
    person = begun()
    with no_database():
        person.press("Continue", {STORY_LABEL: "I sent him 900 pounds."})
        assert (person.status, "I sent him 900 pounds." in person.text) == (503, True)
    person.press("Try again")
    assert Report.objects.count() == 1


def test_the_log_of_a_failed_save_holds_no_word_of_it(caplog: pytest.LogCaptureFixture) -> None:
    person = begun()
    with nothing_is_written():
        person.press("Continue", {STORY_LABEL: "I sent him 900 pounds."})
    assert (person.status, "900" in caplog.text) == (503, False)


def test_a_page_that_only_shows_says_that_saved_answers_are_still_there() -> None:
    person = careful(checked())
    with no_database():
        person.go("/report/check/")
        assert (person.status, "Answers you saved are still here." in person.text) == (503, True)
