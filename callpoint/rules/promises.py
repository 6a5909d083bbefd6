"""When a promise falls due, from when it is amber, and how it looks; the counting is that of `content.due_times`."""

from datetime import UTC, datetime
from typing import Final, Literal

from callpoint.rules.content.due_times import (
    Calendar,
    Days,
    NoDutyHoursError,
    PromiseError,
    due_at,
    first_working_day,
)
from callpoint.rules.content.durations import parse_duration
from callpoint.rules.content.model import Promise

__all__ = [
    "Calendar",
    "Colour",
    "Days",
    "NoDutyHoursError",
    "PromiseError",
    "Rights",
    "amber_at",
    "colour_at",
    "colour_of",
    "due_at",
    "first_working_day",
    "promise_due",
]

Rights = Literal["usual", "enhanced"]
Colour = Literal["in time", "amber", "late"]

AMBER_SHARE: Final = 0.75
"""Staff see a promise in amber once this share of its time has passed."""
_DAY: Final = 86_400


def promise_due(
    promise: Promise,
    *,
    starts_at: datetime,
    calendar: Calendar,
    rights: Rights = "usual",
) -> datetime | None:
    """Give the time by which a promise is due, in the calendar's zone.

    None where the promise has no single time. `enhanced` rights use the shorter time of
    the Victims' Code where the promise has one.
    """
    text = promise.duration
    if rights == "enhanced" and promise.enhanced_duration:
        text = promise.enhanced_duration
    if not text:
        return None
    return due_at(text, days=promise.days, starts_at=starts_at, calendar=calendar)


def amber_at(promise: Promise, *, starts_at: datetime, due: datetime, calendar: Calendar) -> datetime:
    """
    Give the time from which a promise is shown in amber: once three quarters of its time have passed.

    Duty time counts for one that runs in duty hours, so that staff are there when it turns.
    """
    start, end = starts_at.astimezone(UTC), due.astimezone(UTC)
    if promise.days != "duty":
        return (start + AMBER_SHARE * (end - start)).astimezone(due.tzinfo)
    length = parse_duration(promise.duration)
    spent = round(AMBER_SHARE * (length.days * _DAY + length.seconds))
    return due_at(f"PT{spent}S", days="duty", starts_at=starts_at, calendar=calendar)


def colour_of(*, amber: datetime, due: datetime, at: datetime) -> Colour:
    """Say how a running promise looks to staff, from the time it turns amber and the time it is due."""
    turns, end, now = (one.astimezone(UTC) for one in (amber, due, at))
    if now > end:
        return "late"
    return "amber" if now >= turns else "in time"


def colour_at(*, starts_at: datetime, due: datetime, at: datetime) -> Colour:
    """Say how a running promise looks to staff: in time, amber from 75 %, or late."""
    start, end, now = (one.astimezone(UTC) for one in (starts_at, due, at))
    if now > end:
        return "late"
    spent, whole = now - start, end - start
    return "amber" if spent >= AMBER_SHARE * whole else "in time"
