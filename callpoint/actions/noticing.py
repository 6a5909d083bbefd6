"""Whether a reporter may be told of a message, where and from when: only by a way and at hours they called safe."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Message
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.notices import Reach, plan_for


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Where a notice may go, in which language, and not before when."""

    address: str
    language: str
    not_before: datetime


@writing
def notice_for(*, message_id: str, by: Actor, at: datetime) -> Notice | None:
    """
    Give the address for the notice of a message.

    None where the reporter wrote the message, gave no address, or did not call mail safe: that
    is blocked here, in code, whatever the settings say, and the block is noted (stories, rule R11).
    The same holds for hours that were named and are not understood.
    """
    message = Message.objects.select_related("report").filter(id=UUID(message_id)).first()
    if message is None or (message.staff_id is None and not message.is_from_service):
        return None
    # What was added later counts: a way that was safe when the report was sent may be safe no more.
    answers = told_by_now(message.report, ReportSeal.of(message.report)).answers
    plan = plan_for(knowledge(), answers, at=at)
    if plan.not_before is not None:
        return Notice(address=plan.address, language=message.report.language, not_before=plan.not_before)
    if plan.reach is not Reach.NO_ADDRESS:
        write_leaf(what="notice.blocked", about=message.report_id, by=by, at=at)
    return None


@writing
def notice_was_sent(*, message_id: str, by: Actor, at: datetime) -> None:
    """Note that a notice went out."""
    report_id = Message.objects.values_list("report_id", flat=True).get(id=UUID(message_id))
    write_leaf(what="notice.sent", about=report_id, by=by, at=at)
