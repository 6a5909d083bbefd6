"""A report that waits for its reporter: what ends the wait, and what came of each ask."""

import json
from collections.abc import Sequence
from datetime import datetime

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.additions import told_by_now
from callpoint.records.models import Ask, Report
from callpoint.records.opened_casework import opened_ask
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.lifecycle import ReportState, check_move


def still_asked(report: Report) -> list[Ask]:
    """Give the asks of a report that were neither answered nor settled, the oldest first; also those whose time is over."""
    asks = Ask.objects.filter(report=report, answered_at=None, settled_at=None)
    return list(asks.select_related("asked_by").order_by("asked_at", "id"))


def state_before(report: Report) -> ReportState:
    """Give the state to which a report goes back once it waits no more."""
    if report.state != ReportState.WAITING:
        return ReportState(report.state)
    latest = Ask.objects.filter(report=report).order_by("-asked_at", "-id").first()
    return ReportState(latest.state_before) if latest else ReportState.READING


def move_report(report: Report, state: ReportState, *, at: datetime) -> None:
    """
    Move a report that is locked to a state.

    :raises callpoint.rules.lifecycle.MoveNotAllowedError: the table has no such move.
    """
    check_move(ReportState(report.state), state)
    report.state, report.state_changed_at = state, at
    report.save(update_fields=["state", "state_changed_at"])


@writing
def take_answers(*, report: Report, seal: ReportSeal, by: Actor, at: datetime) -> None:
    """Note which asks are answered in whole by what the reporter said since; once none waits, neither does the report."""
    open_asks = still_asked(report)
    if not open_asks:
        return
    additions = told_by_now(report, seal).additions
    answered = [ask for ask in open_asks if not opened_ask(ask, additions).open_keys]
    for ask in answered:
        ask.answered_at = at
        ask.save(update_fields=["answered_at"])
    if answered:
        moved = go_on(report, at=at)
        write_leaf(what="ask.answered", about=report.id, by=by, at=at, wrote=[*answered, *moved])


@writing
def hear_message(*, report: Report, by: Actor, at: datetime) -> None:
    """End the wait of a report whose reporter wrote: a person reads it, though a fact may still be open."""
    if report.state == ReportState.WAITING:
        move_report(report, state_before(report), at=at)
        write_leaf(what="report.heard", about=report.id, by=by, at=at, wrote=[report])


def go_on(report: Report, *, at: datetime) -> Sequence[Report]:
    """Let a report go on where no ask of it still waits; gives the report where it moved."""
    waits = any(ask.lapsed_at is None for ask in still_asked(report))
    if waits or report.state != ReportState.WAITING:
        return ()
    move_report(report, state_before(report), at=at)
    return (report,)


def asked_keys(ask: Ask) -> list[str]:
    """Give the ids of the questions of an ask."""
    return list(json.loads(ask.questions))
