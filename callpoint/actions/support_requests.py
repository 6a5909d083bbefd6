"""A request to be called by a support service: asked for, changed, taken back, opened, and each try to call noted.

AskingSupportError
├── LackingError             something needed is missing or wrong; nothing was sent
├── NoRequestIsTakenError    this deployment is a guide and takes no requests
├── InCaseloadError          a service works on it in its caseload, and nowhere else
└── NoteTooLongError         a note or an answer of staff has more characters than one may have
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key, post
from callpoint.actions.referring import standing_on_request, withdraw_referrals
from callpoint.actions.reporting import Begun, begin_report
from callpoint.actions.returning import CodeNotKnownError
from callpoint.records.keys import keyring
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Referral, Report, StaffMember, SupportRequest
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
from callpoint.rules.lifecycle import ReportState
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
"""Characters in a note or an answer of staff; a line end counts as one however a browser sends it."""


class AskingSupportError(Exception):
    """A request cannot be taken."""


class LackingError(AskingSupportError):
    """Something needed is missing or wrong; nothing was sent."""

    def __init__(self, lacks: Mapping[str, Lack]) -> None:
        super().__init__(", ".join(f"{name}: {lack}" for name, lack in lacks.items()))
        self.lacks = dict(lacks)


class NoRequestIsTakenError(AskingSupportError):
    """This deployment is a guide and takes no requests."""


class InCaseloadError(AskingSupportError):
    """A service works on it in its caseload, and nowhere else."""


class NoteTooLongError(AskingSupportError):
    """A note or an answer of staff has more characters than one may have; nothing was noted."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A request that was sent, and the code that brings its person back."""

    request_id: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class NewCall:
    """What came of a try to reach the person, with the key of the form it was noted in."""

    outcome: CallOutcome
    note: str
    """For staff."""
    answer: str = ""
    """For the person when they come back."""
    send_key: str


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

    The second time it has a new code, which takes the place of the first: a browser shows the page of the
    last press only, so that the person never saw the first code.

    :raises NoRequestIsTakenError: the deployment's role is guide.
    :raises LackingError: no way to reach the person, no yes, a text too long, or a service for another place.
    """
    if settings.CALLPOINT.service.role not in KEEPS_REPORTS:
        raise NoRequestIsTakenError
    kept = tidied(told)
    # The words are part of it: a form shown again by the browser brings its old key with new words.
    key = once_key("support", send_key, service, *(part for pair in sorted(kept.items()) for part in pair))
    first = SupportRequest.objects.select_for_update().filter(send_key=key).first()
    if first is not None:
        return _recoded(first, by=by, at=at, chance=chance)
    place = place_told({"postcode": kept.get("place", "")}, knowledge())
    _check(kept, service=service, place=place)
    request, code = _new(kept, at=at, chance=chance)
    unit = support_unit_for(knowledge().content, area_ids=place.area_ids, service=service)
    request.service, request.unit, request.language, request.send_key = service, unit.id, language, key
    request.due_at = promised(knowledge(), REFERRAL, unit=unit, role=settings.CALLPOINT.service.role, at=at)
    if not _is_first(request):
        first = SupportRequest.objects.select_for_update().get(send_key=key)
        return _recoded(first, by=by, at=at, chance=chance)
    write_leaf(what="support.ask", about=request.id, by=by, at=at, wrote=[request])
    post(name="support.asked", about=request.id, at=at)
    return Taken(request_id=request.id, code=code)


def _is_first(request: SupportRequest) -> bool:
    """Keep a request; False where the other press of the button was first: only SQLite has one writer at a time."""
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        if not SupportRequest.objects.filter(send_key=request.send_key).exists():
            raise
        return False
    return True


def _recoded(request: SupportRequest, *, by: Actor, at: datetime, chance: Chance) -> Taken:
    """Give a request that was sent twice a new code."""
    code = _new_code(request, at=at, chance=chance)
    write_leaf(what="support.new-code", about=request.id, by=by, at=at, wrote=[request])
    return Taken(request_id=request.id, code=code)


def _new_code(row: SupportRequest | Report, *, at: datetime, chance: Chance) -> str:
    """Give a row a new code; the old one opens it no more."""
    code = make_code(chance)
    row.code_hash = code_hash(keyring(), code)
    row.changed_at = at
    row.save(update_fields=["code_hash", "changed_at"])
    return code


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
    ended = withdraw_referrals(standing_on_request(request), at=at)
    write_leaf(what="support.withdraw", about=request.id, by=by, at=at, wrote=[request, *ended])


@writing
def begin_report_from_request(
    *, request_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> Begun:
    """
    Begin a report with the name, place, contact and needs of a request, as its person asked.

    The few words of the request stay with it: what happened is told anew. A draft that began here before
    is given back with a new code: the page that showed its first one may never have been seen.

    :raises NoSuchRequestError: no request with this id.
    """
    check_is_reporter(by, request_id)
    request = _held(request_id)
    drafts = Report.objects.select_for_update().filter(state=ReportState.DRAFT)
    draft = drafts.filter(id=request.report_id).first() if request.report_id else None
    if draft is not None:
        code = _new_code(draft, at=at, chance=chance)
        write_leaf(what="report.new-code", about=draft.id, by=by, at=at, wrote=[draft])
        return Begun(report_id=draft.id, code=code)
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
    new: NewCall,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Note what came of a try to reach the person; a repeat of the same words with the same key notes nothing more.

    :raises NoSuchRequestError: no request with this id.
    :raises NoteTooLongError: the note or the answer is too long.
    :raises InCaseloadError: a service took it into its caseload, and works on it there only.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.support_requests.RequestMoveNotAllowedError: nobody may be called about it any more.
    """
    request = _held(request_id)
    check_may(by.badge, Deed.NOTE_CALL, unit=request.unit)
    note, answer = _fitting(new.note), _fitting(new.answer)
    seal = SupportSeal.of(request)
    calls = seal.calls(request)
    key = once_key(request.id, by.id, new.send_key, new.outcome, note, answer)
    if any(call.send_key == key for call in calls):
        return
    if Referral.objects.filter(request=request).exists():
        raise InCaseloadError
    request.state = after_call(RequestState(request.state), new.outcome)
    name = StaffMember.objects.get(pk=by.id).display_name
    call = Call(outcome=new.outcome, at=at, by=name, note=note, answer=answer, send_key=key)
    request.calls = seal.seal_calls(request.id, (*calls, call), chance)
    request.changed_at = at
    request.save(update_fields=["state", "calls", "changed_at"])
    write_leaf(what=f"support.call-{new.outcome}", about=request.id, by=by, at=at, wrote=[request])


def _fitting(words: str) -> str:
    """Give words of staff as they are kept: without space around them, and with one kind of line end."""
    kept = words.replace("\r\n", "\n").strip()
    if len(kept) > NOTE_LIMIT:
        raise NoteTooLongError(len(kept) - NOTE_LIMIT)
    return kept


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
