"""The one gate before a report: the table of access, and the door of a restricted report.

Every action that is done about a report asks here, and nowhere else (`tests/structure/test_gate.py`). What is listed
without being opened leaves out, or shows without its words, what `shut_to` names.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor, ActorKind
from callpoint.records.additions import told_by_now
from callpoint.records.models import Report, Statement
from callpoint.records.queries import doors
from callpoint.records.sealed import ReportSeal
from callpoint.rules.access import Deed, check_may
from callpoint.rules.restricting import CHOICE, Behind, DoorClosedError, is_sealed
from callpoint.rules.rows import Answers


def check_may_about(report: Report, deed: Deed, *, by: Actor, at: datetime) -> None:
    """
    Let a deed about one report pass that this person may do now.

    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.restricting.DoorClosedError: it is restricted, and nobody let them in.
    """
    check_may(by.badge, deed, unit=report.unit)
    check_door(report, deed, by=by, at=at)


def check_door(report: Report, deed: Deed, *, by: Actor, at: datetime) -> None:
    """
    Let a deed pass whose unit was looked at already.

    :raises callpoint.rules.restricting.DoorClosedError: the report is restricted, and nobody let them in.
    """
    if not is_open_to(report.id, by=by, at=at):
        raise DoorClosedError(by.badge.role, deed, report_id=report.id, behind=Behind.REPORT)


def is_open_to(report_id: UUID, *, by: Actor, at: datetime) -> bool:
    """Say whether a report is not restricted, or its door is open to this person."""
    if by.kind is not ActorKind.STAFF:
        return True
    return doors.door_of(report_id, staff_id=int(by.id)).is_open(at=at)


def shut_to(by: Actor, *, at: datetime) -> Collection[UUID]:
    """Name the restricted reports that are not open to this person now."""
    return doors.shut_to(int(by.id), at=at) if by.kind is ActorKind.STAFF else frozenset()


def hides_identity(report: Report, answers: Answers) -> bool:
    """Say whether a reporter who chose to be without a name told one all the same: in an answer, or under a statement."""
    if answers.get(CHOICE) != "yes":
        return False
    signed = Statement.objects.filter(report=report, signed_at__isnull=False, withdrawn_at=None)
    return is_sealed(answers) or signed.exists()


def shows_identity(report: Report, answers: Answers, *, by: Actor, at: datetime) -> bool:
    """Say whether a person may see who reported: nothing of it is sealed, or they were let in."""
    if by.kind is not ActorKind.STAFF or not hides_identity(report, answers):
        return True
    return doors.identity_shown_until(report.id, staff_id=int(by.id), at=at) is not None


def check_all_open(report: Report, deed: Deed, *, by: Actor, at: datetime) -> None:
    """
    Let a deed pass that gives all of a report away, also who reported.

    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.restricting.DoorClosedError: the report is restricted, or its reporter chose that few see
        who they are, and nobody let this person in.
    """
    check_may_about(report, deed, by=by, at=at)
    answers = told_by_now(report, ReportSeal.of(report)).answers
    if not shows_identity(report, answers, by=by, at=at):
        raise DoorClosedError(by.badge.role, deed, report_id=report.id, behind=Behind.IDENTITY)
