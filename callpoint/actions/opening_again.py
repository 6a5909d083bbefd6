"""Opens a closed report again as part of a larger deed: of staff, with a reason, or of its reporter, who tells more."""

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.clocks import reckon
from callpoint.actions.journalling import write_leaf
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.models import Closing, Message, Report
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.rules.chance import Chance
from callpoint.rules.lifecycle import ReportState, check_move


def open_again(
    report: Report, *, by: Actor, at: datetime, reason: str = "", chance: Chance = secrets.token_bytes
) -> None:
    """
    Move a report from closed to reading, and note it at its last letter; one that is open stays as it is.

    A building block of deeds of its reporter, who needs no reason. Staff give theirs, and the reporter is told.
    """
    if report.state != ReportState.CLOSED:
        return
    check_move(ReportState(report.state), ReportState.READING)
    report.state, report.outcome, report.state_changed_at = ReportState.READING, "", at
    report.save(update_fields=["state", "outcome", "state_changed_at"])
    closing = Closing.objects.filter(report=report, sent_at__isnull=False).order_by("-sent_at").first()
    wrote: list[Report | Closing | Message] = [report]
    if closing is not None:
        wrote.append(_noted(report, closing, reason=reason, by=by, at=at, chance=chance))
    if by.kind is ActorKind.STAFF:
        wrote.append(
            tell_reporter(
                report,
                lambda: _("We have opened your report again. We write to you here when there is news."),
                about="opened-again",
                by=by,
                at=at,
                chance=chance,
            )
        )
    write_leaf(what="report.reopen", about=report.id, by=by, at=at, wrote=wrote)
    reckon(report, by=by, at=at)


def _noted(
    report: Report, closing: Closing, *, reason: str, by: Actor, at: datetime, chance: Chance
) -> Closing:
    closing.opened_at = at
    closing.opened_by_id = int(by.id) if by.kind is ActorKind.STAFF else None
    closing.open_reason = ClosingSeal.of(report).seal_opening(closing.id, reason, chance)
    closing.save(update_fields=["opened_at", "opened_by", "open_reason"])
    return closing
