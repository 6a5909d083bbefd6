"""Messages about a report, in both directions.

CorrespondingError
├── EmptyMessageError     a message needs words
└── MessageTooLongError   it has more characters than one may have
"""

import secrets
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor, ActorKind, check_is_reporter
from callpoint.actions.admitting import check_may_about
from callpoint.actions.blocking_words import check_may_say
from callpoint.actions.clocks import reckoned
from callpoint.actions.committing import committed, items_of_message
from callpoint.actions.journalling import write_leaf
from callpoint.actions.opening_again import open_again
from callpoint.actions.posting import once_key, post
from callpoint.actions.reporting import held_report
from callpoint.actions.sighting import in_message, keep_sightings, names_in
from callpoint.actions.waiting import hear_message
from callpoint.records.additions import told_by_now
from callpoint.records.models import Message, Report, Sighting
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState

MESSAGE_LIMIT = 5000
"""Characters in one message, in either direction; a line end counts as one however a browser sends it."""


class CorrespondingError(Exception):
    """A message cannot be sent."""


class EmptyMessageError(CorrespondingError):
    """A message needs words."""


class MessageTooLongError(CorrespondingError):
    """A message has more characters than one may have."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


@writing
def write_to_reporter(
    *,
    report_id: UUID,
    text: str,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Send the reporter a message; a repeat of the same text with the same key sends nothing more.

    :raises NoSuchReportError: none with this id was sent.
    :raises EmptyMessageError, MessageTooLongError: the text cannot be sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.WRITE_TO_REPORTER, by=by, at=at)
    _send(report, text=text, send_key=send_key, by=by, at=at, chance=chance)


@writing
def write_to_staff(
    *,
    report_id: UUID,
    text: str,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Send the staff a message or more information; a repeat of the same text with the same key sends nothing more.

    :raises NoSuchReportError: none with this id was sent.
    :raises EmptyMessageError, MessageTooLongError: the text cannot be sent.
    :raises callpoint.rules.abuse.ReporterBlockedError: two people stopped their new words for now.
    """
    check_is_reporter(by, report_id)
    check_may_say(report_id, at=at)
    _send(sent_report(report_id), text=text, send_key=send_key, by=by, at=at, chance=chance)


@writing
def say_to_staff(
    *,
    report_id: UUID,
    text: str,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Send the staff a message of a reporter in words of ours, which nothing stops; a repeat sends nothing more.

    :raises NoSuchReportError: none with this id was sent.
    """
    check_is_reporter(by, report_id)
    _send(sent_report(report_id), text=text, send_key=send_key, by=by, at=at, chance=chance)


def sent_report(report_id: UUID) -> Report:
    """
    Lock and return a report that was sent.

    :raises NoSuchReportError: where there is none, or a draft only.
    """
    report = held_report(report_id)
    if report.state == ReportState.DRAFT:
        raise NoSuchReportError
    return report


def _send(report: Report, *, text: str, send_key: str, by: Actor, at: datetime, chance: Chance) -> None:
    """Check, seal and keep one message, with its leaf and outbox row."""
    if not text.strip():
        raise EmptyMessageError
    over = len(text.replace("\r\n", "\n")) - MESSAGE_LIMIT
    if over > 0:
        raise MessageTooLongError(over)
    # The text is part of it: a form shown again by the browser brings its old key with new words.
    key = once_key(report.id, by.kind, send_key, text)
    if Message.objects.filter(send_key=key).exists():
        return
    message_id = UUID(bytes=chance(16), version=4)
    seal = ReportSeal.of(report)
    message = Message.objects.create(
        id=message_id,
        report=report,
        staff_id=int(by.id) if by.kind is ActorKind.STAFF else None,
        salt=chance(SALT_SIZE),
        text=seal.seal_message(message_id, text, chance),
        send_key=key,
        sent_at=at,
    )
    is_own = by.kind is ActorKind.REPORTER
    seen: list[Sighting] = []
    if is_own:
        texts, names = in_message(message, text), names_in(told_by_now(report, seal).answers)
        seen = keep_sightings(texts, report=report, seal=seal, at=at, chance=chance, names=names)
    write_leaf(
        what=f"message.from-{by.kind}",
        about=report.id,
        by=by,
        at=at,
        wrote=[message, *seen, *reckoned(report, at=at)],
        commitments=committed(items_of_message(report, message, text)) if is_own else (),
    )
    if is_own:
        hear_message(report=report, by=by, at=at)
    post(name="message.sent", about=message.id, at=at)
    if is_own:
        open_again(report, by=by, at=at, chance=chance)
