"""Giving a report to another unit, with a reason; and taking that back while nobody there has read it.

MovingError
├── NoSuchUnitError          the content names no unit with this id
├── SameUnitError            the unit has it already
├── MoveReasonNotTakenError  no reason was given, or one that is too long
└── MoveNotUndoneError       there is nothing to take back: it was read or taken there since, or somebody else moved it
"""

import secrets
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Move, Report
from callpoint.records.queries.moves import undoable_move
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_moves import seal_move_reason
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may, may
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE

REASON_LIMIT = 1000
"""Characters of why a report is moved."""


class MovingError(Exception):
    """A report cannot be given to a unit."""


class NoSuchUnitError(MovingError):
    """The content names no unit with this id."""


class SameUnitError(MovingError):
    """The unit has it already."""


class MoveReasonNotTakenError(MovingError):
    """No reason was given (`over` is 0), or one that has `over` characters too many."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters too many")
        self.over = over


class MoveNotUndoneError(MovingError):
    """There is nothing that this person can take back."""


@writing
def move_report(
    *,
    report_id: UUID,
    unit: str,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Give a report to another unit and say why; who had it has it no more, unless they work for every unit.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises NoSuchUnitError, SameUnitError, MoveReasonNotTakenError: it cannot be moved so.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may(by.badge, Deed.MOVE_REPORT, unit=report.unit)
    why = _reason(reason)
    if unit not in knowledge().content.units:
        raise NoSuchUnitError(unit)
    if unit == report.unit:
        raise SameUnitError
    move_id, held_by = UUID(bytes=chance(16), version=4), report.assignee
    before = report.unit
    _settle_in(report, unit)
    move = Move.objects.create(
        id=move_id,
        report=report,
        salt=chance(SALT_SIZE),
        from_unit=before,
        to_unit=unit,
        let_go=held_by if report.assignee is None else None,
        reason=seal_move_reason(ReportSeal.of(report), move_id, reason=why, chance=chance),
        moved_by_id=int(by.id),
        moved_at=at,
    )
    write_leaf(what="report.move", about=report.id, by=by, at=at, wrote=[report, move])
    reckon(report, by=by, at=at)


@writing
def undo_move(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take the last move of a report back, to who had it; only who moved it can, while nobody there has read or taken it.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises MoveNotUndoneError: there is nothing that this person can take back.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    report = sent_report(report_id)
    move = undoable_move(report, staff_id=int(by.id))
    if move is None:
        raise MoveNotUndoneError
    check_may(by.badge, Deed.MOVE_REPORT, unit=move.from_unit)
    move.undone_by_id, move.undone_at = int(by.id), at
    move.save(update_fields=["undone_by", "undone_at"])
    _settle_in(report, move.from_unit)
    _give_back(report, move, at=at)
    write_leaf(what="report.undo-move", about=report.id, by=by, at=at, wrote=[report, move])
    reckon(report, by=by, at=at)


def _settle_in(report: Report, unit: str) -> None:
    """Put a report with a unit; who holds it and may not there lets it go."""
    report.unit = unit
    holder = report.assignee
    if holder is not None and not may(holder.badge(), Deed.TAKE_REPORT, unit=unit):
        report.assignee, report.assigned_at = None, None
    report.save(update_fields=["unit", "assignee", "assigned_at"])


def _give_back(report: Report, move: Move, *, at: datetime) -> None:
    """Let who had a report have it again, unless they left or work elsewhere by now."""
    who = move.let_go
    if who is not None and who.is_active and may(who.badge(), Deed.TAKE_REPORT, unit=move.from_unit):
        report.assignee, report.assigned_at = who, at
        report.save(update_fields=["assignee", "assigned_at"])


def _reason(given: str) -> str:
    reason = given.replace("\r\n", "\n").strip()
    over = max(0, len(reason) - REASON_LIMIT)
    if not reason or over:
        raise MoveReasonNotTakenError(over)
    return reason
