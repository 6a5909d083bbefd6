"""Values that must be well formed: opening hours, numbers, addresses, durations."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import opening_hours

from callpoint.rules.content.durations import (
    BadDurationError,
    countable,
    parse_duration,
)
from callpoint.rules.content.layout import Gathered, Piece
from callpoint.rules.content.model import (
    Channel,
    Country,
    Jurisdiction,
    Promise,
    Service,
)
from callpoint.rules.content.now_model import NowParts
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.whole import Content

_E164: Final = re.compile(r"\+[1-9]\d{6,14}")
"""ITU-T E.164: a plus and at most fifteen digits."""
_NOT_A_DIGIT: Final = re.compile(r"\D")
_HOURS_REMEDY: Final = "Write OpenStreetMap opening hours, for example `Mo-Fr 09:00-17:00`, or leave it out."


def shape_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    """Give a problem for every value that could not be used as what it claims to be."""
    for name, service in content.services.items():
        piece = found.pieces["services", name]
        yield from _status_problems(piece, service)
        for at, channel in enumerate(service.channels):
            yield from _channel_problems(piece, at, channel)
    for name, unit in content.units.items():
        if not is_opening_hours(unit.duty_hours):
            yield _bad_hours(found.pieces["units", name], ("duty_hours",))
    for name, promise in content.promises.items():
        yield from _duration_problems(found.pieces["promises", name], promise)
    for name, country in content.countries.items():
        yield from _reporting_problems(found.pieces["countries", name], country)
    yield from _guide_problems(content, found)
    for name, place in content.jurisdictions.items():
        yield from _zone_problems(found.pieces["jurisdiction", name], place)


@lru_cache(maxsize=1024)
def is_opening_hours(text: str) -> bool:
    """Say whether a text is OpenStreetMap opening hours without a warning."""
    return opening_hours.validate(text) and not opening_hours.OpeningHours(text).warnings


def _channel_problems(piece: Piece, at: int, channel: Channel) -> Iterator[Problem]:
    tree = piece.tree
    if channel.hours and not is_opening_hours(channel.hours):
        yield _bad_hours(piece, ("channels", at, "hours"))
    if channel.e164 and not _is_same_number(channel):
        yield tree.problem(
            ("channels", at, "e164"),
            f"`{channel.e164}` is not `{channel.value}` in international form.",
            "Write plus, country code and number without spaces or the first 0.",
        )
    if channel.type == "web" and _is_bad_address(channel.value):
        yield tree.problem(
            ("channels", at, "value"),
            f"`{channel.value}` is not an https address.",
            "Write the whole address, beginning with https://.",
        )


def _is_same_number(channel: Channel) -> bool:
    national = _NOT_A_DIGIT.sub("", channel.value).lstrip("0")
    return bool(_E164.fullmatch(channel.e164)) and channel.e164.endswith(national)


def _is_bad_address(value: str) -> bool:
    """Tell an address from words that say where to look, of which no link is made."""
    return not value.startswith("https://") and " " not in value


def _status_problems(piece: Piece, service: Service) -> Iterator[Problem]:
    if (service.status == "replaced") != bool(service.replaced_by):
        yield piece.tree.problem(
            ("status",),
            "`status: replaced` and `replaced_by` belong together.",
            "Write both, or neither.",
        )
    if bool(service.confirmed_by) != (service.confirmed_on is not None):
        yield piece.tree.problem(
            ("confirmed_by",),
            "`confirmed_by` and `confirmed_on` belong together.",
            "Write who confirmed it and on which day.",
        )


def _bad_hours(piece: Piece, route: tuple[str | int, ...]) -> Problem:
    return piece.tree.problem(route, "These hours cannot be understood.", _HOURS_REMEDY)


def _duration_problems(piece: Piece, promise: Promise) -> Iterator[Problem]:
    for name in ("duration", "enhanced_duration"):
        text: str = getattr(promise, name)
        if text and not _is_duration(text, promise.days):
            yield piece.tree.problem(
                (name,),
                f"`{text}` is not a duration that {promise.days} days can count.",
                "Write ISO 8601, for example P2D (two days), PT15M (15 minutes) or P3M.",
            )


def _reporting_problems(piece: Piece, country: Country) -> Iterator[Problem]:
    page = country.reporting
    if page is not None and page.web and not page.web.startswith("https://"):
        yield piece.tree.problem(
            ("reporting", "web"),
            f"`{page.web}` is not an https address.",
            "Write the whole address, beginning with https://, or leave it out.",
        )


def _zone_problems(piece: Piece, place: Jurisdiction) -> Iterator[Problem]:
    try:
        ZoneInfo(place.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield piece.tree.problem(
            ("timezone",),
            f"There is no time zone `{place.timezone}`.",
            "Write an IANA name, for example Europe/London.",
        )
    if place.exit_url and not place.exit_url.startswith("https://"):
        yield piece.tree.problem(
            ("exit_url",),
            f"`{place.exit_url}` is not an https address.",
            "Write the whole address, beginning with https://.",
        )


def _guide_problems(content: Content, found: Gathered) -> Iterator[Problem]:
    for sort, guides in (("now", content.now), ("now_local", content.now_local)):
        for name, guide in guides.items():
            yield from _time_problems(found.pieces[sort, name], guide)


def _time_problems(piece: Piece, guide: NowParts) -> Iterator[Problem]:
    for at, time in enumerate(guide.since):
        for name in ("after", "until"):
            text: str = getattr(time, name)
            if text and not _is_duration(text, "calendar"):
                yield piece.tree.problem(
                    ("since", at, name),
                    f"`{text}` is not a duration.",
                    "Write ISO 8601, for example PT24H or P13M.",
                )


def _is_duration(text: str, days: str) -> bool:
    try:
        return countable(parse_duration(text), days)
    except BadDurationError:
        return False
