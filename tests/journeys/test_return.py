"""Coming back on another device, with scripts and without: add a payment, change contact, withdraw, undo."""

import re
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.records.models import Report
from callpoint.records.opened import own_report
from callpoint.rules.access import Role
from tests.journeys.seeing import Watch, scrolls_sideways
from tests.journeys.visiting import Visitor, a_sender, answer_newest
from tests.makers import signed_in_client, with_service

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _police(settings: Settings) -> None:
    with_service(settings, role="police-force")


def come_back(phone: Page, live_server: LiveServer) -> None:
    """Open a report, which staff have answered, by its code alone on a device that never saw it."""
    done = a_sender().get(reverse("done")).content.decode()
    answer_newest()
    groups = re.findall(r"app-reference__group\">(\d{4})<", done)
    phone.goto(live_server.url + "/return/")
    phone.get_by_label("Your private code").fill(" ".join(groups))
    phone.get_by_role("button", name="Open my report").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your report")


@dataclass
class Reporter:
    """Somebody who came back, and looks at each page they meet."""

    phone: Page
    watch: Watch

    def look(self) -> None:
        """See that the page fits the phone and complains of nothing."""
        self.phone.wait_for_load_state()
        expect(self.phone.get_by_role("heading", level=1)).to_be_visible()
        assert (scrolls_sideways(self.phone), self.watch.taken()) == (False, [])

    def follow(self, name: str) -> None:
        """Follow a link by its words."""
        with self.phone.expect_navigation():
            self.phone.get_by_role("link", name=name, exact=True).click()
        self.look()

    def press(self, name: str) -> None:
        """Press a button by its words."""
        with self.phone.expect_navigation():
            self.phone.get_by_role("button", name=name, exact=True).click()
        self.look()

    def reads(self, words: str) -> None:
        """See some words."""
        expect(self.phone.get_by_text(words)).to_be_visible()

    def add_two_payments(self) -> None:
        """Add a payment with what belongs to it, then a second one."""
        self.follow("Add information")
        self.follow("One payment")
        self.phone.get_by_label("How much was it?").fill("400 pounds")
        self.press("Save")
        expect(self.phone.get_by_role("heading", level=1)).to_have_text("Where that payment went")
        self.press("Save, and add another payment")
        expect(self.phone.get_by_role("heading", level=1)).to_contain_text("Number 2")
        self.phone.get_by_label("How much was it?").fill("50")
        self.press("Save")
        self.follow("Leave it as it is")
        self.reads("Thank you. We have what you added.")
        self.follow("Back to your report")

    def change_contact(self) -> None:
        """Say that contact is safe at some times only."""
        self.follow("Change how we reach you")
        self.phone.get_by_role("radio", name="Yes, but only at some times").check()
        self.press("Save")
        self.phone.get_by_label("When is it safe?").fill("after 6 pm")
        self.press("Save")
        self.follow("Back to your report")

    def withdraw_and_go_on(self) -> None:
        """Ask to withdraw with a reason, and take it back."""
        self.follow("Withdraw your report")
        self.phone.get_by_label("Is there something you want to say with it?").fill("He is my son.")
        self.press("Yes, ask to withdraw")
        self.reads("You asked to withdraw your report.")
        self.press("I changed my mind. Go on with it")
        expect(self.phone.get_by_role("link", name="Withdraw your report")).to_be_visible()


def test_on_another_device_somebody_adds_a_payment_changes_contact_and_withdraws_and_goes_on(
    phone: Page, live_server: LiveServer
) -> None:
    reporter = Reporter(phone, Watch(phone, live_server.url))
    come_back(phone, live_server)
    reporter.look()
    for words in ("Did you ring your bank?", "You hear from us by"):
        reporter.reads(words)
    expect(phone.get_by_text("A man rang and said")).to_be_hidden()
    reporter.add_two_payments()
    reporter.change_contact()
    reporter.withdraw_and_go_on()
    told = own_report(Report.objects.get().id).answers
    wanted = {"pay_amount": "400 pounds", "pay_amount.2": "50", "safe_times": "after 6 pm"}
    assert {name: told.get(name) for name in wanted} == wanted


def test_an_officer_sees_the_new_rules_of_contact_first_and_records_a_crime_number(
    phone: Page,
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    come_back(phone, live_server)
    phone.goto(live_server.url + "/return/add/you/")
    phone.get_by_role("radio", name="No, I will come back with my code").check()
    phone.get_by_role("button", name="Save").click()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    desk = context.new_page()
    visitor = Visitor(page=desk, url=live_server.url, settings=settings, patch=monkeypatch)
    visitor.become(signed_in_client(role=Role.SUPERVISOR, unit=""))
    visitor.open("staff_report", Report.objects.get().id)
    expect(desk.get_by_text("Do not contact them. They come back with their code.")).to_be_visible()
    desk.get_by_label("Crime number, once police recorded it").fill("26*77")
    desk.get_by_role("button", name="Save the crime number").click()
    expect(desk.get_by_label("Crime number, once police recorded it")).to_have_value("26*77")
    context.close()
    phone.goto(live_server.url + "/return/report/")
    expect(phone.get_by_text("This is your crime number. Give it to your bank or insurer.")).to_be_visible()
    assert not scrolls_sideways(phone)
