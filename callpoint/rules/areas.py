"""The police areas of the United Kingdom, under ids that stand in addresses of pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from callpoint.rules.places import Places

_CODE: Final = re.compile(r"[EWSN]\d{8}")
"""Of the Office for National Statistics; those of the islands around are made up in the source and have no force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceArea:
    """One area: its id in addresses, its code in the tables, and its name at the ONS."""

    id: str
    code: str
    name: str
    nation: str


_READ_AS: Final[Mapping[str, str]] = {
    "London, City of": "City of London",
    "Police Service of Northern Ireland": "Northern Ireland",
    "Police Service of Scotland": "Scotland",
    "Metropolitan Police": "London",
}
"""Names of areas as people say them, where the register names the force or turns the words round."""


def police_areas(places: Places) -> Mapping[str, PoliceArea]:
    """Give every police area by its id, in the order of their names."""
    found = {
        (authority.police_area.code, authority.nation): authority.police_area.name
        for authority in places.uk.authorities.values()
        if _CODE.fullmatch(authority.police_area.code)
    }
    areas = [_area(code, _READ_AS.get(name, name), nation) for (code, nation), name in found.items()]
    return MappingProxyType({area.id: area for area in sorted(areas, key=lambda area: area.name)})


def area_of_code(places: Places, code: str) -> PoliceArea | None:
    """Give the area of a code; None for a code that is none of an area."""
    return next((area for area in police_areas(places).values() if area.code == code), None)


def _area(code: str, name: str, nation: str) -> PoliceArea:
    words = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", "and")).split()
    return PoliceArea(id="-".join(words), code=code, name=name, nation=nation)
