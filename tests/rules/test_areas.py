"""The police areas: each with an id for addresses, and an outline for the map."""

import re

from callpoint.pages.charts import outlines_of
from callpoint.rules.areas import PoliceArea, area_of_code, police_areas
from tests.rules.known import CONTENT, known

AREAS = police_areas(known().places)


def test_every_police_area_of_the_united_kingdom_is_there() -> None:
    assert (len(AREAS), AREAS["derbyshire"]) == (
        45,
        PoliceArea(id="derbyshire", code="E23000018", name="Derbyshire", nation="england"),
    )


def test_ids_can_stand_in_an_address_and_names_are_those_that_people_say() -> None:
    assert [name for name in AREAS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []
    assert {"devon-and-cornwall", "city-of-london", "scotland", "northern-ireland"} < set(AREAS)


def test_an_area_is_found_by_its_code_and_what_is_none_is_not() -> None:
    assert (area_of_code(known().places, "W15000002"), area_of_code(known().places, "L99999999")) == (
        AREAS["gwent"],
        None,
    )


def test_each_area_has_its_outline() -> None:
    assert set(outlines_of(CONTENT)) == {area.code for area in AREAS.values()}
