"""Times in the words of the language in force, for pages and for what the service writes itself."""

from datetime import date, datetime

from babel.dates import format_date, format_time
from django.conf import settings
from django.utils import timezone, translation


def moment(at: datetime) -> str:
    """Write a time in full, for example "5:00 pm on Friday 27 November 2026"."""
    local = at.astimezone(timezone.get_default_timezone())
    return translation.gettext("%(time)s on %(date)s") % {
        "time": time_of_day(at),
        "date": day(local.date()),
    }


def day(on: date) -> str:
    """Write a date in full, with its weekday."""
    locale = babel_locale()
    pattern = {"en": "EEEE d MMMM y"}.get(locale.split("_")[0], "full")
    return format_date(on, pattern, locale=locale)


def time_of_day(at: datetime) -> str:
    """Write the time alone, as people of the language do, for example "5:00 pm"."""
    local = at.astimezone(timezone.get_default_timezone())
    locale = babel_locale()
    if locale.startswith("en"):
        return format_time(local, "h:mm a", locale="en_GB").lower()
    return format_time(local, "short", locale=locale)


def babel_locale() -> str:
    """Give the locale in force in Babel's spelling."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return "en_GB" if language == "en" else translation.to_locale(language)
