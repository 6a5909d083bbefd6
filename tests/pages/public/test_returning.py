"""Coming back: the same answer for every wrong code, limits that lose nothing, and words kept when refused."""

import re

import pytest
from pytest_django import Settings

from callpoint.actions.corresponding import MESSAGE_LIMIT
from callpoint.records.models import Report
from tests.makers import all_kept, deeds, with_section
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import STORY_LABEL, came_back, checked, sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

UNKNOWN = "0" * 20
WROTE = "Write to us, or add something"


def without_own_words(person: Browser, *typed: str) -> str:
    """The whole page but its form token and what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", person.response.content.decode())
    for words in typed:
        page = page.replace(words, "")
    return page


def test_an_unknown_code_and_the_reference_of_another_report_are_answered_alike() -> None:
    first, other = sent(), sent("Somebody else")
    code = first.code()
    reference = Report.objects.exclude(submitted_at=None).order_by("submitted_at").last()
    assert reference
    assert other.status == 200
    wrong = str(reference.reference)
    before = all_kept()
    unknown, mismatch = came_back(UNKNOWN, wrong), came_back(code, wrong)
    assert (unknown.status, mismatch.status, all_kept()) == (422, 422, before)
    assert without_own_words(unknown, UNKNOWN) == without_own_words(mismatch, code)
    assert len(unknown.response.content) == len(mismatch.response.content)
    assert dict(unknown.response.headers) == dict(mismatch.response.headers)


@pytest.mark.parametrize(
    ("code", "reference", "words"),
    [
        ("", "", "A private code has 20 numbers. You gave 0."),
        ("1234", "", "You gave 4."),
        ("0" * 19 + "x", "", "You gave 19."),
        ("0" * 20 + "x", "", "A private code has numbers only."),
        (UNKNOWN, "CP-1", "A reference has 11 letters and numbers."),
        (UNKNOWN, "", "We know no report with this code."),
    ],
)
def test_a_code_that_does_not_fit_is_shown_again_with_words_that_say_what_to_do(
    code: str, reference: str, words: str
) -> None:
    person = came_back(code, reference)
    assert (person.status, words in person.text, person.value_of("Your private code")) == (422, True, code)
    assert person.value_of("Your report reference, if you have one") == reference


@pytest.mark.parametrize("shown", ["{0} {1} {2} {3} {4}", "{0}-{1}-{2}-{3}-{4}", " {0}{1}{2}{3}{4} "])
def test_a_code_is_read_however_it_was_grouped(shown: str) -> None:
    code = checked().code()
    groups = [code[start : start + 4] for start in range(0, 20, 4)]
    assert came_back(shown.format(*groups)).heading == "Check what you told us"


def test_too_many_tries_are_asked_to_wait_and_nothing_is_lost(settings: Settings) -> None:
    with_section(settings, "limits", code_tries_per_source_per_hour=3)
    code = sent().code()
    tries = [came_back(UNKNOWN[:-1] + str(number)).status for number in range(3)]
    refused = came_back(code)
    assert (tries, refused.status, refused.heading) == ([422] * 3, 429, "Please wait a little")
    assert "Your report is safe." in refused.text
    assert Report.objects.count() == 1


def test_one_source_that_tries_too_often_does_not_stop_others(settings: Settings) -> None:
    with_section(settings, "limits", code_tries_per_source_per_hour=2, code_tries_total_per_minute=5)
    code = sent().code()
    for number in range(30):
        came_back(f"{number:020}")
    other = Browser().go("/return/")
    other.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert other.press("Open my report", {"Your private code": code}).heading == "Your report"


def test_too_many_reports_from_one_source_wait_with_everything_kept(settings: Settings) -> None:
    with_section(settings, "limits", submits_per_source_per_hour=1)
    sent()
    person = sent("A second story")
    assert (person.status, person.heading) == (429, "Please wait a little")
    assert "What you wrote is saved." in person.text
    person.follow("Back to your report")
    assert (person.heading, "A second story" in person.text) == ("Check what you told us", True)
    assert deeds().count("report.submit") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [(" ", "Write your message in the box."), ("x" * (MESSAGE_LIMIT + 2), "2 letters shorter")],
)
def test_a_message_that_cannot_be_sent_stays_in_its_box(text: str, words: str) -> None:
    person = sent().go("/return/report/").press("Send message", {WROTE: text})
    assert (person.status, words in person.text, person.written_in(WROTE)) == (422, True, text)


def test_a_story_that_is_too_long_stays_in_its_box() -> None:
    text = "x" * 20_003
    person = Browser().go("/report/question/story/").press("Continue", {STORY_LABEL: text})
    assert (person.status, "Characters to take out: 3." in person.text) == (422, True)
    assert (person.written_in(STORY_LABEL), deeds()) == (text, [])


@pytest.mark.parametrize(
    "url", ["/return/report/", "/report/check/", "/report/done/", "/report/delete/", "/report/kind/"]
)
def test_a_form_that_comes_after_its_session_ended_loses_nothing_and_does_nothing(url: str) -> None:
    person = sent()
    before = all_kept()
    person.client.cookies.clear()
    person.shown(
        person.client.post(url, {"message": "Keep <b>me</b>\nplease", "csrfmiddlewaretoken": "old"}), url
    )
    assert (person.status, person.heading) == (403, "Please send this once more")
    assert [area.text for area in person.tree.iter("textarea")] == ["Keep <b>me</b>\nplease"]
    assert all_kept() == before


def test_a_story_sent_too_late_is_saved_by_one_more_press() -> None:
    person = Browser().go("/report/question/story/")
    person.client.cookies.clear()
    person.press("Continue", {STORY_LABEL: '  Two lines\nand "quotes"'})
    person.press("Send it once more")
    assert person.go("/report/check/").heading == "Check what you told us"
    person.go("/report/question/story/")
    assert person.written_in(STORY_LABEL) == '  Two lines\nand "quotes"'


def test_secrets_are_not_shown_again_when_a_form_comes_too_late() -> None:
    person = Browser()
    person.shown(
        person.client.post("/staff/sign-in/", {"login": "asha", "password": "hunter22", "code": "123456"}),
        "/staff/sign-in/",
    )
    page = person.response.content.decode()
    assert (person.status, "hunter22" in page, "123456" in page) == (403, False, False)
