"""Reads to look at: those that were drawn, those of somebody's own name, and how each week went; nothing that is sealed."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count

from callpoint.records.models import FamilyName, NameAlert, ReadWeek, SampledRead, StaffMember
from callpoint.rules.sampled_reads import TIME_TO_LOOK

MOST_SHOWN: Final = 50
"""Lines of one list; the oldest come first, and the rest move up."""
WEEKS_SHOWN: Final = 8


@dataclass(frozen=True, kw_only=True)
class ReadLine:
    """One read that waits to be looked at."""

    id: UUID
    report_id: UUID
    reference: str
    reader: str
    what: str
    read_at: datetime
    allowed: str
    """`rules.sampled_reads.Allowed`; '' of a read of somebody's own name."""
    whose: str
    """`rules.own_names.Whose`; '' of a read that was drawn."""
    side: str
    """`rules.own_names.Side`; '' of a read that was drawn. Who may not see who reported is not told of it."""
    is_own: bool
    """Whether it is that of whoever looks, and so for others."""
    drawn_at: datetime


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """How one week of one unit went."""

    week: date
    unit: str
    reads: int
    drawn: int
    looked_at: int
    asked: int
    """To be asked, or not fine."""
    missed: int
    """Not looked at in time."""


def reads_to_look_at(*, staff_id: int) -> tuple[ReadLine, ...]:
    """List the reads that were drawn and that nobody looked at, the oldest first."""
    rows = SampledRead.objects.filter(verdict="").select_related("report", "reader")
    return tuple(
        ReadLine(
            id=row.id,
            report_id=row.report_id,
            reference=row.report.reference or "",
            reader=str(row.reader),
            what=row.what,
            read_at=row.read_at,
            allowed=row.allowed,
            whose="",
            side="",
            is_own=row.reader_id == staff_id,
            drawn_at=row.drawn_at,
        )
        for row in rows.order_by("read_at", "leaf")[:MOST_SHOWN]
    )


def own_name_reads(*, staff_id: int, shut: Collection[UUID] = ()) -> tuple[ReadLine, ...]:
    """
    List the reads of somebody's own name that nobody looked at, the oldest first; never one's own.

    None of the reports that are `shut` to whoever looks.
    """
    rows = NameAlert.objects.filter(verdict="").exclude(reader=staff_id).exclude(report__in=shut)
    rows = rows.select_related("report", "reader")
    return tuple(
        ReadLine(
            id=row.id,
            report_id=row.report_id,
            reference=row.report.reference or "",
            reader=str(row.reader),
            what="read.own-name",
            read_at=row.read_at,
            allowed="",
            whose=row.whose,
            side=row.side,
            is_own=False,
            drawn_at=row.read_at,
        )
        for row in rows.order_by("read_at", "id")[:MOST_SHOWN]
    )


def weeks_of_reads(*, at: datetime) -> Sequence[WeekLine]:
    """Say how the last weeks went, the newest first."""
    newest = ReadWeek.objects.order_by("-week").values_list("week", flat=True).first()
    if newest is None:
        return ()
    weeks = ReadWeek.objects.filter(week__gt=newest - timedelta(weeks=WEEKS_SHOWN)).order_by("-week", "unit")
    drawn = SampledRead.objects.filter(week__gt=newest - timedelta(weeks=WEEKS_SHOWN))
    found = Counter[tuple[date, str, str]]()
    for row in drawn.values("week", "unit", "verdict").annotate(number=Count("pk")):
        found[row["week"], row["unit"], row["verdict"]] += row["number"]
    late = Counter(drawn.filter(verdict="", drawn_at__lte=at - TIME_TO_LOOK).values_list("week", "unit"))
    return tuple(_week(each, found, late[each.week, each.unit]) for each in weeks)


def _week(each: ReadWeek, found: Counter[tuple[date, str, str]], missed: int) -> WeekLine:
    of_week = {
        verdict: number
        for (week, unit, verdict), number in found.items()
        if (week, unit) == (each.week, each.unit)
    }
    looked_at = sum(number for verdict, number in of_week.items() if verdict)
    return WeekLine(
        week=each.week,
        unit=each.unit,
        reads=each.reads,
        drawn=sum(of_week.values()),
        looked_at=looked_at,
        asked=looked_at - of_week.get("fine", 0),
        missed=missed,
    )


def family_names(*, but: int) -> tuple[tuple[int, str, int], ...]:
    """List who works here, by number and name, with how many names of their family are compared; not one's own."""
    counted = dict(FamilyName.objects.values_list("staff").annotate(number=Count("pk")))
    people = StaffMember.objects.filter(is_active=True).exclude(pk=but).order_by("display_name", "pk")
    return tuple((row.pk, row.display_name, counted.get(row.pk, 0)) for row in people)
