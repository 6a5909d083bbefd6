"""How pages write times and text: always with weekday, date and time, in the deployment's zone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_datetime
from django.utils import timezone, translation

from callpoint.actions.said_times import babel_locale, day, moment, time_of_day

__all__ = [
    "FILTERS",
    "babel_locale",
    "country_name",
    "day",
    "deadline",
    "held_together",
    "moment",
    "month_name",
    "short_moment",
    "time_of_day",
    "translated",
]

MIDNIGHT = (0, 0)


def deadline(at: datetime) -> str:
    """Write the last moment for something: "12:00 am on Monday" would be read as Monday night by most people."""
    local = at.astimezone(timezone.get_default_timezone())
    if (local.hour, local.minute) != MIDNIGHT:
        return moment(at)
    before = day(local.date() - timedelta(days=1))
    return translation.gettext("midnight, at the end of %(date)s") % {"date": before}


def month_name(month: str) -> str:
    """Write a month given as YYYY-MM, for example "November 2026"."""
    return format_date(date.fromisoformat(f"{month}-01"), "LLLL y", locale=babel_locale())


def short_moment(at: datetime) -> str:
    """Write a time for a list, for example "Fri 27 Nov, 17:00"."""
    return format_datetime(
        at.astimezone(timezone.get_default_timezone()), "EEE d MMM, HH:mm", locale=babel_locale()
    )


def translated(text: str) -> str:
    """Translate a text of the content; an empty text stays empty."""
    return translation.gettext(text) if text else ""


def country_name(code: str) -> str:
    """Name a country (ISO 3166-1 alpha-2) in the language in force; '' where the language has no name for it."""
    return str(Locale.parse(babel_locale()).territories.get(code, ""))


def held_together(text: str) -> str:
    """Hold a number or address in its own order within a sentence of any direction (Unicode's isolates)."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


FILTERS: dict[str, Callable[..., str]] = {
    "day": day,
    "deadline": deadline,
    "held_together": held_together,
    "moment": moment,
    "short_moment": short_moment,
    "translated": translated,
}
