"""A request to be called by a support service: asked for, changed, taken back, opened, and each try to call noted.

AskingSupportError
├── LackingError             something needed is missing or wrong; nothing was sent
└── NoRequestIsTakenError    this deployment is a guide and takes no requests
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key, post
from callpoint.actions.reporting import Begun, begin_report
from callpoint.actions.returning import CodeNotKnownError
from callpoint.records.keys import keyring
from callpoint.records.knowledge import knowledge
from callpoint.records.models import StaffMember, SupportRequest
from callpoint.records.opened_requests import NoSuchRequestError, OpenedRequest, opened
from callpoint.records.sealed_requests import Call, SupportSeal, Told
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.asking_support import (
    CHANGED_LATER,
    Lack,
    lack_of_consent,
    lacks_of,
    services_to_ask,
    tidied,
)
from callpoint.rules.chance import Chance
from callpoint.rules.dates import KEEPS_REPORTS, promised
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.places import Place
from callpoint.rules.reference import make_code, make_reference
from callpoint.rules.retention import erasure_month
from callpoint.rules.routing import support_unit_for
from callpoint.rules.suggesting import place_told
from callpoint.rules.support_requests import (
    CallOutcome,
    RequestMoveNotAllowedError,
    RequestState,
    after_call,
    check_is_open,
    request_prefix,
    same_draw,
)
from callpoint.rules.turning_to_report import answers_from_request
from callpoint.sealing.envelope import new_record_key
from callpoint.sealing.index import code_hash, code_hashes
from callpoint.sealing.keyring import with_cohort

REFERRAL = "support-referral"
"""The promise by when the details reach the service (Victims' Code, right 4)."""

NOTE_LIMIT = 2000
"""Characters kept of a note or an answer of staff."""


class AskingSupportError(Exception):
    """A request cannot be taken."""


class LackingError(AskingSupportError):
    """Something needed is missing or wrong; nothing was sent."""

    def __init__(self, lacks: Mapping[str, Lack]) -> None:
        super().__init__(", ".join(f"{name}: {lack}" for name, lack in lacks.items()))
        self.lacks = dict(lacks)


class NoRequestIsTakenError(AskingSupportError):
    """This deployment is a guide and takes no requests."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A request that was sent, and the code that brings its person back; '' for a form that was sent twice."""

    request_id: UUID
    code: str


@writing
def ask_for_support(
    *,
    told: Mapping[str, str],
    service: str,
    send_key: str,
    language: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> Taken:
    """
    Take a request for the one service that the person said yes to; a form sent twice gives the same request.

    :raises NoRequestIsTakenError: the deployment's role is guide.
    :raises LackingError: no way to reach the person, no yes, a text too long, or a service for another place.
    """
    if settings.CALLPOINT.service.role not in KEEPS_REPORTS:
        raise NoRequestIsTakenError
    kept = tidied(told)
    # The words are part of it: a form shown again by the browser brings its old key with new words.
    key = once_key("support", send_key, service, *(part for pair in sorted(kept.items()) for part in pair))
    before = SupportRequest.objects.filter(send_key=key).first()
    if before is not None:
        return Taken(request_id=before.id, code="")
    place = place_told({"postcode": kept.get("place", "")}, knowledge())
    _check(kept, service=service, place=place)
    request, code = _new(kept, at=at, chance=chance)
    unit = support_unit_for(knowledge().content, area_ids=place.area_ids)
    request.service, request.unit, request.language, request.send_key = service, unit.id, language, key
    request.due_at = promised(knowledge(), REFERRAL, unit=unit, role=settings.CALLPOINT.service.role, at=at)
    request.save(force_insert=True)
    write_leaf(what="support.ask", about=request.id, by=by, at=at, wrote=[request])
    post(name="support.asked", about=request.id, at=at)
    return Taken(request_id=request.id, code=code)


def _check(told: Told, *, service: str, place: Place) -> None:
    lacks = lacks_of(told)
    lack = lack_of_consent(service, services_to_ask(knowledge(), place))
    if lack:
        lacks["place" if lack is Lack.NO_SERVICE else "service"] = lack
    if lacks:
        raise LackingError(lacks)


def _new(told: Told, *, at: datetime, chance: Chance) -> tuple[SupportRequest, str]:
    """Make the row with its own key, reference and code; the caller fills in where it goes."""
    request_id = UUID(bytes=chance(16), version=4)
    month = erasure_month(at)
    ring = with_cohort(keyring(), month=month, at=at, chance=chance)
    key, wrapped = new_record_key(ring, cohort=month, chance=chance)
    code = make_code(chance)
    prefix = request_prefix(settings.CALLPOINT.service.reference_prefix)
    request = SupportRequest(
        id=request_id,
        state=RequestState.WAITING,
        reference=make_reference(prefix=prefix, chance=chance),
        code_hash=code_hash(ring, code),
        wrapped_key=wrapped,
        salt=chance(SALT_SIZE),
        told=SupportSeal(key).seal_told(request_id, told, chance),
        created_at=at,
        changed_at=at,
    )
    return request, code


@writing
def come_back_to_request(*, code: str, reference: str, by: Actor, at: datetime) -> UUID:
    """
    Find the request of a private code and note the return; a reference may be left empty.

    :raises callpoint.actions.returning.CodeNotKnownError: nothing fits.
    """
    request = SupportRequest.objects.filter(code_hash__in=code_hashes(keyring(), code)).first()
    if request is None or (reference and not same_draw(reference, request.reference)):
        raise CodeNotKnownError
    write_leaf(what="support.return", about=request.id, by=by, at=at)
    return request.id


@writing
def change_support_request(
    *,
    request_id: UUID,
    told: Mapping[str, str],
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Change how the person can be reached safely; the rest stays as it was sent.

    :raises NoSuchRequestError: no request with this id.
    :raises callpoint.rules.support_requests.RequestMoveNotAllowedError: it is closed or was taken back.
    :raises LackingError: no way to reach the person is left, or a text is too long.
    """
    check_is_reporter(by, request_id)
    request = _held(request_id)
    check_is_open(RequestState(request.state), "changed")
    seal = SupportSeal.of(request)
    fixed = {name: value for name, value in seal.told(request).items() if name not in CHANGED_LATER}
    kept = tidied({**fixed, **{name: told.get(name, "") for name in CHANGED_LATER}})
    lacks = lacks_of(kept)
    if lacks:
        raise LackingError(lacks)
    request.told = seal.seal_told(request.id, kept, chance)
    request.changed_at = at
    request.save(update_fields=["told", "changed_at"])
    write_leaf(what="support.change", about=request.id, by=by, at=at, wrote=[request])


@writing
def withdraw_support_request(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take a request back: nobody calls, and no member of staff can open it any more. Its row stays.

    :raises NoSuchRequestError: no request with this id.
    :raises callpoint.rules.support_requests.RequestMoveNotAllowedError: it is closed or was taken back before.
    """
    check_is_reporter(by, request_id)
    request = _held(request_id)
    check_is_open(RequestState(request.state), RequestState.WITHDRAWN)
    request.state = RequestState.WITHDRAWN
    request.changed_at = at
    request.save(update_fields=["state", "changed_at"])
    write_leaf(what="support.withdraw", about=request.id, by=by, at=at, wrote=[request])


@writing
def begin_report_from_request(
    *, request_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> Begun:
    """
    Begin a report with the name, place, contact and needs of a request, as its person asked.

    The few words of the request stay with it: what happened is told anew.

    :raises NoSuchRequestError: no request with this id.
    """
    check_is_reporter(by, request_id)
    request = _held(request_id)
    begun = begin_report(
        answers=answers_from_request(SupportSeal.of(request).told(request)),
        language=request.language,
        channel="web",
        by=by,
        at=at,
        chance=chance,
    )
    request.report_id = begun.report_id
    request.changed_at = at
    request.save(update_fields=["report_id", "changed_at"])
    write_leaf(what="support.to-report", about=request.id, by=by, at=at, wrote=[request])
    return begun


@writing
def open_support_request(*, request_id: UUID, by: Actor, at: datetime) -> OpenedRequest:
    """
    Open a request for a member of staff; each opening is one leaf.

    :raises NoSuchRequestError: no request with this id.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.support_requests.RequestMoveNotAllowedError: the person took it back.
    """
    request = _held(request_id)
    check_may(by.badge, Deed.OPEN_REQUEST, unit=request.unit)
    if request.state == RequestState.WITHDRAWN:
        raise RequestMoveNotAllowedError(RequestState.WITHDRAWN, "opened")
    write_leaf(what="support.open", about=request.id, by=by, at=at)
    return opened(request)


@writing
def note_support_call(
    *,
    request_id: UUID,
    outcome: CallOutcome,
    note: str,
    answer: str = "",
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Note what came of a try to reach the person: `note` for staff, `answer` for the person when they come back.

    :raises NoSuchRequestError: no request with this id.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.support_requests.RequestMoveNotAllowedError: nobody may be called about it any more.
    """
    request = _held(request_id)
    check_may(by.badge, Deed.NOTE_CALL, unit=request.unit)
    request.state = after_call(RequestState(request.state), outcome)
    seal = SupportSeal.of(request)
    call = Call(
        outcome=outcome,
        at=at,
        by=StaffMember.objects.get(pk=by.id).display_name,
        note=note.strip()[:NOTE_LIMIT],
        answer=answer.strip()[:NOTE_LIMIT],
    )
    request.calls = seal.seal_calls(request.id, (*seal.calls(request), call), chance)
    request.changed_at = at
    request.save(update_fields=["state", "calls", "changed_at"])
    write_leaf(what=f"support.call-{outcome}", about=request.id, by=by, at=at, wrote=[request])


@writing
def desk_was_told(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """Note that a mail told the unit of a request."""
    write_leaf(what="support.desk-told", about=request_id, by=by, at=at)


def _held(request_id: UUID) -> SupportRequest:
    """Lock and return a request for the rest of the transaction."""
    request = SupportRequest.objects.select_for_update().filter(id=request_id).first()
    if request is None:
        raise NoSuchRequestError
    return request
