"""From the authorities where something may lie to one honest answer."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from callpoint.rules.places.model import (
    NOWHERE,
    Alternative,
    Area,
    Certainty,
    Form,
    Place,
    Reason,
)
from callpoint.rules.places.names import plain
from callpoint.rules.places.tables import NATIONS, Authority, Weights

_T = TypeVar("_T")

_LIKELY_FROM: Mapping[Form, float] = MappingProxyType(
    {"unit": 1.0, "sector": 0.9, "outcode": 1.0, "name": 0.9}
)
"""The share from which the largest answer is given as likely. A divided outward code is
never likely: 18 in 100 of them cross a border of police areas, so we ask for more."""

_CROWN_DEPENDENCIES = MappingProxyType(
    {
        "je": "JE",
        "gy": "GG",
        "im": "IM",
        "jersey": "JE",
        "guernsey": "GG",
        "alderney": "GG",
        "sark": "GG",
        "isle of man": "IM",
    }
)
"""Postcode area or name to country; the source has one area for all Channel Islands."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text was read as, and the authorities where that lies."""

    weights: Weights
    """Largest first, never empty."""
    form: Form
    read_as: str
    reason: Reason = ""


def place_from(reading: Reading, authorities: Mapping[str, Authority]) -> Place:
    """Return the place of a reading; each field is blank unless one answer is likely."""
    weights = {authorities[code]: n for code, n in reading.weights.items()}
    if all(authority.country not in NATIONS for authority in weights):
        return _crown_dependency(reading)
    police, certainty = _settled(weights, lambda a: a.police_area, reading.form)
    nation, _ = _settled(weights, lambda a: a.nation, reading.form)
    authority, authority_certainty = _settled(weights, lambda a: a.area, reading.form)
    upper_tier, _ = _settled(weights, lambda a: a.upper_tier, reading.form)
    return Place(
        country="GB",
        nation=nation or "",
        area_ids=tuple(_totals(weights, lambda a: a.area_id)),
        local_authority=authority or NOWHERE,
        upper_tier=upper_tier or NOWHERE,
        police_area=police or NOWHERE,
        certainty=certainty,
        authority_certainty=authority_certainty,
        alternatives=_alternatives(weights),
        form=reading.form,
        reason=reading.reason,
        read_as=reading.read_as,
    )


def without_area(nearby: Place) -> Place:
    """Return the place as unknown, with what is known of places nearby as alternatives."""
    return replace(
        nearby,
        area_ids=(),
        local_authority=NOWHERE,
        upper_tier=NOWHERE,
        police_area=NOWHERE,
        certainty="unknown",
        authority_certainty="unknown",
    )


def _crown_dependency(reading: Reading) -> Place:
    """No ONS police area: the country is the answer ('' for "Channel Islands")."""
    words = plain(reading.read_as).removeprefix("the ")
    key = words if reading.form == "name" else words[:2]
    return Place(
        country=_CROWN_DEPENDENCIES.get(key, ""),
        certainty="likely" if reading.form == "name" else "exact",
        form=reading.form,
        reason=reading.reason,
        read_as=reading.read_as,
    )


def _totals(weights: Mapping[Authority, int], value: Callable[[Authority], _T]) -> dict[_T, int]:
    """Add up the postcodes by a value of the authority, largest first."""
    totals: Counter[_T] = Counter()
    for authority, postcodes in weights.items():
        totals[value(authority)] += postcodes
    return dict(totals.most_common())


def _settled(
    weights: Mapping[Authority, int], value: Callable[[Authority], _T], form: Form
) -> tuple[_T | None, Certainty]:
    """Return the value that is sure or likely enough, and how sure; else None."""
    totals = _totals(weights, value)
    largest, postcodes = next(iter(totals.items()))
    if len(totals) == 1:
        return largest, "likely" if form == "name" else "exact"
    if postcodes / sum(totals.values()) >= _LIKELY_FROM[form]:
        return largest, "likely"
    return None, "ambiguous"


def _alternatives(weights: Mapping[Authority, int]) -> tuple[Alternative, ...]:
    by_police = _totals(weights, lambda a: a.police_area)
    if len(by_police) == 1:
        return ()
    return tuple(
        _alternative(weights, police, postcodes / sum(weights.values()))
        for police, postcodes in by_police.items()
    )


def _alternative(weights: Mapping[Authority, int], police_area: Area, share: float) -> Alternative:
    inside = {a: n for a, n in weights.items() if a.police_area == police_area}
    return Alternative(
        police_area=police_area,
        nation=next(iter(inside)).nation,
        area_ids=tuple(_totals(inside, lambda a: a.area_id)),
        share=share,
    )
