"""A report outlives its browser: after any page another device goes on with the private code (figure U4)."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser as Chromium
from pytest_django.live_server_helper import LiveServer

from callpoint.pages.public.limits import forget_all
from tests.journeys.five_ways import FIVE, PENSIONER
from tests.journeys.seeing import Watch
from tests.journeys.six_more_ways import SIX
from tests.journeys.telling import CHECK, DONE, HELP, PRESS, Answer, Teller
from tests.journeys.whole_ways import PAYMENT, REACH, Journey, begin, missing
from tests.pages.public.browsing import Browser, NotSeenError, text_of
from tests.pages.public.journeys import STORY_LABEL, came_back, send

GO_ON = "Go on with the report"
SKIP = "Skip this page"


class Person(Browser):
    """A reader of pages who can also choose and press as the journeys say."""

    def give(self, answer: str | Mapping[str, Answer]) -> None:
        """Answer the page that is open and go on; a further row is opened by its address."""
        answers = {self.heading: answer} if isinstance(answer, str) else answer
        fields = dict(pair for label, given in answers.items() for pair in self._pairs(label, given))
        here = self.url
        self.press("Continue", fields)
        if PRESS in answers:
            self.go(here.replace("payment-to", "payment.2"))

    def _pairs(self, label: str, given: Answer) -> list[tuple[str, str]]:
        """Give labels with what is filled in: a field by its own label, a choice by the label of the choice."""
        labels = {text_of(each) for each in self.tree.iter("label")}
        if label == PRESS:
            return []
        if label in labels and isinstance(given, str):
            return [(label, given)]
        return [(choice, "") for choice in ((given,) if isinstance(given, str) else given)]


def skipped(person: Person) -> bool:
    """Go past the page without an answer; says whether that was possible."""
    for words in (SKIP, GO_ON, "Continue"):
        try:
            person.follow(words)
        except NotSeenError:
            continue
        return True
    return False


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("journey", [*FIVE, *SIX], ids=lambda journey: journey.name)
def test_the_story_is_the_one_answer_that_is_needed_besides_the_declaration(journey: Journey) -> None:
    person = Person()
    person.go("/report/")
    needed = []
    while person.heading != CHECK:
        if not skipped(person):
            needed.append(person.heading)
            person.press("Continue", {STORY_LABEL: journey.story})
    refused = Person()
    refused.client.cookies = person.client.cookies
    refused.go("/report/check/").press("Send my report")
    send(person)
    assert (needed, refused.status, person.heading) == ([STORY_LABEL], 422, DONE)


@pytest.mark.database
@pytest.mark.django_db
def test_after_each_page_another_device_shows_every_answer_in_two_steps() -> None:
    person = Person()
    person.go("/report/about/money-just-gone/").press("Continue", {STORY_LABEL: PENSIONER.story})
    code, told, lost = person.code(), [PENSIONER.story], {}
    while person.heading != CHECK:
        heading = person.heading
        answer = PENSIONER.answers.get(heading, "")
        if answer:
            person.give(answer)
            told += _words_of(answer)
        else:
            assert skipped(person), heading
        forget_all()
        elsewhere = came_back(code)
        lost[heading] = [words for words in told if words not in elsewhere.text]
        assert elsewhere.heading == CHECK
    assert (set(PENSIONER.answers) - set(lost), {page: gone for page, gone in lost.items() if gone}) == (
        set(),
        {},
    )


def _words_of(answer: str | Mapping[str, Answer]) -> list[str]:
    if isinstance(answer, str):
        return [answer]
    given = [each for label, each in answer.items() if label != PRESS]
    return [words for each in given for words in ((each,) if isinstance(each, str) else each)]


@pytest.mark.browser
@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("last", [HELP, PAYMENT, REACH])
def test_a_browser_that_is_killed_loses_nothing_that_was_continued(
    browser: Chromium, live_server: LiveServer, last: str
) -> None:
    first = _on_a_phone(browser, live_server)
    code = begin(first, PENSIONER)
    first.go_on_to(last, PENSIONER.answers)
    pages = list(first.seen[:-1])
    first.page.context.close()

    second = _on_a_phone(browser, live_server)
    second.start()
    second.follow("Come back to a report")
    second.page.get_by_label("Your private code").fill(code)
    second.press("Open my report")
    told = [PENSIONER.story]
    for heading in pages:
        told += _words_of(PENSIONER.answers.get(heading, {}))
    assert (second.seen[-1], missing(second.page, tuple(told))) == (CHECK, [])
    second.page.context.close()


def _on_a_phone(browser: Chromium, live_server: LiveServer) -> Teller:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.set_default_timeout(8000)
    page = context.new_page()
    return Teller(page, live_server.url, Watch(page, live_server.url))
