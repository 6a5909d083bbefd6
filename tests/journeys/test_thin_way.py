"""The thinnest whole way: from Start to a reference, to an officer, and back to the reporter."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from callpoint.actions.acting import system
from callpoint.actions.staffing import add_staff_member
from callpoint.clock import now
from callpoint.rules.access import Role
from tests.makers import a_code

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

STORY = "A man rang and said he was my bank. I moved 400 pounds an hour ago. His number was 07700 900123."
ANSWER = "Thank you. Please keep the messages. I ring your bank today."
OWN_PASSWORD = "three plain garden words"


def test_a_person_reports_an_officer_answers_and_the_person_reads_it(
    phone: Page, desk: Page, live_server: LiveServer
) -> None:
    code = send_a_report(phone, live_server.url)
    reference = phone.locator(".app-reference:not(.app-reference--private) .app-reference__code").inner_text()
    phone.context.clear_cookies()

    officer_signs_in(desk, live_server.url)
    desk.get_by_role("link", name=re.compile("^CP-")).first.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Report CP-")
    expect(desk.locator(".app-story")).to_have_text(STORY)
    desk.get_by_label("Write to the reporter").fill(ANSWER)
    desk.get_by_role("button", name="Send message").click()
    expect(desk.locator(".app-thread")).to_contain_text(ANSWER)

    phone.goto(live_server.url + "/return/")
    phone.get_by_label("Your private code").fill(code)
    phone.get_by_role("button", name="Open my report").click()
    expect(phone.get_by_text("Someone is reading it")).to_be_visible()
    expect(phone.locator(".app-thread")).to_contain_text(ANSWER)
    assert reference.replace(" ", "").replace("\n", "") != ""


def send_a_report(page: Page, url: str) -> str:
    """Tell a story by visible labels, skip what can be skipped, and return the private code."""
    page.goto(url + "/")
    page.get_by_role("button", name="Start here").click()
    page.get_by_role("link", name="Skip this page").click()
    page.get_by_role("textbox").fill(STORY)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What to do now")
    expect(page.locator(".app-service-card--main")).to_contain_text("159")
    code = page.locator(".app-reference--private .app-reference__code").inner_text()
    page.get_by_role("button", name="Go on with the report").click()
    while page.get_by_role("heading", level=1).inner_text() != "Check what you told us":
        page.get_by_role("link", name="Skip this page").click()
    expect(page.get_by_text(STORY)).to_be_visible()
    page.get_by_role("checkbox", name="This is true as far as I know.").check()
    page.get_by_role("button", name="Send my report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your report is sent")
    return code


def officer_signs_in(page: Page, url: str) -> None:
    """Sign in for the first time: one-time password, authenticator app, own password."""
    made = add_staff_member(
        username="asha", display_name="Asha Patel", role=Role.SUPERVISOR, unit="", by=system("test"), at=now()
    )
    page.goto(url + "/staff/")
    page.get_by_label("User name").fill(made.username)
    page.get_by_label("Password").fill(made.password)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator(".app-reference__code").inner_text()
    page.get_by_label("Code from your app").fill(a_code(secret))
    page.get_by_role("button", name="Turn it on").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Password you have now").fill(made.password)
    page.get_by_label("New password", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("New password again").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports that wait")
