"""What a support service does with what was passed to it: opens, accepts or returns it, passes it on, and ends its work.

Only people of the service's own unit do any of this, and police nothing of it (`rules.access`). They read what the
person agreed to, from the report as it now stands: who changes a number or a safe hour need tell nobody twice.

NoSuchReferralError       no referral with this id
ReferralWithdrawnError    the person took their yes back: nothing of it is opened
"""

import secrets
from datetime import date, datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.caseload_requests import pass_request_on
from callpoint.actions.caseload_shown import OpenedReferral, answers_of, opened_referral, source_of
from callpoint.actions.clocks import reckon
from callpoint.actions.journalling import write_leaf
from callpoint.actions.referring import Onward, make_referral, tell_of, unit_of
from callpoint.actions.reporting import held_report
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Referral, Report, SupportRequest
from callpoint.records.opened_requests import NoSuchRequestError
from callpoint.records.opened_support import place_of
from callpoint.records.sealed_support import CaseloadSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.support_requests import RequestState, check_is_open
from callpoint.rules.support_service import (
    Basis,
    CloseReason,
    NotChosenError,
    ReferralState,
    ReturnReason,
    Way,
    check_move,
    check_works,
    needed,
    tidied,
)


class NoSuchReferralError(LookupError):
    """No referral with this id."""


class ReferralWithdrawnError(Exception):
    """The person took their yes back: nothing of it is opened."""

    def __init__(self, at: datetime | None) -> None:
        super().__init__("withdrawn")
        self.at = at


@writing
def open_referral(*, referral_id: UUID, by: Actor, at: datetime) -> OpenedReferral:
    """
    Open a referral for somebody of its service; each opening is one leaf.

    :raises NoSuchReferralError: no referral with this id.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises ReferralWithdrawnError: see there.
    """
    referral = held_referral(referral_id, by=by)
    if referral.state == ReferralState.WITHDRAWN:
        raise ReferralWithdrawnError(referral.ended_at)
    write_leaf(what="referral.open", about=referral.id, by=by, at=at)
    return opened_referral(referral, at=at)


