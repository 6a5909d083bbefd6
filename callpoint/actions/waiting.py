"""A report that waits for its reporter: what ends the wait, and what came of each ask."""

from datetime import datetime

from callpoint.actions.acting import Actor
from callpoint.actions.changing_state import change_state, go_on
from callpoint.actions.clocks import reckon
from callpoint.actions.journalling import write_leaf
from callpoint.records.additions import told_by_now
from callpoint.records.asks import state_before, still_asked
from callpoint.records.models import Report
from callpoint.records.opened_casework import opened_ask
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.lifecycle import ReportState


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
        reckon(report, by=by, at=at)


@writing
def hear_message(*, report: Report, by: Actor, at: datetime) -> None:
    """End the wait of a report whose reporter wrote: a person reads it, though a fact may still be open."""
    if report.state == ReportState.WAITING:
        change_state(report, state_before(report), at=at)
        write_leaf(what="report.heard", about=report.id, by=by, at=at, wrote=[report])
        reckon(report, by=by, at=at)
