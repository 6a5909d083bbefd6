"""What is counted by itself at night, and what people say of the service.

FiguresError
└── NothingSaidError   none of the questions was answered
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from callpoint.actions.acting import Actor
from callpoint.actions.counting import COUNTED_CHANNEL, add, week_of
from callpoint.actions.journalling import write_leaf
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Count, Report
from callpoint.records.transaction import writing
from callpoint.rules.dates import calendar_of
from callpoint.rules.figures import (
    LONGER,
    QUESTIONS,
    STEPS_OF_AN_ANSWER,
    Came,
    Counted,
    Counts,
    working_days_between,
)
from callpoint.rules.lifecycle import ReportState

COUNTED_ANEW = (Counted.SENT, Counted.OPEN, Counted.RECEIVED, Counted.READ)
"""What can be counted again from the reports at any time, so that nothing is ever counted twice."""


class FiguresError(Exception):
    """Something cannot be counted."""


class NothingSaidError(FiguresError):
    """None of the questions was answered."""


@writing
def count_week(*, week: date, by: Actor, at: datetime) -> bool:
    """
    Count the reports of a week anew from their readable columns; say whether a number changed.

    Only a change writes a leaf. `week` is its Monday. A week that was made up for a demonstration stays as it is.
    """
    rows = Count.objects.filter(week_of=week)
    if rows.filter(name=Counted.MODELLED).exists():
        return False
    found = {key: number for key, number in _found_in(week).items() if number}
    kept = {(row.name, row.part): row.number for row in rows.filter(name__in=COUNTED_ANEW)}
    if found == kept:
        return False
    rows.filter(name__in=COUNTED_ANEW).delete()
    _keep(found, week)
    write_leaf(what="counts.week", about=week, by=by, at=at)
    return True


@writing
def say_how_it_went(*, said: Mapping[str, str], came: str, by: Actor, at: datetime) -> None:
    """
    Count what somebody says of the service: question to step, as in `{"easy": "5"}`.

    It writes no leaf: beside the leaf of a report that was sent a minute before, one would tell who was
    pleased. What is no question, or no step of an answer, is passed over.

    :raises NothingSaidError: none of the questions was answered.
    """
    del by
    answers = {name: said.get(name, "") for name in QUESTIONS}
    told = {name: step for name, step in answers.items() if step in STEPS_OF_AN_ANSWER}
    if not told:
        raise NothingSaidError
    group = came if came in set(Came) else Came.OTHER
    for name, step in told.items():
        add(name, part=f"{group}.{step}", week=week_of(at))


@writing
def model_week(*, week: date, counts: Counts, by: Actor, at: datetime) -> None:
    """Put made-up counts into a week for a demonstration, and mark the week as made up for good."""
    Count.objects.filter(week_of=week).delete()
    _keep({**counts, (Counted.MODELLED, ""): 1}, week)
    write_leaf(what="counts.model", about=week, by=by, at=at)


def _keep(counts: Counts, week: date) -> None:
    Count.objects.bulk_create(
        Count(week_of=week, name=name, part=part, number=number) for (name, part), number in counts.items()
    )


def _found_in(week: date) -> Counter[tuple[str, str]]:
    """Count a week's reports: those begun in it, then those sent in it."""
    zone = ZoneInfo(settings.TIME_ZONE)
    begins, ends = (datetime.combine(day, time(0), zone) for day in (week, week + timedelta(days=7)))
    begun = Report.objects.filter(created_at__gte=begins, created_at__lt=ends, channel=COUNTED_CHANNEL)
    sent = Report.objects.filter(submitted_at__gte=begins, submitted_at__lt=ends)
    still_open = begun.filter(state=ReportState.DRAFT).count()
    return Counter(
        {
            (Counted.SENT.value, ""): begun.count() - still_open,
            (Counted.OPEN.value, ""): still_open,
            (Counted.RECEIVED.value, ""): sent.count(),
            **{(Counted.READ.value, days): number for days, number in _days_to_read(sent).items()},
        }
    )


def _days_to_read(sent: models.QuerySet[Report]) -> Counter[str]:
    """Count reports by the working days until a person first read them, as far as these are counted one by one."""
    read = sent.filter(first_read_at__isnull=False).values_list("submitted_at", "first_read_at")
    calendar = calendar_of(knowledge(), None)
    days = Counter(
        working_days_between(sent_at, read_at, calendar, most=LONGER)
        for sent_at, read_at in read.iterator()
        if sent_at and read_at
    )
    return Counter({str(number): count for number, count in days.items() if number < LONGER})
