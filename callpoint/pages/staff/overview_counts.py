"""All that is counted for the supervisor's page, for a period and the one before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.records.knowledge import knowledge
from callpoint.records.queries.figures import counts_between
from callpoint.records.queries.overview import (
    Asked,
    Ending,
    Kept,
    Money,
    OpenReports,
    Owed,
    endings_between,
    kept_between,
    money_of,
    open_reports,
    owed_by_unit,
    read_within,
    steps_of,
)
from callpoint.rules.clocks import CLOCKS
from callpoint.rules.dates import calendar_of
from callpoint.rules.figures import Figures, figures_of
from callpoint.rules.overview import Period, Step, Told, told_of, working_slots

OURS: Final = tuple(rule.promise for rule in CLOCKS if rule.is_ours)
SOON: Final = timedelta(hours=48)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted of one period."""

    steps: Mapping[Step, int]
    read: tuple[int, ...]
    """By number of working days: how many were read within so many."""
    told: Mapping[Told, int]
    kept: Kept
    money: tuple[Money, ...]
    endings: tuple[Ending, ...]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the page is made of."""

    period: Period
    unit: str
    at: datetime
    now: Counted
    before: Counted
    figures: Figures
    """What is published of the same weeks: it tells what people said of the service."""
    is_modelled: bool
    open: Sequence[OpenReports]
    owed: Sequence[Owed]


def overview_of(period: Period, *, unit: str, at: datetime) -> Overview:
    """Count all of it, `unit` being '' for every unit; the period before as things stood so much earlier."""
    told = counts_between(period.first, period.end)
    return Overview(
        period=period,
        unit=unit,
        at=at,
        now=_counted(period, unit=unit, until=at),
        before=_counted(period.before, unit=unit, until=at - period.span),
        figures=figures_of(told.counts),
        is_modelled=told.is_modelled,
        open=open_reports(unit=unit, at=at),
        owed=owed_by_unit(unit=unit, ours=OURS, at=at, soon=SOON),
    )


def _counted(period: Period, *, unit: str, until: datetime) -> Counted:
    calendar = calendar_of(knowledge(), None)
    begins, ends = period.times(ZoneInfo(calendar.timezone))
    asked = Asked(begins=begins, ends=ends, unit=unit, until=until)
    return Counted(
        steps=steps_of(asked),
        read=read_within(asked, working_slots(begins, ends, calendar)),
        told=told_of(counts_between(period.first, period.end).counts, knowledge().content),
        kept=kept_between(begins, ends, unit=unit, ours=OURS),
        money=money_of(asked),
        endings=endings_between(begins, ends, unit=unit),
    )
