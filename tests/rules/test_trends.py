"""What is rising: found where it rises, not found where it does not, and explained in numbers."""

import math
from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules import trends
from callpoint.rules.trends import Line, Sum, Usual, chance_of, findings_of, folded, losses_of, usual_of

COURIER = Line(kind="courier-fraud", area="E23000018")
LONG = [4, 6, 5, 3, 7, 5, 4, 6, 5, 5, 4, 6]


def history(**lines: Sequence[int]) -> dict[Line, list[Sum]]:
    return {Line(kind=kind): [Sum(number) for number in numbers] for kind, numbers in lines.items()}


def drawn(seed: str, mean: float) -> int:
    chance = int.from_bytes(sha256(seed.encode()).digest()[:8]) / 2**64
    number, term = 0, math.exp(-mean)
    total = term
    while total < chance:
        number += 1
        term *= mean / number
        total += term
    return number


def test_a_clear_rise_is_found_with_what_is_usual() -> None:
    found = findings_of({COURIER: [Sum(number) for number in (*LONG, 5, 14)]})
    assert [(each.line, each.number, each.usual, each.runs) for each in found] == [
        (COURIER, 14, Usual(low=4, middle=5.0, high=6, weeks=13), True)
    ]


def test_a_rise_of_the_last_whole_week_is_found_though_the_running_one_has_just_begun() -> None:
    (found,) = findings_of(history(a=[*LONG, 15, 0]))
    assert (found.number, found.runs, found.usual.weeks) == (15, False, 12)


@pytest.mark.parametrize("last_two", [(15, 60), (60, 25)])
def test_of_two_weeks_that_rose_the_running_one_is_told(last_two: tuple[int, int]) -> None:
    found = findings_of(history(a=[*LONG, *LONG, *last_two]))
    assert [(each.number, each.runs) for each in found] == [(last_two[1], True)]


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ([5] * 7 + [30], "fewer than eight earlier weeks"),
        ([0] * 12 + [4], "fewer than five reports"),
        ([*LONG, 8], "fewer than three above the usual range"),
        ([40, 44, 42, 38, 41, 43, 39, 40, 42, 41, 40, 50], "less than half as many again"),
        ([3, 30, 2, 28, 4, 31, 3, 29, 2, 30, 3, 28, 30], "weeks that differ as much anyway"),
    ],
)
def test_what_is_no_rise_is_not_found(numbers: list[int], why: str) -> None:
    assert findings_of(history(a=numbers)) == (), why


def test_a_wave_long_ago_hides_no_new_one() -> None:
    calm = findings_of(history(a=[*LONG, 14]))
    after_a_wave = findings_of(history(a=[4, 6, 5, 60, 7, 5, 4, 6, 5, 5, 4, 6, 14]))
    assert (len(calm), len(after_a_wave)) == (1, 1)


def test_only_the_last_half_year_is_compared() -> None:
    (found,) = findings_of(history(a=[50] * 30 + [5] * 26 + [20]))
    assert found.usual == Usual(low=5, middle=5.0, high=5, weeks=26)


def test_among_thousands_of_steady_lines_hardly_any_is_found() -> None:
    means = (0.2, 1.0, 3.0, 8.0, 20.0)
    steady = {
        Line(kind=f"k{at}"): [Sum(drawn(f"{at} {week}", means[at % 5])) for week in range(28)]
        for at in range(4000)
    }
    assert len(findings_of(steady)) <= 2


def test_real_rises_are_found_among_thousands_of_steady_lines() -> None:
    steady = {
        Line(kind=f"k{at}"): [Sum(drawn(f"{at} {week}", 3.0)) for week in range(28)] for at in range(2000)
    }
    risen = {Line(kind=f"k{at}") for at in range(0, 2000, 100)}
    mixed = {line: [*sums[:-1], Sum(18)] if line in risen else sums for line, sums in steady.items()}
    found = {each.line for each in findings_of(mixed)}
    assert (risen - found, len(found - risen) <= 1) == (set(), True)


