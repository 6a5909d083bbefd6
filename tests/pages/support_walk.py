"""A walk through victim support: the own page, the officer's page, and the caseload of the service in every state."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from callpoint.actions.acting import reporter
from callpoint.actions.caseload import (
    accept_referral,
    close_referral,
    look_again_on,
    pass_on_referral,
    return_referral,
    take_request,
)
from callpoint.actions.caseload_file import note_contact, note_needs, write_note
from callpoint.actions.support_consent import (
    ask_for_consent,
    note_yes_or_no,
    refer_without_a_yes,
    say_yes_or_no,
    withdraw_consent,
)
from callpoint.clock import now
from callpoint.records.models import Referral
from callpoint.rules.access import Role
from callpoint.rules.support_service import (
    Basis,
    CloseReason,
    ContactOutcome,
    EntryKind,
    ReferralState,
    ReturnReason,
)
from tests.actions.caseload import a_contact, yes
from tests.actions.support import FAR, NEAR, a_request, a_supporter
from tests.makers import a_report, an_actor
from tests.pages.desk_walk import Pages

ZZZ: dict[str, str | list[str]] = {
    "story": "zzz",
    "name": "zzz",
    "phone": "zzz 000",
    "safe_contact": "yes-neutral-words-only",
    "update_way": "phone",
    "leave_message": "yes",
    "self_harm": "yes",
    "has_carer": "yes",
    "access_needs": ["bsl"],
    "language": "zzz",
}


def a_zzz_report(**more: str | list[str]) -> UUID:
    """A report of somebody who may be called."""
    answers: dict[str, Any] = {**ZZZ, **more}
    return a_report(when=now(), **answers)


def a_zzz_entry(*, story: bool = False, **more: str | list[str]) -> Referral:
    """A new entry of a caseload."""
    report_id = a_zzz_report(**more)
    say_yes_or_no(report_id=report_id, answer=yes(story=story), by=reporter(report_id), at=now())
    return Referral.objects.get(report=report_id)


def a_full_entry() -> Referral:
    """One that is worked on, with a line of each sort in its file."""
    entry, by = a_zzz_entry(story=True), a_supporter()
    accept_referral(referral_id=entry.id, by=by, at=now())
    write_note(referral_id=entry.id, words="zzz", send_key="1", by=by, at=now())
    for outcome in ContactOutcome:
        note_contact(referral_id=entry.id, new=a_contact(outcome, note="zzz"), by=by, at=now())
    for kind, needs in ((EntryKind.BEFORE, ["fear", "upset"]), (EntryKind.AFTER, ["upset", "bereaved"])):
        note_needs(referral_id=entry.id, kind=kind, needs=needs, send_key="1", by=by, at=now())
    look_again_on(referral_id=entry.id, day=(now() + timedelta(days=2)).date(), by=by, at=now())
    return entry


def a_returned_entry() -> Referral:
    """One that was given back."""
    entry = a_zzz_entry()
    return_referral(referral_id=entry.id, reason=ReturnReason.OTHER, words="zzz", by=a_supporter(), at=now())
    return entry


def walk_own_support(walk: Pages) -> None:
    """The own page: before a yes, after it, taken back, refused."""
    walk.get("own_support")
    walk.post("own_support")
    walk.post("own_support", do="yes", service="zzz")
    for do in ("yes", "withdraw", "no"):
        walk.post("own_support", do=do)
        walk.get("own_support")
        walk.get("own_report")


def walk_support(walk: Pages, desk: Client, service: Client) -> None:
    """Every page of support in every state."""
    walk.get("staff_caseload", of=service)
    _walk_police(walk, desk)
    _walk_entries(walk, service)
    for state in ReferralState:
        walk.get("staff_caseload", of=service, query=f"?state={state}")
    walk.get("staff_support_figures", of=service)


def _walk_police(walk: Pages, desk: Client) -> None:
    by, report_id = an_actor(role=Role.SUPERVISOR, unit=""), a_zzz_report(support_wanted="ask-me-later")
    walk.get("staff_support", report_id, of=desk)
    ask_for_consent(report_id=report_id, by=by, at=now())
    for told in (
        {},
        {"said": "yes"},
        {"said": "yes", "words": "zzz" * 1000},
        {"do": "danger"},
        {"do": "danger", "basis": Basis.LIFE},
        {"said": "yes", "words": "zzz", "service": "zzz"},
    ):
        walk.post("staff_support", report_id, of=desk, **told)
    note_yes_or_no(report_id=report_id, answer=yes(words="zzz"), by=by, at=now())
    withdraw_consent(report_id=report_id, by=reporter(report_id), at=now())
    for basis in (Basis.LIFE, Basis.CHILD):
        refer_without_a_yes(report_id=report_id, service=NEAR, basis=basis, reason="zzz", by=by, at=now())
    for shown in (report_id, a_returned_entry().report_id, a_zzz_report(country="zzz", postcode="75001")):
        walk.get("staff_report", shown, of=desk)
        walk.get("staff_support", shown, of=desk)


def _walk_entries(walk: Pages, service: Client) -> None:
    by = a_supporter()
    hours = a_zzz_entry(safe_contact="certain-times", safe_times="zzz")
    unsafe = a_zzz_entry(safe_contact="no")
    accept_referral(referral_id=unsafe.id, by=by, at=now())
    passed, closed, full = a_full_entry(), a_full_entry(), a_full_entry()
    pass_on_referral(referral_id=passed.id, service=FAR, words="zzz", by=by, at=now())
    close_referral(referral_id=closed.id, reason=CloseReason.OTHER, words="zzz", by=by, at=now())
    request_id = a_request(
        {"way": "call", "contact": "zzz 000", "place": "S40 1TB", "about": "zzz"}, when=now(), send_key="s"
    ).request_id
    walk.get("staff_caseload", of=service)
    walk.get("staff_request", request_id, of=service)
    taken = take_request(request_id=request_id, by=by, at=now())
    walk.get("staff_request", request_id, of=service)
    for entry in (hours.id, unsafe.id, passed.id, closed.id, full.id, a_returned_entry().id, taken):
        walk.get("staff_referral", entry, of=service)
    for do in ("note", "contact", "look-again", "close", "pass-on"):
        walk.post("staff_referral", full.id, of=service, do=do, next_on="zzz", way="text", outcome="reached")
    walk.post("staff_referral", full.id, of=service, do="accept")
    walk.post("staff_referral", full.id, of=service, do="note", note_words="zzz" * 1000)
    withdraw_consent(report_id=full.report_id, by=reporter(full.report_id), at=now())  # type: ignore[arg-type]  # it hangs on a report
    walk.get("staff_referral", full.id, of=service)
    walk.post("staff_referral", full.id, of=service, do="note", note_words="zzz")
    walk.post("staff_referral", closed.id, of=service, do="note", note_words="zzz")
