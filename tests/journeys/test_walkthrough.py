"""The shift that docs/walkthrough.md shows, walked by keys over the made-up reports of the demonstration.

Its pictures are written anew with CALLPOINT_GUIDE=1 or ./test --full; else the walk only has to work: where a page of it
can no longer be reached, or no longer looks like its picture says, this fails.
"""

import io
import os
import re
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from callpoint.project.demo import fill
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.rules.recording_codes import codes_of_kind
from tests.journeys.seeing import EVERYTHING
from tests.journeys.shift import Keys
from tests.journeys.visiting import Visitor
from tests.makers import signed_in_client
from tests.structure.source import PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOCUMENT = PROJECT / "docs" / "walkthrough.md"
PICTURES = PROJECT / "docs" / "walkthrough"
WRITES = EVERYTHING or bool(os.environ.get("CALLPOINT_GUIDE"))
LARGEST = 60_000
"""Bytes of one picture."""
WIDEST = 1024
"""Pixels of its longer side, which still can be read."""


@dataclass
class Camera:
    """Takes the first screen of each page that is shown under its name, once that page says what it should."""

    page: Page
    taken: list[str] = field(default_factory=list)

    def take(self, name: str, heading: str | re.Pattern[str]) -> None:
        """Look whether the page is there; write its picture where pictures are written."""
        expect(self.page.locator("h1")).to_have_text(heading)
        self.taken.append(name)
        if WRITES:
            shot = Image.open(io.BytesIO(self.page.screenshot()))
            shot.thumbnail((WIDEST, WIDEST))
            shot.save(PICTURES / f"{name}.webp", quality=45, method=6)


@pytest.fixture
def visitor(
    desk: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    made = Visitor(desk, live_server.url, settings, monkeypatch)
    made.begin_anew()
    fill()
    made.become(signed_in_client(role="supervisor", unit="", name="Asha Patel (made up)"))
    return made


def test_the_shift_of_the_walkthrough_can_be_walked_and_each_of_its_pictures_be_taken(
    visitor: Visitor,
) -> None:
    keys, camera = Keys(visitor.page), Camera(visitor.page)
    visitor.open("staff_queue", query="?view=all")
    decide(visitor, keys, camera)
    record_and_close(visitor, keys, camera)
    look_around(visitor, camera)
    assert camera.taken == shown()


def decide(visitor: Visitor, keys: Keys, camera: Camera) -> None:
    """The queue, its keys, a report, what is suggested of it, and a question to its reporter."""
    camera.take("queue", "Reports that wait")
    keys.press("?")
    expect(visitor.page.locator("[data-desk-keys] dt").first).to_be_visible()
    camera.take("keys", "Reports that wait")
    keys.press("Escape")
    visitor.open("staff_queue", query="?view=all&state=received&group=fraud")
    keys.press("o")
    camera.take("report", re.compile("^Report "))
    visitor.page.locator("#suggested").evaluate("part => part.scrollIntoView()")
    camera.take("suggested", re.compile("^Report "))
    keys.press("3")
    camera.take("change", re.compile("^Change: "))
    keys.press("2", "s", "g", "m")
    camera.take("ask", "Ask for missing facts")
    keys.press("a")


def record_and_close(visitor: Visitor, keys: Keys, camera: Camera) -> None:
    """How a report is recorded, the letter that closes it, and the list of the second person."""
    visitor.open("staff_report", one_with_a_code())
    keys.press("p", "1", "4", "s")
    visitor.page.evaluate("scrollTo(0, 0)")
    camera.take("record", re.compile("^Record report "))
    keys.press("a", "c", "f", "1", "8", "Tab", "Enter")
    expect(visitor.page.get_by_role("heading", name="The letter")).to_be_visible()
    visitor.page.get_by_role("heading", name="The letter").evaluate("part => part.scrollIntoView()")
    camera.take("letter", re.compile("^Close report "))
    keys.press("a")
    visitor.page.locator("h1", has_text=re.compile("^Report ")).wait_for()
    visitor.open("staff_closings")
    camera.take("second-person", "Letters to check")


def one_with_a_code() -> UUID:
    """A report of the demonstration that nobody has recorded, of a kind that the counting rules have a code for."""
    waiting = Report.objects.filter(recorded_as="", state="received").order_by("-submitted_at")
    return next(report.id for report in waiting if codes_of_kind(knowledge(), report.kind))


def look_around(visitor: Visitor, camera: Camera) -> None:
    """What was promised, and the reports that belong together."""
    visitor.open("staff_promises")
    camera.take("promises", re.compile("."))
    visitor.open("staff_series_list")
    visitor.page.locator("main tbody a").first.click()
    camera.take("series", re.compile("^Series "))


def shown() -> list[str]:
    """The pictures of the document, in its order."""
    return re.findall(r"\]\(walkthrough/([\w-]+)\.webp\)", DOCUMENT.read_text(encoding="utf-8"))


def test_the_walkthrough_shows_each_picture_that_is_kept_and_none_is_large() -> None:
    kept = {picture.stem: picture.stat().st_size for picture in PICTURES.iterdir()}
    assert (set(kept), max(kept.values()) <= LARGEST, len(kept) <= 12) == (set(shown()), True, True)
