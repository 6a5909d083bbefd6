"""Who works on a report: taking it, giving it to a colleague, putting it back.

AssigningError
├── HeldByAnotherError    a colleague has it; take it over by giving it, with both names in the journal
├── NotHeldByAnyoneError  nobody has it, so it cannot be put back
└── NoSuchColleagueError  nobody with this number works here who may take reports of this unit
"""

from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import Report, StaffMember
from callpoint.records.queries.queue_rows import holder_of
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, may


class AssigningError(Exception):
    """A report cannot be taken, given or put back."""


class HeldByAnotherError(AssigningError):
    """A colleague has this report."""

    def __init__(self, name: str) -> None:
        super().__init__("somebody else has it")
        self.name = name


class NotHeldByAnyoneError(AssigningError):
    """Nobody has this report."""


class NoSuchColleagueError(AssigningError):
    """Nobody with this number works here who may take reports of this unit."""


@writing
def take_report(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take a report that nobody has; taking one's own again changes nothing.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises HeldByAnotherError: a colleague has it.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.TAKE_REPORT, by=by, at=at)
    if report.assignee_id == int(by.id):
        return
    name = holder_of(report)
    if name:
        raise HeldByAnotherError(name)
    _assign(report, int(by.id), at=at)
    write_leaf(what="report.take", about=report.id, by=by, at=at, wrote=[report])
    reckon(report, by=by, at=at)


@writing
def give_report(*, report_id: UUID, to: int, by: Actor, at: datetime) -> None:
    """
    Give a report to a colleague, whoever has it; a colleague who has it already keeps it.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises NoSuchColleagueError: nobody with this number may take reports of its unit.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.TAKE_REPORT, by=by, at=at)
    colleague = StaffMember.objects.filter(pk=to, is_active=True).first()
    if colleague is None or not may(colleague.badge(), Deed.TAKE_REPORT, unit=report.unit):
        raise NoSuchColleagueError
    if report.assignee_id == to:
        return
    _assign(report, to, at=at)
    write_leaf(what="report.give", about=report.id, by=by, at=at, wrote=[report])
    reckon(report, by=by, at=at)


@writing
def put_back_report(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """
    Put a report back, so that anybody of its unit may take it.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises NotHeldByAnyoneError: nobody has it.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.TAKE_REPORT, by=by, at=at)
    if report.assignee_id is None:
        raise NotHeldByAnyoneError
    _assign(report, None, at=at)
    write_leaf(what="report.put-back", about=report.id, by=by, at=at, wrote=[report])
    reckon(report, by=by, at=at)


def _assign(report: Report, to: int | None, *, at: datetime) -> None:
    report.assignee_id, report.assigned_at = to, at if to else None
    report.save(update_fields=["assignee", "assigned_at"])
