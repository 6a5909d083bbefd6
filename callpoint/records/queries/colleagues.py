"""Who works here and may take reports of a unit, and the views of the queue that a person keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from callpoint.records.models import Report, SavedView, StaffMember
from callpoint.records.queries.queue import TAKERS
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.lifecycle import ReportState


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who may take a report."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A view that somebody keeps."""

    id: UUID
    name: str
    query: str


def colleagues_for(unit: str) -> Sequence[Colleague]:
    """List who may take reports of a unit, by name; for no unit in particular, all who may take any."""
    rows = StaffMember.objects.filter(is_active=True, role__in=TAKERS)
    if unit:
        rows = rows.filter(Q(unit=unit) | Q(role__in=EVERY_UNIT))
    return [Colleague(id=row.pk, name=row.display_name) for row in rows.order_by("display_name", "pk")]


def kept_views(staff_id: int) -> Sequence[KeptView]:
    """List the views that a person keeps, by name."""
    rows = SavedView.objects.filter(staff=staff_id).order_by("name")
    return [KeptView(id=row.id, name=row.name, query=row.query) for row in rows]


def reference_of(report_id: UUID, *, badge: Badge) -> str:
    """Give the reference of a report that this badge may see; '' of any other."""
    reports = Report.objects.exclude(state=ReportState.DRAFT)
    if badge.role not in EVERY_UNIT:
        reports = reports.filter(unit=badge.unit)
    return reports.filter(id=report_id).values_list("reference", flat=True).first() or ""
