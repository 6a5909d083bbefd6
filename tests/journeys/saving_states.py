"""How to reach what a reporter sees of files that are on their way, of a receipt, and of a form that was not saved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from queue import SimpleQueue
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client

from callpoint.pages.staying import SHARED
from tests.journeys.evidence_states import a_sent_filer
from tests.journeys.visiting import State, Visitor, a_sender, held
from tests.pages.public.tus_sending import Sender

LONG_NAME = "Screen_Recording_20261121-091502_WhatsApp-with-the-man-from-the-bank-and-all-of-the-rest.mp4"
STORY = "He said he was from my bank and that I must move my money. " * 300
READ_ONLY, FULL = "PRAGMA query_only = ON", "PRAGMA max_page_count = 1"
"""What makes SQLite refuse every write, or say that the disk is full: it never takes fewer pages than there are."""


def saving_states() -> Iterator[State]:
    """Files half sent, receipts unfolded, and forms that could not be saved."""
    yield State(name="files half sent", address="evidence", reach=_half_sent)
    for name in ("done", "own_report"):
        for who, sender in (("with a file", a_sent_filer), ("on a shared device", a_sharer)):
            yield State(name=f"receipt on {name} {who}", address=name, reach=_unfolded(name, sender))
    for name, words, status in (("not saved, no room", FULL, 507), ("not saved, not now", READ_ONLY, 503)):
        yield State(name=name, address="question", status=status, reach=partial(_not_saved, words))
    yield State(name="message not saved", address="own_report", status=503, reach=_message_not_saved)


def a_sharer() -> Client:
    """A client that sent a report from a device that others use."""
    client = a_sender()
    session = client.session
    session[SHARED] = True
    session.save()
    return client


@contextmanager
def databases_that(words: str) -> Iterator[None]:
    """Let the server's connection begin with a statement for each request meanwhile, and keep none of them."""
    begun: list[str] = []
    ended: SimpleQueue[str] = SimpleQueue()

    def begin(connection: Any, **_told: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(words)

    def close_before(**_told: object) -> None:
        begun.append("request")
        connection.close()

    def close_after(**_told: object) -> None:
        connection.close()
        ended.put("request")

    connected = (
        (connection_created, begin),
        (request_started, close_before),
        (request_finished, close_after),
    )
    for signal, receiver in connected:
        signal.connect(receiver)
    try:
        yield
    finally:
        for _each in begun:
            ended.get(timeout=10)
        for signal, receiver in connected:
            signal.disconnect(receiver)


def _half_sent(visitor: Visitor) -> None:
    """Two files are on their way: one with a name that is wider than a phone."""
    sender = Sender()
    for name, size, there in ((LONG_NAME, 400_000_000, 300_000), ("me.jpg", 900_000, 450_000)):
        sender.patch(sender.begun(size, name), 0, b"x" * there)
    visitor.become(sender.client)
    visitor.open("evidence")
    visitor.page.get_by_text("Not all here yet").wait_for()


def _unfolded(name: str, sender: Callable[[], Client]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held(name, as_=sender)(visitor)
        for fold in ("Show my receipt", "How to check it"):
            visitor.page.get_by_text(fold).click()

    return reach


def _not_saved(words: str, visitor: Visitor) -> None:
    held("question", "story")(visitor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    with databases_that(words):
        visitor.send(answer=STORY)


def _message_not_saved(visitor: Visitor) -> None:
    held("own_report", as_=a_sender)(visitor)
    with databases_that(READ_ONLY):
        visitor.send(message="One more thing: it was 950.")
