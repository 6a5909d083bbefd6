"""Moves a report that is locked from state to state; the action that does it writes the leaf."""

from collections.abc import Sequence
from datetime import datetime

from callpoint.records.asks import state_before, still_asked
from callpoint.records.models import Report
from callpoint.rules.lifecycle import ReportState, check_move


def change_state(report: Report, state: ReportState, *, at: datetime) -> None:
    """
    Move a report to a state.

    :raises callpoint.rules.lifecycle.MoveNotAllowedError: the table has no such move.
    """
    check_move(ReportState(report.state), state)
    report.state, report.state_changed_at = state, at
    report.save(update_fields=["state", "state_changed_at"])


def go_on(report: Report, *, at: datetime) -> Sequence[Report]:
    """Let a report go on where no ask of it still waits; gives the report where it moved."""
    waits = any(ask.lapsed_at is None for ask in still_asked(report))
    if waits or report.state != ReportState.WAITING:
        return ()
    change_state(report, state_before(report), at=at)
    return (report,)
