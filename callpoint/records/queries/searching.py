"""Reports that a search may look at: by reference, by the marks of values, or the next ones to open and read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from callpoint.records.models import Report, Series, Sighting
from callpoint.rules.access import EVERY_UNIT, Badge, Deed, may
from callpoint.rules.identifiers.model import Whose
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.standing import Standing

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Place:
    """How far a search through the words of reports has come: the report looked at last."""

    sent_at: datetime
    report_id: UUID


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """By which readable columns a search is narrowed; '' and None for none."""

    kind: str = ""
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FoundRow:
    """One report that was found, by its readable columns."""

    id: UUID
    reference: str
    state: ReportState
    kind: str
    urgency: str
    unit: str
    outcode: str
    submitted_at: datetime


def by_reference(reference: str, *, badge: Badge) -> FoundRow | None:
    """Give the report of a reference, where this badge may see it."""
    report = _seen_by(badge).filter(reference=reference).first()
    return row_of(report) if report else None


def series_of_number(number: int, *, badge: Badge) -> UUID | None:
    """Give the series of a number, where this badge may see series; one that went into another leads on from there."""
    if not may(badge, Deed.SEE_SERIES):
        return None
    return Series.objects.filter(number=number).values_list("id", flat=True).first()


def sharing(
    marks: Collection[str], *, badge: Badge, shut: Collection[UUID] = ()
) -> tuple[Sequence[tuple[FoundRow, Whose]], int]:
    """
    Give the newest reports that name a value, with whose it is there, at most 50.

    The number says how many more name it that are not listed: older ones, and those of other units. Of other units
    none is counted whose reporter's own the value is: the number would tell that a person reported. Those in `shut` are
    left out altogether.
    """
    named = Sighting.objects.filter(mark__in=marks).exclude(report__state=ReportState.DRAFT)
    named = named.exclude(report__in=shut) if shut else named
    if badge.role not in EVERY_UNIT:
        named = named.filter(Q(report__unit=badge.unit) | ~Q(standing=Standing.OWN))
    mine = named if badge.role in EVERY_UNIT else named.filter(report__unit=badge.unit)
    newest = mine.select_related("report").order_by("-report__submitted_at")[:MOST_SHOWN]
    rows = [(row_of(each.report), Whose(each.whose)) for each in newest]
    return rows, named.values("report").distinct().count() - len({row.id for row, _ in rows})


def to_look_at(
    *, badge: Badge, narrowed: Narrowed, after: Place | None, shut: Collection[UUID] = ()
) -> QuerySet[Report]:
    """
    Give the reports whose words are still to be read, newest first; after the place where an earlier look ended.

    Those in `shut` are left out.
    """
    reports = _seen_by(badge).exclude(id__in=shut) if shut else _seen_by(badge)
    if narrowed.kind:
        reports = reports.filter(kind=narrowed.kind)
    if narrowed.since:
        reports = reports.filter(submitted_at__gte=narrowed.since)
    if after:
        reports = reports.filter(
            Q(submitted_at__lt=after.sent_at) | Q(submitted_at=after.sent_at, id__lt=after.report_id)
        )
    return reports.order_by("-submitted_at", "-id")


def row_of(report: Report) -> FoundRow:
    """Make the line of a report."""
    return FoundRow(
        id=report.id,
        reference=report.reference or "",
        state=ReportState(report.state),
        kind=report.kind,
        urgency=report.urgency,
        unit=report.unit,
        outcode=report.outcode,
        submitted_at=report.submitted_at or report.created_at,
    )


def _seen_by(badge: Badge) -> QuerySet[Report]:
    reports = Report.objects.exclude(state=ReportState.DRAFT)
    return reports if badge.role in EVERY_UNIT else reports.filter(unit=badge.unit)
