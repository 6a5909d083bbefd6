"""A few reads of each unit are drawn, every one as likely as any other, and each says why it was allowed."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from callpoint.rules.access import Badge, Role
from callpoint.rules.sampled_reads import (
    SAMPLE,
    TIME_TO_LOOK,
    Allowed,
    OwnReadError,
    by_unit,
    check_not_own,
    drawn,
    is_late,
    why_allowed,
)
from tests.sealing.makers import seeded

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_of_each_unit_as_many_are_drawn_as_there_are_up_to_the_sample() -> None:
    found = drawn({"a": range(100), "b": [7, 7, 9], "c": []}, chance=seeded("1"))
    assert {unit: (len(some), set(some) <= set(range(100))) for unit, some in found.items()} == {
        "a": (SAMPLE, True),
        "b": (2, True),
        "c": (0, True),
    }


def test_the_same_chance_draws_the_same_and_another_draws_others() -> None:
    reads = {"a": range(1000)}
    assert (
        drawn(reads, chance=seeded("1"))
        == drawn(reads, chance=seeded("1"))
        != drawn(reads, chance=seeded("2"))
    )


def test_every_read_is_drawn_about_as_often_as_any_other() -> None:
    times = 2000
    often = Counter(
        index for seed in range(times) for index in drawn({"a": range(20)}, chance=seeded(str(seed)))["a"]
    )
    expected = times * SAMPLE / 20
    assert (len(often), max(abs(number - expected) for number in often.values()) < 0.2 * expected) == (
        20,
        True,
    )


def test_reads_are_gathered_by_unit() -> None:
    assert by_unit([("a", 1), ("b", 2), ("a", 3)]) == {"a": [1, 3], "b": [2]}


def test_why_a_read_was_allowed_names_the_narrowest_that_holds() -> None:
    cases = list(
        product((False, True), (False, True), ("desk", "other", ""), (Role.ASSESSOR, Role.SUPERVISOR))
    )
    found = [
        why_allowed(Badge(role=role, unit="desk"), unit=unit, named=named, let_in=let_in)
        for let_in, named, unit, role in cases
    ]
    assert found == [
        Allowed.LET_IN
        if let_in
        else Allowed.NAMED
        if named
        else Allowed.OWN_UNIT
        if unit == "desk"
        else Allowed.EVERY_UNIT
        if role is Role.SUPERVISOR
        else Allowed.NO_LONGER
        for let_in, named, unit, role in cases
    ]


def test_what_nobody_looked_at_within_the_time_is_late() -> None:
    drawn_at = NOW - TIME_TO_LOOK
    assert [is_late(drawn_at + timedelta(seconds=more), at=NOW) for more in (-1, 0, 1)] == [True, True, False]


def test_nobody_says_of_their_own_reads_that_they_were_fine() -> None:
    check_not_own(1, "2")
    with pytest.raises(OwnReadError):
        check_not_own(1, "1")
