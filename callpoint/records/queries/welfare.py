"""What is hard about a report, what a person chose for their welfare, and who has how much of what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from callpoint.records.models import Distress, Report, StaffMember, WelfareChoice
from callpoint.records.queries.queue import TAKERS
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.queue_order import OPEN_STATES


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a person chose for their own welfare; who chose nothing has these."""

    is_warned: bool = True
    is_told_of_breaks: bool = True


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the readable columns say of how hard a report is."""

    reference: str
    kind: str
    sorts: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one person has on their desk now; how fast anybody works is not counted."""

    name: str
    unit: str
    open: int
    hard: int
    late: int
    new: int


def wishes_of(staff_id: int) -> Wishes:
    """Give what a person chose."""
    row = WelfareChoice.objects.filter(pk=staff_id).first()
    return Wishes(is_warned=row.is_warned, is_told_of_breaks=row.is_told_of_breaks) if row else Wishes()


def told_of_report(report_id: UUID, *, badge: Badge) -> Told | None:
    """Say how hard a report is that was sent and that this badge may see; None for any other."""
    reports = Report.objects.exclude(state=ReportState.DRAFT).filter(id=report_id)
    if badge.role not in EVERY_UNIT:
        reports = reports.filter(unit__in=("", badge.unit))
    row = reports.values_list("reference", "kind").first()
    if row is None:
        return None
    sorts = Distress.objects.filter(report=report_id).values_list("sort", flat=True)
    return Told(reference=row[0] or "", kind=row[1], sorts=frozenset(sorts))


def loads(*, unit: str, hard_kinds: Collection[str], since: datetime, at: datetime) -> tuple[Load, ...]:
    """Give what each person has who may take reports, by name; `since` is when this week began."""
    people = StaffMember.objects.filter(is_active=True, role__in=TAKERS)
    if unit:
        people = people.filter(unit__in=("", unit))
    told = Distress.objects.filter(report=OuterRef("pk")).order_by()
    held = (
        Report.objects.filter(assignee__in=people, state__in=OPEN_STATES).order_by().values_list("assignee")
    )
    counted = {
        staff_id: numbers
        for staff_id, *numbers in held.annotate(
            open=Count("id"),
            hard=Count("id", filter=Q(kind__in=hard_kinds) | Q(Exists(told))),
            late=Count("id", filter=Q(next_due_at__lt=at)),
            new=Count("id", filter=Q(assigned_at__gte=since)),
        )
    }
    return tuple(
        Load(
            name=person.display_name,
            unit=person.unit,
            **dict(zip(("open", "hard", "late", "new"), counted.get(person.pk, (0, 0, 0, 0)), strict=True)),
        )
        for person in people.order_by("display_name", "pk")
    )
