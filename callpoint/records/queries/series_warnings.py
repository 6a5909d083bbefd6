"""The warnings that wait for an analyst, and those that somebody has closed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from callpoint.records.models import SeriesWarning
from callpoint.rules.warning import JUDGED, Reason, WarningState

CLOSED_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class WarningLine:
    """One warning with its numbers, and who closed it; nothing that was sealed."""

    id: UUID
    series_id: UUID
    series_number: int
    state: WarningState
    reasons: tuple[Reason, ...]
    reports: int
    reporters: int
    lately: int
    lost: int
    at_risk: int
    raised_at: datetime
    judged_by: str
    judged_at: datetime | None
    because: str


def warnings_that_wait() -> tuple[WarningLine, ...]:
    """Give every warning that nobody has closed, the oldest first: none is ever left out."""
    return tuple(_line(row) for row in _rows().filter(state=WarningState.OPEN).order_by("raised_at"))


def warnings_closed() -> tuple[WarningLine, ...]:
    """Give the warnings that people closed last."""
    closed = _rows().filter(state__in=JUDGED).order_by("-judged_at")
    return tuple(_line(row) for row in closed[:CLOSED_SHOWN])


def _rows() -> QuerySet[SeriesWarning, SeriesWarning]:
    return SeriesWarning.objects.select_related("series", "judged_by")


def _line(row: SeriesWarning) -> WarningLine:
    return WarningLine(
        id=row.id,
        series_id=row.series_id,
        series_number=row.series.number,
        state=WarningState(row.state),
        reasons=tuple(Reason(each) for each in row.reasons.split()),
        reports=row.reports,
        reporters=row.reporters,
        lately=row.lately,
        lost=row.lost,
        at_risk=row.at_risk,
        raised_at=row.raised_at,
        judged_by=str(row.judged_by) if row.judged_by else "",
        judged_at=row.judged_at,
        because=row.because,
    )
