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
    is_staff = by.kind is ActorKind.STAFF
    message_id = UUID(bytes=chance(16), version=4)
    message = Message.objects.create(
        id=message_id,
        report=report,
        staff_id=int(by.id) if is_staff else None,
        is_from_service=not is_staff,
        salt=chance(SALT_SIZE),
        text=ReportSeal.of(report).seal_message(message_id, text, chance),
        send_key=once_key(report.id, "told", about, at),
        sent_at=at,
    )
    post(name="message.sent", about=message.id, at=at)
    return message
