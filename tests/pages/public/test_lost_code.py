"""A lost code: the same answer for everyone, limits that lose nothing, and what is missing said in words."""

import pytest
from pytest_django import Settings

from callpoint.records.models import LostCodeRequest
from tests.makers import all_kept, with_section
from tests.pages.public.browsing import Browser
from tests.pages.public.journeys import sent

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TOLD = {"Your name": "Ann Lee", "How can we reach you safely?": "07700 900123, in the evening"}
REFERENCE = "Your report reference, if you have it"


def asked(**more: str) -> Browser:
    person = Browser().go("/return/").follow("I lost my code")
    return person.press("Ask for a new code", {**TOLD, **more})


def test_the_answer_is_the_same_whether_or_not_there_is_such_a_report() -> None:
    reference = sent().go("/return/report/").text.split("Report reference: ")[1].split()[0]
    known, unknown = asked(**{REFERENCE: reference}), asked(**{REFERENCE: "CP-2222-2222-2"})
    assert (known.status, known.heading, known.text) == (200, "A person will look at this", unknown.text)
    assert (known.url, LostCodeRequest.objects.count()) == ("/return/lost/", 2)


def test_what_is_missing_is_said_and_what_was_typed_is_kept() -> None:
    before = all_kept()
    person = Browser().go("/return/lost/").press("Ask for a new code", {REFERENCE: "x" * 41})
    assert (person.status, person.value_of(REFERENCE), all_kept()) == (422, "x" * 41, before)
    said = ("Type your name", "Tell us a safe way to reach you.", "at most 40 letters")
    assert [words for words in said if words not in person.text] == []


def test_too_many_requests_wait_and_nothing_typed_is_lost(settings: Settings) -> None:
    with_section(settings, "limits", lost_codes_per_source_per_hour=1)
    asked()
    person = asked()
    assert (person.status, "Please send this again in an hour." in person.text) == (429, True)
    assert (person.value_of("Your name"), LostCodeRequest.objects.count()) == ("Ann Lee", 1)
