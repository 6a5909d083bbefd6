"""What a supervisor sees of all reports, counted from readable columns and covered by indexes; no report is opened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum

from callpoint.records.models import Clock, LostAmount, Message, Report, ReturnedAmount
from callpoint.rules.clocks import Ended
from callpoint.rules.figures import LONGEST_COUNTED
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.overview import Age, Slot, Step, ages_of, sent_since
from callpoint.rules.queue_order import OPEN_STATES


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which reports are counted: sent from `begins` until before `ends`, of one unit or, with '', of every one."""

    begins: datetime
    ends: datetime
    unit: str = ""
    until: datetime
    """What came of them after this is not counted."""


@dataclass(frozen=True, kw_only=True)
class OpenReports:
    """The open reports of one unit and state by age."""

    unit: str
    state: str
    ages: Mapping[Age, int]
    oldest_at: datetime

    @property
    def number(self) -> int:
        """Say how many there are."""
        return sum(self.ages.values())


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What one unit owes its reporters: how many dates have passed, and how many fall due soon."""

    unit: str
    late: int
    soon: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How many promises came to an end in a time, and how many of them in time."""

    kept: int
    ended: int


@dataclass(frozen=True, kw_only=True)
class Money:
    """One currency: what went, what came back, and how many reports say so."""

    currency: str
    lost: int = 0
    losing: int = 0
    returned: int = 0
    returning: int = 0


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How many reports of a kind and a unit ended with an outcome."""

    outcome: str
    kind: str
    unit: str
    number: int


def steps_of(asked: Asked) -> Mapping[Step, int]:
    """Count how many of the reports came to each step."""
    closed = Q(state=ReportState.CLOSED, state_changed_at__lte=asked.until)
    written = Message.objects.filter(
        report=OuterRef("pk"), staff__isnull=False, sent_at__lte=asked.until
    ).order_by()
    found = _sent(asked).aggregate(
        sent=Count("id"),
        routed=Count("id", filter=~Q(unit="")),
        read=Count("id", filter=Q(first_read_at__lte=asked.until)),
        assessed=Count("id", filter=Q(assessed_at__lte=asked.until)),
        recorded=Count("id", filter=Q(recorded_at__lte=asked.until)),
        # Every closing has a letter.
        answered=Count("id", filter=closed | Q(Exists(written))),
        closed=Count("id", filter=closed),
    )
    return {step: found[step] for step in Step}


def read_within(asked: Asked, slots: Sequence[Slot]) -> tuple[int, ...]:
    """Count how many were read within 0, 1, 2 … working days; `slots` part the time of sending."""
    total: Counter[int] = Counter()
    for slot in slots:
        sent = _of_unit(asked.unit).filter(submitted_at__gt=slot.after, submitted_at__lte=slot.until)
        found = sent.aggregate(
            **{
                f"within_{days}": Count("id", filter=Q(first_read_at__lte=min(last, asked.until)))
                for days, last in enumerate(slot.read_by)
            }
        )
        total.update({days: found[f"within_{days}"] for days in range(len(slot.read_by))})
    return tuple(total[days] for days in range(LONGEST_COUNTED + 1))


def open_reports(*, unit: str, at: datetime) -> tuple[OpenReports, ...]:
    """Count what is open now by unit, state and age."""
    rows = _of_unit(unit).filter(state__in=OPEN_STATES).order_by().values_list("unit", "state")
    younger = {
        f"age_{place}": Count("id", filter=Q(submitted_at__gt=since) if since else Q())
        for place, since in enumerate(sent_since(age, at=at) for age in Age)
    }
    return tuple(
        OpenReports(unit=of_unit, state=state, ages=ages_of(numbers), oldest_at=oldest)
        for of_unit, state, oldest, *numbers in rows.annotate(oldest=Min("submitted_at"), **younger).order_by(
            "unit", "state"
        )
    )


def owed_by_unit(*, unit: str, ours: Sequence[str], at: datetime, soon: timedelta) -> tuple[Owed, ...]:
    """Count the dates that have passed and those that fall due soon."""
    running = Clock.objects.filter(promise__in=ours, ended="", paused_at=None, due_at__lte=at + soon)
    if unit:
        running = running.filter(report__unit=unit)
    rows = running.order_by().values_list("report__unit")
    late = Q(due_at__lt=at)
    counted = rows.annotate(late=Count("id", filter=late), soon=Count("id", filter=~late))
    return tuple(
        Owed(unit=of_unit, late=number, soon=coming)
        for of_unit, number, coming in counted.order_by("report__unit")
    )


def kept_between(begins: datetime, ends: datetime, *, unit: str, ours: Sequence[str]) -> Kept:
    """Count the promises that came to an end in a time."""
    ended = Clock.objects.filter(
        promise__in=ours, ended__in=(Ended.KEPT, Ended.LATE), stopped_at__gte=begins, stopped_at__lt=ends
    )
    if unit:
        ended = ended.filter(report__unit=unit)
    return Kept(**ended.aggregate(kept=Count("id", filter=Q(ended=Ended.KEPT)), ended=Count("id")))


def money_of(asked: Asked) -> tuple[Money, ...]:
    """Add up what reporters say went and came back, the currency that most of them name first."""
    lost, returned = (_summed(table.objects.all(), asked) for table in (LostAmount, ReturnedAmount))
    none = (0, 0)
    found = (
        Money(
            currency=currency,
            lost=lost.get(currency, none)[0],
            losing=lost.get(currency, none)[1],
            returned=returned.get(currency, none)[0],
            returning=returned.get(currency, none)[1],
        )
        for currency in {*lost, *returned}
    )
    return tuple(sorted(found, key=lambda each: (-each.losing - each.returning, each.currency)))


def endings_between(begins: datetime, ends: datetime, *, unit: str) -> tuple[Ending, ...]:
    """Count the reports that were closed in a time and are closed still."""
    closed = _of_unit(unit).filter(
        state=ReportState.CLOSED, state_changed_at__gte=begins, state_changed_at__lt=ends
    )
    rows = closed.order_by().values_list("outcome", "kind", "unit").annotate(number=Count("id"))
    return tuple(
        Ending(outcome=outcome, kind=kind, unit=of_unit, number=number)
        for outcome, kind, of_unit, number in rows.order_by("outcome", "kind", "unit")
    )


def _of_unit(unit: str) -> QuerySet[Report]:
    return Report.objects.filter(unit=unit) if unit else Report.objects.all()


def _sent(asked: Asked) -> QuerySet[Report]:
    return _of_unit(asked.unit).filter(submitted_at__gte=asked.begins, submitted_at__lt=asked.ends)


def _summed(amounts: QuerySet[Any], asked: Asked) -> Mapping[str, tuple[int, int]]:
    of_time = amounts.filter(report__submitted_at__gte=asked.begins, report__submitted_at__lt=asked.ends)
    if asked.unit:
        of_time = of_time.filter(report__unit=asked.unit)
    rows = of_time.order_by().values_list("currency").annotate(units=Sum("units"), reports=Count("id"))
    return {currency: (units, reports) for currency, units, reports in rows}
