"""What reports say of a person has no effect for the public: however many name somebody, no public page does."""

import pytest
from django.test import Client

from callpoint.actions.acting import system
from callpoint.actions.counting import week_of
from callpoint.actions.trend_counts import count_trend_week
from callpoint.analysis.settling import settle_report
from callpoint.clock import now
from callpoint.pages.access import Audience
from tests.makers import a_report
from tests.pages.public.addresses import Address, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PERSON = {
    "suspect_name": "Barnaby Quillfeather",
    "suspect_phone": "07700 900943",
    "suspect_email": "quillfeather@example.org",
    "story": "Barnaby Quillfeather of 07700 900943 took my money.",
}
MARKS = ("Quillfeather", "quillfeather", "900943")
PUBLIC = [address for address in addresses() if not address.is_staff and address.opens_to is Audience.ANYONE]


def a_campaign() -> None:
    """Many reports against one person, grouped and counted as the worker does."""
    reports = [a_report(when=now(), **PERSON) for _each in range(25)]
    for report_id in reports:
        settle_report(report_id=report_id, at=now())
    count_trend_week(week=week_of(now()), by=system("worker"), at=now())


def told_on(address: Address) -> list[str]:
    answer = Client().get(address.url)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # where it streams
    return [mark for mark in MARKS if mark.encode() in content]


def test_a_person_whom_many_reports_name_stands_on_no_public_page() -> None:
    a_campaign()
    assert len(PUBLIC) > 20
    assert {address.name: found for address in PUBLIC if (found := told_on(address))} == {}
