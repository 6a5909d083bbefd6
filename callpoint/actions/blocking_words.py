"""Whether a reporter may send new words now; a building block of all that they do after sending."""

from datetime import datetime
from uuid import UUID

from callpoint.records.models import ReporterBlock
from callpoint.rules.abuse import ReporterBlockedError


def block_in_force(report_id: UUID, *, at: datetime) -> ReporterBlock | None:
    """Give what stops a reporter's new words now; None where nothing does."""
    rows = ReporterBlock.objects.filter(report=report_id, ended_at=None, until__gt=at)
    return rows.order_by("-until").first()


def check_may_say(report_id: UUID, *, at: datetime) -> None:
    """
    Let new words of a reporter pass.

    :raises callpoint.rules.abuse.ReporterBlockedError: two people stopped them until a time.
    """
    row = block_in_force(report_id, at=at)
    if row is not None and row.until is not None:
        raise ReporterBlockedError(row.until)
