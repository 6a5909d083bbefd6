"""Which unit takes a report, whatever the kind and the place."""

from dataclasses import replace
from itertools import product
from types import MappingProxyType

import pytest

from callpoint.rules.content.model import Unit
from callpoint.rules.content.whole import Content
from callpoint.rules.routing import NoFallbackUnitError, unit_for
from tests.rules.known import known

CONTENT = known().content
FRAUD = CONTENT.kinds["shopping-fraud"]


def with_units(*units: Unit) -> Content:
    """Swap the units of the real content for others."""
    return replace(CONTENT, units=MappingProxyType({unit.id: unit for unit in units}))


def a_unit(name: str, **differs: object) -> Unit:
    """Make a unit that takes everything, but for what is said."""
    return Unit.model_validate({"id": name, "name": name, "duty_hours": "24/7", **differs})


REST = a_unit("rest", fallback=True)
ROWS = [
    ((a_unit("all"),), ("here",), "all"),
    ((a_unit("all"), a_unit("fraud", kinds=["group:fraud"])), ("here",), "fraud"),
    ((a_unit("all"), a_unit("shop", kinds=["shopping-fraud"])), ("here",), "shop"),
    ((a_unit("there", areas=["there"]),), ("here",), "rest"),
    ((a_unit("here", areas=["here"]), a_unit("all")), ("here",), "here"),
    ((a_unit("other", kinds=["stalking"]),), (), "rest"),
]


@pytest.mark.parametrize(("units", "areas", "taken_by"), ROWS)
def test_the_unit_that_names_most_takes_it(
    units: tuple[Unit, ...], areas: tuple[str, ...], taken_by: str
) -> None:
    found = unit_for(with_units(*units, REST), kind=FRAUD, area_ids=areas)
    assert found.id == taken_by


def test_without_a_fallback_nothing_is_guessed() -> None:
    with pytest.raises(NoFallbackUnitError):
        unit_for(with_units(), kind=FRAUD, area_ids=())


@pytest.mark.parametrize(
    ("kind", "area"), list(product(sorted(CONTENT.kinds), ("derbyshire", "derby", "elsewhere", "")))
)
def test_no_kind_in_any_place_is_stranded(kind: str, area: str) -> None:
    areas = (area,) if area else ()
    assert unit_for(CONTENT, kind=CONTENT.kinds[kind], area_ids=areas).id in CONTENT.units
