"""Series among a handful of reports, by the whole rule."""

import pytest

from callpoint.rules.linking.hubs import ALONE, Standing
from callpoint.rules.linking.reasons import why_common
from callpoint.rules.linking.series import Rows, Words, find_series
from callpoint.rules.linking.weights import Strength, strength, together, weight


def rows(*texts: str) -> Rows[int, str]:
    """Make reports 0, 1, … of texts whose letters are what each names."""
    named = [(report, letter) for report, text in enumerate(texts) for letter in text]
    return Rows.of(named, lone=range(len(texts)))


def test_two_reports_that_share_a_value_are_one_series() -> None:
    assert find_series(rows("ab", "ac", "d")).series == {0: 0, 1: 0, 2: 2}


def test_a_value_on_a_list_joins_nothing() -> None:
    found = find_series(rows("ab", "ac"), words=Words(common={"a"}))
    assert (found.series, found.standings) == ({0: 0, 1: 1}, {"a": Standing.COMMON})


def test_so_many_that_share_one_value_alone_are_not_joined() -> None:
    found = find_series(rows(*["a"] * (ALONE + 1)))
    assert (found.standings["a"], found.series[1]) == (Standing.COMMON, 1)


def test_an_analyst_can_say_that_such_a_value_joins() -> None:
    found = find_series(rows(*["a"] * (ALONE + 1)), words=Words(joins={"a"}))
    assert (found.standings["a"], set(found.series.values())) == (Standing.JOINS, {0})


def test_a_value_whose_reports_belong_to_different_groups_joins_none() -> None:
    named = rows("az", "a", "a", "bz", "b", "b")
    found = find_series(named, words=Words(joins={"a", "b"}))
    assert (found.standings["z"], found.series) == (Standing.COMMON, {0: 0, 1: 0, 2: 0, 3: 3, 4: 3, 5: 3})


def test_a_report_that_stands_alone_goes_where_its_value_leads() -> None:
    found = find_series(rows("az", "a", "a", "zy", "y"), words=Words(joins={"a"}))
    assert (found.standings["z"], set(found.series.values())) == (Standing.LEANS, {0})


def test_what_hints_gathers_reports_into_a_group_of_their_own_or_into_a_core() -> None:
    alone = ["abcd", "abce", "abde", "acde", "bcde"]
    led = ["fghz", "fgiz", "fhi", "ghi", "z", "z"]
    found = find_series(rows(*alone, *led, *[""] * 4000), words=Words(joins={"z"}))
    assert [found.series[report] for report in range(11)] == [0] * 5 + [5] * 6


def test_people_part_what_a_value_joins() -> None:
    words: Words[int, str] = Words(different=[(0, 1)])
    assert find_series(rows("ab", "ac"), words=words).series == {0: 0, 1: 1}


def test_people_join_what_nothing_else_does() -> None:
    words: Words[int, str] = Words(same=[(0, 1)])
    assert find_series(rows("a", "b"), words=words).series == {0: 0, 1: 0}


@pytest.mark.parametrize(
    ("reporters", "everybody", "expected"),
    [
        (2, 2048, Strength.FAIR),
        (1, 4096, Strength.STRONG),
        (1000, 4096, Strength.WEAK),
        (0, 0, Strength.WEAK),
    ],
)
def test_the_rarer_a_value_the_stronger_the_link(reporters: int, everybody: int, expected: Strength) -> None:
    assert strength(weight(reporters=reporters, all_reporters=everybody)) is expected


def test_of_several_values_the_strongest_counts_whole_and_the_next_half() -> None:
    assert together([2.0, 8.0, 4.0]) == 8.0 + 2.0 + 0.5


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((60, 60, 0, 0), "These 60 reports share nothing else. So many are not joined by one value alone."),
        (
            (23_000, 100, 62, 41),
            "These 23,000 reports share nothing else. Of 100 looked at, 62 belong to 41 different groups without it.",
        ),
        ((7, 7, 2, 1), "These 7 reports share nothing else. 2 of them belong to one group without it."),
    ],
)
def test_why_a_value_joins_nothing(numbers: tuple[int, int, int, int], expected: str) -> None:
    reports, looked_at, belonging, groups = numbers
    said = why_common(reports=reports, looked_at=looked_at, belonging=belonging, groups=groups)
    assert said == expected
