"""The answer to "where is that?": a place, how sure we are, and what else it may be."""

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["exact", "likely", "ambiguous", "unknown"]
"""exact: the source table settles it; likely: one answer covers nearly all of it, or a
name was given; ambiguous: ask for the full postcode; unknown: nothing to go on."""

Form = Literal["", "unit", "sector", "outcode", "name", "zip", "state"]
"""What the text was read as; unit is a full UK postcode."""

Reason = Literal[
    "",
    "not-said",
    "not-found",
    "unit-not-possible",
    "sector-not-found",
    "no-area",
    "country-not-covered",
]
"""Why a place is unknown or less sure than its form would allow; '' = nothing to say.

no-area: the source lists the postcode without an area (PO boxes, non-geographic).
unit-not-possible: the last two letters cannot be right, so only the sector was used.
"""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of an official register: its code and its name there."""

    code: str = ""
    name: str = ""


NOWHERE = Area()


@dataclass(frozen=True, slots=True)
class Alternative:
    """One police area the text may mean, and its share of the postcodes there, 0 to 1."""

    police_area: Area
    nation: str
    area_ids: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text lies. A field is blank where the text does not settle it."""

    country: str
    """ISO 3166-1 alpha-2: the country asked about, or JE, GG, IM when it lies there."""
    nation: str = ""
    area_ids: tuple[str, ...] = ()
    """Upper-tier areas it may lie in, most likely first: ('derbyshire',) for the county,
    ('derby',) for the city, both where the text does not settle it; 'us-tx' for a state."""
    local_authority: Area = NOWHERE
    upper_tier: Area = NOWHERE
    police_area: Area = NOWHERE
    """ONS police force area; its name is not always the force's own name."""
    state: Area = NOWHERE
    """United States: two-letter code and name."""
    certainty: Certainty = "unknown"
    """How sure the police area is (the state, in the United States)."""
    authority_certainty: Certainty = "unknown"
    alternatives: tuple[Alternative, ...] = ()
    """All police areas it may lie in, largest share first; empty when there is only one."""
    form: Form = ""
    reason: Reason = ""
    read_as: str = ""
    """The text as understood, spelled the official way: 'DE4 3QE', 'DE4 3', '73301'."""


@dataclass(frozen=True, slots=True)
class TownMention:
    """A place named in a story: the words as written are `story[start:end]`."""

    name: str
    start: int
    end: int
    place: Place
