"""Walks the table of routes: from conditions to services, most urgent first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from callpoint.rules.content.model import Kind, Service
from callpoint.rules.content.triage_model import TriageRoute, TriageTable
from callpoint.rules.triage.facts import UNDER_18, Facts

_REST_OF_THE_WORLD = "*"
EMERGENCY = "emergency"
_ABOUT_A_CHILD = frozenset({"kind:child-online-abuse", "kind:child-abuse-images"})
"""Kinds whose victim is a child, whatever the age of the one who tells."""

_OF_EITHER_AGE = frozenset({"situation:pictures-threatened", "empty"})
"""Where these hold and no age is known, help for children and for adults is shown side by side."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A service to show, with the plain reason for it."""

    service_id: str
    reason: str
    reason_id: str


@dataclass(frozen=True)
class Person:
    """Where and who the person is, as far as routes and services ask."""

    facts: Facts
    country: str
    nation: str
    areas: frozenset[str]
    conditions: frozenset[str]

    @property
    def is_child(self) -> bool:
        """Whether the person harmed is under 18."""
        return self.facts.age in UNDER_18


@dataclass(frozen=True)
class Routed:
    """What the table gives for one person."""

    offers: tuple[Offer, ...]
    routes: tuple[TriageRoute, ...]


def table_for(country: str, tables: Mapping[str, TriageTable]) -> TriageTable:
    """Return the table of a country, or that of the rest of the world."""
    found = {code: table for table in tables.values() for code in table.countries}
    return found.get(country) or found[_REST_OF_THE_WORLD]


def serves(service: Service, person: Person, table: TriageTable) -> bool:
    """Return whether a service may be offered to this person here: a hard limit."""
    whom = service.serves
    if service.status == "replaced" or service.id in table.not_listed:
        return False
    if service.id == table.emergency.get(person.country, table.emergency.get("*")):
        return True
    if service.id in table.also_serves.get(person.country, ()):
        return _age_fits(service, person)
    return (
        _country_fits(service, person)
        and (not whom.nations or not person.nation or person.nation in whom.nations)
        and (not whom.areas or not person.areas.isdisjoint(whom.areas))
        and (not whom.who or not person.facts.who or person.facts.who in whom.who)
        and _age_fits(service, person)
    )


def _country_fits(service: Service, person: Person) -> bool:
    countries = service.serves.countries
    if not countries or person.country in countries:
        return True
    return "*" in countries and not service.id.startswith("emergency-")


def _age_fits(service: Service, person: Person) -> bool:
    ages = service.serves.ages
    age = person.facts.age
    if not ages:
        return True
    if not person.conditions.isdisjoint(_ABOUT_A_CHILD) and not person.is_child:
        return not UNDER_18.isdisjoint(ages)
    if age in {"", "unknown"}:
        either = "child" in person.conditions or person.conditions >= _OF_EITHER_AGE
        return "adult" in ages or either
    return age in ages


def walk(table: TriageTable, person: Person, *, kind: Kind, services: Mapping[str, Service]) -> Routed:
    """Return the services to show in order; what the person may not be sent to is left out."""
    routes = tuple(route for route in table.routes if holds(route.when, person.conditions))
    hidden = {name for route in routes for name in route.hide}
    places: dict[str, str] = {}
    for names in ("first", "offer"):
        for route in routes:
            for name in _expanded(getattr(route, names), (table, person, kind)):
                if name not in hidden and name in services:
                    places.setdefault(name, route.reason)
    offers = tuple(
        Offer(name, table.service_reasons.get(name) or table.reasons[reason], reason)
        for name, reason in places.items()
        if serves(services[name], person, table)
    )
    return Routed(offers or (_last_resort(table, person, services),), routes)


def _last_resort(table: TriageTable, person: Person, services: Mapping[str, Service]) -> Offer:
    """Offer the emergency number: a gap in the tables must never leave a person with nothing."""
    name = table.emergency.get(person.country) or table.emergency["*"]
    return Offer(name, services[name].for_whom, "last-resort")


def holds(when: Sequence[str], conditions: frozenset[str]) -> bool:
    """Return whether all of the conditions hold; `a|b` is either, `!a` is not a."""
    return all(
        any(
            (part[1:] not in conditions) if part.startswith("!") else part in conditions
            for part in each.split("|")
        )
        for each in when
    )


def _expanded(names: Iterable[str], at: tuple[TriageTable, Person, Kind]) -> Iterator[str]:
    table, person, kind = at
    for name in names:
        if name == EMERGENCY:
            yield table.emergency.get(person.country) or table.emergency["*"]
        elif name == "owners":
            yield from owners_of(kind, person)
        elif name in table.aliases:
            alias = table.aliases[name]
            yield from alias.get(person.nation) or alias.get("default", ())
        else:
            yield name


def owners_of(kind: Kind, person: Person) -> tuple[str, ...]:
    """Return who records the kind, for the age, country and nation."""
    if person.is_child and kind.owners_if_under_18 and person.country == "GB":
        young = kind.owners_if_under_18
        return young.get(person.nation) or young.get("default", ())
    owners = kind.owners
    for key in (person.nation, person.country):
        if key in owners:
            return owners[key]
    return owners.get("default", ()) if person.country == "GB" else ()
