"""Staff ask, the reporter answers on a phone, and staff see the difference: without scripts on both sides."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.records.models import Ask, Report
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from tests.journeys.ask_states import a_called_one, newest
from tests.journeys.seeing import scrolls_sideways
from tests.journeys.visiting import Visitor
from tests.journeys.windows import PHONE_WITHOUT_SCRIPTS, Device, Windows
from tests.makers import signed_in_client, with_service

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

DESK_WITHOUT_SCRIPTS = Device(width=1280, height=900, has_scripts=False)


@pytest.fixture
def two(
    windows: Windows, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Visitor, Visitor]]:
    """A reporter with a phone and an officer at a desk, each without scripts."""
    with_service(settings, role="police-force")
    with windows.window(PHONE_WITHOUT_SCRIPTS) as phone, windows.window(DESK_WITHOUT_SCRIPTS) as desk:
        yield (
            Visitor(phone, live_server.url, settings, monkeypatch),
            Visitor(desk, live_server.url, settings, monkeypatch),
        )


def press(page: Page, name: str) -> None:
    """Press a button by its words, and see that the next page fits the screen."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    assert not scrolls_sideways(page)


def test_staff_ask_the_reporter_answers_and_staff_see_the_difference(two: tuple[Visitor, Visitor]) -> None:
    reporter, officer = two
    reporter.become(a_called_one())
    officer.become(signed_in_client(role=Role.SUPERVISOR))
    officer.open("staff_ask", newest())
    expect(officer.page.get_by_text("To help us with your report, please tell us:")).to_be_visible()
    press(officer.page, "Send the question")
    reporter.open("own_report")
    expect(reporter.page.get_by_role("heading", name="We need something from you")).to_be_visible()
    reporter.page.get_by_role("link", name="What number showed on the phone?").click()
    reporter.page.get_by_label("What number showed on the phone?").fill("07700 900321")
    press(reporter.page, "Save")
    while reporter.page.get_by_role("button", name="I do not know").count():
        press(reporter.page, "I do not know")
    expect(reporter.page.get_by_text("We have your answer.")).to_be_visible()
    officer.page.goto(officer.url + reverse("staff_report", args=[newest()]))
    expect(officer.page.locator(".app-changes")).to_contain_text("07700 900321")
    expect(officer.page.locator(".app-changes")).to_contain_text("You asked this on")
    assert (Report.objects.get().state, Ask.objects.exclude(answered_at=None).count()) == (
        ReportState.READING,
        1,
    )


def test_each_step_of_asking_and_recording_has_a_key_of_its_own(two: tuple[Visitor, Visitor]) -> None:
    _, officer = two
    a_called_one()
    officer.become(signed_in_client(role=Role.SUPERVISOR))
    officer.open("staff_report", newest())
    keys = {
        key.get_attribute("data-key"): key.inner_text()
        for key in officer.page.locator("#main-content [data-key]").all()
    }
    officer.page.get_by_role("link", name="Ask for missing facts").click()
    sends = officer.page.locator("[data-key=a]").inner_text()
    told = [
        words.split("\n")[0].removesuffix(f" {key}")
        for key, words in (("m", keys["m"]), ("p", keys["p"]), ("a", sends))
    ]
    assert told == ["Ask the reporter", "Record it", "Send the question"]
