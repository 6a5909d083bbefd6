"""What the public is told of an area: no number below five follows from all that is told."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.area_figures import AreaFigures, area_figures, area_totals
from callpoint.rules.figures import FEWEST_TOLD, possible
from callpoint.rules.trends import Line, Sum

AREA = "E23000018"
SMALL = st.integers(0, 9)
WEEKS = st.lists(st.lists(SMALL, min_size=4, max_size=4), min_size=2, max_size=8)


def lines_of(kinds: list[list[int]]) -> dict[Line, list[Sum]]:
    """The counts of some kinds for four weeks, and the area as a whole."""
    whole = [sum(week) for week in zip(*kinds, strict=True)]
    each = {Line(kind=f"k{at}", area=AREA): [Sum(n) for n in weeks] for at, weeks in enumerate(kinds)}
    return {Line(area=AREA): [Sum(number) for number in whole], **each}


def test_numbers_are_rounded_and_small_ones_are_not_told() -> None:
    lines = {
        Line(area=AREA): [Sum(3)] * 9 + [Sum(8), Sum(2), Sum(12), Sum(6)],
        Line(kind="a", area=AREA): [Sum(9)] * 9 + [Sum(4)] * 4,
        Line(kind="b", area=AREA): [Sum(9)] * 9 + [Sum(1)] * 4,
        Line(kind="c", area=AREA): [Sum(0)] * 12 + [Sum(33)],
    }
    assert area_figures(AREA, lines) == AreaFigures(
        kinds=(("c", 30), ("a", 20)), total=30, weeks=(*[None] * 9, 10, None, 10, 10)
    )


def test_an_area_of_which_nothing_is_known_is_told_like_one_with_few() -> None:
    assert area_figures(AREA, {}) == AreaFigures(kinds=(), total=None, weeks=())


def test_each_area_has_its_total_of_four_weeks() -> None:
    lines = {Line(area="x"): [Sum(9)] * 5, Line(area="y"): [Sum(1)] * 4}
    assert area_totals(lines) == {"x": 40, "y": None}


def ways_left(told: AreaFigures, hidden: int) -> set[int]:
    """What a hidden kind can be, by everything that is told of the area; `hidden` kinds are not told in all."""
    totals = set(range(*_span(told.total))) & set(range(*_sum_span(told.weeks)))
    visible = _sum_span([number for _kind, number in told.kinds])
    others = (hidden - 1) * (FEWEST_TOLD - 1)
    return {
        value
        for value in range(FEWEST_TOLD)
        for total in totals
        if visible[0] <= total - value < visible[1] + others
    }


def _span(told: int | None) -> tuple[int, int]:
    least, most = possible(told)
    return least, most + 1


def _sum_span(numbers: Iterator[int | None] | tuple[int | None, ...] | list[int]) -> tuple[int, int]:
    spans = [possible(number) for number in numbers]
    return sum(least for least, _most in spans), sum(most for _least, most in spans) + 1


@given(WEEKS)
def test_no_small_number_of_a_kind_follows_from_totals_weeks_and_other_kinds(kinds: list[list[int]]) -> None:
    told = area_figures(AREA, lines_of(kinds))
    hidden = len(kinds) - len(told.kinds)
    if hidden:
        assert len(ways_left(told, hidden)) > 1