def test_the_same_matter_stands_under_one_finding() -> None:
    lines = {
        Line(): [Sum(number + 100) for number in (*LONG, 60)],
        Line(kind="a"): [Sum(number) for number in (*LONG, 40)],
        Line(kind="a", area="x"): [Sum(number) for number in (*LONG, 38)],
        Line(kind="a", contact_by="call"): [Sum(number) for number in (*LONG, 36)],
        Line(area="x", contact_by="call"): [Sum(number) for number in (*LONG, 34)],
        Line(kind="b"): [Sum(number) for number in (*LONG, 20)],
    }
    found = findings_of(lines)
    assert [(each.line, [one.line for one in each.within]) for each in found] == [
        (Line(kind="a"), [Line(kind="a", area="x"), Line(kind="a", contact_by="call")]),
        (Line(area="x", contact_by="call"), []),
        (Line(), []),
        (Line(kind="b"), []),
    ]


def test_three_fields_together_are_counted_and_not_judged() -> None:
    line = Line(kind="a", area="x", contact_by="call")
    assert findings_of({line: [Sum(number) for number in (*LONG, 40)]}) == ()


def test_a_cell_counts_in_every_line_that_it_fits_and_in_none_of_what_is_not_known() -> None:
    cells = [(Line("a", "x", "call"), Sum(2, 10, 1)), (Line("a", "", "call", "", "b"), Sum(1))]
    assert folded(cells) == {
        Line(): Sum(3, 10, 1),
        Line("a"): Sum(3, 10, 1),
        Line("", "x"): Sum(2, 10, 1),
        Line("", "", "call"): Sum(3, 10, 1),
        Line("", "", "", "", "b"): Sum(1),
        Line("a", "x"): Sum(2, 10, 1),
        Line("a", "", "call"): Sum(3, 10, 1),
        Line("", "x", "call"): Sum(2, 10, 1),
        Line("", "", "call", "", "b"): Sum(1),
        Line("a", "x", "call"): Sum(2, 10, 1),
    }


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60))
def test_usual_lies_within_what_was(earlier: list[int]) -> None:
    usual = usual_of(earlier)
    assert min(earlier) <= usual.low <= usual.middle <= usual.high <= max(earlier)


@given(st.lists(st.integers(0, 300), min_size=8, max_size=26), st.integers(1, 600))
def test_the_chance_is_one_and_the_more_reports_the_smaller(earlier: list[int], number: int) -> None:
    here, above = chance_of(number, earlier), chance_of(number + 1, earlier)
    assert 0 <= above <= here + 1e-9 <= 1 + 1e-9


def test_the_chance_is_that_of_a_poisson_where_the_mean_is_known_well() -> None:
    exact = 1 - sum(math.exp(-5) * 5**number / math.factorial(number) for number in range(12))
    assert chance_of(12, [5] * 4000) == pytest.approx(exact, rel=0.02)


def test_fewer_earlier_weeks_make_it_less_sure() -> None:
    assert chance_of(12, [5] * 8) > 1.4 * chance_of(12, [5] * 26)


def test_a_number_far_beyond_all_is_no_error() -> None:
    assert chance_of(100_000, [1] * 8) == 0.0


def losses(*weeks: int, losing: int = 5) -> dict[Line, list[Sum]]:
    return {Line(kind="investment-fraud"): [Sum(9, lost, losing) for lost in weeks]}


USUAL_LOSSES = (30_000, 50_000, 41_000, 80_000, 35_000, 46_000, 52_000, 39_000, 61_000)


def test_a_loss_far_above_every_week_before_is_found() -> None:
    (found,) = losses_of(losses(*USUAL_LOSSES, 900_000))
    assert (found.number, found.is_loss, found.losing, found.runs) == (900_000, True, 5, True)


def test_a_loss_of_the_last_whole_week_is_found() -> None:
    (found,) = losses_of(losses(*USUAL_LOSSES, 900_000, 100))
    assert (found.number, found.runs) == (900_000, False)


@pytest.mark.parametrize(
    "told",
    [
        losses(*USUAL_LOSSES, 70_000),
        losses(*USUAL_LOSSES, 82_000),
        losses(*USUAL_LOSSES, 900_000, losing=2),
        losses(30_000, 40_000, 900_000),
        {COURIER: losses(*USUAL_LOSSES, 900_000)[Line(kind="investment-fraud")]},
    ],
    ids=["as before", "hardly more", "one person's", "too few weeks", "not of one kind"],
)
def test_what_is_no_rise_of_losses_is_not_found(told: dict[Line, list[Sum]]) -> None:
    assert losses_of(told) == ()


def test_every_line_that_is_judged_is_counted() -> None:
    assert {frozenset(fields) for fields in trends.COUNTED} > trends.JUDGED
