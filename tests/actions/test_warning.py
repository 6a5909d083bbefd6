"""A series raises itself once, stays until a person closes it with a reason, and again when it has doubled."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from callpoint.actions.acting import system
from callpoint.actions.warning import (
    NoReasonError,
    NoSuchWarningError,
    WarningClosedError,
    judge_warning,
    raise_where_due,
)
from callpoint.analysis.warnings import series_to_look_at, shape_now
from callpoint.project.trend_work import Trends, raise_series
from callpoint.records.models import Report, SeriesMember, SeriesWarning
from callpoint.records.queries.series_warnings import warnings_closed, warnings_that_wait
from callpoint.rules.access import NotAllowedError, Role
from callpoint.rules.warning import Reason, Shape, WarningState
from tests.actions.trends import a_series, a_warning
from tests.makers import a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORKER = system("worker")


def close(
    warning: SeriesWarning, *, role: Role = Role.ANALYST, because: str = "known", hours: int = 1
) -> None:
    by = an_actor(role=role, unit="")
    judge_warning(
        warning_id=warning.id, outcome=WarningState.SEEN, because=because, by=by, at=at(hours=hours)
    )


def test_a_new_series_of_three_people_raises_itself_with_its_numbers() -> None:
    warning = a_warning()
    (line,) = warnings_that_wait()
    assert (line.id, line.reasons, line.reports, line.reporters, line.lost) == (
        warning.id,
        (Reason.NEW,),
        3,
        3,
        2700,
    )
    assert line.raised_at == at(minutes=1)


def test_three_reports_of_one_person_raise_nothing() -> None:
    series = a_series([a_report(email="ann.reporter@example.org") for _ in range(3)])
    assert shape_now(series.id, currency="GBP", at=at()).reporters == 1
    assert not raise_where_due(series_id=series.id, by=WORKER, at=at(minutes=1))


def test_a_child_among_few_is_enough() -> None:
    series = a_series([a_report(), a_report(who="child")])
    assert raise_where_due(series_id=series.id, by=WORKER, at=at(minutes=1))
    assert warnings_that_wait()[0].reasons == (Reason.AT_RISK,)


def test_the_worker_looks_at_what_grew_and_raises_it_once() -> None:
    a_series([a_report() for _ in range(3)])
    a_series([a_report() for _ in range(3)], when=at(days=-30))
    assert (raise_series(at=at(minutes=1)), raise_series(at=at(minutes=2)), len(warnings_that_wait())) == (
        1,
        0,
        1,
    )
    assert series_to_look_at(at=at(minutes=3)) == ()


def test_a_warning_stays_however_long_nobody_looks() -> None:
    a_warning()
    raise_series(at=at(days=400))
    assert len(warnings_that_wait()) == 1


def test_what_was_closed_raises_itself_again_only_once_it_has_doubled() -> None:
    warning = a_warning()
    close(warning)
    series = warning.series
    raised = []
    for days in range(1, 4):
        SeriesMember.objects.create(
            report_id=a_report(when=at(hours=days)), series=series, joined_at=at(hours=days)
        )
        raised.append(raise_where_due(series_id=series.id, by=WORKER, at=at(hours=days)))
    assert raised == [False, False, True]


def test_closing_needs_a_reason_that_fits_and_happens_once() -> None:
    warning = a_warning()
    for wrong in ("", "zzz", "too-small"):
        with pytest.raises(NoReasonError):
            close(warning, because=wrong)
    close(warning)
    with pytest.raises(WarningClosedError):
        close(warning, because="alert")
    assert [(line.because, line.judged_by) for line in warnings_closed()] == [("known", "Asha Patel")]
    assert warnings_that_wait() == ()


def test_the_database_holds_no_closed_warning_without_person_and_reason() -> None:
    warning = a_warning()
    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesWarning.objects.filter(id=warning.id).update(state=WarningState.SEEN)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANALYST, Role.SUPERVISOR}))
def test_closing_follows_the_table_of_access(role: Role) -> None:
    warning, by = a_warning(), an_actor(role=role, unit="")
    before = all_kept()
    with pytest.raises(NotAllowedError):
        judge_warning(
            warning_id=warning.id, outcome=WarningState.SEEN, because="known", by=by, at=at(hours=1)
        )
    assert all_kept() == before


def test_what_is_not_there_is_named_or_passed_over() -> None:
    by = an_actor(role=Role.ANALYST, unit="")
    with pytest.raises(NoSuchWarningError):
        judge_warning(warning_id=uuid4(), outcome=WarningState.SEEN, because="known", by=by, at=at())
    assert not raise_where_due(series_id=uuid4(), by=WORKER, at=at())


def test_a_series_is_counted_from_the_columns_of_its_reports() -> None:
    first = a_report(when=at(days=-10), pay_amount="£100", pay_way="card")
    second = a_report(pay_amount="£50", pay_way="card")
    Report.objects.filter(id=second).update(kind="stalking")
    series = a_series([first, second])
    assert shape_now(series.id, currency="GBP", at=at(minutes=1)) == Shape(
        reports=2, reporters=2, lately=1, before=1, lost=150, losing=2, at_risk=1
    )


def test_the_worker_warns_each_minute_and_counts_each_ten() -> None:
    a_series([a_report() for _ in range(3)])
    trends, counted = Trends(), []
    for minutes in (1, 1.5, 3, 12):
        trends.look(at=at() + timedelta(minutes=minutes))
        counted.append(deeds().count("trends.week"))
        a_report()
    assert (len(warnings_that_wait()), counted) == (1, [1, 1, 1, 2])
