"""Settles where a person is: country, nation and areas, from facts, postcode and story."""

from dataclasses import dataclass
from typing import Protocol

from callpoint.rules.content.triage_model import TriageTable
from callpoint.rules.triage.facts import Facts
from callpoint.rules.triage.reading import Reading

HOME_COUNTRY = "GB"
_NATIONS = (
    ("in-scotland", "scotland"),
    ("in-ni", "northern-ireland"),
    ("in-wales", "wales"),
    ("in-derby", "england"),
    ("in-derbyshire", "england"),
    ("in-england", "england"),
)
_AREAS = (("in-derby", "derby"), ("in-derbyshire", "derbyshire"))
_ABROAD = (("in-us", "US"), ("in-ireland", "IE"))
_UK_SIGNS = frozenset(sign for sign, _ in _NATIONS)


class FoundPlace(Protocol):
    """The part of a place that triage reads."""

    @property
    def nation(self) -> str:
        """The nation, '' where unknown."""

    @property
    def area_ids(self) -> tuple[str, ...]:
        """Areas with services of their own."""


class Gazetteer(Protocol):
    """What triage asks of a list of places."""

    def place_of(self, text: str, *, country: str = HOME_COUNTRY) -> FoundPlace:
        """Return where a postcode or town lies."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the person is, and what was assumed."""

    country: str
    nation: str
    areas: frozenset[str]
    assumed: bool


def where_is(facts: Facts, reading: Reading, at: tuple[TriageTable, Gazetteer | None]) -> Where:
    """Return the place; with nothing to go by it is the home country, and says so."""
    table, places = at
    country = facts.country or _country(reading, facts)
    if country != HOME_COUNTRY:
        return Where(country, "", frozenset(), assumed=False)
    nation, likely = _from_postcode(facts.postcode, table, places)
    nation = nation or facts.nation or _nation(reading)
    assumed = not facts.country and not nation
    areas = _areas(reading, likely, facts.postcode)
    return Where(country, nation or "england", areas, assumed)


def _country(reading: Reading, facts: Facts) -> str:
    if facts.nation or facts.postcode or reading.ids & _UK_SIGNS:
        return HOME_COUNTRY
    return next((code for sign, code in _ABROAD if sign in reading.ids), HOME_COUNTRY)


def _nation(reading: Reading) -> str:
    return next((nation for sign, nation in _NATIONS if sign in reading.ids), "")


def _from_postcode(
    postcode: str, table: TriageTable, places: Gazetteer | None
) -> tuple[str, tuple[str, ...]]:
    """Return the nation, and the areas with the likeliest first."""
    if not postcode:
        return "", ()
    if places is not None:
        place = places.place_of(postcode, country=HOME_COUNTRY)
        if place.nation:
            return place.nation, tuple(place.area_ids)
    compact = postcode.upper().replace(" ", "")
    outcode = compact[:-3] if len(compact) > 4 else compact
    letters = outcode[: 2 if outcode[1:2].isalpha() else 1]
    areas = table.outcode_areas.get(outcode, "").split()
    return table.postcode_nations.get(letters, ""), tuple(areas)


def _areas(reading: Reading, known: tuple[str, ...], postcode: str) -> frozenset[str]:
    """Return the area: a town in the story settles a postcode that spans several."""
    named = next((area for sign, area in _AREAS if sign in reading.ids), "")
    if named and (named in known or not postcode):
        return frozenset({named})
    return frozenset(known[:1])
