"""Who only wants to talk, in a browser with and without scripts: a request, a code, a change, and taking it back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from callpoint.records.models import Report, SupportRequest
from callpoint.rules.support_requests import RequestState
from tests.journeys.seeing import Watch, scrolls_sideways, stands_for_elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

Look = Callable[[], None]


@pytest.fixture
def look(phone: Page, live_server: LiveServer) -> Look:
    """Look at the page that is open: it fits the phone, can be left at once, and complains of nothing."""
    watch = Watch(phone, live_server.url)

    def at_it() -> None:
        assert (scrolls_sideways(phone), watch.taken()) == (False, [])
        expect(phone.get_by_role("button", name="Exit this page")).to_be_visible()

    return at_it


def ask(phone: Page, live_server: LiveServer, look: Look) -> None:
    """Go from Start to a request that is sent, by visible words alone."""
    phone.goto(live_server.url + "/")
    phone.get_by_role("link", name="I only want to talk to somebody").click()
    expect(phone.get_by_role("heading", name="They answer right now")).to_be_visible()
    look()
    phone.get_by_role("button", name="Ask to be called").click()
    look()
    phone.get_by_label("Your postcode or town").fill("S40 1TB")
    phone.get_by_label("What shall we call you?").fill("Ann")
    phone.get_by_role("button", name="Send my request").click()
    look()
    expect(phone.get_by_label("What shall we call you?")).to_have_value("Ann")
    phone.get_by_role("radio", name="Call me").check()
    phone.get_by_label("Your number or email address").fill("07700 900123")
    phone.get_by_label("When is it safe?").fill("after 6 pm")
    phone.get_by_role("checkbox", name="Yes, to Derbyshire Victim Services").check()
    phone.get_by_role("button", name="Send my request").click()
    expect(phone.get_by_role("heading", name="Your request is sent")).to_be_visible()
    look()


def code_on(phone: Page) -> str:
    shown = phone.locator(".app-reference--private .app-reference__code").text_content() or ""
    return re.sub(r"\D", "", shown)


def test_who_only_wants_to_talk_is_asked_for_two_things_and_makes_no_report(
    phone: Page, live_server: LiveServer, look: Look
) -> None:
    ask(phone, live_server, look)
    code = code_on(phone)
    phone.context.clear_cookies()
    phone.goto(live_server.url + "/return/")
    phone.get_by_label("Your private code").fill(code)
    phone.get_by_role("button", name="Open my report").click()
    expect(phone.get_by_text("We have your request")).to_be_visible()
    look()
    phone.get_by_label("When is it safe?").fill("noon")
    phone.get_by_role("button", name="Save the change").click()
    expect(phone.get_by_text("We use the new way from now on.")).to_be_visible()
    phone.get_by_role("button", name="Take my request back").click()
    look()
    phone.get_by_role("button", name="Yes, take it back").click()
    expect(phone.get_by_text("You took it back")).to_be_visible()
    look()
    assert (Report.objects.count(), SupportRequest.objects.get().state) == (0, RequestState.WITHDRAWN)


def test_the_exit_ends_the_session_so_that_going_back_shows_no_request(
    phone: Page, live_server: LiveServer, look: Look
) -> None:
    stands_for_elsewhere(phone, own=live_server.url)
    ask(phone, live_server, look)
    code = code_on(phone)
    phone.get_by_role("button", name="Exit this page").click()
    expect(phone).to_have_title("Elsewhere")
    phone.goto(live_server.url + "/talk/done/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Talk to somebody")
    assert code[:4] not in phone.content()


def test_a_report_begun_from_a_request_is_filled_in_by_a_tick(
    phone: Page, live_server: LiveServer, look: Look
) -> None:
    ask(phone, live_server, look)
    phone.get_by_role("checkbox", name="Fill in my name, place and how to reach me").check()
    phone.get_by_role("button", name="Tell us what happened").click()
    expect(phone.get_by_role("heading", name="What is going on?")).to_be_visible()
    phone.goto(live_server.url + "/report/question/name/")
    expect(phone.get_by_label("What is your name?")).to_have_value("Ann")
