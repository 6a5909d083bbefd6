"""The order to erase a month: due months only, two persons, and stopped until it is done."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from callpoint.actions.acting import Actor
from callpoint.actions.shredding import (
    AlreadyProposedError,
    NoSuchMonthError,
    NoSuchOrderError,
    NotDueError,
    OrderClosedError,
    SamePersonError,
    cancel_erasure,
    confirm_erasure,
    propose_erasure,
)
from callpoint.records.models import Outbox, ShredOrder
from callpoint.rules.access import NotAllowedError, Role
from tests.actions.retention import a_confirmed_order, a_due_report, a_month, a_supervisor, carry_out
from tests.makers import a_report, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def proposed() -> tuple[UUID, Actor]:
    due, by = a_month(), a_supervisor()
    a_due_report(due)
    return propose_erasure(month=due.month, by=by, at=at()), by


def test_two_persons_order_it_and_the_worker_waits_a_day() -> None:
    order_id, first = proposed()
    second = a_supervisor()
    confirm_erasure(order_id=order_id, by=second, at=at(hours=1))
    order, row = ShredOrder.objects.get(), Outbox.objects.get(name="month.confirmed")
    assert (order.proposed_by_id, order.confirmed_by_id) == (int(first.id), int(second.id))
    assert (row.object_id, row.run_after) == (str(order_id), at(hours=25))
    assert [deed for deed in deeds() if deed.startswith("month.")] == ["month.propose", "month.confirm"]


def test_who_proposed_it_cannot_confirm_it_and_neither_can_the_database_be_told_so() -> None:
    order_id, by = proposed()
    before = all_kept()
    with pytest.raises(SamePersonError):
        confirm_erasure(order_id=order_id, by=by, at=at())
    with pytest.raises(DatabaseError), transaction.atomic():
        ShredOrder.objects.update(confirmed_by_id=int(by.id), confirmed_at=at())
    assert all_kept() == before


def test_the_database_itself_erases_nothing_that_nobody_confirmed() -> None:
    proposed()
    for change in ({"first_leaf": 1}, {"done_at": at()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ShredOrder.objects.update(**change)


@pytest.mark.parametrize("month", ["2026-11", "2033-11", "9026-11"])
def test_a_month_that_is_not_over_cannot_be_proposed(month: str) -> None:
    a_report()
    by = a_supervisor()
    before = all_kept()
    with pytest.raises(NotDueError):
        propose_erasure(month=month, by=by, at=at())
    assert all_kept() == before


@pytest.mark.parametrize("month", ["1901-01", "1901-13", "", "1901-01-01"])
def test_a_month_without_a_key_cannot_be_proposed(month: str) -> None:
    with pytest.raises(NoSuchMonthError):
        propose_erasure(month=month, by=a_supervisor(), at=at())


def test_the_last_moment_of_a_month_is_too_early_and_the_next_is_not() -> None:
    a_report()
    last = at().replace(year=2033, month=12, day=1, hour=0)
    with pytest.raises(NotDueError):
        propose_erasure(month="2033-11", by=a_supervisor(), at=last - timedelta(microseconds=1))
    propose_erasure(month="2033-11", by=a_supervisor(), at=last)
    assert ShredOrder.objects.get().proposed_at == last


def test_a_month_is_proposed_once_and_again_after_it_was_stopped() -> None:
    order_id, by = proposed()
    month = ShredOrder.objects.get().month
    with pytest.raises(AlreadyProposedError):
        propose_erasure(month=month, by=a_supervisor(), at=at())
    cancel_erasure(order_id=order_id, by=by, at=at())
    assert propose_erasure(month=month, by=a_supervisor(), at=at()) != order_id


def test_what_is_done_stopped_or_confirmed_is_closed() -> None:
    due = a_month()
    a_due_report(due)
    order_id, by = a_confirmed_order(due), a_supervisor()
    with pytest.raises(OrderClosedError):
        confirm_erasure(order_id=order_id, by=by, at=at())
    carry_out(order_id)
    stopped, _ = proposed()
    cancel_erasure(order_id=stopped, by=by, at=at())
    before = all_kept()
    for closed in (order_id, stopped):
        for deed in (confirm_erasure, cancel_erasure):
            with pytest.raises(OrderClosedError):
                deed(order_id=closed, by=by, at=at())
    assert all_kept() == before


def test_an_order_that_is_not_there_is_said_to_be_so() -> None:
    for deed in (confirm_erasure, cancel_erasure):
        with pytest.raises(NoSuchOrderError):
            deed(order_id=uuid4(), by=a_supervisor(), at=at())


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR}))
def test_nobody_but_a_supervisor_orders_stops_or_confirms(role: Role) -> None:
    order_id, _ = proposed()
    by = an_actor(role=role)
    before = all_kept()
    with pytest.raises(NotAllowedError):
        propose_erasure(month="2020-01", by=by, at=at())
    for deed in (confirm_erasure, cancel_erasure):
        with pytest.raises(NotAllowedError):
            deed(order_id=order_id, by=by, at=at())
    assert all_kept() == before
