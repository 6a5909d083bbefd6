"""Handing a case over: to a colleague, who accepts or refuses it, and to another force, whose answer is entered.

HandOverError (case_basis)
├── HandOverWaitsError     another hand-over of the case waits for its answer
├── NothingOfferedError    none waits
└── NotForYouError         it was offered to somebody else
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import (
    HandOverError,
    NotAColleagueError,
    checked_colleague,
    held_case,
    open_one,
)
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import Case, CaseHandOver
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, Role, check_may
from callpoint.rules.cases import TITLE_LIMIT, HandOverKind, needed, spared
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE


class HandOverWaitsError(HandOverError):
    """Another hand-over of the case waits for its answer."""


class NothingOfferedError(HandOverError):
    """None waits."""


class NotForYouError(HandOverError):
    """It was offered to somebody else."""


@writing
def offer_case(
    *, case_id: UUID, to: int, note: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Offer a case to a colleague; until they accept, it stays with whom it is.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.actions.case_basis.NotAColleagueError: they may not work on it, or have it already.
    :raises HandOverWaitsError: another one waits.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: the note is missing, or too long.
    """
    case = open_one(case_id, by=by, at=at)
    colleague = checked_colleague(case, to)
    if colleague.pk == case.officer_id:
        raise NotAColleagueError
    said = needed(note, field="note")
    offer = _kept(case, to=colleague.pk, body="", note=said, by=by, at=at, chance=chance)
    write_leaf(what="case.offer", about=case.id, by=by, at=at, wrote=[offer])


@writing
def offer_case_to_force(
    *, case_id: UUID, body: str, purpose: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> UUID:
    """
    Write down that a case goes to another force, and what for; its pack can then be taken (`case_packing`).

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises HandOverWaitsError: another one waits.
    :raises callpoint.rules.access.NotAllowedError: this person may not work on the case, or disclose nothing.
    :raises callpoint.rules.cases.CaseRuleError: the force or the purpose is missing, or too long.
    """
    case = open_one(case_id, by=by, at=at)
    check_may(by.badge, Deed.DISCLOSE, unit=case.unit)
    named, said = needed(body, field="body", most=TITLE_LIMIT), needed(purpose, field="purpose")
    offer = _kept(case, to=None, body=named, note=said, by=by, at=at, chance=chance)
    write_leaf(what="case.offer-force", about=case.id, by=by, at=at, wrote=[offer])
    return offer.id


def _kept(
    case: Case, *, to: int | None, body: str, note: str, by: Actor, at: datetime, chance: Chance
) -> CaseHandOver:
    if CaseHandOver.objects.filter(case=case, answered_at=None).exists():
        raise HandOverWaitsError
    offer_id, seal = UUID(bytes=chance(16), version=4), CaseSeal.of(case)
    return CaseHandOver.objects.create(
        id=offer_id,
        case=case,
        salt=chance(SALT_SIZE),
        kind=HandOverKind.FORCE if to is None else HandOverKind.COLLEAGUE,
        to_id=to,
        body=seal.seal(CaseText.BODY, offer_id, body, chance=chance),
        note=seal.seal(CaseText.NOTE, offer_id, note, chance=chance),
        offered_by_id=int(by.id),
        offered_at=at,
    )


@writing
def accept_case(
    *, case_id: UUID, answer: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Accept a case that was offered: the colleague has it from then on. Of another force, who accepted is entered.

    :raises callpoint.actions.case_basis.NoSuchCaseError: there is none.
    :raises NothingOfferedError, NotForYouError: none waits, or it was offered to somebody else.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: nobody says who accepted at the other force, or the text is too long.
    """
    case, offer = _waiting(case_id, by=by, at=at)
    if offer.to_id is None:
        said = needed(answer, field="answer")
    else:
        said = spared(answer, field="answer")
        if str(offer.to_id) != by.id:
            raise NotForYouError
        case.officer_id = offer.to_id
        case.save(update_fields=["officer"])
    offer.is_accepted = True
    _answer(case, offer, said, by=by, at=at, chance=chance)
    write_leaf(what="case.accept", about=case.id, by=by, at=at, wrote=[case, offer])


def may_end(by: Actor, known: Iterable[int | None]) -> bool:
    """Say whether somebody may refuse or take back an offer: those it is between, the case's officer, a supervisor."""
    return by.badge.role == Role.SUPERVISOR or by.id in {str(each) for each in known}


@writing
def refuse_case(
    *, case_id: UUID, answer: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Refuse a case that was offered, or take back the offer, with a reason; it stays with whom it is.

    Whoever is in charge of the case by now, and every supervisor, may take an offer back that others made.

    :raises callpoint.actions.case_basis.NoSuchCaseError: there is none.
    :raises NothingOfferedError, NotForYouError: none waits, or it is between two other people.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: there is no reason, or it is too long.
    """
    case, offer = _waiting(case_id, by=by, at=at)
    if offer.to_id is not None and not may_end(by, (offer.to_id, offer.offered_by_id, case.officer_id)):
        raise NotForYouError
    said = needed(answer, field="answer")
    _answer(case, offer, said, by=by, at=at, chance=chance)
    write_leaf(what="case.refuse", about=case.id, by=by, at=at, wrote=[offer])


def _waiting(case_id: UUID, *, by: Actor, at: datetime) -> tuple[Case, CaseHandOver]:
    case = held_case(case_id, by=by, at=at)
    offer = CaseHandOver.objects.select_for_update().filter(case=case, answered_at=None).first()
    if offer is None:
        raise NothingOfferedError
    return case, offer


def _answer(case: Case, offer: CaseHandOver, said: str, *, by: Actor, at: datetime, chance: Chance) -> None:
    offer.answered_by_id, offer.answered_at = int(by.id), at
    offer.answer = CaseSeal.of(case).seal(CaseText.ANSWER, offer.id, said, chance=chance)
    offer.save(update_fields=["answered_by", "answered_at", "is_accepted", "answer"])
