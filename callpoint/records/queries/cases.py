"""Which cases a report is in: nothing of them that was sealed."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from callpoint.records.models import Case, Report
from callpoint.rules.cases import CaseState


@dataclass(frozen=True, kw_only=True)
class CaseOfReport:
    """A case that a report is in."""

    id: UUID
    reference: str
    unit: str
    state: CaseState


def cases_of(report_id: UUID) -> tuple[CaseOfReport, ...]:
    """Give the cases that a report is in, those opened last first."""
    rows = Case.objects.filter(members__report=report_id, members__taken_out_at=None)
    return tuple(
        CaseOfReport(id=row.id, reference=row.reference, unit=row.unit, state=CaseState(row.state))
        for row in rows.order_by("-opened_at", "id")
    )


def reports_of_series(series_id: UUID, *, but: Collection[UUID]) -> tuple[UUID, ...]:
    """Give the reports of a series but these, the newest first."""
    rows = Report.objects.filter(membership__series=series_id, submitted_at__isnull=False)
    rows = rows.exclude(id__in=but)
    return tuple(rows.order_by("-submitted_at", "id").values_list("id", flat=True))
