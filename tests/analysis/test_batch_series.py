"""The batch engine against the rule: the same series and standings for the same reports, whatever their noise."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from benchmarks.campaigns import LEVELS, Made, Recipe, make
from callpoint.analysis import series
from callpoint.analysis.compiled import COMPILING
from callpoint.analysis.series import COMMON, JOINS, LEANS, MOST_AT_ONCE, find_series, look_by_kernels
from callpoint.analysis.series_found import series_by_rule
from callpoint.analysis.series_of_file import series_among
from callpoint.rules.linking.hubs import Standing
from callpoint.rules.linking.series import Found, Rows
from callpoint.rules.linking.series import find_series as by_the_rule

NAMES = {JOINS: Standing.JOINS, LEANS: Standing.LEANS, COMMON: Standing.COMMON}
RECIPES = {
    **{level: replace(recipe, reports=3_000) for level, recipe in LEVELS.items()},
    "many values": Recipe(reports=2_000, more_values=4.0, seed=5),
    "large families": Recipe(
        reports=4_000, family=5, family_chance=0.7, family_is_far=1, from_hubs=0.1, seed=6
    ),
    "one large campaign": Recipe(reports=3_000, mega_share=0.3, seed=7),
    "few reports": Recipe(reports=40, seed=8),
}


def ruled(made: Made) -> Found[int, int]:
    rows = zip(made.report.tolist(), made.value.tolist(), strict=True)
    return by_the_rule(Rows.of(rows, lone=range(len(made.campaign))))


@pytest.mark.parametrize("name", RECIPES)
def test_arrays_and_rule_find_the_same(name: str) -> None:
    made = make(RECIPES[name])
    found = find_series(made.report.astype(np.int32), made.value.astype(np.int32), reports=len(made.campaign))
    rule = ruled(made)
    standings = dict(
        zip(found.values.tolist(), (NAMES[each] for each in found.standing.tolist()), strict=True)
    )
    assert (dict(enumerate(found.series.tolist())), standings) == (rule.series, rule.standings)


@pytest.mark.parametrize("name", RECIPES)
def test_the_rule_on_a_file_says_what_the_arrays_say(name: str) -> None:
    made = make(RECIPES[name])
    report, value = made.report.astype(np.int32), made.value.astype(np.int32)
    listed = np.zeros(int(value.max()) + 1, np.bool_)
    listed[::97] = True
    reports = len(made.campaign)
    one = series_by_rule(report, value, reports=reports, common=listed)
    other = find_series(report, value, reports=reports, common=listed)
    assert [
        np.array_equal(getattr(one, field), getattr(other, field))
        for field in ("series", "values", "reports", "standing")
    ] == [True] * 4
    assert one.elsewhere == other.elsewhere


def test_little_is_done_without_machine_code_and_more_is_announced() -> None:
    said: list[str] = []
    report = np.arange(1, dtype=np.int32).repeat(900)
    value = np.arange(900, dtype=np.int32)
    little = series_among(report, value, reports=2, common=np.zeros(900, np.bool_), tell=said.append)
    more = series_among(
        report.repeat(2), value.repeat(2), reports=2, common=np.zeros(900, np.bool_), tell=said.append
    )
    assert (little.series.tolist(), more.series.tolist(), set(said) <= {COMPILING}) == ([0, 1], [0, 1], True)


@pytest.mark.parametrize("at_once", [1, 500])
def test_values_are_found_the_same_however_many_are_looked_at_at_once(at_once: int) -> None:
    made = make(replace(LEVELS["paired"], reports=2_000))
    report, value = made.report.astype(np.int32), made.value.astype(np.int32)
    whole = find_series(report, value, reports=2_000)
    in_parts = find_series(report, value, reports=2_000, look=partial(look_by_kernels, at_once=at_once))
    assert (whole.series.tolist(), whole.standing.tolist()) == (
        in_parts.series.tolist(),
        in_parts.standing.tolist(),
    )


@pytest.mark.parametrize("name", ["one large campaign", "few reports"])
@pytest.mark.parametrize("at_once", [400, MOST_AT_ONCE])
@pytest.mark.parametrize("parts", [1, 3, 64])
def test_all_is_the_same_in_any_number_of_parts(
    monkeypatch: pytest.MonkeyPatch, parts: int, at_once: int, name: str
) -> None:
    made = make(RECIPES[name])
    report, value = made.report.astype(np.int32), made.value.astype(np.int32)
    rule = series_by_rule(
        report, value, reports=len(made.campaign), common=np.zeros(value.max() + 1, np.bool_)
    )
    monkeypatch.setattr(series, "parts", lambda: parts)
    found = find_series(
        report, value, reports=len(made.campaign), look=partial(look_by_kernels, at_once=at_once)
    )
    assert (found.series.tolist(), found.standing.tolist(), found.elsewhere) == (
        rule.series.tolist(),
        rule.standing.tolist(),
        rule.elsewhere,
    )


def test_rows_that_are_repeated_change_nothing() -> None:
    made = make(replace(LEVELS["paired"], reports=2_000))
    report, value = made.report.astype(np.int32), made.value.astype(np.int32)
    once = find_series(report, value, reports=2_000)
    twice = find_series(np.repeat(report, 2), np.repeat(value, 2), reports=2_000)
    assert np.array_equal(once.series, twice.series)


def test_reports_that_share_nothing_are_alone() -> None:
    found = find_series(np.arange(5, dtype=np.int32), np.arange(5, dtype=np.int32), reports=6)
    assert found.series.tolist() == [0, 1, 2, 3, 4, 5]


def test_a_value_that_is_common_by_a_list_joins_nothing() -> None:
    report, value = np.arange(4, dtype=np.int32), np.zeros(4, np.int32)
    found = find_series(report, value, reports=4, common=np.ones(1, np.bool_))
    assert found.series.tolist() == [0, 1, 2, 3]
