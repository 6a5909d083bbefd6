"""The report's page and what people decide there: reasons with their sources, one press, one change, one way back."""

from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions.acting import Actor
from callpoint.actions.assessing import WORDS_LIMIT, Choice, accept, change
from callpoint.project import links_work
from callpoint.records.models import Assessment, Report
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from tests.makers import DESK, a_report, a_staff_member, acting, at, deeds, signed_in_client
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

STORY = (
    "I am 78 and live alone in Chesterfield. A man from my bank told me to move my money. "
    "I sent £9,400 to a safe account 40 minutes ago."
)


def officer(role: Role = Role.SUPERVISOR, *, unit: str = DESK) -> Browser:
    browser = Browser()
    browser.client = signed_in_client(role=role, unit=unit)
    return browser


def somebody_else() -> Actor:
    member, _ = a_staff_member(role=Role.SUPERVISOR, name="Bob Reed")
    return acting(member)


def here(report_id: UUID) -> str:
    return reverse("staff_report", args=[report_id])


def there(report_id: UUID, name: str = "severity") -> str:
    return reverse("staff_change", args=[report_id, name])


def part(browser: Browser, element_id: str) -> str:
    """Give the words of one part of the page."""
    found = next(one for one in browser.tree.iter() if one.get("id") == element_id)
    return text_of(found)


def sent_status(browser: Browser, url: str, **told: str) -> int:
    return int(browser.client.post(url, told).status_code)


def test_each_suggestion_is_shown_in_words_with_its_reasons_and_where_they_were_read() -> None:
    browser = officer().go(here(a_report(story=STORY)))
    severity, needs = part(browser, "suggested-severity"), part(browser, "suggested-vulnerability")
    assert [
        "Severity: 2 of 3: Serious harm" in severity,
        "£5,000" in severity,
        "In their story" in severity,
        "£9,400" in severity,
        "They live alone." in needs,
        "live alone" in needs,
        "Call for service: Yes" in part(browser, "suggested-call_for_service"),
        "Priority: Now" in part(browser, "suggested-urgency"),
    ] == [True] * 8


def test_the_strip_says_what_must_be_known_first() -> None:
    browser = officer().go(here(a_report(story=STORY)))
    strip = next(one for one in browser.tree.iter("dl") if one.get("class") == "app-strip")
    said = text_of(strip)
    words = ("Now", "2 of 3: Serious harm", "£9,400", "Cyber and fraud desk", "Nobody yet", "Being read")
    assert [each for each in words if each not in said] == []


def test_an_answer_is_quoted_with_the_question_it_answers() -> None:
    browser = officer().go(here(a_report(story=STORY, fear="yes")))
    needs = part(browser, "suggested-vulnerability")
    assert ("They are afraid of the person." in needs, "Are you afraid of the person?" in needs) == (
        True,
        True,
    )


def test_one_press_accepts_all_and_says_so() -> None:
    report_id = a_report(story=STORY)
    browser = officer().go(here(report_id)).press("Accept")
    assert (
        browser.url,
        "Accepted as suggested" in browser.text,
        "A person decided this." in browser.text,
    ) == (
        here(report_id),
        True,
        True,
    )
    assert Report.objects.get(id=report_id).state == ReportState.WITH_OFFICER


def test_accepting_and_going_on_leads_to_the_queue() -> None:
    browser = officer().go(here(a_report(story=STORY))).press("Accept and open the next")
    assert browser.url.startswith(reverse("staff_queue"))


def test_every_key_is_a_button_or_a_link_that_names_it() -> None:
    report_id = a_report(story=STORY)
    browser = officer().go(here(report_id))
    assert {"a": "a", "g": "g", "l": "l"}.items() <= keys_of(browser).items()
    browser.press("Accept")
    assert ("z" in keys_of(browser), "a" in keys_of(browser)) == (True, False)


def keys_of(browser: Browser) -> dict[str | None, str | None]:
    """The keys of the bar, by what a screen reader is told of each."""
    bar = next(each for each in browser.tree.iter("nav") if each.get("class") == "app-bar")
    return {one.get("data-key"): one.get("aria-keyshortcuts") for one in bar.iter() if one.get("data-key")}


def test_undo_brings_the_suggestion_back() -> None:
    report_id = a_report(story=STORY)
    browser = officer().go(here(report_id)).press("Accept").press("Undo")
    assert (
        browser.url,
        "Accepted as suggested" in browser.text,
        Report.objects.get(id=report_id).assessed_at,
    ) == (
        here(report_id),
        False,
        None,
    )


def test_a_value_is_changed_with_a_reason_and_shown_beside_the_suggestion() -> None:
    report_id, browser = a_report(story=STORY), officer()
    told = {"value": "3", "why": "found-out", "words": "Her bank says it was her house."}
    assert sent_status(browser, there(report_id), **told) == 302
    browser.go(here(report_id))
    severity = part(browser, "suggested-severity")
    assert [
        "Severity: 3 of 3: Very serious harm" in severity,
        "Suggested now: 2 of 3: Serious harm" in severity,
        "We found out something ourselves" in browser.text,
        "Her bank says it was her house." in browser.text,
    ] == [True] * 4


