"""That one person sent two reports is told of a reporter without a name only to whom their identity is open."""

from typing import Any
from uuid import UUID

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.reading import open_report
from callpoint.records.models import Report
from callpoint.rules.restricting import Behind
from tests.actions.restrictions import a_boss, a_nameless, asked
from tests.actions.test_links import the_worker_does_its_work
from tests.makers import DESK, a_report, an_actor, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _persons(report_id: UUID, *, by: Actor, minutes: int) -> tuple[Any, ...]:
    linked = open_report(report_id=report_id, by=by, at=at(minutes=minutes)).linked
    assert linked.series is not None
    same = [each.same_person for each in linked.links]
    return same, linked.people, linked.series.people, {value.people for value in linked.values}


def test_that_one_person_sent_both_is_told_of_a_sealed_identity_only_to_whom_it_is_open() -> None:
    told: dict[str, Any] = {"suspect_phone": "07700 900777", "phone": "07700 900461", "safe_contact": "yes"}
    pair, boss = (a_nameless(suspect_phone=told["suspect_phone"]), a_report(unit=DESK, **told)), a_boss()
    the_worker_does_its_work()
    shut = [_persons(each, by=an_actor(), minutes=1) for each in pair]
    asked(pair[0], by=boss, behind=Behind.IDENTITY)
    shown = [_persons(each, by=boss, minutes=5)[:3] for each in pair]
    assert (shut, shown) == ([([False], 0, 0, {0})] * 2, [([True], 1, 1)] * 2)


def test_of_a_report_that_cannot_be_opened_nobody_is_told_who_sent_it() -> None:
    told: dict[str, Any] = {"suspect_phone": "07700 900777", "phone": "07700 900461", "safe_contact": "yes"}
    broken, whole = a_report(unit=DESK, **told), a_report(unit=DESK, **told)
    the_worker_does_its_work()
    before = _persons(whole, by=an_actor(), minutes=1)[0]
    Report.objects.filter(id=broken).update(answers=b"broken")
    assert (before, _persons(whole, by=an_actor(), minutes=2)[0]) == ([True], [False])
