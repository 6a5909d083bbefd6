"""Dates as a calendar file: byte for byte, and read back by the library."""

from datetime import UTC, datetime, timedelta, timezone

import icalendar

from callpoint.formats.ics import Event, calendar_file

MADE_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
GOLDEN = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Callpoint//Callpoint//EN
METHOD:PUBLISH
BEGIN:VEVENT
SUMMARY:Reminder
DTSTART:20261123T160000Z
DTEND:20261123T161500Z
DTSTAMP:20261121T090000Z
UID:7
CLASS:PRIVATE
DESCRIPTION:Look at your page\\, if you want to.
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Reminder
TRIGGER:-PT1H
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def an_event(**changes: object) -> Event:
    """An hour's warning before five in the afternoon, an hour east of Greenwich."""
    fields = {
        "uid": "7",
        "title": "Reminder",
        "starts_at": datetime(2026, 11, 23, 17, tzinfo=timezone(timedelta(hours=1))),
        "lasts": timedelta(minutes=15),
        "description": "Look at your page, if you want to.",
        "alarm_before": timedelta(hours=1),
        **changes,
    }
    return Event(**fields)  # type: ignore[arg-type]  # a test names only what it changes


def test_a_calendar_file_is_written_as_the_standard_says() -> None:
    assert calendar_file([an_event()], made_at=MADE_AT).decode() == GOLDEN.replace("\n", "\r\n")


def test_an_event_without_words_or_alarm_has_none() -> None:
    made = calendar_file([an_event(description="", alarm_before=None)], made_at=MADE_AT)
    assert (b"VALARM" in made, b"DESCRIPTION" in made) == (False, False)


def test_long_words_of_any_script_come_back_whole_and_no_line_is_too_long() -> None:
    title = "یاد دہانی; Przypomnienie, Нагадування\n" * 9
    made = calendar_file([an_event(title=title)], made_at=MADE_AT)
    [event] = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert (str(event["summary"]), max(map(len, made.split(b"\r\n"))) <= 75) == (title, True)