WRONG = [
    ({"value": "7", "why": "misread"}, "Choose one of the answers."),
    ({"value": "3"}, "Choose why."),
    ({"value": "3", "why": "other", "words": " "}, "Say why, in a few words. Others will read it."),
    ({"value": "3", "why": "misread", "words": "x" * (WORDS_LIMIT + 1)}, "Make it 1 letter shorter."),
]


@pytest.mark.parametrize(("told", "error"), WRONG)
def test_what_cannot_be_taken_is_said_and_what_was_typed_is_kept(told: dict[str, str], error: str) -> None:
    report_id, browser = a_report(story=STORY), officer()
    response = browser.client.post(there(report_id), {"words": "my words", **told})
    said = response.content.decode()
    kept = told.get("words", "my words")
    assert (response.status_code, error in said, kept in said, "report.change-assessment" in deeds()) == (
        422,
        True,
        True,
        False,
    )


def test_every_value_has_its_page_and_nothing_else_has() -> None:
    report_id, browser = a_report(story=STORY), officer()
    names = (
        "kind",
        "urgency",
        "severity",
        "jurisdiction",
        "solvability",
        "vulnerability",
        "call_for_service",
    )
    got = [browser.client.get(there(report_id, name)).status_code for name in (*names, "unit", "colour")]
    assert got == [200] * len(names) + [404, 404]


def test_who_comes_second_is_told_who_decided_and_loses_nothing() -> None:
    report_id, browser, first = a_report(story=STORY), officer(), somebody_else()
    browser.go(here(report_id))
    other = Choice(name="severity", said="3", reason_code="misread")
    change(report_id=report_id, choice=other, by=first, at=at(minutes=9))
    browser.press("Accept")
    assert (browser.status, "Bob Reed decided on this" in browser.text, "report.accept" in deeds()) == (
        422,
        True,
        False,
    )
    told = {"value": "1", "why": "other", "words": "my words", "decision": "none"}
    response = browser.client.post(there(report_id), told)
    said = response.content.decode()
    assert (response.status_code, "Bob Reed decided on this" in said, "my words" in said) == (422, True, True)


def test_what_is_suggested_otherwise_since_is_shown_as_a_difference() -> None:
    report_id = a_report(story="I paid £300 for shoes in September. He rang from 07700 900123.")
    accept(report_id=report_id, by=somebody_else(), at=at(minutes=9))
    for number in range(2):
        other = a_report(story=f"{number} A man rang from 07700 900123.", phone=f"07700 90045{number}")
        links_work.look_for_links(str(other), at(minutes=10))
    said = part(officer().go(here(report_id)), "suggested")
    assert ("Suggested otherwise since it was decided" in said, "Chance of a result" in said) == (True, True)


def test_a_low_score_names_what_could_change_it() -> None:
    said = part(
        officer().go(here(a_report(story="I paid £300 for shoes in September."))), "suggested-solvability"
    )
    assert "Not told yet, and it could change this: Which account did it go to?" in said


def test_an_analyst_sees_the_suggestion_and_decides_nothing() -> None:
    report_id, browser = a_report(story=STORY), officer(Role.ANALYST)
    browser.go(here(report_id))
    words = [text_of(one) for one in browser.tree.iter("button")]
    assert ("Accept" in words, "Suggested now" in browser.text, "They live alone." in browser.text) == (
        False,
        False,
        True,
    )
    assert [
        sent_status(browser, here(report_id), do="accept"),
        sent_status(browser, there(report_id), value="3", code="misread"),
        browser.client.get(there(report_id)).status_code,
        Assessment.objects.count(),
    ] == [403, 403, 403, 0]


def test_no_such_report_and_no_such_decision() -> None:
    browser, nobody = officer(), "00000000-0000-4000-8000-000000000000"
    report_id = a_report(story=STORY)
    assert [
        browser.client.get(there(UUID(nobody))).status_code,
        sent_status(browser, here(UUID(nobody)), do="accept"),
        sent_status(browser, here(report_id), do="undo-decision", decision="zzz"),
        sent_status(browser, here(report_id), do="undo-decision", decision=nobody),
    ] == [404, 404, 404, 302]


def test_everybody_can_read_how_it_is_decided_and_the_page_of_figures_leads_there() -> None:
    browser = Browser().go(reverse("figures")).follow("See how we decide what comes first")
    assert [
        browser.heading == "How we decide what comes first",
        "Then a person reads it and decides." in browser.text,
        "The machine never turns a report away." in browser.text,
        "This is a proposal." in browser.text,
        "£5,000" in browser.text,
        "You live on your own." in browser.text,
        "Race, faith, or who you love." in browser.text,
    ] == [True] * 7
