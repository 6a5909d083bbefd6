"""A request to be called in its session: a press too many, a form that came late, a shared device, a report beside it."""

import re

import pytest
from django.test import Client

from callpoint.pages import middleware
from callpoint.pages.staying import SHARED
from callpoint.records.models import Report, SupportRequest
from callpoint.records.opened_requests import own_request
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import came_back, checked
from tests.pages.public.journeys import sent as report_sent
from tests.pages.public.test_talking import CONTACT, GONE, WHOLE, asked
from tests.pages.test_middleware import Clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEAR = "Yes, to Derbyshire Victim Services"
CODE, CARE = "Your private code", "What must we take care of?"
CLOSES = "On a shared device, we close your request after 15 minutes in which you do nothing."


def told() -> dict[str, str]:
    """What the only request holds."""
    return dict(own_request(SupportRequest.objects.get().id).told)


def test_a_form_pressed_twice_shows_a_code_that_opens_its_request() -> None:
    person, again = Browser().go("/talk/ask/"), Browser()
    again.url, again.tree = person.url, person.tree
    again.client.cookies["session"] = person.client.cookies["session"].value
    person.press("Send my request", {**WHOLE, NEAR: "x"})
    again.press("Send my request", {**WHOLE, NEAR: "x"}).press("Send it once more")
    assert (again.url, SupportRequest.objects.count()) == ("/talk/done/", 1)
    assert came_back(again.code()).url == "/talk/mine/"


def late_change() -> tuple[Browser, str]:
    """Somebody whose session ended while they changed how to be reached, and their code."""
    person = asked()
    code = person.code()
    person.go("/talk/mine/")
    person.client.cookies.clear()
    person.press("Save the change", {"Text me": "x", CONTACT: "07700 900999", CARE: "Not\nbefore six"})
    return person, code


def test_a_change_that_came_too_late_is_back_in_its_form_after_the_code_and_can_be_saved() -> None:
    person, code = late_change()
    assert (person.status, person.heading) == (403, "Please send this once more")
    words = "".join(person.tree.find(".//textarea").itertext())  # type: ignore[union-attr]  # there is one
    assert ("Number or address 07700 900999" in words, "Not\nbefore six" in words) == (True, True)
    person.press("Open my report", {CODE: "0" * 20}).press("Open my report", {CODE: code})
    form = (person.url, person.value_of(CONTACT), person.written_in(CARE), told()["contact"])
    assert form == ("/talk/mine/", "07700 900999", "Not\nbefore six", "07700 900123")
    person.press("Save the change")
    assert (told()["way"], told()["contact"], told()["care"]) == ("text", "07700 900999", "Not\nbefore six")
    assert person.go("/talk/mine/").value_of(CONTACT) == "07700 900999"


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_late_change_with_the_code_of_a_report_waits_for_its_own_code(is_sent: bool) -> None:  # noqa: FBT001 - a case
    other = (report_sent() if is_sent else checked()).code()
    person, code = late_change()
    person.press("Open my report", {CODE: other})
    assert person.url == ("/return/report/" if is_sent else "/report/check/")
    person.go("/return/").press("Open my report", {CODE: code})
    assert (person.url, person.value_of(CONTACT)) == ("/talk/mine/", "07700 900999")


def test_late_words_for_a_report_wait_behind_the_code_of_a_request() -> None:
    report, code = report_sent(), asked().code()
    own = report.code()
    report.go("/return/report/")
    report.client.cookies.clear()
    report.press("Send message", {"Write to us, or add something": "Precious"}).press(
        "Open my report", {CODE: code}
    )
    assert report.url == "/talk/mine/"
    report.go("/return/").press("Open my report", {CODE: own})
    assert (report.url, report.written_in("Write to us, or add something")) == ("/return/report/", "Precious")


def test_a_device_stays_shared_for_who_comes_back_to_a_request() -> None:
    code = asked().code()
    person = Browser().go("/talk/ask/").press("I share this device").go("/return/")
    person.press("Open my report", {CODE: code})
    assert (person.url, person.client.session[SHARED], CLOSES in person.text) == ("/talk/mine/", True, True)


def test_the_pages_of_a_request_say_until_when_they_are_open_and_close_early_where_shared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    monkeypatch.setattr(middleware, "now", clock)
    monkeypatch.setattr("callpoint.pages.staying.now", clock)
    person = asked()
    assert (re.findall(r"Open until [\d:]+ [ap]m", person.text), CLOSES in person.text) == (
        ["Open until 2:00 pm"],
        True,
    )
    person.press("I share this device")
    assert "Your report closes" not in person.text
    assert person.client.get("/stay/").status_code == 200
    clock.go_on(minutes=16)
    assert person.go("/talk/mine/").url == "/return/"


def test_a_shared_device_closes_a_request_by_one_press_on_each_of_its_pages() -> None:
    person = asked().press("I share this device")
    person.go("/talk/withdraw/").press("Close my request on this device")
    assert (person.url, person.go("/talk/mine/").url) == ("/", "/return/")


def test_before_a_request_a_device_can_be_shared_and_nothing_is_open_yet() -> None:
    text = Browser().go("/talk/ask/").text
    assert (CLOSES in text, "Open until" in text) == (True, False)


def begun(person: Browser) -> Browser:
    """Somebody with a request who also began a report from it."""
    return person.go("/talk/mine/").press(
        "Tell us what happened", {"Fill in my name, place and how to reach me": "x"}
    )


def test_a_draft_that_is_thrown_away_leaves_the_request_open_here() -> None:
    person = begun(asked().press("I share this device"))
    code = person.go("/talk/done/").code()
    person.go("/report/delete/").press("Yes, delete it")
    assert (Report.objects.count(), person.client.session[SHARED]) == (0, True)
    assert (person.go("/talk/done/").code(), "report" in person.client.session) == (code, False)


def test_a_report_that_is_gone_leaves_the_request_open_here() -> None:
    person = asked()
    session = person.client.session
    session["report"] = GONE
    session.save()
    assert person.go("/report/check/").url != "/report/check/"
    assert person.go("/talk/mine/").url == "/talk/mine/"


def test_a_report_begun_again_from_a_request_is_the_same_draft_with_a_code_that_opens_it() -> None:
    person = asked()
    code = person.code()
    begun(person)
    other = begun(came_back(code))
    assert Report.objects.count() == 1
    own = other.go("/report/check/").code()
    assert (len(own), came_back(own).url) == (20, "/report/check/")


def test_a_form_of_another_s_session_changes_nothing() -> None:
    asked()
    answer = Client().post("/talk/mine/", {"way": "", "contact": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/return/")
