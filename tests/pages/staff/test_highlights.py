"""The report page marks identifiers where they stand, and each mark leads to what is known of it."""

from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.rules.access import Role
from tests.makers import a_report, at, signed_in_client
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUSPECT, OTHER, SPELT = "07700 900123", "07700 900456", "+44 7700 900123"


def opened(report_id: UUID) -> Browser:
    browser = Browser()
    browser.client = signed_in_client(role=Role.SUPERVISOR)
    return browser.go(reverse("staff_report", args=[report_id]))


def marks_in(page: Browser, tag: str, part: str) -> list[tuple[str, str]]:
    """The marked words in elements of one class, with where they lead."""
    return [
        (text_of(link), link.get("href", ""))
        for element in page.tree.iter(tag)
        if part in element.get("class", "").split()
        for link in element.iter("a")
        if "app-marked" in link.get("class", "").split()
    ]


def test_the_story_an_answer_and_a_message_are_marked_with_one_number_for_one_value() -> None:
    report_id = a_report(story=f"First {OTHER}, then {SUSPECT}.", suspect_phone=SPELT)
    me = reporter(report_id)
    write_to_staff(report_id=report_id, text=f"It was <b>{SUSPECT}", send_key="1", by=me, at=at(minutes=1))
    page = opened(report_id)
    assert marks_in(page, "blockquote", "app-story") == [(OTHER, "#value-1"), (SUSPECT, "#value-2")]
    assert marks_in(page, "dd", "app-typed") == [(SPELT, "#value-2")]
    assert (marks_in(page, "p", "app-typed"), f"It was <b>{SUSPECT}" in page.text) == (
        [(SUSPECT, "#value-2")],
        True,
    )


def test_every_mark_leads_to_a_place_of_the_page_that_says_who_else_names_it() -> None:
    page = opened(a_report(story=f"First {OTHER}, then {SUSPECT}."))
    places = {each.get("id"): text_of(each) for each in page.tree.iter("li")}
    found = [places[href.removeprefix("#")] for _words, href in marks_in(page, "blockquote", "app-story")]
    assert [line.split(" Phone")[0] for line in found] == ["+44 7700 900456", SPELT]
    assert all("No other report names it." in line for line in found)


def test_an_answer_that_was_added_is_marked_where_it_was_added_and_where_it_stands_now() -> None:
    report_id = a_report(suspect_phone=f"x {OTHER}")
    told = {"suspect_phone": SUSPECT}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=at(minutes=1))
    page = opened(report_id)
    now = [text for text, _href in marks_in(page, "ins", "app-changes__now")]
    assert (now, [text for text, _href in marks_in(page, "dd", "app-typed")]) == ([SUSPECT], [SUSPECT] * 2)


def test_words_that_were_written_over_leave_no_mark_on_those_that_took_their_place() -> None:
    report_id = a_report(suspect_phone=SUSPECT)
    told = {"suspect_phone": "I do not know the number"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=reporter(report_id), at=at(minutes=1))
    assert marks_in(opened(report_id), "dd", "app-typed") == []
