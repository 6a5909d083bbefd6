"""What is there before anything is pressed: the four urgent cards whole on a phone, and few bytes."""

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from benchmarks.first_view import LIMIT, fetched_by_browser, first_view, serving
from tests.makers import with_service

FIRST_SCREEN = """
() => [...document.querySelectorAll(".app-now-card")].map((card) => {
  const call = card.querySelector("a[href^='tel:']");
  const boxes = [card, call].map((element) => element.getBoundingClientRect());
  return [card.querySelector("h2").innerText, call.getAttribute("href"),
    boxes.every((box) => box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth)];
})
"""
CARDS = [
    ["Danger right now", "tel:999", True],
    ["Money just gone", "tel:159", True],
    ["Threats to share pictures", "tel:101", True],
    ["Your organisation is under attack", "tel:+443001232040", True],
]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_demonstration", [False, True])
def test_the_four_cards_are_whole_on_the_first_screen_of_a_phone(
    browser: Browser, live_server: LiveServer, settings: Settings, *, is_demonstration: bool
) -> None:
    with_service(settings, demonstration=is_demonstration)
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=True)
    page = context.new_page()
    page.goto(live_server.url + "/")
    shown = page.evaluate(FIRST_SCREEN)
    said = page.get_by_text("Demonstration: nothing here reaches the police").count()
    context.close()
    assert (shown, said) == (CARDS, int(is_demonstration))


@pytest.mark.browser
def test_the_first_view_is_small_and_asks_no_other_host(browser: Browser) -> None:
    with serving() as address:
        sizes = first_view(address, coding="gzip")
        asked = fetched_by_browser(browser, address)
    assert sum(sizes.values()) <= LIMIT
    assert asked == set(sizes)
