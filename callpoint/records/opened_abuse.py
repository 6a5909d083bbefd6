"""What is said of suspected abuse, opened to be shown: to staff with the report, and to its own reporter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import Lowering, Report, ReporterBlock
from callpoint.records.sealed_abuse import AbuseSeal


@dataclass(frozen=True, kw_only=True)
class OwnBlock:
    """Until when a reporter sends no new words, why, and whether they said what they have against it."""

    until: datetime
    told: str
    disagreed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpenedLowering:
    """Who put a report below others, when and why."""

    reason: str
    lowered_by: str
    lowered_at: datetime


def opened_lowering(report: Report) -> OpenedLowering | None:
    """Open why a report stands below others; None where it does not."""
    row = Lowering.objects.filter(report=report, put_back_at=None).select_related("lowered_by").first()
    if row is None:
        return None
    reason = AbuseSeal.of(report).lowering(row)
    return OpenedLowering(reason=reason, lowered_by=str(row.lowered_by), lowered_at=row.lowered_at)


def is_in_danger(report: Report) -> bool:
    """Say whether a report needs a person now: then nothing that its reporter says is stopped."""
    return report.critical or report.urgency == "now"


def own_block(report_id: UUID, *, at: datetime) -> OwnBlock | None:
    """Open what stops a reporter now, whose session holds the report; None where nothing does, or danger lets all pass."""
    rows = ReporterBlock.objects.filter(report=report_id, ended_at=None, until__gt=at)
    row = rows.select_related("report").order_by("-until").first()
    if row is None or row.until is None or is_in_danger(row.report):
        return None
    told = AbuseSeal.of(row.report).block(row, column="told")
    return OwnBlock(until=row.until, told=told, disagreed_at=row.disagreed_at)
