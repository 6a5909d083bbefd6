"""The crime number: kept sealed, told to the reporter without its digits, and written by whom the table allows."""

from uuid import UUID

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.crime_numbers import (
    CRIME_NUMBER_LIMIT,
    CrimeNumberNotTakenError,
    record_crime_number,
)
from callpoint.actions.reading import open_report
from callpoint.records.models import Message, Report
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.access import Badge, Deed, NotAllowedError, Role, may
from callpoint.sealing.envelope import NotOpenedError
from tests.makers import DESK, OTHER_DESK, a_draft, a_report, all_kept, an_actor, at, deeds, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NUMBER = "26*123456"
NEWS = "You now have a crime number. You find it at the top of this page."


def recorded(report_id: UUID, by: Actor, number: str = NUMBER, *, minutes: int = 1) -> None:
    """Write a number down."""
    record_crime_number(report_id=report_id, number=number, by=by, at=at(minutes=minutes))


def test_a_crime_number_is_shown_to_both_and_told_in_a_message_that_does_not_name_it() -> None:
    report_id, officer = a_report(), an_actor()
    outbox = len(posted())
    recorded(report_id, officer, f" {NUMBER} ")
    message = Message.objects.get()
    own, opened = own_report(report_id), open_report(report_id=report_id, by=officer, at=at())
    assert (own.crime_number, opened.crime_number) == (NUMBER, NUMBER)
    assert [(each.text, each.from_service) for each in own.messages] == [(NEWS, True)]
    assert (deeds()[-2], posted()[outbox:]) == ("report.crime-number", [("message.sent", str(message.id))])


def test_the_same_number_twice_is_told_once_and_another_takes_its_place() -> None:
    report_id, officer = a_report(), an_actor()
    recorded(report_id, officer)
    before = all_kept()
    recorded(report_id, officer, minutes=2)
    assert all_kept() == before
    recorded(report_id, officer, "26*7", minutes=3)
    recorded(report_id, officer, minutes=4)
    assert (own_report(report_id).crime_number, Message.objects.count()) == (NUMBER, 3)


@pytest.mark.parametrize("number", ["", "  ", "1\n2", "x" * (CRIME_NUMBER_LIMIT + 1)])
def test_what_can_be_no_crime_number_leaves_no_trace(number: str) -> None:
    report_id, officer = a_report(), an_actor()
    before = all_kept()
    with pytest.raises(CrimeNumberNotTakenError):
        recorded(report_id, officer, number)
    assert all_kept() == before


@pytest.mark.parametrize("unit", [DESK, OTHER_DESK])
@pytest.mark.parametrize("role", list(Role))
def test_writing_a_number_down_follows_the_table_of_access(role: Role, unit: str) -> None:
    report_id, by = a_report(unit=DESK), an_actor(role=role, unit=unit)
    before = all_kept()
    if may(Badge(role=role, unit=unit), Deed.RECORD_CRIME_NUMBER, unit=DESK):
        recorded(report_id, by)
        assert deeds()[-1] == "report.crime-number"
        return
    with pytest.raises(NotAllowedError):
        recorded(report_id, by)
    assert all_kept() == before


def test_a_draft_has_no_crime_number() -> None:
    draft, officer = a_draft().report_id, an_actor()
    with pytest.raises(NoSuchReportError):
        recorded(draft, officer)


def test_a_crime_number_opens_in_its_own_column_only() -> None:
    report_id = a_report()
    recorded(report_id, an_actor())
    report = Report.objects.get()
    report.other_number = report.crime_number
    with pytest.raises(NotOpenedError):
        ReportSeal.of(report).other_number(report)
