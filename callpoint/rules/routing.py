"""Which unit takes a report: the first that fits, else the fallback."""

from collections.abc import Collection

from callpoint.rules.content.load import Content
from callpoint.rules.content.model import Kind, Unit


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
    for unit in content.units.values():
        if unit.fallback:
            return unit
    raise NoFallbackUnitError(kind.id)


def _takes_kind(unit: Unit, kind: Kind) -> bool:
    return not unit.kinds or kind.id in unit.kinds or f"group:{kind.group}" in unit.kinds


def _takes_area(unit: Unit, area_ids: Collection[str]) -> bool:
    return not unit.areas or any(area in unit.areas for area in area_ids)
