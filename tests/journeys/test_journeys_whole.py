"""Eleven people from Start to Done and back without scripts, five with them, by visible labels on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.five_ways import FIVE
from tests.journeys.seeing import Watch
from tests.journeys.six_more_ways import SIX
from tests.journeys.telling import CHECK, DONE, FILES_PAGE, HELP, Teller
from tests.journeys.whole_ways import Journey, begin, main_part, missing, part_of_check

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.django_db(transaction=True)]

TELLING = re.compile(
    r"pictur|threat|sex|stalk|harass|romance|abuse|ransom|attack|suicid|ending your life|fraud|crime",
    re.IGNORECASE,
)
"""Words that the title of a window must not give away to somebody near; Start alone names the service."""


ALL = [pytest.param(False, journey, id=f"without-scripts-{journey.name}") for journey in (*FIVE, *SIX)]
"""Scripts only improve: without them every journey must work; the five of the stories are walked with them too."""
WITH_SCRIPTS = [pytest.param(True, journey, id=f"with-scripts-{journey.name}") for journey in FIVE]


@pytest.mark.parametrize(("phone", "journey"), [*ALL, *WITH_SCRIPTS], indirect=["phone"])
def test_a_person_comes_from_start_to_done_and_back_and_finds_every_word(
    phone: Page, live_server: LiveServer, journey: Journey
) -> None:
    teller = Teller(phone, live_server.url, Watch(phone, live_server.url))
    teller.takes_files = (FILES_PAGE,) if journey.may_add_files else ()
    code = begin(teller, journey)
    teller.go_on_to(HELP, journey.answers)
    assert (journey.main in main_part(phone), shows_exit(phone)) == (True, journey.is_at_risk)
    teller.skip()
    teller.go_on_to(CHECK, journey.answers)
    pages = len(teller.seen) + 1
    add_more(teller, journey)
    look_at_check(teller, journey)
    look_at_paper_for_bank(teller, journey)
    teller.send()
    assert (teller.seen[-1], missing(phone, journey.at_the_end)) == (DONE, [])
    come_back(teller, code)
    assert missing(phone, tuple(journey.said())) == []
    told_by_title = [title for title in teller.titles[1:] if TELLING.search(title)]
    assert (told_by_title, teller.watch.taken()) == ([], [])
    assert pages <= journey.most_pages, f"{journey.name}: {pages} pages, aimed at {journey.target}"


def shows_exit(page: Page) -> bool:
    """Say whether the way out at once stands on the page that is open."""
    return page.get_by_role("button", name="Exit this page").count() > 0


def add_more(teller: Teller, journey: Journey) -> None:
    """Follow links of the check page and add what is asked there; each leads back to the check."""
    for link, answers in journey.more.items():
        teller.follow(link)
        teller.fill_in(answers)
        assert teller.press("Continue") == CHECK


def look_at_check(teller: Teller, journey: Journey) -> None:
    """Find each answer, how it was read, the parts that are kept apart, and the way out."""
    page = teller.page
    shown = main_part(page)
    apart = {part: part_of_check(page, part).inner_text() for part in journey.parts}
    elsewhere = [
        (part, words)
        for part, wanted in journey.parts.items()
        for words in wanted
        for other, text in apart.items()
        if (words in text) != (other == part)
    ]
    assert (
        missing(page, tuple(journey.said())),
        [one for one in journey.read_back if not re.search(one, shown)],
        elsewhere,
        shows_exit(page),
    ) == ([], [], [], journey.is_at_risk)


def look_at_paper_for_bank(teller: Teller, journey: Journey) -> None:
    """Open the paper for the bank, where one is wanted: what was told stands there."""
    if journey.for_the_bank:
        teller.follow("A paper for your bank")
        assert missing(teller.page, journey.for_the_bank) == []
        teller.page.go_back()


def come_back(teller: Teller, code: str) -> None:
    """Come to Start on a device that knows nothing, open the report by its code, and go to the ready copy."""
    page = teller.page
    page.context.clear_cookies()
    page.goto(teller.url + "/")
    teller.follow("Come back to a report")
    page.get_by_label("Your private code").fill(code)
    assert teller.press("Open my report") == "Your report"
    expect(page.get_by_text("We have it")).to_be_visible()
    teller.follow("Get a ready copy to take along")
