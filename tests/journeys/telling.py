"""A person who tells what happened, by visible labels alone, and looks out for dead ends on the way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.seeing import Watch, ways_on

CHECK = "Check what you told us"
DONE = "Your report is sent"
HELP = "What to do now"
STORY_PAGE = "Tell us what happened, in your own words"
FILES_PAGE = "What can you show us?"
OFFER = "Your story says this. Tick what is right."
"""The label of what a story says already."""
PRESS = "press"
"""Among the answers of a page: the button that is pressed instead of Continue."""
MOST_PAGES = 24
SEEN = """
() => [
  [...document.querySelectorAll("h1")].map((heading) => heading.innerText),
  document.title,
  document.documentElement.scrollWidth > innerWidth,
  Boolean(document.querySelector("input[type=file]")),
]
"""
"""What is to be known of each page, asked for at once."""
Answer = str | tuple[str, ...]
"""What is typed or chosen; several where several can be ticked."""
Answers = Mapping[str, str | Mapping[str, Answer]]
"""Heading of a page to its one answer, or to the answers of its questions by their labels."""


@dataclass
class Teller:
    """Somebody with a phone: goes on by labels, and notes each page that was seen."""

    page: Page
    url: str
    watch: Watch
    seen: list[str] = field(default_factory=list)
    takes_files: tuple[str, ...] = (FILES_PAGE,)
    """Headings of the pages that may ask for a file."""
    titles: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Open the first page."""
        self.page.goto(self.url + "/")
        self.look()

    def look(self) -> str:
        """Note the page that is open; it leads on, fits the screen, and takes files only where they belong."""
        self.page.locator("h1").wait_for()
        headings, title, is_too_wide, takes_files = self.page.evaluate(SEEN)
        assert len(headings) == 1, f"{headings}: not one heading"
        heading = " ".join(headings[0].split())
        self.seen.append(heading)
        self.titles.append(title)
        assert ways_on(self.page) > 0, f"{heading}: no way on"
        assert not is_too_wide, f"{heading}: scrolls sideways"
        assert heading in self.takes_files or not takes_files, f"{heading}: takes files"
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

    def send(self) -> str:
        """Declare it true, and send it."""
        self.page.get_by_role("checkbox", name="This is true as far as I know.").check()
        return self.press("Send my report")

    def fill_in(self, answers: Mapping[str, Answer]) -> None:
        """Type or choose the answers of a page, each by the label of its question."""
        for label, answer in answers.items():
            if label == PRESS:
                continue
            asked = self.page.get_by_role("group", name=label, exact=True)
            if asked.count():
                for choice in (answer,) if isinstance(answer, str) else answer:
                    asked.get_by_label(choice, exact=True).check()
            else:
                self.page.get_by_label(label, exact=True).fill(str(answer))

    def skip(self) -> str:
        """Go past a page without an answer; one that asks nothing leads on by its button."""
        if self.seen[-1] == HELP:
            return self.press("Go on with the report")
        link = self.page.get_by_role("link", name="Skip this page")
        return self.follow("Skip this page") if link.count() else self.press("Continue")

    def go_on_to(self, wanted: str, answers: Answers) -> None:
        """Answer the pages that are named, skip the others, until a page is reached."""
        for _ in range(MOST_PAGES):
            heading = self.seen[-1]
            if heading == wanted:
                return
            answer = answers.get(heading, "")
            if not answer:
                self.skip()
            elif not isinstance(answer, str):
                self.fill_in(answer)
                self.press(str(answer.get(PRESS, "Continue")))
            elif self.page.get_by_role("radio").count():
                self.choose(answer)
            else:
                self.write(answer)
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
