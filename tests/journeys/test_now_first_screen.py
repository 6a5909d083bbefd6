"""What to do now on a phone: the first step and a way to get help are there before anything is pressed."""

import pytest
from pytest_django.live_server_helper import LiveServer

from callpoint.records.knowledge import knowledge
from tests.journeys.windows import PHONE_WITHOUT_SCRIPTS, Windows

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
    windows: Windows, live_server: LiveServer, guide: str
) -> None:
    with windows.window(PHONE_WITHOUT_SCRIPTS) as page:
        page.goto(f"{live_server.url}/now/{guide}/")
        seen = page.evaluate(SEEN)
    assert seen == [True, True]
