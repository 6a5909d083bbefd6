"""The four roles of a deployment, each walked from the story to the end."""

from typing import get_args

import pytest
from pytest_django import Settings

from callpoint.project.setting_values import Role
from callpoint.records.models import Report
from tests.makers import deeds, with_service
from tests.pages.public.journeys import STORY, checked, send

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ELSEWHERE = "This does not yet report it to Report Fraud."
RECORDS_ITSELF = {"recording-body": False, "police-force": True, "support-service": True, "guide": True}
"""Whether the pages have to name another body that records a fraud."""
SENDING = sorted(set(RECORDS_ITSELF) - {"guide"})


def test_every_role_is_walked_here() -> None:
    assert set(RECORDS_ITSELF) == set(get_args(getattr(Role, "__value__", Role)))


@pytest.mark.parametrize("role", SENDING)
def test_a_role_that_takes_reports_says_before_and_after_whether_another_body_records_it(
    settings: Settings, role: str
) -> None:
    with_service(settings, role=role)
    person = checked()
    before = ELSEWHERE in person.text
    send(person)
    assert (person.heading, before, ELSEWHERE in person.text) == (
        "Your report is sent",
        RECORDS_ITSELF[role],
        RECORDS_ITSELF[role],
    )
    assert deeds() == ["report.begin", "report.submit"]
    assert person.go("/report/copy/").heading == "Your ready copy"


def test_a_guide_sends_nothing_and_gives_a_ready_copy(settings: Settings) -> None:
    with_service(settings, role="guide")
    person = checked()
    assert ("It sends nothing." in person.text, "Send my report" in person.text) == (True, False)
    person.press("Show my ready copy")
    assert (person.heading, STORY in person.text, person.status) == ("Your ready copy", True, 200)
    assert (Report.objects.get().reference, deeds()) == (None, ["report.begin"])


def test_a_guide_keeps_the_number_that_the_other_body_gave(settings: Settings) -> None:
    with_service(settings, role="guide")
    label = "Did they give you a number? Keep it here"
    person = checked().press("Show my ready copy").press("Save the number", {label: "N" * 61})
    assert (person.status, person.value_of(label)) == (422, "N" * 61)
    person.press("Save the number", {label: " RF 123 "})
    assert (person.status, person.url, person.value_of(label)) == (200, "/report/copy/", "RF 123")
    assert deeds() == ["report.begin", "report.other-number"]
