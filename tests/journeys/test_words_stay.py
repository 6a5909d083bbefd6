"""With scripts on, no failure takes away what an officer has typed: a session that ended, an error, a lost network."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.records.models import Closing
from tests.actions.closings import OPEN_OUTCOME, a_read_report
from tests.journeys.visiting import Visitor, staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "We asked your bank on the same day."


@pytest.fixture
def letter(desk: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The form of a closing letter, with words of an officer in it."""
    staff.cache_clear()
    visitor = Visitor(desk, live_server.url, settings, monkeypatch)
    visitor.begin_anew()
    visitor.become(staff())
    visitor.go(reverse("staff_close", args=[a_read_report()]) + f"?outcome={OPEN_OUTCOME}")
    desk.locator("[name=did]").fill(WORDS)
    return desk


def send(page: Page) -> None:
    page.get_by_role("button", name="Send and close").click()


def answered_with(page: Page, status: int, body: str) -> None:
    """Let the service answer the next form so, as something between it and the browser does."""
    page.route(
        "**/close/",
        lambda route: (
            route.fulfill(status=status, body=body, content_type="text/html")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )


def test_a_letter_typed_while_the_session_ended_is_on_the_page_that_asks_to_send_it_once_more(
    letter: Page,
) -> None:
    letter.context.clear_cookies()
    send(letter)
    expect(letter.locator("h1")).to_have_text("Please send this once more")
    expect(letter.locator("h1")).to_be_focused()
    expect(letter.locator("[name=did]")).to_have_value(WORDS)
    letter.get_by_role("button", name="Send it once more").click()
    expect(letter.locator("h1")).to_have_text("Staff sign-in")


def test_a_letter_that_could_not_be_saved_is_on_the_page_that_says_so(
    letter: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_row: object) -> Closing:
        raise OSError

    monkeypatch.setattr(Closing.objects, "create", refused)
    send(letter)
    expect(letter.locator("h1")).to_have_text("We could not save this")
    expect(letter.locator("[name=did]")).to_have_value(WORDS)
    monkeypatch.undo()
    letter.get_by_role("button", name="Try again").click()
    expect(letter.locator("h1")).to_contain_text("Report CP")
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("is_lost", [True, False], ids=["no network", "an answer of something between"])
def test_a_letter_without_an_answer_of_ours_stays_where_it_was_typed_and_that_is_said(
    letter: Page, *, is_lost: bool
) -> None:
    if is_lost:
        letter.route("**/close/", lambda route: route.abort())
    else:
        answered_with(letter, 502, "<h1>Bad gateway</h1>")
    send(letter)
    said = letter.get_by_role("alert")
    expect(said).to_contain_text("What you typed is still here.")
    expect(said).to_be_in_viewport()
    expect(letter.locator("[name=did]")).to_have_value(WORDS)
    letter.unroute("**/close/")
    letter.get_by_role("button", name="Pass to a second person").click()
    expect(letter.locator("h1")).to_contain_text("Report CP")
    assert Closing.objects.count() == 1


def test_a_refusal_that_gives_nothing_back_is_said_beside_the_letter(letter: Page) -> None:
    answered_with(letter, 404, letter.request.get(f"{letter.url.split('/staff')[0]}/none/").text())
    send(letter)
    expect(letter.get_by_role("alert")).to_contain_text("We cannot find this page.")
    expect(letter.locator("[name=did]")).to_have_value(WORDS)
