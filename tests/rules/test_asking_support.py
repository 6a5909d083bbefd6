"""Asking a support service to call: who takes it by residence, and what keeps it from being sent."""

import pytest

from callpoint.rules.asking_support import (
    CHOICES,
    LIMITS,
    Lack,
    lack_of_consent,
    lacks_of,
    services_to_ask,
    tidied,
)
from callpoint.rules.suggesting import place_told
from tests.rules.known import known

DERBYSHIRE, REST = "derbyshire-victim-services", "victim-support"


def asked_of(text: str, home: str = "uk/derbyshire") -> list[str]:
    """The services that may be asked for somebody who says where they live."""
    there = known(home)
    return [service.id for service in services_to_ask(there, place_told({"postcode": text}, there))]


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("S40 1TB", [DERBYSHIRE]),
        ("Derby", [DERBYSHIRE]),
        ("Chesterfield", [DERBYSHIRE]),
        ("Leeds", [REST]),
        ("Cardiff", [REST]),
        ("", [DERBYSHIRE, REST]),
        ("zzz", [DERBYSHIRE, REST]),
        ("Edinburgh", []),
        ("Belfast", []),
        ("France", []),
        ("73301", []),
    ],
)
def test_where_somebody_lives_says_who_may_be_asked(text: str, services: list[str]) -> None:
    assert asked_of(text) == services


def test_a_postcode_that_crosses_the_border_of_the_county_leaves_the_choice_to_the_person() -> None:
    assert asked_of("S17") == [DERBYSHIRE, REST]


def test_a_country_whose_content_names_no_support_takes_no_request() -> None:
    assert asked_of("", home="us") == []


NUMBER, ADDRESS = {"contact": "07700 900123"}, {"contact": "ann@example.org"}


@pytest.mark.parametrize(
    ("told", "lacks"),
    [
        ({}, {"way": Lack.NO_WAY}),
        ({"way": "code"}, {}),
        ({"way": "call"}, {"contact": Lack.NO_NUMBER}),
        ({"way": "call", "contact": "my mother's"}, {"contact": Lack.NO_NUMBER}),
        ({"way": "call", **NUMBER}, {}),
        ({"way": "text", **NUMBER}, {}),
        ({"way": "text", **ADDRESS}, {"contact": Lack.NO_NUMBER}),
        ({"way": "email"}, {"contact": Lack.NO_ADDRESS}),
        ({"way": "email", **NUMBER}, {"contact": Lack.NO_ADDRESS}),
        ({"way": "email", "contact": "a@b@c"}, {"contact": Lack.NO_ADDRESS}),
        ({"way": "email", "contact": "a b@c"}, {"contact": Lack.NO_ADDRESS}),
        ({"way": "email", **ADDRESS}, {}),
        ({"way": "call", "contact": "x" * 201}, {"contact": Lack.TOO_LONG}),
        ({"way": "email", "contact": "x" * 201}, {"contact": Lack.TOO_LONG}),
    ],
)
def test_one_way_to_reach_the_person_is_all_that_is_needed(
    told: dict[str, str], lacks: dict[str, Lack]
) -> None:
    assert lacks_of(told) == lacks


@pytest.mark.parametrize("field", LIMITS)
def test_each_typed_field_takes_as_much_as_it_says(field: str) -> None:
    told = {"way": "code", field: "x" * LIMITS[field]}
    assert (lacks_of(told), lacks_of({**told, field: told[field] + "x"})) == ({}, {field: Lack.TOO_LONG})


def test_only_known_fields_and_choices_that_exist_are_kept() -> None:
    told = {"way": "pigeon", "age": "adult", "name": " Ann ", "about": "a\r\nb", "other": "x", "needs": " "}
    assert tidied(told) == {"age": "adult", "name": "Ann", "about": "a\nb"}


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field in CHOICES for value in CHOICES[field]]
)
def test_every_choice_is_kept(field: str, value: str) -> None:
    assert tidied({field: value}) == {field: value}


def test_consent_names_one_of_the_services_that_may_be_asked() -> None:
    there = known()
    one = services_to_ask(there, place_told({"postcode": "Leeds"}, there))
    both = services_to_ask(there, place_told({}, there))
    said = [
        lack_of_consent(*case)
        for case in ((REST, one), ("", one), (DERBYSHIRE, one), (DERBYSHIRE, both), ("", ()))
    ]
    assert said == [None, Lack.NO_CONSENT, Lack.OTHER_SERVICE, None, Lack.NO_SERVICE]
