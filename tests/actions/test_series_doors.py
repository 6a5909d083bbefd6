"""A series tells nobody of a restricted report of it that is shut to them: no line, name, count, sum, day or place."""

from typing import Any
from uuid import UUID

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.cases_listed import list_cases
from callpoint.actions.closing_batch import Plan, preview_batch
from callpoint.actions.reading import open_report
from callpoint.actions.series import (
    NoSuchSeriesError,
    SeriesNotWholeError,
    list_series,
    name_series,
    open_series,
)
from callpoint.actions.warning import WarningShutError, judge_warning
from callpoint.analysis.settling import settle_report
from callpoint.records.models import LostAmount, Report, Series, SeriesMember
from callpoint.records.queries.cases import reports_of_series
from callpoint.records.queries.doors import shut_to
from callpoint.records.queries.queue_rows import queue_rows
from callpoint.records.queries.series_warnings import warnings_that_wait
from callpoint.rules.warning import WarningState
from tests.actions.cases import a_case_of
from tests.actions.restrictions import a_boss, restricted
from tests.actions.trends import a_warning
from tests.makers import DESK, a_report, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = at(days=40)


def a_series_of(number: int) -> tuple[UUID, list[UUID]]:
    """A series of reports of one suspect, a week after each other, each of a thousand pounds."""
    made = [
        a_report(when=at(days=7 * week), suspect_phone="07700 900123", unit=DESK) for week in range(number)
    ]
    for report_id in made:
        settle_report(report_id=report_id, at=at(days=30))
        LostAmount.objects.create(report_id=report_id, currency="GBP", units=1000)
    Report.objects.update(police_area="north", kind="bank")
    return Series.objects.get(members__report=made[0]).id, made


def told(series_id: UUID, by: Actor) -> Any:
    found = open_series(series_id=series_id, by=by, at=LATER)
    return (
        found.name,
        (found.reports, found.people, found.lost, found.by_area, found.has_shut),
        [each.report_id for each in found.members],
        sum(count for _week, count in found.by_week),
        [value.reports for value in found.values],
        found.grown_at,
    )


def test_a_series_is_shown_as_if_its_shut_report_were_not_there_and_says_that_some_are() -> None:
    boss, other = a_boss(), a_boss()
    series_id, (first, second, last) = a_series_of(3)
    name_series(series_id=series_id, name="The second floor", by=boss, at=LATER)
    restricted(last, by=boss)
    grown_at = Series.objects.get().grown_at
    whole = (3, 3, (("GBP", 3000),), (("north", 3),), False)
    part = (2, 0, (("GBP", 2000),), (("north", 2),), True)
    assert (told(series_id, boss), told(series_id, other)) == (
        ("The second floor", whole, [last, second, first], 3, [3], grown_at),
        ("", part, [second, first], 2, [2], at(days=7)),
    )


def test_a_list_counts_and_names_of_a_series_only_what_may_be_known() -> None:
    boss, other = a_boss(), a_boss()
    series_id, (_first, _second, last) = a_series_of(3)
    name_series(series_id=series_id, name="The second floor", by=boss, at=LATER)
    restricted(last, by=boss)
    listed = [
        [(line.name, line.reports, line.has_shut) for line in list_series(by=by, at=LATER).lines]
        for by in (boss, other)
    ]
    assert listed == [[("The second floor", 3, False)], [("", 2, True)]]


def test_a_series_of_which_one_report_is_left_is_none_to_whom_the_other_is_shut() -> None:
    boss, other = a_boss(), a_boss()
    series_id, (first, last) = a_series_of(2)
    restricted(last, by=boss)
    with pytest.raises(NoSuchSeriesError):
        open_series(series_id=series_id, by=other, at=LATER)
    linked = [open_report(report_id=first, by=by, at=LATER).linked.series for by in (boss, other)]
    assert (list_series(by=other, at=LATER).total, list_series(by=boss, at=LATER).total) == (0, 1)
    assert [each and each.reports for each in linked] == [2, None]


