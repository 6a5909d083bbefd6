"""Leaving at once: the button, the hidden link and the Shift key end the session on our server first."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from callpoint.records.models import Report
from tests.journeys.seeing import Watch, stands_for_elsewhere
from tests.journeys.telling import Teller

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

STORY = "I am 15. She wants 200 pounds or she sends my pictures to my friends."


@pytest.fixture
def watched(phone: Page, live_server: LiveServer) -> Teller:
    """Somebody who told of a threat, with and without scripts."""
    stands_for_elsewhere(phone, own=live_server.url)
    teller = Teller(phone, live_server.url, Watch(phone, live_server.url))
    teller.start()
    teller.follow("Threats to share pictures")
    teller.press("Tell us what happened")
    teller.write(STORY)
    return teller


def is_out(teller: Teller) -> tuple[str, int, int]:
    """Where the browser is, how many sessions are left, and how many reports are kept."""
    expect(teller.page).to_have_title("Elsewhere")
    return teller.page.title(), Session.objects.count(), Report.objects.count()


def test_the_button_ends_the_session_first_and_back_shows_nothing(watched: Teller) -> None:
    watched.page.get_by_role("button", name="Exit this page").click()
    assert is_out(watched) == ("Elsewhere", 0, 1)
    watched.page.go_back()
    assert "200 pounds" not in watched.page.content()


def test_the_hidden_link_is_the_second_thing_that_the_tab_key_reaches(watched: Teller) -> None:
    watched.page.keyboard.press("Tab")
    watched.page.keyboard.press("Tab")
    link = watched.page.get_by_role("banner").get_by_role("link", name="Exit this page")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    watched.page.keyboard.press("Enter")
    assert is_out(watched) == ("Elsewhere", 0, 1)


def test_what_the_button_does_is_said_beside_it(watched: Teller) -> None:
    watched.follow("What this button does")
    assert watched.seen[-1] == "Leave this site quickly"
    expect(watched.page.get_by_text("It does not clear the list of pages you visited.")).to_be_visible()


@pytest.mark.parametrize("phone", [True], ids=["with-scripts"], indirect=True)
def test_the_shift_key_leaves_at_the_third_press_and_not_at_the_second(watched: Teller) -> None:
    for _ in range(2):
        watched.page.keyboard.press("Shift")
    expect(watched.page.get_by_text("Shift, press 1 more time to exit.")).to_be_attached()
    assert Session.objects.count() == 1
    watched.page.keyboard.press("Shift")
    assert is_out(watched) == ("Elsewhere", 0, 1)
