"""The committed tables of places: how they are laid out, read and searched.

PlacesError
├── BrokenPlacesError        a table names something no table defines
└── PoliceAreaNotFoundError  no police area has that code
"""

import csv
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from callpoint.rules.places.model import Area
from callpoint.rules.places.spelling import without_slips

NO_AREA = "-"
"""The authority code of unit postcodes that the source lists without an authority."""

NATIONS = MappingProxyType(
    {
        "England": "england",
        "Wales": "wales",
        "Scotland": "scotland",
        "Northern Ireland": "northern-ireland",
    }
)


class PlacesError(Exception):
    """Something about the tables of places; see the tree at the head of this module."""


class BrokenPlacesError(PlacesError):
    """A table of places names something that no table defines."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(f"{path}: no local authority is called {name!r}")
        self.path = path
        self.name = name


class PoliceAreaNotFoundError(PlacesError):
    """No police area has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no police force area has the code {code!r}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority with everything that follows from it."""

    area: Area
    upper_tier: Area
    region: str
    country: str
    police_area: Area
    postcodes: int
    """Postcodes that ever lay in it: its weight when a name covers several."""

    @property
    def nation(self) -> str:
        """The nation's id, '' for the Crown dependencies."""
        return NATIONS.get(self.country, "")

    @property
    def area_id(self) -> str:
        """The id of the upper tier: 'derbyshire', 'derby', 'bristol-city-of'."""
        words = "".join(c if c.isalnum() else " " for c in self.upper_tier.name)
        return "-".join(words.lower().split())


Weights = Mapping[str, int]
"""Authority code to number of postcodes: where something may lie."""


@dataclass(frozen=True, slots=True)
class UkTables:
    """United Kingdom: authorities, sectors with their authorities, and exceptional units.

    `sectors`: sorted lines "DE4 5 E07000032 145 E07000035 119", largest first.
    `units`: sorted lines "DE4 5 E07000035 ABADAE": the two-letter units that do not lie
    in the sector's first authority; the code "-" means that they lie in none.
    """

    authorities: Mapping[str, Authority]
    outcodes: Mapping[str, str]
    """Every outward code under its key of `without_slips`, those without any area too."""
    sectors: tuple[str, ...]
    units: tuple[str, ...]

    def sector_weights(self, sector: str) -> Weights:
        """Return the authorities of "DE4 5"; empty when no such sector is known."""
        return _weights(_starting(self.sectors, f"{sector} "))

    def outcode_weights(self, outcode: str) -> Weights:
        """Return the authorities of "DE4", with the postcodes of all its sectors."""
        return _weights(_starting(self.sectors, f"{outcode} "))

    def unit_authority(self, sector: str, unit: str) -> str:
        """Return the code for a unit's two letters; NO_AREA, or '' for an unknown sector."""
        for line in _starting(self.units, f"{sector} "):
            code, _, units = line[len(sector) + 1 :].partition(" ")
            if unit in (units[i : i + 2] for i in range(0, len(units), 2)):
                return code
        weights = self.sector_weights(sector)
        return next(iter(weights), "")


@dataclass(frozen=True, slots=True)
class TownRow:
    """A line of `towns.csv`: a name, its authorities, and the words it needs beside it."""

    name: str
    authorities: tuple[str, ...]
    """Authority codes."""
    cue: str
    """'' = none; 'place' = a common word (Bath); 'home' = also a bank or brand (Halifax)."""


@dataclass(frozen=True, slots=True)
class UsTables:
    """United States: names of states, and where the state of a ZIP code is written."""

    states: Mapping[str, str]
    prefixes: Mapping[str, str]
    """First three digits to the state of most ZIP codes there."""
    exceptions: Mapping[str, str]
    """ZIP codes whose state is another than their prefix says."""
    divided: frozenset[str]
    """Prefixes that have exceptions."""


def uk_tables(folder: Path) -> UkTables:
    """Read the tables of `content/uk/places`, as written by tools/build_places.py."""
    with (folder / "authorities.csv").open(encoding="utf-8", newline="") as lines:
        authorities = {row["lad_code"]: _authority(row) for row in csv.DictReader(lines)}
    sectors = tuple(_text(folder / "sectors.txt").splitlines())
    units = tuple(_text(folder / "units.txt").splitlines())
    outcodes = {line.partition(" ")[0] for line in (*sectors, *units)}
    return UkTables(
        authorities=MappingProxyType(authorities),
        outcodes=MappingProxyType({without_slips(code): code for code in outcodes}),
        sectors=sectors,
        units=units,
    )


def town_rows(path: Path, authorities: Mapping[str, Authority]) -> tuple[TownRow, ...]:
    """Read towns.csv; an authority it names must exist, else BrokenPlacesError."""
    codes = {authority.area.name: code for code, authority in authorities.items()}
    rows = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names = row["local_authority"].split("|")
            for name in names:
                if name not in codes:
                    raise BrokenPlacesError(path, name)
            rows.append(TownRow(row["town"], tuple(codes[n] for n in names), row["cue"]))
    return tuple(rows)


def us_tables(folder: Path) -> UsTables:
    """Read the tables of `content/us/places`.

    A line of zip_states.txt is "006-007 PR" (a run of prefixes) or "06390 NY" (one ZIP).
    """
    with (folder / "states.csv").open(encoding="utf-8", newline="") as lines:
        states = {row["code"]: row["name"] for row in csv.DictReader(lines)}
    prefixes: dict[str, str] = {}
    exceptions: dict[str, str] = {}
    for line in _text(folder / "zip_states.txt").splitlines():
        where, state = line.split()
        if len(where) == len("06390"):
            exceptions[where] = state
            continue
        first, _, last = where.partition("-")
        prefixes |= {f"{n:03}": state for n in range(int(first), int(last or first) + 1)}
    return UsTables(
        states=MappingProxyType(states),
        prefixes=MappingProxyType(prefixes),
        exceptions=MappingProxyType(exceptions),
        divided=frozenset(code[:3] for code in exceptions),
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _authority(row: Mapping[str, str]) -> Authority:
    return Authority(
        area=Area(row["lad_code"], row["lad_name"]),
        upper_tier=Area(row["utla_code"], row["utla_name"]),
        region=row["region"],
        country=row["country"],
        police_area=Area(row["pfa_code"], row["pfa_name"]),
        postcodes=int(row["postcodes"]),
    )


def _starting(lines: tuple[str, ...], start: str) -> Iterable[str]:
    """Yield the run of sorted lines that begin with `start`."""
    at = bisect_left(lines, start)
    while at < len(lines) and lines[at].startswith(start):
        yield lines[at]
        at += 1


def _weights(lines: Iterable[str]) -> Weights:
    """Add up lines "DE4 5 code count code count …", largest first, ties by code."""
    total: Counter[str] = Counter()
    for line in lines:
        words = line.split()[2:]
        for code, count in zip(words[::2], words[1::2], strict=True):
            total[code] += int(count)
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
