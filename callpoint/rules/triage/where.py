"""Settles where a person is: country, nation and areas, from facts, postcode and story."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from callpoint.rules.content.triage_model import TriageTable
from callpoint.rules.triage.facts import Facts
from callpoint.rules.triage.reading import Reading


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

    def place_of(self, text: str, *, country: str) -> FoundPlace:
        """Return where a postcode or town lies."""


@dataclass(frozen=True)
class Atlas:
    """What the tables know of places: the home country's, and the signs of all others."""

    home: TriageTable
    abroad: Mapping[str, str]
    """Sign to the code of the country it speaks for."""
    places: Gazetteer | None
    here: str
    """The country to take where nothing is known: that of the deployment."""

    @classmethod
    def of(cls, tables: Mapping[str, TriageTable], places: Gazetteer | None, *, here: str = "") -> "Atlas":
        """
        Return the atlas; without `here` it is the home of the tables.

        Raises `StopIteration` where no table names a home country.
        """
        home = next(table for table in tables.values() if table.home)
        abroad = {sign: code for name in sorted(tables) for sign, code in tables[name].country_signs.items()}
        return cls(home, abroad, places, here or home.home)


@dataclass(frozen=True, slots=True)
class Where:
    """Where the person is, and what was assumed."""

    country: str
    nation: str
    areas: frozenset[str]
    assumed: bool


def where_is(facts: Facts, reading: Reading, atlas: Atlas) -> Where:
    """Return the place; with nothing to go by it is the country of the deployment, and says so."""
    said = facts.country or _country(reading, facts, atlas)
    country = said or atlas.here
    if country != atlas.home.home:
        return Where(country, "", frozenset(), assumed=not said)
    nation, likely = _from_postcode(facts.postcode, atlas)
    nation = nation or facts.nation or _first(atlas.home.nation_signs, reading.ids)
    assumed = not facts.country and not nation
    areas = _areas(reading, (atlas.home, likely), facts.postcode)
    return Where(country, nation or atlas.home.usual_nation, areas, assumed)


def _country(reading: Reading, facts: Facts, atlas: Atlas) -> str:
    """Return the country that is told or to be read, '' where nothing speaks for one."""
    home = atlas.home
    if facts.nation or not reading.ids.isdisjoint(home.nation_signs):
        return home.home
    return "" if facts.postcode else _first(atlas.abroad, reading.ids)


def _first(named: Mapping[str, str], signs: frozenset[str]) -> str:
    """Return what the first sign that was read stands for, '' where none was."""
    return next((value for sign, value in named.items() if sign in signs), "")


def _from_postcode(postcode: str, atlas: Atlas) -> tuple[str, tuple[str, ...]]:
    """Return the nation, and the areas with the likeliest first."""
    if not postcode:
        return "", ()
    table = atlas.home
    if atlas.places is not None:
        place = atlas.places.place_of(postcode, country=table.home)
        if place.nation:
            return place.nation, tuple(place.area_ids)
    compact = postcode.upper().replace(" ", "")
    outcode = compact[:-3] if len(compact) > 4 else compact
    letters = outcode[: 2 if outcode[1:2].isalpha() else 1]
    areas = table.outcode_areas.get(outcode, "").split()
    return table.postcode_nations.get(letters, ""), tuple(areas)


def _areas(reading: Reading, known: tuple[TriageTable, Iterable[str]], postcode: str) -> frozenset[str]:
    """Return the area: a town in the story settles a postcode that spans several."""
    table, likely = known
    held = tuple(likely)
    named = _first(table.area_signs, reading.ids)
    if named and (named in held or not postcode):
        return frozenset({named})
    return frozenset(held[:1])
