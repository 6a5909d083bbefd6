"""What a support service writes in its own file of somebody: notes, tries to reach them, and the list of needs.

It is sealed, and police never read it; only who works in the service's own unit does. A form sent twice writes once.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.caseload import held_referral
from callpoint.actions.caseload_shown import answers_of, plan_of, source_of
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Referral, ReferralEntry, StaffMember, SupportRequest
from callpoint.records.sealed_requests import Call, SupportSeal
from callpoint.records.sealed_support import CaseloadSeal
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.support_contact import ContactWay, check_safe
from callpoint.rules.support_needs import known_needs, score_of
from callpoint.rules.support_requests import CallOutcome, RequestState, after_call
from callpoint.rules.support_service import (
    ContactOutcome,
    EntryKind,
    NotChosenError,
    ReferralState,
    check_works,
    needed,
    tidied,
)

NEEDS_LISTS = (EntryKind.BEFORE, EntryKind.AFTER)


@dataclass(frozen=True, kw_only=True)
class NewContact:
    """What came of a try to reach somebody."""

    way: ContactWay
    outcome: ContactOutcome
    note: str = ""
    answer: str = ""
    """A line for the person, where the entry came from a request of their own: they read it with their code."""
    send_key: str


@writing
def note_contact(
    *,
    referral_id: UUID,
    new: NewContact,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Note a try to reach somebody, by a way that they called safe.

    :raises callpoint.actions.caseload.NoSuchReferralError, callpoint.rules.access.NotAllowedError: see there.
    :raises callpoint.rules.support_contact.UnsafeWayError: they did not call this way safe.
    :raises callpoint.rules.support_service.ReferralError: the service does not work on it, or too many words.
    """
    referral = _worked_on(referral_id, by=by)
    source = source_of(referral)
    check_safe(plan_of(answers_of(source), at=at), new.way)
    words, answer = tidied(new.note), tidied(new.answer)
    sealed = CaseloadSeal.of(referral)
    key = once_key(referral.id, by.id, "contact", new.send_key, new.outcome, new.way, words, answer)
    if _is_there(key):
        return
    entry_id = UUID(bytes=chance(16), version=4)
    row = ReferralEntry(id=entry_id, kind=EntryKind.CONTACT, outcome=new.outcome, way=new.way, send_key=key)
    row.words = sealed.seal_note(entry_id, words, chance)
    entry = _kept(row, referral, by=by, at=at, chance=chance)
    told = []
    if isinstance(source, SupportRequest):
        told.append(_tell_request(source, new, answer, by=by, at=at, chance=chance))
    write_leaf(what=f"referral.{new.outcome}", about=referral.id, by=by, at=at, wrote=[entry, *told])


@writing
def note_needs(
    *,
    referral_id: UUID,
    kind: EntryKind,
    needs: Collection[str],
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Keep which needs of the list somebody has, at the start or at the end of the work; nothing ticked is an answer too.

    :raises callpoint.actions.caseload.NoSuchReferralError, callpoint.rules.access.NotAllowedError: see there.
    :raises callpoint.rules.support_service.ReferralError: no such list, or the service does not work on it.
    """
    if kind not in NEEDS_LISTS:
        raise NotChosenError
    referral = _worked_on(referral_id, by=by)
    content = knowledge().content
    ticked = known_needs(content, needs)
    key = once_key(referral.id, by.id, kind, send_key, *ticked)
    if _is_there(key):
        return
    entry_id = UUID(bytes=chance(16), version=4)
    row = ReferralEntry(id=entry_id, kind=kind, score=score_of(content, ticked), send_key=key)
    row.words = CaseloadSeal.of(referral).seal_needs(entry_id, ticked, chance)
    entry = _kept(row, referral, by=by, at=at, chance=chance)
    write_leaf(what=f"referral.{kind}", about=referral.id, by=by, at=at, wrote=[entry])


@writing
def write_note(
    *,
    referral_id: UUID,
    words: str,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Write a note that only the service reads.

    :raises callpoint.actions.caseload.NoSuchReferralError, callpoint.rules.access.NotAllowedError: see there.
    :raises callpoint.rules.support_service.ReferralError: no words, too many, or the service does not work on it.
    """
    referral, kept = _worked_on(referral_id, by=by), needed(words)
    key = once_key(referral.id, by.id, "note", send_key, kept)
    if _is_there(key):
        return
    entry_id = UUID(bytes=chance(16), version=4)
    sealed = CaseloadSeal.of(referral).seal_note(entry_id, kept, chance)
    row = ReferralEntry(id=entry_id, kind=EntryKind.NOTE, words=sealed, send_key=key)
    entry = _kept(row, referral, by=by, at=at, chance=chance)
    write_leaf(what="referral.note", about=referral.id, by=by, at=at, wrote=[entry])


def _worked_on(referral_id: UUID, *, by: Actor) -> Referral:
    referral = held_referral(referral_id, by=by)
    check_works(ReferralState(referral.state))
    return referral


def _is_there(key: str) -> bool:
    return ReferralEntry.objects.filter(send_key=key).exists()


def _kept(
    entry: ReferralEntry, referral: Referral, *, by: Actor, at: datetime, chance: Chance
) -> ReferralEntry:
    entry.referral, entry.salt = referral, chance(SALT_SIZE)
    entry.written_by_id, entry.written_at = int(by.id), at
    entry.save(force_insert=True)
    return entry


def _tell_request(
    request: SupportRequest, new: NewContact, answer: str, *, by: Actor, at: datetime, chance: Chance
) -> SupportRequest:
    """
    Keep on the request that somebody tried, and the line for its person; notes of the service stay in its own file.

    One that was closed by itself stays closed: the service works on its entry all the same.
    """
    is_reached = new.outcome is ContactOutcome.REACHED
    outcome = CallOutcome.REACHED if is_reached else CallOutcome.NO_ANSWER
    held = SupportRequest.objects.select_for_update().get(id=request.id)
    seal = SupportSeal.of(held)
    name = StaffMember.objects.get(pk=by.id).display_name
    call = Call(outcome=outcome, at=at, by=name, note="", answer=answer, send_key=new.send_key)
    state = RequestState(held.state)
    if state is not RequestState.CLOSED:
        held.state = after_call(state, outcome)
    held.calls = seal.seal_calls(held.id, (*seal.calls(held), call), chance)
    held.changed_at = at
    held.save(update_fields=["state", "calls", "changed_at"])
    return held
