"""Who passes a door, and what is covered of a reporter who gives no name."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from callpoint.rules.restricting import (
    COVER,
    HOURS,
    IDENTITY,
    Door,
    HoursNotTakenError,
    covered,
    is_sealed,
    says_who,
    taken_hours,
    without_identity,
)
from tests.rules.content.makers import real_content

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


def test_a_door_opens_to_who_is_named_or_let_in_and_never_to_whom_it_is_kept_from() -> None:
    cases = list(product((False, True), (False, True), (False, True), (None, BEFORE, NOW, LATER)))
    passes = [
        Door(is_restricted=restricted, is_kept_out=away, is_named=named, until=until).is_open(at=NOW)
        for restricted, away, named, until in cases
    ]
    assert passes == [
        not restricted or (not away and (named or until == LATER)) for restricted, away, named, until in cases
    ]


@pytest.mark.parametrize("hours", HOURS)
def test_the_hours_that_are_offered_are_taken(hours: int) -> None:
    assert taken_hours(hours) == timedelta(hours=hours)


@pytest.mark.parametrize("hours", [0, -24, 25, 24 * 365])
def test_no_other_hours_are_taken(hours: int) -> None:
    with pytest.raises(HoursNotTakenError):
        taken_hours(hours)


@pytest.mark.parametrize(
    ("answers", "sealed"),
    [
        ({"anonymous": "yes", "name": "Jo"}, True),
        ({"anonymous": "yes", "phone.2": "07700 900123"}, True),
        ({"anonymous": "yes", "name": ""}, False),
        ({"anonymous": "yes", "story": "It began in May."}, False),
        ({"anonymous": "no", "name": "Jo"}, False),
        ({"name": "Jo"}, False),
    ],
)
def test_an_identity_is_sealed_where_it_was_chosen_and_there_is_one(
    answers: dict[str, str | list[str]], *, sealed: bool
) -> None:
    assert is_sealed(answers) is sealed


def test_what_says_who_is_covered_or_left_out_and_all_else_stays() -> None:
    told: dict[str, str | list[str]] = {"name": "Jo", "phone.2": "07700", "email": "", "story": "Jo wrote."}
    assert ({key: covered(key, said) for key, said in told.items()}, without_identity(told)) == (
        {"name": COVER, "phone.2": COVER, "email": "", "story": "Jo wrote."},
        {"story": "Jo wrote."},
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("answer:phone", True),
        ("answer:phone.2", True),
        ("addition:0000:email", True),
        ("answer:story", False),
        ("addition:0000:story", False),
        ("message:0000", False),
        ("exhibit:phone", False),
    ],
)
def test_a_source_says_who_where_it_is_such_an_answer(source: str, *, told: bool) -> None:
    assert says_who(source) is told


def test_every_answer_that_is_covered_is_a_question() -> None:
    assert set(real_content().questions) >= IDENTITY | {"anonymous"}
