"""Counting for the trends: from readable columns, anew each time, and never over what was made up."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from callpoint.actions.acting import system
from callpoint.actions.counting import week_of
from callpoint.actions.trend_counts import count_trend_week, drop_old_trend_weeks
from callpoint.analysis.trends import (
    counts_of_area,
    counts_of_areas,
    counts_of_lines,
    first_week,
    rising,
    weeks_counted,
)
from callpoint.project.trend_work import count_trends
from callpoint.records.models import Report, TrendCount
from callpoint.rules.trends import Line, Sum
from tests.actions.trends import DERBYSHIRE, a_modelled_year
from tests.makers import a_draft, a_report, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = system("worker")
WEEK = date(2026, 11, 16)
LONDON = ZoneInfo("Europe/London")
BANK = Line(kind="bank-impersonation", area=DERBYSHIRE)


def count(week: date = WEEK) -> bool:
    return count_trend_week(week=week, by=WORKER, at=at(days=2))


def sums_of(line: Line, *, weeks: int = 1) -> list[Sum]:
    return counts_of_lines([line], WEEK, weeks=weeks).lines.get(line, [])


def test_a_week_is_counted_by_every_line_with_what_went() -> None:
    a_report(pay_amount="£900", pay_way="card", contact_channel="call")
    a_report(contact_channel="call")
    a_report(when=at(days=-7))
    a_draft()
    assert count()
    kind = Report.objects.values_list("kind", flat=True)[0]
    line = Line(kind=kind, area=DERBYSHIRE, contact_by="call")
    assert (sums_of(Line()), sums_of(line), sums_of(Line(contact_by="text"))) == (
        [Sum(2, 900, 1)],
        [Sum(2, 900, 1)],
        [],
    )


def test_counting_again_changes_nothing_and_writes_no_leaf() -> None:
    a_report()
    assert (count(), count(), deeds().count("trends.week")) == (True, False, 1)


def test_a_report_that_is_corrected_moves_to_another_line() -> None:
    report_id = a_report()
    count()
    Report.objects.filter(id=report_id).update(kind="sextortion")
    assert (count(), sums_of(Line(kind="sextortion"))) == (True, [Sum(1)])


def test_a_week_in_which_nobody_reported_counts_as_nothing() -> None:
    assert (count(), sums_of(Line()), weeks_counted()) == (True, [Sum()], {WEEK})


def test_what_was_made_up_stays() -> None:
    a_modelled_year(when=at(), weeks=1)
    a_report()
    before = list(TrendCount.objects.order_by("id").values())
    assert (count(), list(TrendCount.objects.order_by("id").values())) == (False, before)
    assert counts_of_lines([Line()], WEEK, weeks=1).is_modelled


def test_counts_of_two_years_ago_go() -> None:
    count(WEEK - timedelta(weeks=110))
    count()
    assert (drop_old_trend_weeks(by=WORKER, at=at()), drop_old_trend_weeks(by=WORKER, at=at())) == (
        True,
        False,
    )
    assert weeks_counted() == {WEEK}


def test_the_worker_counts_recent_weeks_and_older_ones_once() -> None:
    assert count_trends(at=at(), weeks=2) == 0
    for days in (0, 7, 28):
        a_report(when=at(days=-days))
    assert count_trends(at=at(), weeks=2) == 5
    Report.objects.update(kind="sextortion")
    assert count_trends(at=at(), weeks=2) == 2
    assert count_trends(at=at(), weeks=13) == 1
    assert first_week(zone=LONDON) == WEEK - timedelta(weeks=4)


def test_without_any_count_there_is_nothing_to_say() -> None:
    found, counted = rising(WEEK)
    assert (found, counted.lines, counted.first, first_week(zone=LONDON)) == ((), {}, WEEK, None)


def test_what_rises_is_found_in_the_counts() -> None:
    a_modelled_year(when=at(), weeks=14)
    found, _counted = rising(week_of(at()))
    assert Line(kind="courier-fraud", area=DERBYSHIRE) in {each.line for each in found}


def test_areas_are_read_for_the_weeks_between_two_mondays() -> None:
    a_modelled_year(when=at(), weeks=6)
    first = WEEK - timedelta(weeks=4)
    area, areas = counts_of_area(DERBYSHIRE, first, WEEK), counts_of_areas(first, WEEK)
    whole = Line(area=DERBYSHIRE)
    assert (area.first, len(area.lines[whole])) == (first, 4)
    assert (areas.lines[whole], {line.kind for line in areas.lines}) == (area.lines[whole], {""})
