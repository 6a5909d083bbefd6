"""The worker's part in erasing a month: batch after batch, then the key, then the pages of the database that held it."""

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import system
from callpoint.actions.erasing import complete_erasure, erase_some
from callpoint.records.old_pages import drop_old_pages

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def erase_month(order_id: str, at: datetime, *, clock: Clock | None = None) -> None:
    """
    Carry out an order that two persons gave; after a crash at any point it goes on where it was.

    `clock` says what time it is at each step; without it all is done `at` one time.
    """
    order, by, time = UUID(order_id), system("worker"), clock or (lambda: at)
    while erase_some(order_id=order, by=by, at=time()):
        continue
    complete_erasure(order_id=order, by=by, at=time())
    drop_old_pages()
    log.info("A month was erased, as two persons ordered")
