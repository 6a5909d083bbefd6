"""The directory of services: who may be offered, is it open, how sure are we, by what name.

A number, hour or address is written once, in the service's own file; everything here
looks it up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

import opening_hours

from callpoint.rules.content.freshness import expires_on
from callpoint.rules.content.model import Channel, Service
from callpoint.rules.content.whole import Content

OpenWord = Literal["open", "closed", "unknown"]
StandingWord = Literal[
    "confirmed",
    "checked",
    "check-before-publishing",
    "sources-disagree",
    "stale",
    "could-not-confirm-still-open",
]
Fit = Literal["fits", "may-fit", "no"]

DIALLED: Final = frozenset({"phone", "textphone", "sms"})
EUROPEAN_EMERGENCY: Final = "112"
_ANY_COUNTRY: Final = "*"
_UK: Final = "GB"
_UNKNOWN_AGES: Final = frozenset({"", "unknown"})
_NOT_A_WORD: Final = re.compile(r"[^\w]+")
_NOT_A_DIGIT: Final = re.compile(r"\D")
_SHORTEST_PART: Final = 4
"""Fewer letters than this must be the whole name."""
_MOST_TURNS: Final = 16
_GRAVEST_FIRST: Final[tuple[Fit, ...]] = ("no", "may-fit")


@dataclass(frozen=True)
class OpenState:
    """Whether a channel answers at a moment, and when that changes."""

    state: OpenWord
    until: datetime | None = None
    """When it closes; None while open = never, or not known."""
    opens: datetime | None = None
    """When it opens next, if it is closed and ever does."""
    sure: bool = False
    """The hours were seen in a source, and no other source disagrees."""


@dataclass(frozen=True)
class Standing:
    """How far a row may be trusted on a day; the gravest word first."""

    words: tuple[StandingWord, ...]
    expires: date | None
    """The day from which it counts as stale; None = never checked."""


@dataclass(frozen=True)
class Seeker:
    """What we know of the person harmed and of who asks; '' or None = not known."""

    country: str = ""
    nation: str = ""
    areas: tuple[str, ...] | None = None
    """Area ids of the place; () = a place outside all of them."""
    age: str = ""
    who: str = ""


@dataclass(frozen=True)
class Listed:
    """A service that may be offered, and what must be said with it."""

    service: Service
    fit: Fit
    rule: str = ""
    """The age rule to say when we do not know the age."""


@dataclass(frozen=True)
class NumberShown:
    """A number to show, with the service it reaches."""

    service: str
    channel: Channel


@dataclass(frozen=True)
class Match:
    """A service found by a name or number, and the old one it took over from."""

    service: Service
    instead_of: Service | None = None


def open_state(channel: Channel, *, at: datetime, timezone: str) -> OpenState:
    """Say whether a channel is open at an aware time; no hours means unknown."""
    if not channel.hours:
        return OpenState("unknown")
    sure = channel.hours_confidence == "seen"
    zone = ZoneInfo(timezone)
    hours = _hours(channel.hours, timezone)
    local = at.astimezone(zone)
    if hours.is_open(local):
        return OpenState("open", until=hours.next_change(local), sure=sure)
    if hours.is_unknown(local):
        return OpenState("unknown")
    return OpenState("closed", opens=_next_opening(hours, local), sure=sure)


@lru_cache(maxsize=512)
def _hours(text: str, timezone: str) -> opening_hours.OpeningHours:
    return opening_hours.OpeningHours(text, timezone=ZoneInfo(timezone))


def _next_opening(hours: opening_hours.OpeningHours, at: datetime) -> datetime | None:
    turn: datetime | None = at
    for _ in range(_MOST_TURNS):
        turn = hours.next_change(turn)
        if turn is None or hours.is_open(turn):
            return turn
    return None


def standing(service: Service, *, on: date, stale_after_days: int) -> Standing:
    """Say how far a service's row may be trusted on a day.

    A row that a named person confirmed and that has not expired is `confirmed`, whatever
    its sources say; a service that may have closed stays marked until then.
    """
    return _standing(service, service.confidence, (on, stale_after_days))


def channel_standing(service: Service, channel: Channel, *, on: date, stale_after_days: int) -> Standing:
    """Say how far one channel of a service may be trusted on a day."""
    return _standing(service, channel.confidence, (on, stale_after_days))


def _standing(service: Service, confidence: str, day: tuple[date, int]) -> Standing:
    on, stale_after_days = day
    expires = expires_on(service, stale_after_days=stale_after_days)
    is_stale = expires is not None and on >= expires
    if service.confirmed_by and not is_stale:
        return Standing(("confirmed",), expires)
    marks: tuple[tuple[bool, StandingWord], ...] = (
        (service.status == "unconfirmed", "could-not-confirm-still-open"),
        (confidence == "conflict", "sources-disagree"),
        (confidence == "from_memory", "check-before-publishing"),
        (is_stale, "stale"),
    )
    words = tuple(word for holds, word in marks if holds)
    return Standing(words or ("checked",), expires)


def emergency_numbers(content: Content, country: str) -> tuple[NumberShown, ...]:
    """Give the numbers of a country for danger now, the common European one first.

    A country with its own folder has its own service; the others use the table of
    countries, and the fallback service where the table does not know them.
    """
    own = [one for one in content.jurisdictions.values() if one.country == country]
    if own:
        return _dialled(content.services[own[0].emergency_service])
    others = [service for service in _emergency_services(content) if _ANY_COUNTRY in service.serves.countries]
    listed = content.countries.get(country)
    if listed is None:
        return tuple(number for service in others for number in _dialled(service))
    values = sorted(listed.emergency, key=lambda value: value != EUROPEAN_EMERGENCY)
    return tuple(
        NumberShown(
            service.id,
            Channel(type="phone", value=value, confidence=listed.confidence),
        )
        for service in others
        for value in values
    )


def numbers_to_show(content: Content, service: Service, *, country: str) -> tuple[NumberShown, ...]:
    """Give the numbers of a service in the order in which they are shown.

    Where sources disagree on a critical service (danger, child, suicide, money, police)
    every number is shown; where it shares a situation with the emergency service, the
    emergency numbers of the country follow. Other services show a disputed number only
    where they have no better one.
    """
    all_of_them = _dialled(service)
    firm = tuple(one for one in all_of_them if one.channel.confidence != "conflict")
    if firm == all_of_them:
        return firm
    if not service.critical:
        return firm or all_of_them
    home = content.jurisdiction_of("services", service.id)
    rescue = content.services[home.emergency_service]
    if not set(rescue.situations) & set(service.situations):
        return all_of_them
    emergency = emergency_numbers(content, country)
    return all_of_them + tuple(one for one in emergency if one not in all_of_them)


def _dialled(service: Service) -> tuple[NumberShown, ...]:
    return tuple(NumberShown(service.id, channel) for channel in service.channels if channel.type in DIALLED)


def _emergency_services(content: Content) -> tuple[Service, ...]:
    ids = {one.emergency_service for one in content.jurisdictions.values()}
    return tuple(content.services[name] for name in sorted(ids))


def fit_of(content: Content, service: Service, seeker: Seeker) -> Fit:
    """Say whether a service may be offered: 'may-fit' where a fact is not known."""
    if service.status == "replaced":
        return "no"
    serves = service.serves
    fits = {
        _country_fit(content, service, seeker.country),
        _area_fit(serves.areas, seeker.areas),
        _fact_fit(serves.ages, "" if seeker.age in _UNKNOWN_AGES else seeker.age),
        _fact_fit(serves.who, seeker.who),
    }
    if seeker.country in {"", _UK}:
        fits.add(_fact_fit(serves.nations, seeker.nation))
    return next((fit for fit in _GRAVEST_FIRST if fit in fits), "fits")


def _fact_fit(allowed: tuple[str, ...], said: str) -> Fit:
    if not allowed or said in allowed:
        return "fits"
    return "no" if said else "may-fit"


def _area_fit(allowed: tuple[str, ...], areas: tuple[str, ...] | None) -> Fit:
    if not allowed:
        return "fits"
    if areas is None:
        return "may-fit"
    return "fits" if set(areas) & set(allowed) else "no"


def _country_fit(content: Content, service: Service, country: str) -> Fit:
    """'*' is any country, less those that another emergency service names."""
    named = service.serves.countries
    if _ANY_COUNTRY not in named or country in named or not country:
        return _fact_fit(named, country)
    emergency = _emergency_services(content)
    if service in emergency and any(country in other.serves.countries for other in emergency):
        return "no"
    return "fits"


def services_for(content: Content, situation: str, seeker: Seeker) -> tuple[Listed, ...]:
    """Give the services of a situation ('' = all) that a seeker may be offered.

    Emergency first, then what surely fits, then the critical ones, then by name. Where a
    local service is the same answer as a wider one, only the nearer of the two is shown.
    """
    fits = {
        service.id: fit_of(content, service, seeker)
        for service in content.services.values()
        if not situation or situation in service.situations
    }
    nearer = {
        content.services[name].same_answer_as: fit
        for name, fit in fits.items()
        if content.services[name].same_answer_as
    }
    shown = [
        _listed(content.services[name], fit, seeker)
        for name, fit in fits.items()
        if fit != "no" and not _is_doubled(content.services[name], fit, nearer)
    ]
    emergency = {service.id for service in _emergency_services(content)}
    return tuple(
        sorted(
            shown,
            key=lambda one: (
                one.service.id not in emergency,
                one.fit != "fits",
                not one.service.critical,
                one.service.name,
            ),
        )
    )


def _is_doubled(service: Service, fit: Fit, nearer: dict[str, Fit]) -> bool:
    if service.same_answer_as:
        return fit != "fits"
    return nearer.get(service.id) == "fits"


def _listed(service: Service, fit: Fit, seeker: Seeker) -> Listed:
    says_rule = bool(service.serves.ages) and seeker.age in _UNKNOWN_AGES
    return Listed(service, fit, service.serves.age_rule if says_rule else "")


def open_instead(content: Content, service: Service, seeker: Seeker, *, at: datetime) -> tuple[Service, ...]:
    """Give services for the same situations that answer the phone at this moment."""
    return tuple(
        one.service
        for one in services_for(content, "", seeker)
        if one.fit == "fits"
        and one.service.id != service.id
        and set(one.service.situations) & set(service.situations)
        and is_answering(content, one.service, at=at)
    )


def is_answering(content: Content, service: Service, *, at: datetime) -> bool:
    """Say whether any phone number of a service is known to be open at a moment."""
    timezone = content.timezone_of(service.id)
    return any(
        open_state(number.channel, at=at, timezone=timezone).state == "open"
        for number in _dialled(service)
        if number.channel.type == "phone"
    )


def find(content: Content, name: str) -> tuple[Match, ...]:
    """Find services by a name, an older name or a number, the surest first.

    A replaced service is answered with the one that took over from it, after those that
    bear the name today, short names first. An exact name beats a part of one.
    """
    wanted = _plain(name)
    if not wanted:
        return ()
    exact = [one for one in content.services.values() if wanted in _names(one)]
    part = [
        one
        for one in content.services.values()
        if len(wanted) >= _SHORTEST_PART and any(wanted in said for said in _names(one))
    ]
    found = sorted(exact or part, key=lambda one: (one.status == "replaced", len(one.name), one.id))
    matches: dict[str, Match] = {}
    for service in found:
        match = _current(content, service)
        matches.setdefault(match.service.id, match)
    return tuple(matches.values())


def _current(content: Content, service: Service) -> Match:
    if service.status == "replaced":
        return Match(content.services[service.replaced_by], instead_of=service)
    return Match(service)


def _names(service: Service) -> Iterator[str]:
    for name in (service.name, service.id, *service.known_as):
        yield _plain(name)
    for number in _dialled(service):
        yield _NOT_A_DIGIT.sub("", number.channel.value)
        yield _NOT_A_DIGIT.sub("", number.channel.e164)


def _plain(name: str) -> str:
    """Casefold, and drop all but letters and digits: 'Report-Fraud' is 'reportfraud'."""
    return _NOT_A_WORD.sub("", name.casefold().replace("_", ""))
