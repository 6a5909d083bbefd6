"""What an order to erase a month does to links: sightings, judgements, rulings and names go, and only their groups change."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from django.db.models import Model

from callpoint.actions.acting import Actor
from callpoint.actions.erasing import erase_some
from callpoint.actions.judging import judge, rule_value
from callpoint.actions.series import NoSuchSeriesError, name_series, open_series
from callpoint.analysis.relinking import relink
from callpoint.analysis.settling import settle_report
from callpoint.project.links_work import after_erasing, after_judgement, after_ruling
from callpoint.records.models import Judgement, Outbox, Ruling, Series, SeriesMember, SeriesName, Sighting
from callpoint.rules.access import Role
from callpoint.rules.standing import RulingVerdict, Verdict
from tests.actions.retention import LATER, WORKER, Due, a_confirmed_order, a_due_report, a_month
from tests.analysis.makers import groups
from tests.makers import a_report, an_actor, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SUSPECT = "07700 900123"


HANGING = (Judgement, Ruling, SeriesName)
ON: Mapping[type[Model], str] = {
    Sighting: "report",
    Judgement: "first",
    Ruling: "report",
    SeriesName: "report",
    SeriesMember: "report",
}


def settle(*reports: UUID) -> None:
    """Let the worker look at reports."""
    for report_id in reports:
        settle_report(report_id=report_id, at=at())


def a_name_on(report_id: UUID, series_id: UUID, by: Actor) -> None:
    """A name of the series that hangs on this report."""
    name_series(series_id=series_id, name="Parcels", by=by, at=at())
    SeriesName.objects.update(report=report_id)


def left_of(report_id: UUID) -> list[bool]:
    """Whether rows of each table still hang on a report."""
    return [model._default_manager.filter(**{on: report_id}).exists() for model, on in ON.items()]  # noqa: SLF001 - Django's documented model API


def erase(due: Due) -> None:
    """Carry out an order for the month, and what the worker does after it."""
    order = a_confirmed_order(due)
    while erase_some(order_id=order, by=WORKER, at=at() + LATER):
        pass
    for row in Outbox.objects.filter(name="links.thinned"):
        after_erasing(row.object_id, at())


def test_all_that_hangs_on_an_erased_report_goes_and_its_series_is_what_is_left() -> None:
    due = a_month()
    erased = a_due_report(due, suspect_phone=SUSPECT)
    kept = [a_report(suspect_phone=SUSPECT) for _ in range(2)]
    apart = a_report(suspect_phone="07700 900456")
    by = an_actor(role=Role.ANALYST, unit="")
    settle(erased, *kept, apart)
    for other in (kept[0], apart):
        judge(report_id=erased, other_id=other, verdict=Verdict.UNSURE, reason="hm", by=by, at=at())
    sighting = Sighting.objects.get(report=erased)
    rule_value(
        report_id=erased, sighting_id=sighting.id, verdict=RulingVerdict.LINKS, reason="y", by=by, at=at()
    )
    row = Series.objects.get()
    a_name_on(erased, row.id, by)
    is_there = [model.objects.exists() for model in HANGING]
    erase(due)
    assert (is_there, left_of(erased)) == (
        [True] * 3,
        [False] * 5,
    )
    assert (groups(), relink(at=at()).is_well) == ({frozenset(kept)}, True)


def test_a_group_that_only_the_erased_report_held_together_parts_and_others_are_not_touched() -> None:
    due = a_month()
    bridge = a_due_report(due, suspect_phone=SUSPECT, number_shown="07700 900456")
    one, other = a_report(suspect_phone=SUSPECT), a_report(suspect_phone="07700 900456")
    beside = [a_report(suspect_phone="07700 900777") for _ in range(2)]
    settle(bridge, one, other, *beside)
    before = {row.pk: row.joined_at for row in SeriesMember.objects.filter(report__in=beside)}
    together = groups()
    erase(due)
    after = {row.pk: row.joined_at for row in SeriesMember.objects.filter(report__in=beside)}
    assert together == {frozenset({bridge, one, other}), frozenset(beside)}
    assert (groups(), after, relink(at=at()).is_well) == ({frozenset(beside)}, before, True)


def test_what_a_ruling_of_an_erased_report_kept_apart_comes_together_again() -> None:
    due = a_month()
    erased, *kept = (
        a_due_report(due, suspect_phone=SUSPECT),
        *(a_report(suspect_phone=SUSPECT) for _ in range(2)),
    )
    settle(erased, *kept)
    by, sighting = an_actor(role=Role.ANALYST, unit=""), Sighting.objects.get(report=erased)
    rule_value(
        report_id=erased, sighting_id=sighting.id, verdict=RulingVerdict.LINKS_NOT, reason="y", by=by, at=at()
    )
    after_ruling(str(Ruling.objects.get().id), at())
    apart = groups()
    erase(due)
    assert (apart, groups(), relink(at=at()).is_well) == (set(), {frozenset(kept)}, True)


def test_what_a_judgement_of_an_erased_report_kept_apart_comes_together_again() -> None:
    due = a_month()
    erased = a_due_report(due, suspect_phone=SUSPECT)
    kept = [a_report(suspect_phone=SUSPECT) for _ in range(2)]
    settle(erased, *kept)
    by = an_actor(role=Role.ANALYST, unit="")
    for other in kept:
        judge(report_id=erased, other_id=other, verdict=Verdict.DIFFERENT, reason="no", by=by, at=at())
        made = Judgement.objects.latest("judged_at", "id")
        after_judgement(str(made.id), at())
    erase(due)
    assert (groups(), relink(at=at()).is_well) == ({frozenset(kept)}, True)


def test_a_series_whose_reports_all_went_is_gone_at_once_and_for_good_also_where_only_relink_looks() -> None:
    due = a_month()
    settle(*(a_due_report(due, suspect_phone=SUSPECT) for _ in range(2)))
    row, by, order = Series.objects.get(), an_actor(role=Role.ANALYST, unit=""), a_confirmed_order(due)
    while erase_some(order_id=order, by=WORKER, at=at() + LATER):
        pass
    Series.objects.update(size=2)
    with pytest.raises(NoSuchSeriesError):
        open_series(series_id=row.id, by=by, at=at() + LATER)
    relink(at=at())
    row.refresh_from_db()
    assert (row.size, row.is_stale) == (0, False)


def test_a_series_that_lost_a_report_has_the_size_that_is_left_before_the_worker_looks() -> None:
    due = a_month()
    settle(a_due_report(due, suspect_phone=SUSPECT), *(a_report(suspect_phone=SUSPECT) for _ in range(2)))
    erase_some(order_id=a_confirmed_order(due), by=WORKER, at=at() + LATER)
    row = Series.objects.get()
    assert (row.size, row.is_stale) == (2, True)


def test_reports_that_link_to_nothing_leave_nothing_to_look_at() -> None:
    due = a_month()
    settle(a_due_report(due, suspect_phone=SUSPECT))
    Outbox.objects.all().delete()
    erase(due)
    assert not Outbox.objects.filter(name="links.thinned").exists()