@writing
def take_request(*, request_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> UUID:
    """
    Take a request to talk into the caseload, accepted; one that is there already is given back.

    :raises callpoint.records.opened_requests.NoSuchRequestError: no request with this id.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.support_requests.RequestMoveNotAllowedError: it is closed or was taken back.
    """
    request = SupportRequest.objects.select_for_update().filter(id=request_id).first()
    if request is None:
        raise NoSuchRequestError
    check_may(by.badge, Deed.OPEN_REFERRAL, unit=request.unit)
    check_is_open(RequestState(request.state), "taken on")
    held = Referral.objects.filter(request=request).order_by("-referred_at", "-id").first()
    if held is not None:
        return held.id
    unit = knowledge().content.units[request.unit]
    onward = Onward(service=request.service, way=Way.OWN, shares_story=True)
    referral = make_referral(request, onward, unit, by=by, at=at, chance=chance)
    referral.due_at = request.due_at
    _take_on(referral, by=by, at=at)
    write_leaf(what="referral.take-request", about=referral.id, by=by, at=at, wrote=[referral])
    return referral.id


@writing
def accept_referral(*, referral_id: UUID, by: Actor, at: datetime) -> None:
    """
    Say that the service has somebody's details and works for them; that stops the clock of the promise.

    :raises NoSuchReferralError, callpoint.rules.access.NotAllowedError: as for `open_referral`.
    :raises callpoint.rules.support_service.ReferralMoveNotAllowedError: it was accepted, returned or withdrawn before.
    """
    referral = held_referral(referral_id, by=by)
    check_move(ReferralState(referral.state), ReferralState.ACCEPTED)
    _take_on(referral, by=by, at=at)
    write_leaf(what="referral.accept", about=referral.id, by=by, at=at, wrote=[referral])
    _reckon(referral, by=by, at=at)


@writing
def return_referral(
    *,
    referral_id: UUID,
    reason: ReturnReason,
    words: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Give a referral back; the clock goes on, and police see on the report what is left to do.

    :raises NoSuchReferralError, callpoint.rules.access.NotAllowedError: as for `open_referral`.
    :raises callpoint.rules.support_service.ReferralError: it is not new, or the words lack or are too many.
    """
    referral = held_referral(referral_id, by=by)
    check_move(ReferralState(referral.state), ReferralState.RETURNED)
    _end(referral, reason, needed(words), at=at, chance=chance)
    write_leaf(what="referral.return", about=referral.id, by=by, at=at, wrote=[referral])
    _reckon(referral, by=by, at=at)


@writing
def look_again_on(*, referral_id: UUID, day: date | None, by: Actor, at: datetime) -> None:
    """
    Set the day on which the service means to look at it again; None for none.

    :raises NoSuchReferralError, callpoint.rules.access.NotAllowedError: as for `open_referral`.
    :raises callpoint.rules.support_service.ReferralMoveNotAllowedError: the service does not work on it.
    """
    referral = held_referral(referral_id, by=by)
    check_works(ReferralState(referral.state))
    if referral.next_on == day:
        return
    referral.next_on = day
    referral.save(update_fields=["next_on"])
    write_leaf(what="referral.look-again", about=referral.id, by=by, at=at, wrote=[referral])


@writing
def pass_on_referral(
    *,
    referral_id: UUID,
    service: str,
    words: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> UUID:
    """
    Pass somebody on to another service, as they agreed when they were spoken to; `words` say how they said yes.

    The service's own file stays with it: the next one reads what the person agreed to, and no note.

    :raises NoSuchReferralError, callpoint.rules.access.NotAllowedError: as for `open_referral`.
    :raises callpoint.rules.support_service.ReferralError: it is not worked on, no such service, or no words.
    """
    referral = held_referral(referral_id, by=by)
    check_works(ReferralState(referral.state))
    if service not in other_services(referral.service):
        raise NotChosenError
    onward = Onward(
        service=service,
        way=Way.PASSED_ON,
        basis=Basis(referral.basis),
        shares_story=referral.shares_story,
        passed_from=referral.id,
    )
    source = source_of(referral)
    unit = unit_of(service, place_of(answers_of(source)))
    new = make_referral(source, onward, unit, by=by, at=at, chance=chance)
    _end(referral, CloseReason.PASSED_ON, needed(words), at=at, chance=chance)
    told = (
        tell_of(source, new, at=at, chance=chance)
        if isinstance(source, Report)
        else pass_request_on(source, new, by=by, at=at, chance=chance)
    )
    write_leaf(what="referral.pass-on", about=referral.id, by=by, at=at, wrote=[referral, new, told])
    _reckon(referral, by=by, at=at)
    return new.id


@writing
def close_referral(
    *,
    referral_id: UUID,
    reason: CloseReason,
    words: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    End the service's work for somebody, with a reason that police never see.

    :raises NoSuchReferralError, callpoint.rules.access.NotAllowedError: as for `open_referral`.
    :raises callpoint.rules.support_service.ReferralError: it is not worked on, or the words are too many.
    """
    referral = held_referral(referral_id, by=by)
    check_works(ReferralState(referral.state))
    if reason is CloseReason.PASSED_ON:
        raise NotChosenError
    _end(referral, reason, tidied(words), at=at, chance=chance)
    written = [referral, *_close_request(referral, at=at)]
    write_leaf(what="referral.close", about=referral.id, by=by, at=at, wrote=written)
    _reckon(referral, by=by, at=at)


def other_services(service: str) -> tuple[str, ...]:
    """Give the ids of the services that somebody may be passed on to: all that call on request, but this one."""
    offered = (one.id for one in knowledge().content.services.values() if one.calls_on_request)
    return tuple(one for one in offered if one != service)


def held_referral(referral_id: UUID, *, by: Actor) -> Referral:
    """
    Lock a referral and what it hangs on, for somebody of its own service.

    :raises NoSuchReferralError: no referral with this id.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    referral = Referral.objects.filter(id=referral_id).first()
    if referral is None:
        raise NoSuchReferralError
    check_may(by.badge, Deed.OPEN_REFERRAL, unit=referral.unit)
    if referral.report_id:
        # The report first, as every deed about it does: two who wait for each other would wait for ever.
        held_report(referral.report_id)
    return Referral.objects.select_for_update(of=("self",)).select_related("report").get(id=referral_id)


def _take_on(referral: Referral, *, by: Actor, at: datetime) -> None:
    referral.state = ReferralState.ACCEPTED
    referral.taken_by_id, referral.accepted_at = int(by.id), at
    referral.save(update_fields=["state", "taken_by", "accepted_at", "due_at"])


def _end(
    referral: Referral, reason: ReturnReason | CloseReason, words: str, *, at: datetime, chance: Chance
) -> None:
    is_return = isinstance(reason, ReturnReason)
    referral.state = ReferralState.RETURNED if is_return else ReferralState.CLOSED
    referral.end_reason, referral.ended_at = reason, at
    referral.end_words = CaseloadSeal.of(referral).seal_referral(
        referral.id, words, column="end_words", chance=chance
    )
    referral.save(update_fields=["state", "end_reason", "ended_at", "end_words"])


def _close_request(referral: Referral, *, at: datetime) -> list[SupportRequest]:
    """Close the request to talk that an entry came from, so that its person reads that it is over."""
    request = SupportRequest.objects.select_for_update(of=("self",)).filter(referrals=referral.pk).first()
    if request is None:
        return []
    request.state, request.changed_at = RequestState.CLOSED, at
    request.save(update_fields=["state", "changed_at"])
    return [request]


def _reckon(referral: Referral, *, by: Actor, at: datetime) -> None:
    if referral.report_id:
        reckon(held_report(referral.report_id), by=by, at=at)
