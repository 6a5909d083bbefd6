"""What a unit promises must fit its duty hours: a date that passes while nobody is ever there was never a promise."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from callpoint.rules.content.due_times import Calendar, NoDutyHoursError, due_at, turns_of
from callpoint.rules.content.durations import BadDurationError
from callpoint.rules.content.layout import Gathered
from callpoint.rules.content.model import Promise, Unit
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.shapes import is_opening_hours
from callpoint.rules.content.whole import Content

OF_UNITS: Final = frozenset({"receiving unit", "duty officer", "officer in charge"})
"""How the content names those of a unit whose promise it is."""
_SUPPORT: Final = ("group:support",)
_LOOKED_AT: Final = timedelta(days=400)
"""A whole year with its feasts: the longest time a unit is shut lies among them."""
_WITHOUT_FEASTS: Final = date(2026, 1, 5)


def hours_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every promise that a unit's duty hours cannot keep; a unit for support takes no report."""
    for name, unit in content.units.items():
        calendar = _calendar(content, unit)
        if unit.kinds == _SUPPORT or calendar is None:
            continue
        tree = found.pieces["units", name].tree
        gaps = tuple(_shut(calendar))
        for promise in content.promises.values():
            if promise.bound in OF_UNITS and promise.duration and _is_broken(promise, calendar, gaps):
                yield tree.problem(
                    ("duty_hours",),
                    f"`{promise.id}` gives {promise.duration} ({promise.days}), and this unit can be shut all that time.",
                    "Give hours that open within it, or count duty time: `days: duty` in your own promises.",
                )


def _calendar(content: Content, unit: Unit) -> Calendar | None:
    """Give the days and hours of a unit; None where something else of them is wrong, which is said elsewhere."""
    home = content.jurisdictions.get(content.homes[f"units/{unit.id}"])
    if home is None or home.timezone not in available_timezones() or not is_opening_hours(unit.duty_hours):
        return None
    around = content.jurisdictions.get(home.part_of)
    return Calendar(
        timezone=home.timezone,
        holidays=frozenset(home.holidays or (around.holidays if around else ())),
        duty_hours=unit.duty_hours,
    )


def _is_broken(promise: Promise, calendar: Calendar, gaps: tuple[tuple[datetime, datetime], ...]) -> bool:
    """Say whether what begins as a unit shuts can fall due before it opens again; that is the worst moment of all."""
    try:
        return any(
            due_at(promise.duration, days=promise.days, starts_at=shuts, calendar=calendar) <= opens
            for shuts, opens in gaps
        )
    except NoDutyHoursError:
        return True
    except BadDurationError:
        return False


def _shut(calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Give each time in which a unit is shut, in a year; one that is never open is shut all of it."""
    zone = ZoneInfo(calendar.timezone)
    first = min(calendar.holidays, default=_WITHOUT_FEASTS) - timedelta(days=7)
    begins = datetime.combine(first, time(0), zone)
    ends = begins + _LOOKED_AT
    shuts: datetime | None = begins
    for at, is_open in turns_of(calendar, begins=begins, ends=ends):
        if is_open and shuts is not None:
            if at > shuts:
                yield shuts, at
            shuts = None
        elif not is_open and shuts is None:
            shuts = at
    if shuts is not None:
        yield shuts, ends
