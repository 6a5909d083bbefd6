"""The whole ways that people come: who they are, what they press, tell and answer, and how many pages they see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.journeys.telling import PRESS, Answer, Answers, Teller

WHO = "Who is this about?"
AGE = "How old is the person it happened to?"
PLACE = "What is your postcode or town?"
MONEY_LEFT = "Has money gone, or could it be about to go?"
PAYMENT = "One payment"
PAYMENT_TO = "Where that payment went"
THEM = "What do you know of them?"
SUPPORT = "What would help you?"
YOU = "You"
REACH = "How can we reach you?"
HARMED = "The person it happened to"
TELL_US = "Tell us what happened"
"""The button that leads from help without a report to the story."""
NO_CONTACT: Mapping[str, Answer] = {"Is it safe for us to contact you?": "No, I will come back with my code"}


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One person's way from Start to Done."""

    name: str
    begins: tuple[tuple[str, str], ...]
    """How they come to the story: what is done (press, follow, choose) and the visible words it is done to."""
    at_once: tuple[str, ...] = ()
    """What they read before they told anything."""
    story: str
    answers: Answers
    main: str
    """What the page of help says first of all."""
    most_pages: int
    """Pages from Start to Done with every answer here given; none of them is counted twice."""
    target: int = 0
    """Pages that the stories aim at; 0 where they name none."""
    may_add_files: bool = True
    is_at_risk: bool = False
    """Whether somebody near may be watching, so that a way out at once stands on each page."""
    more: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    """What is added from the check page: link to its answers."""
    read_back: tuple[str, ...] = ()
    """What the check page says of how answers were read; regular expressions."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Part of the check page to answers that stand in it and in no other part."""
    for_the_bank: tuple[str, ...] = ()
    """What the paper for the bank holds without being typed again."""
    at_the_end: tuple[str, ...] = ()
    """What the last page says for this person."""

    def said(self) -> Iterator[str]:
        """Give everything that was typed or chosen, as it reads on the check page."""
        yield self.story
        for answer in (*self.answers.values(), *self.more.values()):
            yield from (answer,) if isinstance(answer, str) else _given(answer)


def _given(answers: Mapping[str, Answer]) -> Iterator[str]:
    for label, given in answers.items():
        if label != PRESS:
            yield from (given,) if isinstance(given, str) else given


def begin(teller: Teller, journey: Journey) -> str:
    """
    Go from Start to the page that comes after the story.

    Gives the private code as the first page after the first answer shows it, without a further press.
    """
    teller.start()
    codes = []
    for done, words in journey.begins:
        if words == TELL_US:
            assert missing(teller.page, journey.at_once) == []
        getattr(teller, done)(words)
        if done == "choose":
            codes.append(_open_code(teller))
    teller.write(journey.story)
    return codes[0] if codes else _open_code(teller)


def _open_code(teller: Teller) -> str:
    expect(teller.page.locator(".app-reference--private .app-reference__code")).to_be_visible()
    return " ".join(teller.code())


def main_part(page: Page) -> str:
    """Give the visible words of a page's main part, with single spaces."""
    return _even(page.locator("#main-content").inner_text())


def missing(page: Page, wanted: tuple[str, ...]) -> list[str]:
    """Give the words that the page does not show."""
    shown = main_part(page)
    return [words for words in wanted if _even(words) not in shown]


def part_of_check(page: Page, heading: str) -> Locator:
    """Find the answers under a heading of the check page."""
    return page.locator(f"h2:text-is('{heading}') + dl")


def _even(words: str) -> str:
    return " ".join(words.split())
