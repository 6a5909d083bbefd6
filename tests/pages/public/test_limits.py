"""Limits on what a source may begin and write: what was typed stays in its box, and nothing is kept twice."""

import pytest
from pytest_django import Settings

from callpoint.pages.public.limits import forget_all
from callpoint.records.models import Report
from tests.makers import deeds, with_section
from tests.pages.public.journeys import STORY_LABEL, sent, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WROTE = "Write to us, or add something"


def test_too_many_begun_reports_from_one_source_wait_with_the_story_in_its_box(settings: Settings) -> None:
    with_section(settings, "limits", drafts_per_source_per_hour=1)
    assert told("One").status == 200
    person = told("Two")
    assert (person.status, Report.objects.count()) == (422, 1)
    assert (person.written_in(STORY_LABEL), "send this again in an hour" in person.text) == ("Two", True)
    forget_all()
    assert person.press("Continue").status == 200
    assert Report.objects.count() == 2


def test_too_many_messages_from_one_source_wait_in_their_box(settings: Settings) -> None:
    with_section(settings, "limits", messages_per_source_per_hour=1)
    person = sent().go("/return/report/").press("Send message", {WROTE: "One"})
    assert person.status == 200
    person.press("Send message", {WROTE: "Two"})
    assert (person.status, person.written_in(WROTE)) == (422, "Two")
    assert "send this again in an hour" in person.text
    assert deeds().count("message.from-reporter") == 1
