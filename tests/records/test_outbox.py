"""The outbox: leased, retried with longer waits, given up, and silent about what went wrong in words."""

from datetime import datetime, timedelta

import pytest

from callpoint.actions.posting import post
from callpoint.records.models import Outbox
from callpoint.records.outbox import Lease, NotYetError, mark_failed, run_one, take_one
from tests.makers import at

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LEASE = Lease(holder="one", length=timedelta(seconds=120), most_attempts=4)
OTHER = Lease(holder="two", length=timedelta(seconds=120), most_attempts=4)
SECRET = "what Ann said"


class NeverAgainError(Exception):
    """An error that says trying again is of no use."""

    permanent = True


def breaks(object_id: str, when: datetime) -> None:
    message = f"{SECRET} {object_id} {when}"
    raise ValueError(message)


def refuses(object_id: str, when: datetime) -> None:
    message = f"{SECRET} {object_id} {when}"
    raise NeverAgainError(message)


def a_row(about: str = "1", **later: float) -> Outbox:
    post(name="thing", about=about, at=at(**later))
    return Outbox.objects.get(object_id=about)


def test_a_row_is_worked_once_with_its_object_and_the_time() -> None:
    a_row("7")
    done: list[tuple[str, datetime]] = []
    works = {"thing": lambda object_id, when: done.append((object_id, when))}
    ran = [run_one(works=works, lease=LEASE, at=at(seconds=second)) for second in (1, 2)]
    row = Outbox.objects.get()
    assert (ran, done) == ([True, False], [("7", at(seconds=1))])
    assert (row.done_at, row.attempts, row.leased_until, str(row)) == (at(seconds=1), 1, None, "thing 7")


def test_the_row_that_waited_longest_comes_first() -> None:
    a_row("late", minutes=2)
    a_row("early", minutes=1)
    a_row("not due", hours=9)
    taken = [take_one(lease=LEASE, at=at(hours=1)) for _ in range(3)]
    assert [row and row.object_id for row in taken] == ["early", "late", None]


def test_a_row_under_lease_is_left_alone_until_its_worker_must_have_died() -> None:
    a_row()
    first = take_one(lease=LEASE, at=at())
    meanwhile = take_one(lease=OTHER, at=at(seconds=120))
    again = take_one(lease=OTHER, at=at(seconds=121))
    assert (first and first.leased_by, meanwhile) == ("one", None)
    assert again
    assert (again.leased_by, again.attempts, again.leased_until) == ("two", 2, at(seconds=241))


def test_what_fails_waits_longer_each_time_and_is_given_up_at_last() -> None:
    a_row()
    now, waits = at(), []
    for _ in range(LEASE.most_attempts):
        assert run_one(works={"thing": breaks}, lease=LEASE, at=now)
        row = Outbox.objects.get()
        waits.append((row.run_after - now).total_seconds())
        now = row.run_after
    assert waits == [5, 10, 20, 40]
    assert (
        Outbox.objects.exclude(stuck_at=None).count(),
        run_one(works={"thing": breaks}, lease=LEASE, at=at(days=9)),
    ) == (1, False)


def test_no_number_of_attempts_is_too_many_to_reckon_a_wait() -> None:
    row = a_row()
    row.attempts = 99
    lease = Lease(holder="one", length=timedelta(seconds=10), most_attempts=100)
    mark_failed(row=row, error=ValueError(), lease=lease, at=at())
    assert Outbox.objects.get().run_after == at(hours=1)


def test_work_that_kills_its_worker_each_time_is_given_up_too() -> None:
    a_row()
    now = at()
    for _ in range(LEASE.most_attempts):
        assert take_one(lease=LEASE, at=now)
        now += timedelta(seconds=121)
    assert take_one(lease=LEASE, at=now) is None
    row = Outbox.objects.get()
    assert (row.stuck_at, row.attempts, row.error_class) == (now, 4, "WorkerDied")


def test_a_permanent_refusal_is_not_tried_again() -> None:
    a_row()
    run_one(works={"thing": refuses}, lease=LEASE, at=at())
    row = Outbox.objects.get()
    assert (row.stuck_at, row.error_class) == (at(), "NeverAgainError")


def test_an_error_is_kept_as_its_class_and_place_without_its_text() -> None:
    a_row("7")
    run_one(works={"thing": breaks}, lease=LEASE, at=at())
    row = Outbox.objects.get()
    assert row.error_class == "ValueError"
    assert row.error_place.split("/")[-1].startswith("test_outbox.py:")
    assert row.error_place.endswith(" breaks")
    everything = str(Outbox.objects.values().get())
    assert SECRET not in everything


def test_an_error_that_was_never_raised_has_no_place() -> None:
    row = a_row()
    mark_failed(row=row, error=ValueError(SECRET), lease=LEASE, at=at())
    assert Outbox.objects.get().error_place == ""


def test_a_name_nobody_knows_is_an_error_like_any_other() -> None:
    a_row()
    run_one(works={}, lease=LEASE, at=at())
    assert Outbox.objects.get().error_class == "KeyError"


def test_success_clears_what_went_wrong_before() -> None:
    a_row()
    run_one(works={"thing": breaks}, lease=LEASE, at=at())
    run_one(works={"thing": lambda _id, _at: None}, lease=LEASE, at=at(minutes=1))
    row = Outbox.objects.get()
    assert (row.done_at, row.error_class, row.error_place) == (at(minutes=1), "", "")


def test_what_is_too_early_waits_for_its_time_and_that_was_no_try() -> None:
    def waits(object_id: str, when: datetime) -> None:
        del object_id
        if when < at(hours=6):
            raise NotYetError(at(hours=6))

    a_row()
    ran = [run_one(works={"thing": waits}, lease=LEASE, at=at(hours=hour)) for hour in (1, 2)]
    row = Outbox.objects.get()
    held = (row.run_after, row.attempts, row.leased_until, row.error_class, row.stuck_at)
    assert (ran, held) == ([True, False], (at(hours=6), 0, None, "", None))
    assert run_one(works={"thing": waits}, lease=LEASE, at=at(hours=6))
    assert Outbox.objects.get().done_at == at(hours=6)
