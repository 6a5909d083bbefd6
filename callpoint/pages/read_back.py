"""What we read in an answer, said back in one sentence to whoever typed it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, parse_pattern
from django.utils import timezone
from django.utils.translation import gettext as _

from callpoint.pages.filters import babel_locale, held_together, moment, time_of_day
from callpoint.records.knowledge import knowledge
from callpoint.rules.content.model import Jurisdiction
from callpoint.rules.reading.accounts import read_account
from callpoint.rules.reading.cards import last_four
from callpoint.rules.reading.contacts import read_address, read_email
from callpoint.rules.reading.currencies import is_coin
from callpoint.rules.reading.money import Money, read_money
from callpoint.rules.reading.phones import read_phone
from callpoint.rules.reading.when import When, order_in, read_when


def read_back(question_type: str, text: str, *, at: datetime) -> str:
    """
    Say how an answer to a question of this type is read: for example that it is about £1,200.

    Empty where it is not read (it is kept as typed) or where the reading is what was typed. Dates are read from
    `at`, an aware time, in the zone of the pages; currency and country are those of the deployment.
    """
    reading = _READINGS.get(question_type)
    value = reading(text, knowledge().jurisdiction, at) if reading else ""
    if not value or value.casefold() == text.strip().casefold():
        return ""
    return _("We read this as: %(value)s.") % {"value": value}


def _date(text: str, home: Jurisdiction, at: datetime) -> str:
    local = at.astimezone(timezone.get_default_timezone())
    when = read_when(text, at=local, order=order_in(home.country))
    return time_shown(when, at=local) if when else ""


def _money(text: str, home: Jurisdiction, _at: datetime) -> str:
    money = read_money(text, home=home.currency)
    return money_shown(money) if money else ""


def _phone(text: str, home: Jurisdiction, _at: datetime) -> str:
    phone = read_phone(text, region=home.country)
    if phone is None:
        return ""
    # A national spelling that this country reads as the same number is the one people here know.
    is_from_here = read_phone(phone.national, region=home.country) == phone
    shown = phone.national if is_from_here else phone.international
    return "" if shown == text.strip() else held_together(shown)


def _account(text: str, _home: Jurisdiction, _at: datetime) -> str:
    account = read_account(text)
    if account is None:
        return ""
    if account.iban:
        fours = (account.iban[start : start + 4] for start in range(0, len(account.iban), 4))
        return held_together(" ".join(fours))
    return _("sort code %(sort)s, account number %(number)s") % {
        "sort": held_together(account.sort_code),
        "number": held_together(account.number),
    }


def _email(text: str, _home: Jurisdiction, _at: datetime) -> str:
    email = read_email(text)
    return held_together(email) if email and email != text.strip() else ""


def _address(text: str, _home: Jurisdiction, _at: datetime) -> str:
    address = read_address(text)
    return held_together(address.text) if address and address.text != text.strip() else ""


def _card(text: str, _home: Jurisdiction, _at: datetime) -> str:
    four = last_four(text)
    return _("card ending %(four)s") % {"four": held_together(four)} if four else ""


_READINGS: Final[Mapping[str, Callable[[str, Jurisdiction, datetime], str]]] = {
    "date~": _date,
    "money": _money,
    "phone": _phone,
    "bank_account": _account,
    "email": _email,
    "url": _address,
    "domain": _address,
    "card": _card,
}


def money_shown(money: Money) -> str:
    """Write an amount as the language does, without pence where there are none: "about £1,200"."""
    locale = Locale.parse(babel_locale())
    if is_coin(money.currency):
        # Three decimals would look like grouped digits to half of the world.
        has_three = money.amount.normalize().as_tuple().exponent == -3
        form = "#,##0.0000" if has_three else None
        amount = format_decimal(money.amount, form, locale, decimal_quantization=False)
        shown = f"{amount} {money.currency}"
    else:
        pattern = parse_pattern(locale.currency_formats["standard"].pattern)
        is_whole = money.amount == money.amount.to_integral_value()
        if is_whole:
            pattern.frac_prec = (0, 0)
        shown = pattern.apply(money.amount, locale, currency=money.currency, currency_digits=not is_whole)
    return _about(shown) if money.is_about else shown


def time_shown(when: When, *, at: datetime) -> str:
    """
    Write a time as exactly as it was said: a moment, a day, a range, a month, a season or a year.

    `at` is the time it was read at, in the same zone.
    """
    shown = _SHOWN[when.precision](when, at)
    return _about(shown) if when.is_about else shown


def _about(shown: str) -> str:
    return _("about %(value)s") % {"value": shown}


def _day(at: datetime) -> str:
    locale = babel_locale()
    return format_date(at.date(), {"en": "EEEE d MMMM y"}.get(locale[:2], "full"), locale=locale)


def _day_shown(when: When, _at: datetime) -> str:
    return _day(when.earliest)


def _minute_shown(when: When, _at: datetime) -> str:
    return moment(when.earliest)


def _hour_shown(when: When, _at: datetime) -> str:
    locale = babel_locale()
    if not locale.startswith("en"):
        return moment(when.earliest)
    hour = format_time(when.earliest, "h a", locale="en_GB").lower()
    return _("%(time)s on %(date)s") % {"time": hour, "date": _day(when.earliest)}


def _range_shown(when: When, at: datetime) -> str:
    first, last = when.earliest, when.latest
    # A range of whole days ends with the day, or with the minute in which it is read.
    ends_day = (last.hour, last.minute) == (23, 59) or last == at.replace(second=0, microsecond=0)
    if first.date() == last.date():
        times = {"first": time_of_day(first), "last": time_of_day(last), "date": _day(first)}
        return _("between %(first)s and %(last)s on %(date)s") % times
    if (first.hour, first.minute) == (0, 0) and ends_day:
        return _("from %(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}
    return _("between %(first)s and %(last)s") % {"first": moment(first), "last": moment(last)}


def _month_shown(when: When, _at: datetime) -> str:
    return format_date(when.earliest.date(), "LLLL y", locale=babel_locale())


def _season_shown(when: When, _at: datetime) -> str:
    seasons = {3: _("spring %(year)s"), 6: _("summer %(year)s"), 9: _("autumn %(year)s")}
    winter = _("winter %(year)s to %(next)s")
    year = when.earliest.year
    return seasons.get(when.earliest.month, winter) % {"year": year, "next": year + 1}


def _year_shown(when: When, _at: datetime) -> str:
    return str(when.earliest.year)


_SHOWN: Final[Mapping[str, Callable[[When, datetime], str]]] = {
    "minute": _minute_shown,
    "hour": _hour_shown,
    "day": _day_shown,
    "range": _range_shown,
    "month": _month_shown,
    "season": _season_shown,
    "year": _year_shown,
}
