"""The worker's turns about promises: in time, all that is due, and as often as needed after it was away."""

from datetime import timedelta

import pytest

from callpoint.project import promise_work
from callpoint.project.promise_work import LOOK_EVERY, Promises, keep_due_promises
from callpoint.project.worker import work
from callpoint.records.models import Clock, Message, Report
from tests.makers import a_report, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def written() -> int:
    """How many messages the service wrote of itself."""
    return Message.objects.filter(is_from_service=True).count()


def test_it_looks_again_and_again_but_not_all_the_time() -> None:
    turns = Promises()
    a_report(when=at())
    turns.look(at=at(seconds=1))
    Clock.objects.update(look_at=at())
    turns.look(at=at(seconds=2))
    waits = Clock.objects.filter(look_at=at()).exists()
    turns.look(at=at(seconds=1) + LOOK_EVERY)
    assert (waits, Clock.objects.filter(look_at=at()).exists()) == (True, False)


def test_after_days_away_it_goes_on_turn_by_turn_until_all_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promise_work, "MOST_AT_ONCE", 2)
    for _each in range(3):
        a_report(when=at())
    turns, back = Promises(), at(days=40)
    said = []
    for second in range(3):
        turns.look(at=back + timedelta(seconds=second))
        said.append(written())
    assert said == [2, 3, 3]


def test_reports_from_before_are_started_turn_by_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(promise_work, "MOST_AT_ONCE", 2)
    for _each in range(3):
        a_report(when=at())
    Clock.objects.all().delete()
    Report.objects.update(next_promise="", next_due_at=None)
    turns = Promises()
    found = []
    for turn in range(2):
        turns.look(at=at(seconds=1) + turn * LOOK_EVERY)
        found.append(Report.objects.filter(next_due_at=None).count())
    assert found == [1, 0]


def test_the_worker_itself_keeps_promises() -> None:
    a_report(when=at(days=-400))
    assert (work(once=True), Report.objects.get().next_promise != "") == (0, True)
    assert written() == 2  # that we have it, and the news that was long due


def test_nothing_due_is_nothing_done() -> None:
    assert keep_due_promises(at=at()) == 0
