"""Recording a report: what is kept, what its reporter is told, who may, and what leaves no trace."""

from uuid import UUID

import pytest
from pytest_django import Settings

from callpoint.actions.acting import Actor
from callpoint.actions.reading import open_report
from callpoint.actions.recording import NotRecordedHereError, record
from callpoint.records.models import Message, Recording, Report
from callpoint.records.opened import NoSuchReportError, own_report
from callpoint.records.sealed_casework import CaseworkSeal
from callpoint.rules.access import Badge, Deed, NotAllowedError, Role, may
from callpoint.rules.recording_codes import Decision, NoCodeError, RecordedAs
from callpoint.sealing.envelope import NotOpenedError
from tests.makers import (
    DESK,
    OTHER_DESK,
    a_draft,
    a_report,
    all_kept,
    an_actor,
    at,
    deeds,
    posted,
    with_service,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CRIME = Decision(recorded_as=RecordedAs.CRIME, code="5A", reason="He paid by deceit.", told="")
NO_CRIME = Decision(
    recorded_as=RecordedAs.NOT_CRIME, code="", reason="A civil matter.", told="The shop will send it again."
)
NEWS = "We have decided how to record your report. You find it at the top of this page."


def an_officer(role: Role = Role.INVESTIGATOR, unit: str = DESK) -> Actor:
    return an_actor(role=role, unit=unit)


def recorded(report_id: UUID, decision: Decision, *, by: Actor | None = None, minutes: int = 1) -> None:
    record(report_id=report_id, decision=decision, by=by or an_officer(), at=at(minutes=minutes))


def test_a_decision_is_kept_and_told_in_a_message_that_names_nothing_of_it() -> None:
    report_id = a_report(unit=DESK)
    outbox = len(posted())
    recorded(report_id, CRIME)
    report, message = Report.objects.get(), Message.objects.get()
    held = (report.recorded_as, report.recorded_code, report.recorded_at)
    assert held == (RecordedAs.CRIME, "5A", at(minutes=1))
    assert [(each.text, each.from_service) for each in own_report(report_id).messages] == [(NEWS, True)]
    assert (deeds()[-1], posted()[outbox:]) == ("report.record", [("message.sent", str(message.id))])


def test_a_correction_stands_first_and_what_was_decided_before_stays() -> None:
    report_id = a_report(unit=DESK)
    recorded(report_id, CRIME)
    recorded(report_id, NO_CRIME, minutes=2)
    opened = open_report(report_id=report_id, by=an_officer(), at=at(minutes=3)).recordings
    said = [(one.recorded_as, one.code, one.reason, one.told, one.recorded_by) for one in opened]
    assert said == [
        (RecordedAs.NOT_CRIME, "", "A civil matter.", "The shop will send it again.", "Asha Patel"),
        (RecordedAs.CRIME, "5A", "He paid by deceit.", "", "Asha Patel"),
    ]
    assert Report.objects.get().recorded_as == RecordedAs.NOT_CRIME


def test_the_decision_that_holds_is_told_once() -> None:
    report_id = a_report(unit=DESK)
    recorded(report_id, CRIME)
    before = (Recording.objects.count(), Message.objects.count())
    recorded(report_id, CRIME, minutes=2)
    assert (Recording.objects.count(), Message.objects.count()) == before


def test_what_cannot_be_kept_leaves_no_trace() -> None:
    report_id, by = a_report(unit=DESK), an_officer()
    before = all_kept()
    with pytest.raises(NoCodeError):
        recorded(report_id, Decision(recorded_as=RecordedAs.CRIME, code="", reason="a", told=""), by=by)
    assert all_kept() == before


@pytest.mark.parametrize("unit", [DESK, OTHER_DESK])
@pytest.mark.parametrize("role", list(Role))
def test_recording_follows_the_table_of_access(role: Role, unit: str) -> None:
    report_id, by = a_report(unit=DESK), an_officer(role, unit)
    before = all_kept()
    if may(Badge(role=role, unit=unit), Deed.RECORD, unit=DESK):
        recorded(report_id, CRIME, by=by)
        assert deeds()[-1] == "report.record"
        return
    with pytest.raises(NotAllowedError):
        recorded(report_id, CRIME, by=by)
    assert all_kept() == before


def test_a_body_that_records_no_crime_records_none(settings: Settings) -> None:
    report_id, by = a_report(unit=DESK), an_officer()
    with_service(settings, role="support-service")
    with pytest.raises(NotRecordedHereError):
        recorded(report_id, CRIME, by=by)


def test_a_draft_is_not_recorded() -> None:
    with pytest.raises(NoSuchReportError):
        recorded(a_draft().report_id, CRIME)


def test_a_reason_opens_in_its_own_column_only() -> None:
    report_id = a_report(unit=DESK)
    recorded(report_id, NO_CRIME)
    row = Recording.objects.get()
    row.told = row.reason
    with pytest.raises(NotOpenedError):
        CaseworkSeal.of(Report.objects.get()).recording(row, column="told")
