"""A person who tells what happened, by visible labels alone, and looks out for dead ends on the way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.seeing import Watch, scrolls_sideways, ways_on

CHECK = "Check what you told us"
DONE = "Your report is sent"
HELP = "What to do now"
STORY_PAGE = "Tell us what happened, in your own words"
MOST_PAGES = 20


@dataclass
class Teller:
    """Somebody with a phone: goes on by labels, and notes each page that was seen."""

    page: Page
    url: str
    watch: Watch
    seen: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Open the first page."""
        self.page.goto(self.url + "/")
        self.look()

    def look(self) -> str:
        """Note the page that is open; it leads on, fits the screen, and takes no file."""
        heading = self.page.get_by_role("heading", level=1).inner_text()
        self.seen.append(heading)
        assert ways_on(self.page) > 0, f"{heading}: no way on"
        assert not scrolls_sideways(self.page), f"{heading}: scrolls sideways"
        assert self.page.locator("input[type=file]").count() == 0, f"{heading}: takes files"
        expect(self.page.get_by_role("complementary", name="Help")).to_be_visible()
        return heading

    def press(self, name: str) -> str:
        """Press a button, whether it is a form's or leads on, and look at what comes."""
        self.page.get_by_role("button", name=name).click()
        return self.look()

    def follow(self, name: str) -> str:
        """Follow a link and look at what comes."""
        self.page.get_by_role("link", name=name).first.click()
        return self.look()

    def back(self) -> str:
        """Follow the link back at the head of the page."""
        self.page.get_by_role("link", name="Back", exact=True).click()
        return self.look()

    def choose(self, label: str) -> str:
        """Choose one answer and go on."""
        self.page.get_by_role("radio", name=label, exact=True).check()
        return self.press("Continue")

    def write(self, words: str) -> str:
        """Type an answer and go on."""
        self.page.get_by_role("textbox").fill(words)
        return self.press("Continue")

    def go_on_to(self, wanted: str, answers: Mapping[str, str]) -> None:
        """Answer the questions that are named, by choice or in words, skip the others, until a page is reached."""
        for _ in range(MOST_PAGES):
            heading = self.seen[-1]
            if heading == wanted:
                return
            if heading == HELP:
                self.press("Go on with the report")
            elif heading not in answers:
                self.follow("Skip this question")
            elif self.page.get_by_role("radio").count():
                self.choose(answers[heading])
            else:
                self.write(answers[heading])
        pytest.fail(f"{wanted} was not reached: {self.seen}")

    def helpers(self) -> str:
        """Give all that the page says on who can help."""
        return self.page.locator("#main-content").inner_text()

    def first_helper(self) -> str:
        """Give what to do first."""
        return self.page.locator(".app-service-card--main").inner_text()

    def code(self) -> list[str]:
        """Give the groups of the private code that the page holds, folded away or not."""
        return (
            self.page.locator(".app-reference--private .app-reference__code").text_content() or ""
        ).split()

    def reference(self) -> str:
        """Give the report reference that the page shows."""
        shown = self.page.locator(
            ".app-reference:not(.app-reference--private) .app-reference__code"
        ).inner_text()
        return re.sub(r"\s+", "", shown)
