"""Whether a value joins, leans or is common, on plain numbers."""

from random import Random  # noqa: TID251 - the type of what Hypothesis gives

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.linking.hubs import (
    ALONE,
    SAMPLE,
    Belonging,
    Look,
    Other,
    Settled,
    Standing,
    ValueSample,
    coarse,
    look_at,
    settle,
    strongest,
    surprise,
)

MANY = 1_000_000


def sample(*others: str, reports: int = 5) -> ValueSample:
    """Make a sample from one text for each report, each letter being another value."""
    return ValueSample(
        reports=len(others), others=[[Other(letter, reports) for letter in text] for text in others]
    )


@pytest.mark.parametrize(
    ("number", "expected"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 4), (1023, 512), (1024, 1024)]
)
def test_a_growing_number_counts_by_its_power_of_two(number: int, expected: int) -> None:
    assert coarse(number) == expected


def test_two_reports_are_too_few_to_look_at() -> None:
    assert look_at(sample("abc", "abc"), reports_in_all=MANY) == Look(
        looked_at=2, agreeing=0, by_chance=0.0, holds=False
    )


def test_reports_that_share_several_other_values_hold_their_value() -> None:
    found = look_at(sample("ab", "bc", "cd", "de", "ea", "f", "g", "h", "i", "j"), reports_in_all=MANY)
    assert (found.agreeing, found.holds, found.hints) == (4, True, True)


def test_reports_that_share_nothing_else_hold_nothing() -> None:
    found = look_at(sample(*"abcdefghij"), reports_in_all=MANY)
    assert (found.agreeing, found.holds, found.hints) == (0, False, False)


def test_a_companion_that_always_comes_along_is_no_witness() -> None:
    found = look_at(sample(*["a"] * 10), reports_in_all=MANY)
    assert (found.agreeing, found.holds, found.hints) == (0, False, False)


def test_what_small_groups_share_besides_the_busiest_value_hints() -> None:
    found = look_at(sample("ab", "ab", "ac", "ac"), reports_in_all=MANY)
    assert (found.holds, found.hints) == (False, True)


def test_a_witness_that_strangers_name_too_tells_nothing() -> None:
    rare, common = sample("ab", "bc", "cd", "de", "ea", *"fghij"), MANY // 4
    spread = ValueSample(
        reports=10, others=[[Other(other.key, common) for other in others] for others in rare.others]
    )
    assert look_at(spread, reports_in_all=MANY).holds is False


def test_no_more_than_chance_is_no_surprise() -> None:
    assert (surprise(2, 2.5), surprise(0, 0.0)) == (0.0, 0.0)


def belonging(reports: int = 10, **groups: int) -> Belonging[str]:
    return Belonging(reports=reports, groups={name: (count, 100) for name, count in groups.items()})


@pytest.mark.parametrize(
    ("found", "standing", "group"),
    [
        (belonging(), Standing.LEANS, None),
        (belonging(ALONE + 1), Standing.COMMON, None),
        (belonging(a=1), Standing.LEANS, "a"),
        (belonging(a=5), Standing.LEANS, "a"),
        (belonging(b=1, a=1), Standing.COMMON, "a"),
        (belonging(a=1, b=1, c=1, d=1), Standing.COMMON, "a"),
        (belonging(b=2, c=1), Standing.LEANS, "b"),
    ],
)
def test_a_value_leans_where_its_reports_belong_and_is_common_where_they_do_not(
    found: Belonging[str], standing: Standing, group: str | None
) -> None:
    settled = settle(found, reports_in_groups=MANY)
    assert (settled.standing, settled.group) == (standing, group)


def leaning(group: str | None, evidence: float, standing: Standing = Standing.LEANS) -> Settled[str]:
    return Settled(standing=standing, group=group, evidence=evidence)


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ([], None),
        ([leaning(None, 0.0)], None),
        ([leaning("a", -3.0, Standing.COMMON)], None),
        ([leaning("b", 1.0), leaning("a", 2.0)], "a"),
        ([leaning("b", 1.0), leaning("a", 1.0)], "a"),
        ([leaning("a", 1.0), leaning("b", 1.0)], "a"),
    ],
)
def test_a_lone_report_goes_where_its_surest_value_leads(
    values: list[Settled[str]], group: str | None
) -> None:
    assert strongest(values) == group


@given(st.lists(st.sets(st.integers(0, 20), max_size=4), max_size=SAMPLE), st.randoms())
def test_the_order_of_the_others_changes_nothing(named: list[set[int]], chance: Random) -> None:
    turned = [sorted(each, key=lambda _: chance.random()) for each in named]
    looks = [
        look_at(
            ValueSample(reports=len(named), others=[[Other(key, 3) for key in each] for each in order]),
            reports_in_all=MANY,
        )
        for order in (named, turned)
    ]
    assert looks[0] == looks[1]
