"""The queue by keys alone: rows, ticks, one report after another without loading a page, help, the palette."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.actions.desk import choose_desk
from callpoint.clock import now
from callpoint.records.models import Report, StaffMember
from callpoint.records.queries.desk import Choices
from tests.journeys.visiting import Visitor, staff
from tests.makers import a_report, acting, deeds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visitor(
    desk: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    staff.cache_clear()
    made = Visitor(desk, live_server.url, settings, monkeypatch)
    made.begin_anew()
    for _ in range(3):
        a_report(when=now())
    made.become(staff())
    made.open("staff_queue", query="?view=all")
    made.page.evaluate("window.mark = true")
    return made


def was_never_loaded(page: Page) -> bool:
    return bool(page.evaluate("window.mark === true"))


def in_order() -> list[str]:
    return [str(report) for report in Report.objects.order_by("submitted_at", "id")]


def test_rows_a_report_and_the_next_one_by_keys_without_loading_a_page(visitor: Visitor) -> None:
    page, (first, second, third) = visitor.page, in_order()
    for key in "jjkx":
        page.keyboard.press(key)
    expect(page.locator("[data-row] input:checked")).to_have_count(1)
    expect(page.locator("[data-ticked-count]")).to_have_text("(1)")
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text(f"Report {first}")
    expect(page.locator("h1")).to_be_focused()
    for reference in (second, third):
        page.keyboard.press("n")
        expect(page.locator("h1")).to_have_text(f"Report {reference}")
    # What was read has a later date by now, and comes again behind what nobody has read.
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text(f"Report {first}")
    page.go_back()
    expect(page.locator("h1")).to_have_text(f"Report {third}")
    assert (was_never_loaded(page), deeds().count("report.open")) == (True, 5)


def test_a_look_stays_in_the_list_and_a_form_changes_the_page_in_place(visitor: Visitor) -> None:
    page = visitor.page
    page.locator("[data-peek]").first.click()
    expect(page.locator(".app-queue__peeked")).to_contain_text("he was from my bank")
    page.locator("[data-row] input").first.check()
    page.get_by_role("button", name="Take", exact=True).click()
    expect(page.get_by_text("1 report is now yours.")).to_be_visible()
    page.get_by_role("button", name="Put back", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert was_never_loaded(page)


def test_help_lists_the_keys_of_the_page_and_the_palette_finds_what_it_offers(visitor: Visitor) -> None:
    page = visitor.page
    page.keyboard.press("?")
    expect(page.locator("[data-desk-keys] dt").first).to_be_visible()
    keys = page.locator("[data-desk-keys] dt").all_text_contents()
    assert {"j", "k", "o", "x", "r", "u", "/", "?"} <= set(keys)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator("#desk-filter").fill("waiting rep")
    expect(page.locator("#desk-found [aria-selected=true]")).to_contain_text("Waiting for reply")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-current=page]", has_text="Waiting for reply")).to_be_visible()
    assert was_never_loaded(page)


def test_keys_do_nothing_while_somebody_types_or_has_switched_them_off(visitor: Visitor) -> None:
    page = visitor.page
    page.locator("summary", has_text="Your own views").click()
    page.locator("#name").press_sequentially("jokx?")
    expect(page.locator("#name")).to_have_value("jokx?")
    expect(page.locator("[data-row] input:checked, dialog[open], .app-queue__row--marked")).to_have_count(0)
    choose_desk(choices=Choices(has_keys=False), by=acting(StaffMember.objects.latest("pk")), at=now())
    visitor.go(reverse("staff_queue"))
    for key in "jx?":
        page.keyboard.press(key)
    expect(page.locator("[data-row] input:checked, dialog[open], .app-queue__row--marked")).to_have_count(0)
    expect(page.locator("main kbd, [aria-keyshortcuts='j']")).to_have_count(1)
