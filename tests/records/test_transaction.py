"""The queue of writers: one at a time, in the order in which they asked."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from callpoint.records.models import Report, StaffMember
from callpoint.records.transaction import Turns, one_moment, writing
from tests.makers import a_draft, at

TIMEOUT = 20


def waits(turns: Turns, line: list[int], number: int) -> threading.Thread:
    """Start a thread that writes its number in its turn, and come back once it stands in the queue."""
    already = len(turns._waiting)  # noqa: SLF001 - the length of the queue is what we wait for

    def take() -> None:
        with turns.turn():
            line.append(number)

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    while len(turns._waiting) == already:  # noqa: SLF001 - as above
        assert thread.is_alive()
    return thread


def test_turns_are_taken_in_the_order_in_which_they_were_asked_for() -> None:
    turns, line = Turns(), list[int]()
    with turns.turn():
        threads = [waits(turns, line, number) for number in range(12)]
        assert line == []
    for thread in threads:
        thread.join(TIMEOUT)
    assert line == list(range(12))


def test_a_turn_is_passed_on_by_a_deed_that_fails() -> None:
    turns = Turns()
    for _ in range(2):
        with pytest.raises(InterruptedError), turns.turn():
            raise InterruptedError
    with turns.turn():
        pass


def test_never_do_two_write_at_once() -> None:
    turns, inside, most = Turns(), list[int](), list[int]()

    def take(number: int) -> None:
        for _ in range(200):
            with turns.turn():
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)

    threads = [threading.Thread(target=take, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT)
    assert (max(most), len(most)) == (1, 1200)


@writing
def outer(*, fails: type[Exception] | None = None) -> None:
    """Write a row, then another in an inner deed, then perhaps fail."""
    a_row("outer")
    inner()
    if fails:
        raise fails


@writing
def inner() -> None:
    """Write a row inside the deed that asked for it."""
    a_row("inner")


def a_row(name: str) -> None:
    StaffMember.objects.create(username=name, display_name=name, role="assessor", salt=b"", created_at=at())


def kept() -> set[str]:
    return set(StaffMember.objects.values_list("username", flat=True))


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_deed_inside_a_deed_joins_its_transaction() -> None:
    with pytest.raises(InterruptedError):
        outer(fails=InterruptedError)
    assert kept() == set()
    outer()
    assert (kept(), connection.in_atomic_block) == ({"outer", "inner"}, False)


@pytest.mark.database
@pytest.mark.django_db
def test_a_deed_inside_a_larger_transaction_waits_for_no_turn() -> None:
    outer()
    assert kept() == {"outer", "inner"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_a_long_reading_sees_one_moment_and_stops_no_writer() -> None:
    a_draft()
    with one_moment():
        before = Report.objects.count()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(in_a_thread_of_its_own).result(20)
        after = Report.objects.count()
    assert (before, after, Report.objects.count()) == (1, 1, 2)


def in_a_thread_of_its_own() -> None:
    """Begin a draft, and close that thread's connection."""
    try:
        a_draft()
    finally:
        connection.close()
