"""Which unit takes a report, or a request for support: the first that fits, else the fallback."""

from collections.abc import Collection
from typing import Final

from callpoint.rules.content.load import Content
from callpoint.rules.content.model import Kind, Unit

SUPPORT_GROUP: Final = "group:support"
"""What a unit names that takes requests for support; no kind of incident is in this group."""


class NoFallbackUnitError(Exception):
    """The content names no fallback unit; the content check refuses that before it can happen."""


def unit_for(content: Content, *, kind: Kind, area_ids: Collection[str]) -> Unit:
    """
    Find the unit for a kind and a place.

    A unit that names kinds or areas takes only those; one that names none takes all. The order is
    that of the content, named ones before those that take everything.

    :raises NoFallbackUnitError: where nothing fits and there is no fallback.
    """
    units = [unit for unit in content.units.values() if not unit.fallback]
    fitting = [unit for unit in units if _takes_kind(unit, kind) and _takes_area(unit, area_ids)]
    if fitting:
        return max(fitting, key=lambda unit: (bool(unit.kinds), bool(unit.areas)))
    return _fallback(content, kind.id)


def support_unit_for(content: Content, *, area_ids: Collection[str], service: str = "") -> Unit:
    """
    Find the unit for support: one that works for the service, else one that takes it for the place, else any that does.

    Of two, the one that names the place goes first.

    :raises NoFallbackUnitError: where no unit takes them and there is no fallback.
    """
    units = [unit for unit in content.units.values() if SUPPORT_GROUP in unit.kinds]
    own = [unit for unit in units if service and unit.service == service]
    near = [unit for unit in own or units if _takes_area(unit, area_ids)]
    found = sorted(near or own or units, key=lambda unit: not unit.areas)
    return next(iter(found), None) or _fallback(content, SUPPORT_GROUP)


def _fallback(content: Content, wanted: str) -> Unit:
    for unit in content.units.values():
        if unit.fallback:
            return unit
    raise NoFallbackUnitError(wanted)


def _takes_kind(unit: Unit, kind: Kind) -> bool:
    return not unit.kinds or kind.id in unit.kinds or f"group:{kind.group}" in unit.kinds


def _takes_area(unit: Unit, area_ids: Collection[str]) -> bool:
    return not unit.areas or any(area in unit.areas for area in area_ids)
