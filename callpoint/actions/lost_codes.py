"""A private code that was lost: somebody asks, a person makes sure who they are, and gives a new one.

LostCodeError
├── NotEnoughToldError       something needed is missing, or too long
├── NoSuchLostCodeError      no request with this id
├── AlreadyAnsweredError     a person answered it before
├── IdentityNotCheckedError  nobody said how they made sure who asks
└── NoSuchReferenceError     no sent report has this reference
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_all_open
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key, post
from callpoint.actions.telling_reporter import keep_message
from callpoint.records.keys import keyring
from callpoint.records.models import LostCodeRequest, Message, Report
from callpoint.records.sealed_lost_codes import seal_told, told_in
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lost_codes import IdentityCheck, LostCodeOutcome, lacking, tidied, too_long
from callpoint.rules.reference import make_code
from callpoint.rules.retention import draft_month
from callpoint.sealing.envelope import new_record_key
from callpoint.sealing.index import code_hash
from callpoint.sealing.keyring import with_cohort


class LostCodeError(Exception):
    """A step about a lost code cannot be taken."""


class NotEnoughToldError(LostCodeError):
    """Something needed is missing, or too long; nothing was kept."""

    def __init__(self, *, missing: tuple[str, ...], long: tuple[str, ...]) -> None:
        super().__init__(f"missing: {', '.join(missing)}; too long: {', '.join(long)}")
        self.missing = missing
        self.long = long


class NoSuchLostCodeError(LostCodeError):
    """No request with this id."""


class AlreadyAnsweredError(LostCodeError):
    """A person answered this request before."""


class IdentityNotCheckedError(LostCodeError):
    """Nobody said how they made sure who asks."""


class NoSuchReferenceError(LostCodeError):
    """No sent report has this reference."""


@dataclass(frozen=True, kw_only=True)
class OpenedLostCode:
    """A request with its sealed text open."""

    id: UUID
    told: Mapping[str, str]
    asked_at: datetime
    outcome: str
    """'' while it waits."""


@writing
def ask_for_new_code(
    *,
    told: Mapping[str, str],
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Keep the word of somebody who lost their code, for a person to look at; a form sent twice is kept once.

    No report is looked for here, so that nothing can be learnt from the answer.

    :raises NotEnoughToldError: no name, no safe way to reach the person, or a text that is too long.
    """
    kept = tidied(told)
    missing, long = lacking(kept), too_long(kept)
    if missing or long:
        raise NotEnoughToldError(missing=missing, long=long)
    key = once_key("lost-code", send_key, *(part for pair in sorted(kept.items()) for part in pair))
    request_id = UUID(bytes=chance(16), version=4)
    month = draft_month(at)
    ring = with_cohort(keyring(), month=month, at=at, chance=chance)
    own, wrapped = new_record_key(ring, cohort=month, chance=chance)
    # Of two at once the database takes one; the other finds it there.
    request, is_new = LostCodeRequest.objects.get_or_create(
        send_key=key,
        defaults={
            "id": request_id,
            "wrapped_key": wrapped,
            "salt": chance(SALT_SIZE),
            "told": seal_told(own, kept, request_id=request_id, chance=chance),
            "asked_at": at,
        },
    )
    if not is_new:
        return
    write_leaf(what="lost-code.ask", about=request_id, by=by, at=at, wrote=[request])


@writing
def open_lost_code(*, request_id: UUID, by: Actor, at: datetime) -> OpenedLostCode:
    """
    Open a request for a member of staff; each opening is one leaf.

    :raises NoSuchLostCodeError: no request with this id.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.GIVE_NEW_CODE)
    request = _held(request_id)
    write_leaf(what="lost-code.open", about=request.id, by=by, at=at)
    return OpenedLostCode(
        id=request.id, told=told_in(request), asked_at=request.asked_at, outcome=request.outcome
    )


@writing
def give_new_code(
    *,
    request_id: UUID,
    reference: str,
    checks: Collection[IdentityCheck],
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> str:
    """
    Give a report a new private code and return it, to be read out or posted; the old one opens nothing any more.

    Sessions that were opened with the old one end, and a message says that there is a new one: whoever
    gets it was perhaps not the one who asked.

    `checks` say how the member of staff made sure who asks; `reference` is the one of the report they found.

    :raises NoSuchLostCodeError: no request with this id.
    :raises AlreadyAnsweredError: a person answered it before.
    :raises IdentityNotCheckedError: `checks` is empty.
    :raises NoSuchReferenceError: no sent report has this reference.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    check_may(by.badge, Deed.GIVE_NEW_CODE)
    request = _waiting(request_id)
    if not checks:
        raise IdentityNotCheckedError
    report = Report.objects.select_for_update().filter(reference=reference).first()
    if report is None:
        raise NoSuchReferenceError
    check_all_open(report, Deed.GIVE_NEW_CODE, by=by, at=at)
    code = make_code(chance)
    report.code_hash = code_hash(keyring(), code)
    report.changed_at = at
    report.save(update_fields=["code_hash", "changed_at"])
    _close(request, LostCodeOutcome.GIVEN, checks=checks, by=by, at=at)
    message = _news_of_it(report, key=once_key(report.id, "new-code", request.id), at=at, chance=chance)
    write_leaf(what="report.new-code", about=report.id, by=by, at=at, wrote=[report, request, message])
    post(name="message.sent", about=message.id, at=at)
    return code


def _news_of_it(report: Report, *, key: str, at: datetime, chance: Chance) -> Message:
    """Write the message that a new code was given."""
    with translation.override(report.language):
        text = translation.gettext("We gave a new private code. Was it not you who asked? Write to us here.")
    return keep_message(report, text, key=key, at=at, chance=chance)


@writing
def turn_down_lost_code(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """
    Close a request without a code: no report was found, or nobody could make sure who asks.

    :raises NoSuchLostCodeError: no request with this id.
    :raises AlreadyAnsweredError: a person answered it before.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.GIVE_NEW_CODE)
    request = _waiting(request_id)
    _close(request, LostCodeOutcome.TURNED_DOWN, by=by, at=at)
    write_leaf(what="lost-code.turn-down", about=request.id, by=by, at=at, wrote=[request])


def _close(
    request: LostCodeRequest,
    outcome: LostCodeOutcome,
    *,
    checks: Collection[IdentityCheck] = (),
    by: Actor,
    at: datetime,
) -> None:
    request.outcome = outcome
    request.identity_checks = ",".join(sorted(checks))
    request.closed_at = at
    request.closed_by_id = int(by.id)
    request.save(update_fields=["outcome", "identity_checks", "closed_at", "closed_by"])


def _held(request_id: UUID) -> LostCodeRequest:
    """Lock and return a request for the rest of the transaction."""
    request = LostCodeRequest.objects.select_for_update().filter(id=request_id).first()
    if request is None:
        raise NoSuchLostCodeError
    return request


def _waiting(request_id: UUID) -> LostCodeRequest:
    request = _held(request_id)
    if request.closed_at is not None:
        raise AlreadyAnsweredError
    return request
