"""Writes a reporter a message as part of a larger deed, in words of the service; a building block of other actions."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.utils import translation

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.posting import once_key, post
from callpoint.records.models import Message, Report
from callpoint.records.sealed import ReportSeal
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE


def tell_reporter(
    report: Report, words: Callable[[], str], *, about: object, by: Actor, at: datetime, chance: Chance
) -> Message:
    """
    Keep a message in the reporter's language and note that it goes out; the caller writes the leaf.

    `words` makes the text once the language is in force; `about` is what the message belongs to.
    """
    with translation.override(report.language):
        text = words()
    message = keep_message(
        report, text, key=once_key(report.id, "told", about, at), by=by, at=at, chance=chance
    )
    post(name="message.sent", about=message.id, at=at)
    return message


def keep_message(
    report: Report, text: str, *, key: str, at: datetime, chance: Chance, by: Actor | None = None
) -> Message:
    """
    Seal and keep a message to a reporter: of a member of staff where `by` is one, else of the service.

    `key` is its once-key, under which a repeat is found. The caller writes the leaf and, where it goes out, the outbox row.
    """
    staff_id = int(by.id) if by is not None and by.kind is ActorKind.STAFF else None
    message_id = UUID(bytes=chance(16), version=4)
    return Message.objects.create(
        id=message_id,
        report=report,
        staff_id=staff_id,
        is_from_service=staff_id is None,
        salt=chance(SALT_SIZE),
        text=ReportSeal.of(report).seal_message(message_id, text, chance),
        send_key=key,
        sent_at=at,
    )
