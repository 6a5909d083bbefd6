"""Dates as a calendar file (RFC 5545), made by the library icalendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import icalendar

MAKER = "-//Callpoint//Callpoint//EN"


@dataclass(frozen=True, kw_only=True)
class Event:
    """One date; whoever shares the calendar reads its words, so they are neutral."""

    uid: str
    """Stays the same when the same date is given out again, so that a calendar keeps it once."""
    title: str
    starts_at: datetime
    """With its time zone."""
    lasts: timedelta
    description: str = ""
    alarm_before: timedelta | None = None
    """How long before the start the calendar reminds; None = it does not."""


def calendar_file(events: Sequence[Event], *, made_at: datetime) -> bytes:
    """Write events as one calendar file, in UTC, marked private and as time that stays free."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(_entry(event, made_at))
    return bytes(calendar.to_ical())


def _entry(event: Event, made_at: datetime) -> icalendar.Event:
    starts = event.starts_at.astimezone(UTC)
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("dtstamp", made_at.astimezone(UTC))
    entry.add("dtstart", starts)
    entry.add("dtend", starts + event.lasts)
    entry.add("summary", event.title)
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    if event.description:
        entry.add("description", event.description)
    if event.alarm_before is not None:
        entry.add_component(_alarm(event, event.alarm_before))
    return entry


def _alarm(event: Event, before: timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.title)
    alarm.add("trigger", -before)
    return alarm
