"""What a reporter reads of being stopped, on their own page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import ReporterBlock
from callpoint.records.sealed_abuse import AbuseSeal


@dataclass(frozen=True, kw_only=True)
class OwnBlock:
    """Until when a reporter sends no new words, why, and whether they said what they have against it."""

    until: datetime
    told: str
    disagreed_at: datetime | None


def own_block(report_id: UUID, *, at: datetime) -> OwnBlock | None:
    """Open what stops a reporter now, whose session holds the report; None where nothing does."""
    rows = ReporterBlock.objects.filter(report=report_id, ended_at=None, until__gt=at)
    row = rows.select_related("report").order_by("-until").first()
    if row is None or row.until is None:
        return None
    told = AbuseSeal.of(row.report).block(row, column="told")
    return OwnBlock(until=row.until, told=told, disagreed_at=row.disagreed_at)
