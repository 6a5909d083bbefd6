"""The walk that the guide shows: a person reports, staff read and answer; each picture is taken on the way.

The pictures of docs/guide are written anew with CALLPOINT_GUIDE=1 or ./test --full; else the walk only has to work.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect
from pytest_django.live_server_helper import LiveServer

from callpoint.clock import now
from callpoint.records.models import Report
from tests.journeys.seeing import EVERYTHING, Mode, Watch
from tests.journeys.telling import CHECK, DONE, STORY_PAGE, Teller
from tests.journeys.visiting import answer_newest, staff
from tests.makers import a_report
from tests.structure.source import PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GUIDE = PROJECT / "docs" / "guide"
WRITES = EVERYTHING or bool(os.environ.get("CALLPOINT_GUIDE"))
LOOKS = {
    "phone": Mode(360, "light"),
    "phone-dark": Mode(360, "dark"),
    "desk": Mode(1280, "light"),
    "desk-dark": Mode(1280, "dark"),
}
PICTURES = ("start", "story", "now", "check", "done", "return", "own-report", "sign-in", "queue", "report")
COVER = ("start", "desk")
"""The picture that the README of the project shows, as start.png."""
STORY = "A man rang and said he was my bank. I moved 400 pounds an hour ago. His number was 07700 900123."
OTHERS = (
    "My parcel text asked for my card. I typed it in and 60 pounds are gone.",
    "All files of our charity are locked since this morning. They want bitcoin.",
    "Someone got into my mail account and writes to my friends.",
    "I paid 90 pounds for tickets. They never came.",
)


@dataclass
class Camera:
    """Takes each picture in every look."""

    page: Page
    taken: list[str]

    def take(self, name: str) -> None:
        """Take the picture of the page that is open: its first screen, and some more of it on a phone."""
        self.taken.append(name)
        for look, mode in LOOKS.items():
            mode.put_on(self.page)
            if WRITES:
                self.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
                self.page.screenshot(path=self._file(name, look), clip=self._frame(mode), full_page=True)
                if (name, look) == COVER:
                    self.page.screenshot(path=GUIDE / "start.png")
        LOOKS["phone"].put_on(self.page)

    def _file(self, name: str, look: str) -> Path:
        return GUIDE / f"{name}-{look}.png"

    def _frame(self, mode: Mode) -> FloatRect:
        height = self.page.evaluate("document.documentElement.scrollHeight")
        return {"x": 0, "y": 0, "width": mode.width, "height": min(height, 780)}


def test_the_walk_of_the_guide(browser: Browser, live_server: LiveServer) -> None:
    staff.cache_clear()
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-GB")
    context.set_default_timeout(8000)
    teller = Teller(context.new_page(), live_server.url, Watch(context.pages[0], live_server.url))
    camera = Camera(teller.page, [])
    staff_walk(teller, camera, reporter_walks(teller, camera))
    context.close()
    assert camera.taken == list(PICTURES)


def reporter_walks(teller: Teller, camera: Camera) -> Report:
    """Start, story, what to do now, check, done, and back again with the code; gives the report."""
    teller.start()
    camera.take("start")
    teller.press("Start here")
    teller.follow("Skip this page")
    assert teller.seen[-1] == STORY_PAGE
    teller.page.get_by_role("textbox").fill(STORY)
    camera.take("story")
    teller.press("Continue")
    camera.take("now")
    code = " ".join(teller.code())
    teller.go_on_to(CHECK, {"What is your postcode or town?": "S40 1TB"})
    camera.take("check")
    teller.send()
    assert teller.seen[-1] == DONE
    camera.take("done")
    report = answer_newest()
    teller.page.context.clear_cookies()
    teller.start()
    teller.follow("Come back")
    teller.page.get_by_label("Your private code").fill(code)
    camera.take("return")
    teller.press("Open my report")
    expect(teller.page.locator(".app-thread")).to_contain_text("Did you ring your bank?")
    camera.take("own-report")
    return report


def staff_walk(teller: Teller, camera: Camera, report: Report) -> None:
    """Sign-in, the queue, and one report."""
    for story in OTHERS:
        a_report(story=story, when=now())
    page = teller.page
    page.context.clear_cookies()
    page.goto(teller.url + "/staff/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff sign-in")
    camera.take("sign-in")
    cookie = staff().cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": cookie, "url": teller.url}])
    page.goto(teller.url + "/staff/")
    expect(page.get_by_role("link", name=re.compile("^CP-"))).to_have_count(len(OTHERS) + 1)
    camera.take("queue")
    page.goto(f"{teller.url}/staff/report/{report.id}/")
    expect(page.locator(".app-story")).to_be_visible()
    camera.take("report")


def test_the_guide_shows_each_picture_and_no_other() -> None:
    shown = set(re.findall(r"\]\(([\w-]+\.png)\)", (GUIDE / "README.md").read_text(encoding="utf-8")))
    kept = {picture.name for picture in GUIDE.glob("*.png")}
    taken = {f"{name}-{look}.png" for name in PICTURES for look in LOOKS}
    assert (shown, kept) == (taken, taken | {"start.png"})
