"""Which unit takes a report, whatever the kind and the place."""

from dataclasses import replace
from itertools import product
from types import MappingProxyType

import pytest

from callpoint.rules.content.model import Unit
from callpoint.rules.content.whole import Content
from callpoint.rules.routing import NoFallbackUnitError, support_unit_for, unit_for
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


SUPPORT_ROWS = [
    (
        (a_unit("here", kinds=["group:support"], areas=["here"]), a_unit("all", kinds=["group:support"])),
        "here",
    ),
    ((a_unit("there", kinds=["group:support"], areas=["there"]),), "there"),
    ((a_unit("fraud", kinds=["group:fraud"]), a_unit("all")), "rest"),
]


@pytest.mark.parametrize(("units", "taken_by"), SUPPORT_ROWS)
def test_a_request_for_support_goes_to_a_unit_that_takes_them_the_nearest_first(
    units: tuple[Unit, ...], taken_by: str
) -> None:
    assert support_unit_for(with_units(*units, REST), area_ids=("here",)).id == taken_by


def test_a_unit_that_works_for_the_service_goes_before_one_that_is_near() -> None:
    units = (
        a_unit("here", kinds=["group:support"], areas=["here"], service="one"),
        a_unit("all", kinds=["group:support"], service="other"),
        REST,
    )
    content = with_units(*units)
    found = [
        support_unit_for(content, area_ids=areas, service=service).id
        for service in ("", "one", "other", "none")
        for areas in (("here",), ("there",))
    ]
    assert found == ["here", "all", "here", "here", "all", "all", "here", "all"]


def test_a_request_for_support_without_unit_and_fallback_is_an_error() -> None:
    with pytest.raises(NoFallbackUnitError):
        support_unit_for(with_units(a_unit("all")), area_ids=())
