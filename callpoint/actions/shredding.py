"""The order to erase a month: one person proposes it, another confirms it, and until it is done anybody of them stops it.

ShreddingError
├── NotDueError            the month is not over yet
├── NoSuchMonthError       no key was ever made for it
├── AlreadyProposedError   an order for this month is open
├── NoSuchOrderError       no order with this id
├── OrderClosedError       it is done or was stopped, or it was confirmed before
├── SamePersonError        who proposed it cannot confirm it
└── (actions.erasing)
    ├── NotYetError        nobody has confirmed it, or its day of waiting is not over
    ├── HeldReportError    a report on hold lies under the key of this month
    └── RowsLeftError      rows still lie under the key
"""

import secrets
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import post
from callpoint.records.keys import keyring
from callpoint.records.models import ShredOrder
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.retention import WAIT_BEFORE_ERASURE, is_due
from callpoint.sealing.keyring import MonthNotReadError, NoSuchKeyError


class ShreddingError(Exception):
    """A step about erasing a month cannot be taken."""


class NotDueError(ShreddingError):
    """The month is not over yet."""


class NoSuchMonthError(ShreddingError):
    """No key was ever made for this month."""


class AlreadyProposedError(ShreddingError):
    """An order for this month is open."""


class NoSuchOrderError(ShreddingError):
    """No order with this id."""


class OrderClosedError(ShreddingError):
    """The order is done or was stopped, or it was confirmed before."""


class SamePersonError(ShreddingError):
    """Who proposed an order cannot confirm it."""


@writing
def propose_erasure(*, month: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> UUID:
    """
    Propose to erase a month (YYYY-MM), and return the id of the order; nothing happens before another person confirms.

    :raises NotDueError: the month is not over yet.
    :raises NoSuchMonthError: no key was ever made for it.
    :raises AlreadyProposedError: an order for it is open.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.ERASE_MONTH)
    if not is_due(month, at=at):
        raise NotDueError
    try:
        keyring().cohort_id(month)
    except (NoSuchKeyError, MonthNotReadError) as missing:
        raise NoSuchMonthError from missing
    if ShredOrder.objects.filter(month=month, done_at=None, cancelled_at=None).exists():
        raise AlreadyProposedError
    order = ShredOrder.objects.create(
        id=UUID(bytes=chance(16), version=4),
        month=month,
        salt=chance(SALT_SIZE),
        proposed_by_id=int(by.id),
        proposed_at=at,
    )
    write_leaf(what="month.propose", about=order.id, by=by, at=at, wrote=[order])
    return order.id


@writing
def confirm_erasure(*, order_id: UUID, by: Actor, at: datetime) -> None:
    """
    Confirm an order as its second person; the worker begins a day later (`rules.retention.WAIT_BEFORE_ERASURE`).

    :raises NoSuchOrderError: no order with this id.
    :raises OrderClosedError: it is done or was stopped, or it was confirmed before.
    :raises SamePersonError: this person proposed it.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.ERASE_MONTH)
    order = open_order(order_id)
    if order.confirmed_at is not None:
        raise OrderClosedError
    if order.proposed_by_id == int(by.id):
        raise SamePersonError
    order.confirmed_by_id, order.confirmed_at = int(by.id), at
    order.save(update_fields=["confirmed_by", "confirmed_at"])
    write_leaf(what="month.confirm", about=order.id, by=by, at=at, wrote=[order])
    post(name="month.confirmed", about=order.id, at=at, wait=WAIT_BEFORE_ERASURE)


@writing
def cancel_erasure(*, order_id: UUID, by: Actor, at: datetime) -> None:
    """
    Stop an order: what is left of the month stays, and it can be proposed again.

    :raises NoSuchOrderError: no order with this id.
    :raises OrderClosedError: it is done, or was stopped before.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.ERASE_MONTH)
    order = open_order(order_id)
    order.cancelled_by_id, order.cancelled_at = int(by.id), at
    order.save(update_fields=["cancelled_by", "cancelled_at"])
    write_leaf(what="month.stop", about=order.id, by=by, at=at, wrote=[order])


def open_order(order_id: UUID) -> ShredOrder:
    """
    Lock and return an order that is neither done nor stopped.

    :raises NoSuchOrderError, OrderClosedError: there is none, or it is one or the other.
    """
    order = ShredOrder.objects.select_for_update().filter(id=order_id).first()
    if order is None:
        raise NoSuchOrderError
    if order.done_at is not None or order.cancelled_at is not None:
        raise OrderClosedError
    return order
