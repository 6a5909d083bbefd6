"""A legal hold: a report stays, whatever its month says, until somebody lifts it; both with a reason.

HoldError
├── ReasonNotTakenError   no reason was given, or one that is too long
├── AlreadyHeldError      there is a legal hold on this report
└── NotHeldError          there is none
"""

import secrets
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.journalling import write_leaf
from callpoint.actions.reporting import held_report
from callpoint.records.keys import keyring
from callpoint.records.models import Hold, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.retention import hold_month, month_after_hold
from callpoint.sealing.envelope import rewrap
from callpoint.sealing.keyring import with_cohort

REASON_LIMIT = 2000
"""Characters of why a hold is placed or lifted."""


class HoldError(Exception):
    """A step about a legal hold cannot be taken."""


class ReasonNotTakenError(HoldError):
    """No reason was given (`over` is 0), or one that has `over` characters too many."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters too many")
        self.over = over


class AlreadyHeldError(HoldError):
    """There is a legal hold on this report."""


class NotHeldError(HoldError):
    """There is no legal hold on this report."""


@writing
def place_hold(
    *, report_id: UUID, reason: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Hold a report: its key is wrapped anew at once, under a key that no order to erase a month destroys.

    :raises NoSuchReportError: none with this id was sent, or it was erased.
    :raises ReasonNotTakenError: no reason, or one that is too long.
    :raises AlreadyHeldError: it is held.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = _sent(report_id)
    check_may_about(report, Deed.PLACE_HOLD, by=by, at=at)
    why = _reason(reason)
    if _hold_on(report) is not None:
        raise AlreadyHeldError
    _move(report, month=hold_month(at), at=at, chance=chance)
    hold_id = UUID(bytes=chance(16), version=4)
    hold = Hold.objects.create(
        id=hold_id,
        report=report,
        salt=chance(SALT_SIZE),
        reason=ReportSeal.of(report).seal_hold(hold_id, why, column="reason", chance=chance),
        placed_by_id=int(by.id),
        placed_at=at,
    )
    write_leaf(what="hold.place", about=report.id, by=by, at=at, wrote=[report, hold])


@writing
def lift_hold(
    *, report_id: UUID, reason: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Lift a legal hold: the report goes back to its own month, or to this one where that is over.

    :raises NoSuchReportError: none with this id was sent.
    :raises ReasonNotTakenError: no reason, or one that is too long.
    :raises NotHeldError: it is not held.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = _sent(report_id)
    check_may_about(report, Deed.LIFT_HOLD, by=by, at=at)
    why = _reason(reason)
    hold = _hold_on(report)
    if hold is None:
        raise NotHeldError
    month = month_after_hold(report.submitted_at or report.created_at, at=at)
    _move(report, month=month, at=at, chance=chance)
    hold.lift_reason = ReportSeal.of(report).seal_hold(hold.id, why, column="lift_reason", chance=chance)
    hold.lifted_by_id, hold.lifted_at = int(by.id), at
    hold.save(update_fields=["lift_reason", "lifted_by", "lifted_at"])
    write_leaf(what="hold.lift", about=report.id, by=by, at=at, wrote=[report, hold])


def _move(report: Report, *, month: str, at: datetime, chance: Chance) -> None:
    """Wrap a report's key anew under the key of another month; nothing that it seals changes."""
    ring = with_cohort(keyring(), month=month, at=at, chance=chance)
    report.wrapped_key = rewrap(ring, report.wrapped_key, chance=chance, cohort=month)
    report.save(update_fields=["wrapped_key"])


def _sent(report_id: UUID) -> Report:
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    return report


def _hold_on(report: Report) -> Hold | None:
    return Hold.objects.filter(report=report, lifted_at=None).first()


def _reason(given: str) -> str:
    reason = given.replace("\r\n", "\n").strip()
    over = max(0, len(reason) - REASON_LIMIT)
    if not reason or over:
        raise ReasonNotTakenError(over)
    return reason
