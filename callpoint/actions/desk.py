"""What people set up for their own desk: views of the queue that they keep, keys, and which notices they get.

DeskError
├── NameNotTakenError   a view needs a name, at most so long
├── ViewNotTakenError   the filters of a view are longer than a view can be
├── TooManyViewsError   a person keeps no more views than fit a page
└── MailNotTakenError   this is not one mail address
"""

import secrets
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import tombstone_of, write_leaf
from callpoint.records.models import DeskChoice, SavedView
from callpoint.records.queries.desk import Choices
from callpoint.records.sealed_desk import seal_mail
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE

NAME_LIMIT: Final = 40
QUERY_LIMIT: Final = 400
MOST_VIEWS: Final = 20


class DeskError(Exception):
    """Something about a person's own desk cannot be set so."""


class NameNotTakenError(DeskError):
    """A view needs a name, at most so long."""


class ViewNotTakenError(DeskError):
    """The filters of a view are longer than a view can be."""


class TooManyViewsError(DeskError):
    """A person keeps no more views than fit a page."""


class MailNotTakenError(DeskError):
    """This is not one mail address."""


@writing
def keep_view(
    *, name: str, query: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Keep a view of the queue under a name; one of the same name is replaced.

    :raises NameNotTakenError, ViewNotTakenError, TooManyViewsError: it cannot be kept so.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.SEE_QUEUE)
    name = name.strip()
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise NameNotTakenError
    if len(query) > QUERY_LIMIT:
        raise ViewNotTakenError
    mine = SavedView.objects.filter(staff=int(by.id))
    view = mine.filter(name=name).first()
    if view is None and mine.count() >= MOST_VIEWS:
        raise TooManyViewsError
    if view is None:
        view = SavedView(
            id=UUID(bytes=chance(16), version=4),
            staff_id=int(by.id),
            salt=chance(SALT_SIZE),
            name=name,
            created_at=at,
        )
    view.query = query
    view.save()
    write_leaf(what="desk.keep-view", about=view.id, by=by, at=at, wrote=[view])


@writing
def drop_view(*, view_id: UUID, by: Actor, at: datetime) -> None:
    """
    Keep one of one's own views no longer; one that is gone already stays gone.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.SEE_QUEUE)
    view = SavedView.objects.filter(staff=int(by.id), id=view_id).first()
    if view is None:
        return
    gone = [tombstone_of(view)]
    view.delete()
    write_leaf(what="desk.drop-view", about=view_id, by=by, at=at, gone=gone)


@writing
def choose_desk(*, choices: Choices, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """
    Keep what a person chose for their own desk; any member of staff may.

    :raises MailNotTakenError: this is not one mail address, or a notice was chosen without one.
    """
    wants_mail = choices.tells_news or choices.digest_hour is not None
    address = choices.mail.strip()
    if (wants_mail or address) and not _is_address(address):
        raise MailNotTakenError
    staff_id = int(by.id)
    row = DeskChoice.objects.select_for_update().filter(pk=staff_id).first() or DeskChoice(
        staff_id=staff_id, salt=chance(SALT_SIZE)
    )
    row.has_keys = choices.has_keys
    row.mail = seal_mail(staff_id, address, chance) if address else b""
    row.digest_hour = choices.digest_hour
    row.tells_news = choices.tells_news
    row.save()
    write_leaf(what="desk.choose", about=staff_id, by=by, at=at, wrote=[row])


@writing
def holder_was_told(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """Note that a notice of news went to who holds a report."""
    write_leaf(what="desk.told-news", about=report_id, by=by, at=at)


@writing
def digest_was_sent(*, staff_id: int, today: date, by: Actor, at: datetime) -> None:
    """Note that a person had the digest of a day."""
    row = DeskChoice.objects.select_for_update().get(pk=staff_id)
    row.digest_on = today
    row.save(update_fields=["digest_on"])
    write_leaf(what="desk.digest", about=staff_id, by=by, at=at, wrote=[row])


def _is_address(text: str) -> bool:
    """Say whether a text is one plain mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isprintable()
