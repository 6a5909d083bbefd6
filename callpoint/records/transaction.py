"""One fair queue of writers, and one transaction a deed.

SQLite has one writer at a time; without a queue of our own, writers that wait poll and the unlucky one starves.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


class Turns:
    """Gives the turn to write in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn, hold it for the block, and pass it on."""
        self._wait()
        try:
            yield
        finally:
            self._pass_on()

    def _wait(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Event()
            self._waiting.append(mine)
        mine.wait()

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_turns = Turns()


def writing(deed: Callable[P, R]) -> Callable[P, R]:
    """Run a deed in one transaction, on SQLite in its turn; inside another deed it joins that one."""

    @wraps(deed)
    def in_one_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block or connection.vendor != "sqlite":
            with transaction.atomic():
                return deed(*args, **kwargs)
        with _turns.turn(), transaction.atomic():
            return deed(*args, **kwargs)

    in_one_transaction.is_writing = True  # type: ignore[attr-defined]  # read by the structure tests
    return in_one_transaction


def alone_with(subject: int, number: int) -> None:
    """
    Let nobody else who asks for the same pair go on until the transaction ends; call it inside one.

    For rows that are replaced as a whole, where there may be none to lock. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [subject, number])


MOMENTS = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
"""How a transaction begins that reads everything as it was at one moment, and stops no writer."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Read the database as it is at one moment, however long the reading takes; inside a transaction, read as that one does."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(MOMENTS[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
