"""The search box of the staff: what it finds, and that what was typed stays out of the address."""

import pytest
from django.urls import reverse

from callpoint.actions import searching
from callpoint.analysis.settling import settle_report
from callpoint.pages.filters import held_together
from callpoint.records.models import Report, Series
from callpoint.rules.access import Role
from tests.makers import OTHER_DESK, a_report, at, deeds, signed_in_client
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BOX, HERE = "What are you looking for?", "/staff/search/"
MARKED = "The quokka rang me from 07700 900123."


def officer(role: Role = Role.ANALYST, **unit: str) -> Browser:
    browser = Browser()
    browser.client = signed_in_client(role=role, **unit)
    return browser.go(HERE)


def looking(text: str, browser: Browser | None = None) -> Browser:
    return (browser or officer()).press("Search", {BOX: text})


def test_a_reference_opens_its_report_at_once() -> None:
    report = Report.objects.get(id=a_report())
    there = reverse("staff_report", args=[report.id])
    assert looking((report.reference or "").lower()).url == there


def test_the_number_of_a_series_leads_to_it_and_one_that_is_not_there_is_looked_for_as_words() -> None:
    for report_id in [a_report(story=MARKED), a_report(story=MARKED)]:
        settle_report(report_id=report_id, at=at())
    series = Series.objects.get()
    there = reverse("staff_series", args=[series.id])
    assert (looking(f"Series {series.number}").url, looking("series 999").url) == (there, HERE)


def test_words_are_shown_where_they_stand_and_what_was_typed_stays_out_of_the_address() -> None:
    a_report(story=MARKED)
    found = looking("quokka")
    assert (found.url, [text_of(mark) for mark in found.tree.iter("mark")]) == (HERE, ["quokka"])


def test_an_identifier_is_found_in_any_spelling_with_whose_it_is() -> None:
    report = Report.objects.get(id=a_report(story=MARKED))
    text = looking("+44 (0)7700-900 123").text
    assert (
        f"Reports that name {held_together('+44 7700 900123')}" in text,
        str(report.reference) in text,
    ) == (True, True)


def test_what_other_units_hold_is_counted_and_not_shown() -> None:
    report = Report.objects.get(id=a_report(story=MARKED))
    text = looking("07700 900123", officer(Role.ASSESSOR, unit=OTHER_DESK)).text
    assert ("1 more report names it" in text, str(report.reference) in text) == (True, False)


def test_nothing_found_says_what_to_try() -> None:
    assert "Try fewer words" in looking("quokka").text


@pytest.mark.parametrize(
    ("text", "words"), [("?!", "Type what you look for"), ("many words " * 9, "Type less: at most 8 words")]
)
def test_what_cannot_be_looked_for_is_kept_with_what_to_do(text: str, words: str) -> None:
    browser = looking(text)
    kept = [box.get("value") for box in browser.tree.iter("input") if box.get("id") == "looked-for"]
    assert (browser.status, words in browser.text, kept) == (422, True, [text])


def test_one_looks_further_back_with_a_press(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_LOOKED_AT", 1)
    a_report(story=MARKED), a_report(when=at(days=1))
    browser = looking("quokka")
    assert "1 older one is left." in browser.text
    browser.press("Look further back")
    assert ([text_of(mark) for mark in browser.tree.iter("mark")], deeds().count("report.peek")) == (
        ["quokka"],
        1,
    )


def test_a_place_that_we_did_not_give_begins_anew() -> None:
    a_report(story=MARKED)
    browser = officer()
    answer = browser.client.post(
        HERE, {"looked_for": "quokka", "after": "yesterday|me", "kind": "none", "period": "x"}
    )
    assert b"<mark>quokka</mark>" in answer.content


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.AUDITOR, Role.ADMINISTRATOR, Role.SUPPORT_WORKER])
def test_who_opens_no_reports_has_no_search(role: Role) -> None:
    browser = Browser()
    browser.client = signed_in_client(role=role)
    assert browser.go(HERE).status == 403
