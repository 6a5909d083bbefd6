"""Asking a support service to call: which service takes it by where somebody lives, and what must be told."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from callpoint.rules.content.model import Service
from callpoint.rules.directory import Seeker, fit_of
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.places import Place

FOR_WHOM: Final = ("me", "close")
AGES: Final = ("under-13", "13-15", "16-17", "adult")
UNDER_18: Final = frozenset({"under-13", "13-15", "16-17"})
YES_NO: Final = ("yes", "no")

CODE_ONLY: Final = "code"
"""The way of somebody who wants no call and no message: they come back with their private code."""
WAYS: Final = ("call", "text", "email", CODE_ONLY)
NUMBERS: Final = frozenset({"call", "text"})

LINE: Final = 200
"""Characters in a short field."""
LIMITS: Final[Mapping[str, int]] = {
    "name": LINE,
    "place": 60,
    "contact": LINE,
    "times": LINE,
    "care": 500,
    "language": LINE,
    "needs": LINE,
    "about": 2000,
}
"""The most characters of each typed field; a line end counts as one however a browser sends it."""
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "for_whom": FOR_WHOM,
    "age": AGES,
    "way": WAYS,
    "leave_message": YES_NO,
}
"""The values of each field that is chosen; any other counts as not answered."""

FEWEST_DIGITS: Final = 3
"""No number that people are called on is shorter; what else is typed stays as it is."""

CHANGED_LATER: Final = ("way", "contact", "times", "care", "leave_message")
"""What may be changed after sending: how to reach the person safely."""


class Lack(StrEnum):
    """What keeps a request from being sent."""

    NO_WAY = "no way to reach the person was chosen"
    NO_NUMBER = "a call or a text needs a number"
    NO_ADDRESS = "an e-mail needs an address"
    TOO_LONG = "more characters than the field takes"
    NO_SERVICE = "nobody takes such a request there"
    NO_CONSENT = "no yes to a service"
    OTHER_SERVICE = "the yes names a service that does not serve the place"


def tidied(told: Mapping[str, str]) -> dict[str, str]:
    """Keep what a request may hold: known fields that are not empty, and choices that exist."""
    typed = {name: told.get(name, "").replace("\r\n", "\n").strip() for name in LIMITS}
    chosen = {name: told.get(name, "") for name, values in CHOICES.items() if told.get(name) in values}
    return {name: value for name, value in {**chosen, **typed}.items() if value}


def lacks_of(told: Mapping[str, str]) -> dict[str, Lack]:
    """Give what is missing or wrong in a tidied request, by field; consent is `lack_of_consent`."""
    found = {name: Lack.TOO_LONG for name, limit in LIMITS.items() if len(told.get(name, "")) > limit}
    way, contact = told.get("way", ""), told.get("contact", "")
    if not way:
        found["way"] = Lack.NO_WAY
    elif way in NUMBERS and sum(character.isdigit() for character in contact) < FEWEST_DIGITS:
        found.setdefault("contact", Lack.NO_NUMBER)
    elif way == "email" and not _is_address(contact):
        found.setdefault("contact", Lack.NO_ADDRESS)
    return found


def _is_address(text: str) -> bool:
    """Say whether a text may be one mail address: two parts round one @, and no space."""
    name, at, host = text.partition("@")
    return bool(name and at and host) and "@" not in host and len(text.split()) == 1


def services_to_ask(known: Knowledge, place: Place) -> tuple[Service, ...]:
    """
    Give the services that may be asked to call somebody who lives there, the nearest first.

    One where the place settles it, all that may fit where it does not, none where the content names none.
    """
    offered = sorted(
        (service for service in known.content.services.values() if service.calls_on_request),
        key=lambda service: (not service.serves.areas, service.id),
    )
    seeker = Seeker(
        country=place.country,
        nation=place.nation,
        areas=None if place.certainty == "unknown" else place.area_ids,
    )
    fits = {service.id: fit_of(known.content, service, seeker) for service in offered}
    possible = [service for service in offered if fits[service.id] != "no"]
    if possible and fits[possible[0].id] == "fits" and _covers(possible[0], place):
        return (possible[0],)
    return tuple(possible)


def _covers(service: Service, place: Place) -> bool:
    """Say whether a service serves every area that a place may lie in."""
    return not service.serves.areas or set(place.area_ids) <= set(service.serves.areas)


def lack_of_consent(chosen: str, services: tuple[Service, ...]) -> Lack | None:
    """Say what is wrong with the yes to a service: it must name one of those that may be asked."""
    if not services:
        return Lack.NO_SERVICE
    if not chosen:
        return Lack.NO_CONSENT
    return None if chosen in {service.id for service in services} else Lack.OTHER_SERVICE
