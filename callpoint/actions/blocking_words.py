"""Whether a reporter may send new words now; a building block of all that they do after sending."""

from datetime import datetime
from uuid import UUID

from callpoint.records.models import ReporterBlock
from callpoint.records.opened_abuse import is_in_danger
from callpoint.rules.abuse import ReporterBlockedError


def block_in_force(report_id: UUID, *, at: datetime) -> ReporterBlock | None:
    """Give what stops a reporter's new words now; None where nothing does."""
    rows = ReporterBlock.objects.filter(report=report_id, ended_at=None, until__gt=at)
    return rows.select_related("report").order_by("-until").first()


def check_may_say(report_id: UUID, *, at: datetime) -> None:
    """
    Let new words of a reporter pass; all of them where their report tells of danger by now, whatever was stopped before.

    :raises callpoint.rules.abuse.ReporterBlockedError: two people stopped them until a time.
    """
    row = block_in_force(report_id, at=at)
    if row is not None and row.until is not None and not is_in_danger(row.report):
        raise ReporterBlockedError(row.until)
