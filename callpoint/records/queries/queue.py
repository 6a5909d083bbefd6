"""The queue of the staff: views, filters, order, pages and the next report; readable columns only.

A page is found class by class in an index that holds every column asked for (`report_place`), so that no row is read
but those that are shown: a row holds sealed answers, and reading 100,000 of them takes longer than anybody waits.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from callpoint.records.models import Report, StaffMember
from callpoint.records.queries.abuse import low_reports
from callpoint.records.queries.doors import rows_shut_to
from callpoint.records.queries.queue_rows import QueueRow, holder_of, queue_rows
from callpoint.rules.access import DEEDS, EVERY_UNIT, Badge, Deed, Role
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.queue_order import (
    NO_CLOCK,
    OPEN_STATES,
    SOON,
    Place,
    View,
    place_of,
    views_for,
)
from callpoint.rules.urgency import ORDER

PAGE_SIZE: Final = 50
CLASSES: Final = (*ORDER, "")
"""The classes in the order of the queue; a report without one comes last."""
LOW: Final = "low"
"""The class of what people put below others (`rules.abuse`), after all that have one."""
LOW_RANK: Final = len(CLASSES)
TAKERS: Final = tuple(role for role in Role if Deed.TAKE_REPORT in DEEDS[role])
_KEYS: Final = ("due", "-vulnerable", "-severe", "-solvable", "submitted_at", "id")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the queue is narrowed to; '' or nothing for no limit."""

    state: str = ""
    kinds: tuple[str, ...] = ()
    unit: str = ""
    channel: str = ""
    urgency: str = ""
    police_area: str = ""
    is_unassigned: bool = False
    older_than: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which reports are asked for, and by whom."""

    badge: Badge
    staff_id: int
    view: View
    at: datetime
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """One page of a view, how many reports the view holds in all, and how many each view holds."""

    rows: Sequence[QueueRow]
    total: int
    number: int
    pages: int
    counts: Mapping[View, int]


def queue(asked: Asked, *, number: int = 1) -> QueuePage:
    """
    List the sent reports of a view that a badge may see, in the order of section 7 of the assessment criteria.

    `number` counts pages from 1 and is brought into range.
    """
    counted = _counted(asked)
    classes = counted[asked.view]
    total = sum(classes.values())
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    ids = _ids(asked, classes, skip=(number - 1) * PAGE_SIZE)
    return QueuePage(
        rows=queue_rows(ids, staff_id=asked.staff_id, at=asked.at),
        total=total,
        number=number,
        pages=pages,
        counts={view: sum(classes.values()) for view, classes in counted.items()},
    )


def next_in_view(asked: Asked, *, after: Place, but: UUID | None = None) -> UUID | None:
    """Give the report of a view that comes next after a place, never the one `but`; None at its end."""
    reports = _of_view(asked).exclude(id=but) if but else _of_view(asked)
    if asked.view is View.DUE:
        return _keyed(reports).filter(_later(after)).order_by(*_KEYS).values_list("id", flat=True).first()
    for rank, limit in tuple(_in_classes())[min(max(0, after.rank), LOW_RANK) :]:
        some = _keyed(reports.filter(limit))
        some = some.filter(_later(after)) if rank == after.rank else some
        found = some.order_by(*_KEYS).values_list("id", flat=True).first()
        if found is not None:
            return found
    return None


def place_of_report(report_id: UUID, *, badge: Badge) -> Place | None:
    """Say where a report stands that this badge may see; None where there is none."""
    report = _seen_by(badge).filter(id=report_id).defer("answers", "wrapped_key").first()
    if report is None:
        return None
    place = place_of(report)  # type: ignore[arg-type]  # what was sent has its time
    is_low = low_reports().filter(report=report_id).exists()
    return replace(place, rank=LOW_RANK) if is_low else place


def held_by(report_id: UUID, *, staff_id: int) -> tuple[str, bool]:
    """Name who holds a report, '' for nobody who still may, and say whether it is this person."""
    report = Report.objects.select_related("assignee").only("unit", "assignee").filter(id=report_id).first()
    name = holder_of(report) if report else ""
    return name, bool(name) and report is not None and report.assignee_id == staff_id


def sent_since(asked: Asked, *, since: datetime) -> int:
    """Count the reports of a view that were sent after a time."""
    return _of_view(asked).filter(submitted_at__gt=since).count()


def still_held() -> Exists:
    """Say of a report whether its assignee still works here and may take reports of its unit."""
    holder = StaffMember.objects.filter(pk=OuterRef("assignee"), is_active=True, role__in=TAKERS)
    return Exists(holder.filter(Q(unit=OuterRef("unit")) | Q(role__in=EVERY_UNIT)))


def _seen_by(badge: Badge) -> QuerySet[Report]:
    reports = Report.objects.exclude(state=ReportState.DRAFT)
    return reports if badge.role in EVERY_UNIT else reports.filter(unit=badge.unit)


def _narrowed(asked: Asked) -> QuerySet[Report]:
    """
    Give what the badge may see and the filters let through, whatever the view.

    A line of a restricted report tells its state, urgency, age and unit. What else the list is narrowed to would tell
    what it is about, so that it stands in no such list to whom it is shut.
    """
    chosen = asked.filters
    reports = Report.objects.filter(state__in=[chosen.state] if chosen.state else OPEN_STATES)
    reports = reports.exclude(state=ReportState.DRAFT)
    if asked.badge.role not in EVERY_UNIT:
        reports = reports.filter(unit=asked.badge.unit)
    same = {name: getattr(chosen, name) for name in ("unit", "channel", "urgency", "police_area")}
    reports = reports.filter(**{name: value for name, value in same.items() if value})
    if chosen.kinds:
        reports = reports.filter(kind__in=chosen.kinds)
    if chosen.kinds or chosen.police_area:
        reports = reports.exclude(id__in=rows_shut_to(asked.staff_id, at=asked.at))
    if chosen.older_than is not None:
        reports = reports.filter(submitted_at__lte=asked.at - chosen.older_than)
    return reports.exclude(still_held()) if chosen.is_unassigned else reports


def _limits(asked: Asked) -> Mapping[View, Q]:
    """Say what each view of a badge lets through."""
    limits = {
        View.NOW: Q(urgency="now"),
        View.MINE: Q(assignee=asked.staff_id),
        View.UNIT: Q(unit=asked.badge.unit),
        View.WAITING: Q(state=ReportState.WAITING),
        View.DUE: Q(next_due_at__lte=asked.at + SOON),
        View.ALL: Q(),
    }
    return {view: limits[view] for view in views_for(asked.badge)}


def _of_view(asked: Asked) -> QuerySet[Report]:
    return _narrowed(asked).filter(_limits(asked)[asked.view])


def _counted(asked: Asked) -> Mapping[View, Counter[str]]:
    """Count each view by class in one pass."""
    found = _counted_by_urgency(asked, _narrowed(asked))
    if not low_reports().exists():
        return found
    for view, classes in _counted_by_urgency(asked, _narrowed(asked).filter(id__in=low_reports())).items():
        found[view] -= classes
        found[view][LOW] = sum(classes.values())
    return found


def _counted_by_urgency(asked: Asked, reports: QuerySet[Report]) -> dict[View, Counter[str]]:
    columns = {
        f"in_{view}": Count("pk", filter=limit) if view is not View.ALL else Count("pk")
        for view, limit in _limits(asked).items()
    }
    rows: Iterable[Mapping[str, Any]] = reports.order_by().values("urgency").annotate(**columns)
    found: dict[View, Counter[str]] = {view: Counter() for view in _limits(asked)}
    for row in rows:
        urgency = row["urgency"] if row["urgency"] in ORDER else ""
        for view, classes in found.items():
            classes[urgency] += row[f"in_{view}"]
    return found


def _ids(asked: Asked, classes: Mapping[str, int], *, skip: int) -> list[UUID]:
    """Give the ids of one page: class after class, passing by those that stand on earlier pages."""
    if asked.view is View.DUE:
        return list(
            _keyed(_of_view(asked)).order_by(*_KEYS).values_list("id", flat=True)[skip : skip + PAGE_SIZE]
        )
    ids: list[UUID] = []
    for name, (_rank, limit) in zip((*CLASSES, LOW), _in_classes(), strict=True):
        here = classes.get(name, 0)
        wanted = PAGE_SIZE - len(ids)
        if skip < here and wanted:
            some = _keyed(_of_view(asked).filter(limit)).order_by(*_KEYS)
            ids += some.values_list("id", flat=True)[skip : skip + wanted]
        skip = max(0, skip - here)
    return ids


def _in_classes() -> Iterator[tuple[int, Q]]:
    """Give each class in its order with what lets its reports through; last come those that people put below others."""
    low = Q(id__in=low_reports()) if low_reports().exists() else Q(pk__in=())
    for rank, urgency in enumerate(CLASSES):
        yield rank, Q(urgency=urgency) & ~low
    yield LOW_RANK, low


def _keyed(reports: QuerySet[Report]) -> QuerySet[Report, Any]:
    """Give reports the keys of their order inside a class; what is not known orders as 0."""
    return reports.annotate(
        due=Coalesce("next_due_at", Value(NO_CLOCK)),
        vulnerable=Coalesce("vulnerability", 0),
        severe=Coalesce("severity", 0),
        solvable=Coalesce("solvability", 0),
    )


def _later(place: Place) -> Q:
    """Say what comes after a place inside its class."""
    keys: tuple[tuple[str, str, object], ...] = (
        ("due", "gt", place.due_at),
        ("vulnerable", "lt", -place.less_vulnerability),
        ("severe", "lt", -place.less_severity),
        ("solvable", "lt", -place.less_solvability),
        ("submitted_at", "gt", place.submitted_at),
        ("id", "gt", place.id),
    )
    steps = []
    for number, (name, beyond, value) in enumerate(keys):
        same = Q(**{each: held for each, _beyond, held in keys[:number]})
        steps.append(same & Q(**{f"{name}__{beyond}": value}))
    return reduce(or_, steps)
