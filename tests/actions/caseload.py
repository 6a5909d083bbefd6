"""Makers about victim support: a report whose person may be called, a yes, and an entry in each state."""

from datetime import datetime
from typing import Any
from uuid import UUID

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.caseload import (
    accept_referral,
    close_referral,
    look_again_on,
    open_referral,
    pass_on_referral,
    return_referral,
    take_request,
)
from callpoint.actions.caseload_file import NewContact, note_contact, note_needs, write_note
from callpoint.actions.support_consent import (
    Answer,
    ask_for_consent,
    note_yes_or_no,
    refer_without_a_yes,
    say_yes_or_no,
    withdraw_consent,
)
from callpoint.records.models import Referral, StaffMember
from callpoint.rules.support_contact import ContactWay
from callpoint.rules.support_service import Basis, CloseReason, ContactOutcome, EntryKind, ReturnReason
from tests.actions.support import FAR, NEAR, a_request, a_supporter
from tests.makers import NOON, a_report, acting, at

LIAISON, ELSEWHERE = "victim-support-liaison", "victim-support-elsewhere"
PHONE = "07700 900123"
SAFE: dict[str, str | list[str]] = {
    "name": "Ann Lee",
    "phone": PHONE,
    "safe_contact": "yes",
    "update_way": "phone",
    "lives_alone": "yes",
}
"""What somebody tells who may be called at any hour."""


def a_safe_report(*, when: datetime = NOON, **more: str | list[str]) -> UUID:
    """A report of somebody in Derbyshire who may be called."""
    answers: dict[str, Any] = {**SAFE, **more}
    return a_report(when=when, **answers)


def yes(*, service: str = NEAR, story: bool = False, words: str = "") -> Answer:
    """A yes to a service."""
    return Answer(is_yes=True, service=service, shares_story=story, words=words)


def an_entry(*, when: datetime = NOON, story: bool = False, **more: str | list[str]) -> Referral:
    """A new referral of somebody who said yes on their own page."""
    report_id = a_safe_report(when=when, **more)
    say_yes_or_no(report_id=report_id, answer=yes(story=story), by=reporter(report_id), at=when)
    return Referral.objects.get(report=report_id)


def an_accepted_entry(
    by: Actor, *, when: datetime = NOON, story: bool = False, **more: str | list[str]
) -> Referral:
    """One that a service works on."""
    entry = an_entry(when=when, story=story, **more)
    accept_referral(referral_id=entry.id, by=by, at=when)
    return Referral.objects.get(id=entry.id)


def a_contact(
    outcome: ContactOutcome = ContactOutcome.REACHED, *, note: str = "", answer: str = "", key: str = "c"
) -> NewContact:
    """A call that somebody made."""
    return NewContact(way=ContactWay.CALL, outcome=outcome, note=note, answer=answer, send_key=key)


def support_is_given(mark: str, officer: StaffMember) -> None:
    """Let each action about support happen once."""
    by, worker, other = acting(officer), a_supporter(), a_supporter(unit=ELSEWHERE)
    report_id = a_safe_report(story=f"story {mark}", name=f"name {mark}")
    me = reporter(report_id)
    ask_for_consent(report_id=report_id, by=by, at=at())
    say_yes_or_no(report_id=report_id, answer=Answer(is_yes=False), by=me, at=at())
    noted = yes(words=f"said {mark}", story=True)
    note_yes_or_no(report_id=report_id, answer=noted, by=by, at=at(minutes=1))
    entry = Referral.objects.get(report=report_id)
    open_referral(referral_id=entry.id, by=worker, at=at(minutes=2))
    accept_referral(referral_id=entry.id, by=worker, at=at(minutes=3))
    _they_work(mark, entry.id, worker)
    passed = pass_on_referral(
        referral_id=entry.id, service=FAR, words=f"agreed {mark}", by=worker, at=at(minutes=5)
    )
    accept_referral(referral_id=passed, by=other, at=at(minutes=6))
    close_referral(
        referral_id=passed, reason=CloseReason.HELPED, words=f"end {mark}", by=other, at=at(minutes=7)
    )
    withdraw_consent(report_id=report_id, by=me, at=at(minutes=8))
    refer_without_a_yes(
        report_id=report_id, service=NEAR, basis=Basis.LIFE, reason=f"danger {mark}", by=by, at=at(minutes=9)
    )
    returned = Referral.objects.get(report=report_id, basis=Basis.LIFE)
    return_referral(
        referral_id=returned.id,
        reason=ReturnReason.OTHER,
        words=f"back {mark}",
        by=worker,
        at=at(minutes=10),
    )
    _a_request_is_taken(mark, worker)


def _they_work(mark: str, entry_id: UUID, worker: Actor) -> None:
    for outcome in ContactOutcome:
        new = a_contact(outcome, note=f"contact {mark}")
        note_contact(referral_id=entry_id, new=new, by=worker, at=at(minutes=4))
    for kind in (EntryKind.BEFORE, EntryKind.AFTER):
        note_needs(referral_id=entry_id, kind=kind, needs=["fear"], send_key="n", by=worker, at=at(minutes=4))
    write_note(referral_id=entry_id, words=f"note {mark}", send_key="w", by=worker, at=at(minutes=4))
    look_again_on(referral_id=entry_id, day=at(days=7).date(), by=worker, at=at(minutes=4))


def _a_request_is_taken(mark: str, worker: Actor) -> None:
    told = {"way": "call", "contact": f"070 {mark}", "place": "S40 1TB", "about": f"about {mark}"}
    taken = a_request(told, send_key=f"caseload {mark}")
    entry_id = take_request(request_id=taken.request_id, by=worker, at=at())
    new = a_contact(note=f"contact {mark}", answer=f"answer {mark}")
    note_contact(referral_id=entry_id, new=new, by=worker, at=at())
    close_referral(referral_id=entry_id, reason=CloseReason.HELPED, words="", by=worker, at=at())
