"""What to do now on a phone: the first step and a way to get help are there before anything is pressed."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from callpoint.records.knowledge import knowledge

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEEN = """
() => {
  const inside = (element) => {
    const box = element ? element.getBoundingClientRect() : {top: -1};
    return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  };
  return [inside(document.querySelector(".app-steps__step")), inside(document.querySelector(".app-call"))];
}
"""


@pytest.mark.parametrize("guide", sorted(knowledge().content.now))
def test_the_first_step_and_a_number_are_whole_on_the_first_screen(
    browser: Browser, live_server: LiveServer, guide: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/now/{guide}/")
    seen = page.evaluate(SEEN)
    context.close()
    assert seen == [True, True]
