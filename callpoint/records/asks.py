"""What the rows say of what reporters were asked: which asks still want an answer, and where their reports go back to."""

import json
from uuid import UUID

from callpoint.records.additions import told_by_now
from callpoint.records.models import Ask, Report
from callpoint.records.opened_casework import opened_ask
from callpoint.records.sealed import ReportSeal
from callpoint.rules.lifecycle import ReportState


def still_asked(report: Report) -> list[Ask]:
    """Give the asks that were neither answered nor settled, the oldest first; also those whose time is over."""
    asks = Ask.objects.filter(report=report, answered_at=None, settled_at=None)
    return list(asks.select_related("asked_by").order_by("asked_at", "id"))


def asked_keys(ask: Ask) -> list[str]:
    """Give the ids of the questions of an ask."""
    return list(json.loads(ask.questions))


def open_keys(report: Report, seal: ReportSeal) -> tuple[str, ...]:
    """Give the facts that the reporter was asked for and has said nothing of."""
    asks = still_asked(report)
    additions = told_by_now(report, seal).additions if asks else ()
    return tuple(key for ask in asks for key in opened_ask(ask, additions).open_keys)


def state_before(report: Report) -> ReportState:
    """
    Give the state to which a report goes back once it waits no more: its own, where it does not wait.

    One that was accepted while it waited goes on to its officer.
    """
    if report.state != ReportState.WAITING:
        return ReportState(report.state)
    latest = Ask.objects.filter(report=report).order_by("-asked_at", "-id").first()
    if latest is None:
        return ReportState.READING
    was_accepted = report.assessed_at is not None and report.assessed_at >= latest.asked_at
    return ReportState.WITH_OFFICER if was_accepted else ReportState(latest.state_before)


def asks_that_wait() -> list[tuple[UUID, UUID]]:
    """Give every ask whose time still runs, with its report, the next to fall due first."""
    waiting = Ask.objects.filter(answered_at=None, settled_at=None, lapsed_at=None)
    return list(waiting.order_by("due_at", "id").values_list("id", "report_id"))
