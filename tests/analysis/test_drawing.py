"""A series as a picture: the same for the same series, within its frame, with all that is left out counted."""

from hypothesis import given
from hypothesis import strategies as st

from callpoint.analysis.drawing import HEIGHT, MOST_BUNCHES, MOST_VALUES, WIDTH, drawn

named = st.lists(st.frozensets(st.integers(0, 40).map(str), max_size=4), max_size=60)


@given(named)
def test_every_report_and_value_is_drawn_or_counted_as_left_out(reports: list[frozenset[str]]) -> None:
    drawing = drawn(reports)
    assert (
        sum(circle.reports for circle in drawing.bunches) + drawing.reports_left_out,
        len(drawing.values) + drawing.values_left_out,
    ) == (len(reports), len({value for values in reports for value in values}))


@given(named)
def test_all_of_it_lies_within_the_frame(reports: list[frozenset[str]]) -> None:
    drawing = drawn(reports)
    circles = [*(circle for _, circle in drawing.values), *drawing.bunches]
    assert all(
        circle.radius <= circle.x <= WIDTH - circle.radius
        and circle.radius <= circle.y <= HEIGHT - circle.radius
        for circle in circles
    )


@given(named)
def test_lines_lead_from_a_value_to_reports_that_name_it(reports: list[frozenset[str]]) -> None:
    drawing = drawn(reports)
    reached: dict[int, set[str]] = {}
    for value, bunch in drawing.lines:
        reached.setdefault(bunch, set()).add(str(drawing.values[value][0]))
    drawn_values = {str(value) for value, _ in drawing.values}
    assert {frozenset(values) for values in reached.values()} <= {values & drawn_values for values in reports}


@given(named, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_changes_nothing(reports: list[frozenset[str]], chance: object) -> None:
    mixed = list(reports)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis gives a seeded source
    assert drawn(mixed) == drawn(reports)


def test_more_than_fits_is_left_out_and_counted() -> None:
    reports = [frozenset({str(each), str(each + 1)}) for each in range(MOST_VALUES + MOST_BUNCHES)]
    drawing = drawn(reports)
    assert (len(drawing.values), drawing.values_left_out) == (MOST_VALUES, MOST_BUNCHES + 1)


def test_a_series_without_shared_values_draws_nothing() -> None:
    assert drawn([frozenset(), frozenset()]).reports_left_out == 2