def test_a_report_says_of_its_series_what_the_page_of_the_series_would() -> None:
    boss, other = a_boss(), a_boss()
    series_id, (first, _second, last) = a_series_of(3)
    name_series(series_id=series_id, name="The second floor", by=boss, at=LATER)
    restricted(last, by=boss)
    linked = [open_report(report_id=first, by=by, at=LATER).linked.series for by in (boss, other)]
    assert [each and (each.name, each.reports, each.people) for each in linked] == [
        ("The second floor", 3, 3),
        ("", 2, 0),
    ]


def test_a_line_of_the_queue_counts_what_hangs_together_without_what_is_shut() -> None:
    boss, other = a_boss(), a_boss()
    _series_id, (first, second, last) = a_series_of(3)
    restricted(last, by=boss)
    sizes = [
        [row.series_size for row in queue_rows([first, second, last], staff_id=int(by.id), at=LATER)]
        for by in (boss, other)
    ]
    assert sizes == [[3, 3, 3], [2, 2, 0]]


def test_who_does_not_know_the_name_of_a_series_gives_it_no_other() -> None:
    boss, other = a_boss(), a_boss()
    series_id, (_first, _second, last) = a_series_of(3)
    name_series(series_id=series_id, name="The second floor", by=boss, at=LATER)
    restricted(last, by=boss)
    with pytest.raises(SeriesNotWholeError):
        name_series(series_id=series_id, name="Parcels", by=other, at=LATER)
    assert told(series_id, boss)[0] == "The second floor"


def test_closing_a_series_together_and_beginning_its_case_pass_over_what_is_shut() -> None:
    boss, other = a_boss(), a_boss()
    series_id, (first, second, last) = a_series_of(3)
    restricted(last, by=boss)
    plan = Plan(series_id=series_id, outcome="")
    seen = [
        (
            {line.report_id for line in preview_batch(plan=plan, by=by, at=LATER)},
            set(reports_of_series(series_id, but=shut_to(int(by.id), at=LATER))),
        )
        for by in (boss, other)
    ]
    assert seen == [({first, second, last},) * 2, ({first, second},) * 2]


def test_a_warning_is_closed_by_nobody_to_whom_a_report_of_its_series_is_shut() -> None:
    boss, other, warning = a_boss(), a_boss(), a_warning()
    restricted(SeriesMember.objects.filter(series=warning.series)[0].report_id, by=boss)
    terms: dict[str, Any] = {
        "warning_id": warning.id,
        "outcome": WarningState.SEEN,
        "because": "known",
        "at": LATER,
    }
    with pytest.raises(WarningShutError):
        judge_warning(by=other, **terms)
    judge_warning(by=boss, **terms)
    warning.refresh_from_db()
    assert (warning.state, warning.judged_by_id) == (WarningState.SEEN, int(boss.id))


def test_a_link_counts_no_shut_report_that_names_the_same() -> None:
    twin, open_one, hidden = (a_report(unit=DESK, suspect_phone="07700 900552") for _ in range(3))
    boss, other = a_boss(), a_boss()
    restricted(hidden, by=boss)
    counted = {
        by: {
            link.report_id: [one.reports for one in link.shared]
            for link in open_report(report_id=twin, by=by, at=LATER).linked.links
        }
        for by in (boss, other)
    }
    assert counted == {boss: {open_one: [3], hidden: [3]}, other: {open_one: [2]}}


def test_a_warning_says_no_number_of_a_series_with_a_shut_report() -> None:
    boss, other = a_boss(), a_boss()
    warning = a_warning()
    restricted(SeriesMember.objects.filter(series=warning.series)[0].report_id, by=boss)
    has_shut = [
        [line.has_shut for line in warnings_that_wait(shut=shut_to(int(by.id), at=LATER))]
        for by in (boss, other)
    ]
    assert has_shut == [[False], [True]]


def test_a_list_of_cases_counts_no_report_that_is_shut() -> None:
    boss, other = a_boss(), a_boss()
    hidden = a_report(unit=DESK)
    a_case_of(hidden, a_report(unit=DESK), by=boss)
    restricted(hidden, by=boss)
    assert [list_cases(by=by, at=LATER).lines[0].reports for by in (boss, other)] == [2, 1]
