"""What people do to a page beside reading it: keys only, back, refresh, pressing twice, leaving in a hurry."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from callpoint.records.models import Report
from tests.journeys.seeing import Watch, stands_for_elsewhere
from tests.journeys.telling import CHECK, DONE, HELP, STORY_PAGE, Teller
from tests.journeys.windows import PHONE, Windows

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

WHO = "Who is this about?"
STORY = "A man rang and said he was my bank. I moved 400 pounds an hour ago."
MOST_TABS = 60
NAME_OF_FOCUS = """
() => {
  const held = document.activeElement;
  const label = held.labels?.length ? held.labels[0].innerText : held.innerText;
  return (label || held.getAttribute("aria-label") || "").trim();
}
"""
FOCUS_IS_SEEN = """
() => {
  const held = document.activeElement;
  const looks = (one) => {
    const style = getComputedStyle(one, one === held ? null : "::before");
    return style.boxShadow + style.outlineStyle + style.outlineWidth + style.backgroundColor + style.borderColor;
  };
  const parts = [held, held.parentElement, held.nextElementSibling].filter(Boolean);
  const look = () => parts.map((one) => looks(one) + getComputedStyle(one, "::before").boxShadow).join();
  const focused = look();
  held.blur();
  const blurred = look();
  held.focus({focusVisible: true});
  return focused !== blurred;
}
"""


@pytest.fixture
def teller(windows: Windows, live_server: LiveServer) -> Iterator[Teller]:
    """Somebody with a phone on which scripts are on."""
    with windows.window(PHONE) as page:
        yield Teller(page, live_server.url, Watch(page, live_server.url))


def tab_to(teller: Teller, name: str) -> None:
    """Press the tab key until something is reached; wherever the focus comes to rest, it can be seen."""
    for _ in range(MOST_TABS):
        teller.page.keyboard.press("Tab")
        held = str(teller.page.evaluate(NAME_OF_FOCUS))
        if held:
            assert teller.page.evaluate(FOCUS_IS_SEEN), f"focus on {held!r} cannot be seen"
        if held.startswith(name):
            return
    pytest.fail(f"{name} is not reached by the tab key")


def key(teller: Teller, name: str, pressed: str = "Enter") -> None:
    """Go to something by the tab key, press it by a key, and wait for the page that comes."""
    tab_to(teller, name)
    with teller.page.expect_navigation():
        teller.page.keyboard.press(pressed)
    teller.look()


def test_the_whole_way_is_open_to_the_keyboard(teller: Teller) -> None:
    teller.start()
    key(teller, "Start here", "Space")
    key(teller, "Skip this page")
    key(teller, "Continue")
    expect(teller.page.locator(".govuk-error-summary")).to_be_focused()
    tab_to(teller, "Tell us")
    teller.page.keyboard.press("Enter")
    expect(teller.page.get_by_role("textbox")).to_be_focused()
    teller.page.keyboard.type(STORY)
    key(teller, "Continue")
    while teller.seen[-1] != CHECK:
        if teller.seen[-1] == WHO:
            tab_to(teller, "Me")
            teller.page.keyboard.press("ArrowDown")
            teller.page.keyboard.press("ArrowUp")
            key(teller, "Continue")
        else:
            key(teller, "Go on with the report" if teller.seen[-1] == HELP else "Skip this page")
    expect(teller.page.get_by_text("Another adult")).to_have_count(0)
    tab_to(teller, "This is true as far as I know.")
    teller.page.keyboard.press("Space")
    key(teller, "Send my report", "Space")
    assert teller.seen[-1] == DONE


def test_going_back_and_sending_again_keeps_one_report(teller: Teller) -> None:
    teller.start()
    teller.press("Start here")
    teller.choose("My money has just gone, or they are on the phone")
    teller.go_on_to(STORY_PAGE, {})
    teller.write(STORY)
    teller.page.go_back()
    expect(teller.page.get_by_role("textbox")).to_have_value(STORY)
    teller.look()
    teller.write(STORY + " His number was 07700 900123.")
    teller.page.reload()
    teller.look()
    teller.go_on_to(CHECK, {})
    expect(teller.page.get_by_text("07700 900123")).to_be_visible()
    send_twice = (
        "() => { const form = document.querySelector('#main-content form'); form.submit(); form.submit(); }"
    )
    teller.page.get_by_role("checkbox", name="This is true as far as I know.").check()
    with teller.page.expect_navigation(url="**/report/done/"):
        teller.page.evaluate(send_twice)
    reference = teller.reference()
    teller.page.reload()
    shown = [reference, teller.reference()]
    teller.page.go_back()
    expect(teller.page.get_by_role("heading", level=1)).to_have_text(DONE)
    shown.append(teller.reference())
    assert (len(set(shown)), Report.objects.count()) == (1, 1)


def test_closing_a_report_on_a_shared_device_leaves_nothing_behind(teller: Teller) -> None:
    stands_for_elsewhere(teller.page, own=teller.url)
    teller.start()
    teller.follow("Threats to share pictures")
    teller.press("Tell us what happened")
    teller.write("I am 15. She wants 200 pounds or she sends my pictures to my friends.")
    code = teller.code()
    teller.page.wait_for_load_state()
    for _ in range(3):
        teller.page.keyboard.press("Shift")
    expect(teller.page).to_have_title("Elsewhere")
    teller.page.go_back()
    private = [word for word in (*code, "200 pounds") if word in teller.page.content()]
    teller.page.goto(teller.url + "/return/report/")
    assert (private, teller.look(), Report.objects.count()) == ([], "Come back to your report", 1)
