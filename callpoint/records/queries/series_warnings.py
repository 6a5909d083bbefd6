"""The warnings that wait for an analyst, and those that somebody has closed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from callpoint.records.models import SeriesWarning
from callpoint.records.queries.series_seen import SeenPart, seen_parts
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
    has_shut: bool
    """Whether a report of the series is shut to who looks: the numbers would tell of it."""
    is_open: bool
    """Whether what is left for who looks is a series that can be opened."""


def warnings_that_wait(*, shut: Collection[UUID] = ()) -> tuple[WarningLine, ...]:
    """Give every warning that nobody has closed, the oldest first: none is ever left out. `shut` are reports."""
    parts = seen_parts(shut)
    return tuple(_line(row, parts) for row in _rows().filter(state=WarningState.OPEN).order_by("raised_at"))


def warnings_closed(*, shut: Collection[UUID] = ()) -> tuple[WarningLine, ...]:
    """Give the warnings that people closed last. `shut` are reports."""
    closed, parts = _rows().filter(state__in=JUDGED).order_by("-judged_at"), seen_parts(shut)
    return tuple(_line(row, parts) for row in closed[:CLOSED_SHOWN])


def _rows() -> QuerySet[SeriesWarning, SeriesWarning]:
    return SeriesWarning.objects.select_related("series", "judged_by")


def _line(row: SeriesWarning, parts: Mapping[UUID, SeenPart]) -> WarningLine:
    part = parts.get(row.series_id)
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
        has_shut=part is not None,
        is_open=part is None or part.is_series,
    )
