"""Where a postcode, a ZIP code or a town lies: nation, authority and police area, offline."""

from callpoint.rules.places.find import Places
from callpoint.rules.places.model import Alternative, Area, Place, TownMention
from callpoint.rules.places.tables import (
    BrokenPlacesError,
    PlacesError,
    PoliceAreaNotFoundError,
)

__all__ = [
    "Alternative",
    "Area",
    "BrokenPlacesError",
    "Place",
    "Places",
    "PlacesError",
    "PoliceAreaNotFoundError",
    "TownMention",
]
