"""Whole ways through without JavaScript on a phone, by visible labels: from Start to a reference, with no dead end."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.pages.public.frame import QUICK_EXIT
from callpoint.records.models import Report
from tests.journeys.seeing import Watch, stands_for_elsewhere
from tests.journeys.telling import CHECK, DONE, Teller
from tests.journeys.windows import PHONE_WITHOUT_SCRIPTS, Windows
from tests.makers import with_service

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

WHO = "Who is this about?"
AGE = "How old is the person it happened to?"


@pytest.fixture
def teller(windows: Windows, live_server: LiveServer) -> Iterator[Teller]:
    """Somebody with a phone on which scripts are off."""
    with windows.window(PHONE_WITHOUT_SCRIPTS) as page:
        opened = Teller(page, live_server.url, Watch(page, live_server.url))
        yield opened
        complaints = opened.watch.taken()
    assert complaints == []


def test_who_paid_a_shop_that_never_sent_the_goods_gets_a_reference(teller: Teller) -> None:
    teller.start()
    teller.press("Start here")
    teller.choose("I lost money, or what I paid for never came")
    teller.write(
        "I paid 60 pounds for shoes in a web shop three weeks ago. They never came and the shop is gone."
    )
    teller.go_on_to(
        CHECK, {WHO: "Me", "Has money gone, or could it be about to go?": "Yes, up to 13 months ago"}
    )
    teller.send()
    assert (teller.seen[-1], re.fullmatch(r"CP-?\w{4}-?\w{4}-?\w", teller.reference()) is not None) == (
        DONE,
        True,
    )
    expect(teller.page.get_by_text("Report Fraud").first).to_be_visible()


def test_who_has_the_caller_on_the_line_is_led_to_the_bank_first(teller: Teller) -> None:
    teller.start()
    teller.follow("Money just gone")
    assert "159" in teller.first_helper()
    teller.press("Tell us what happened")
    teller.write(
        "My bank rang me just now. I moved 900 pounds to a safe account. They are still on the phone."
    )
    assert "159" in teller.first_helper()
    teller.go_on_to(CHECK, {})
    teller.send()
    assert teller.seen[-1] == DONE
    expect(teller.page.get_by_text("We never ask for money")).to_be_visible()


def test_who_is_under_18_and_threatened_with_pictures_is_helped_and_can_leave_at_once(teller: Teller) -> None:
    stands_for_elsewhere(teller.page, own=teller.url)
    teller.start()
    teller.follow("Threats to share pictures")
    teller.press("Tell us what happened")
    teller.write("I am 15. She wants 200 pounds or she sends my pictures to my friends.")
    helpers = teller.helpers()
    assert [
        name for name in ("Report Remove", "Childline", "Do not send us the pictures") if name not in helpers
    ] == []
    code = teller.code()
    teller.page.get_by_role("button", name="Exit this page").click()
    expect(teller.page).to_have_title("Elsewhere")
    assert teller.watch.taken()[0] == QUICK_EXIT
    teller.page.go_back()
    assert [group for group in code if group in teller.page.content()] == []
    teller.page.goto(teller.url + "/report/check/")
    assert teller.look() == "What is going on?"


def test_who_is_under_18_and_threatened_with_pictures_can_send_a_report_without_a_name(
    teller: Teller,
) -> None:
    teller.start()
    teller.press("Start here")
    teller.choose("Someone threatens to share private pictures of me")
    teller.go_on_to("Tell us what happened, in your own words", {})
    teller.write("A girl online says she will send it to all my friends.")
    teller.go_on_to(WHO, {})
    expect(teller.page.get_by_role("button", name="Exit this page")).to_be_visible()
    teller.go_on_to(CHECK, {AGE: "13 to 15"})
    teller.send()
    assert teller.seen[-1] == DONE


def test_a_firm_under_attack_is_led_to_the_line_that_answers_day_and_night(teller: Teller) -> None:
    teller.start()
    teller.follow("Your organisation is under attack")
    assert "0300 123 2040" in teller.first_helper()
    teller.press("Tell us what happened")
    teller.write("All files of our firm are locked since this morning. A note asks for bitcoin.")
    teller.go_on_to(CHECK, {})
    teller.send()
    assert teller.seen[-1] == DONE


def test_who_lost_nothing_to_a_message_learns_where_to_send_it(teller: Teller) -> None:
    teller.start()
    teller.press("Start here")
    teller.choose("I got a message, call or link I do not trust")
    teller.write("I got a text about a parcel fee. I did not click and lost nothing.")
    teller.go_on_to("What to do now", {})
    assert "7726" in teller.helpers()
    teller.follow("Get a ready copy")
    teller.back()
    teller.send()
    assert teller.seen[-1] == DONE


def test_a_visitor_from_the_united_states_is_told_who_acts_there(teller: Teller) -> None:
    teller.start()
    teller.press("Start here")
    teller.choose("I lost money, or what I paid for never came")
    teller.write("I live in Texas in the USA. I sent 5,000 dollars to a man I met online last month.")
    teller.go_on_to("What to do now", {})
    assert "IC3" in teller.helpers()
    teller.go_on_to(CHECK, {})
    teller.send()
    assert teller.seen[-1] == DONE


def test_a_guide_sends_nothing_and_gives_a_copy_to_take_along(teller: Teller, settings: Settings) -> None:
    with_service(settings, role="guide")
    teller.start()
    teller.follow("Money just gone")
    teller.press("Tell us what happened")
    teller.write("A man said he was from my bank. I moved 400 pounds an hour ago.")
    teller.go_on_to(CHECK, {})
    teller.press("Show my ready copy")
    assert (teller.seen[-1], Report.objects.exclude(reference=None).count()) == ("Your ready copy", 0)
