"""Made-up victim support: people who said yes, and a made-up worker of the service who has taken some of them on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor, newcomer, reporter, system
from callpoint.actions.caseload import accept_referral, close_referral, look_again_on, return_referral
from callpoint.actions.caseload_file import NewContact, note_contact, note_needs, write_note
from callpoint.actions.reporting import begin_report, submit
from callpoint.actions.support_consent import Answer, say_yes_or_no, withdraw_consent
from callpoint.actions.support_requests import ask_for_support
from callpoint.actions.upkeep import acknowledge
from callpoint.analysis.settling import settle_report
from callpoint.project.demo_people import made_up_person
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.caseload import caseload_of
from callpoint.rules.access import Role
from callpoint.rules.support_contact import ContactWay
from callpoint.rules.support_service import (
    CloseReason,
    ContactOutcome,
    EntryKind,
    ReferralState,
    ReturnReason,
)
from callpoint.rules.way import DECLARATION

SERVICE: Final = "derbyshire-victim-services"
UNIT: Final = "victim-support-liaison"
MARK: Final = "Made-up example, not a real person."
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A made-up person who said yes: how long ago, what they told, and what the worker then did."""

    days: float
    answers: dict[str, str | list[str]]
    shares_story: bool = False
    then: Callable[[UUID, Actor, datetime], None] | None = None
    takes_back: bool = False


def _safe(name: str, last: str, story: str, **more: str | list[str]) -> dict[str, str | list[str]]:
    """Give the answers of somebody who may be called; numbers are from Ofcom's range for drama."""
    base: dict[str, str | list[str]] = {
        "who": "self",
        "name": f"{name} (made up)",
        "phone": f"07700 900{last}",
        "safe_contact": "yes-neutral-words-only",
        "update_way": "phone",
        "postcode": "S41 7PF",
        "story": f"{story}\n\n{MARK}",
    }
    return {**base, **more}


def _work(entry: UUID, by: Actor, at: datetime) -> None:
    """Take somebody on: one try without an answer, one that reached them, their needs, and a day to look again."""
    accept_referral(referral_id=entry, by=by, at=at)
    for hours, outcome, note in (
        (1, ContactOutcome.NO_ANSWER, "Rang eight times."),
        (20, ContactOutcome.REACHED, "We spoke for twenty minutes. A second call is agreed."),
    ):
        new = NewContact(way=ContactWay.CALL, outcome=outcome, note=f"{note} {MARK}", send_key=str(hours))
        note_contact(referral_id=entry, new=new, by=by, at=at + hours * HOUR)
    needs = ["fear", "upset", "lives-alone"]
    note_needs(
        referral_id=entry, kind=EntryKind.BEFORE, needs=needs, send_key="demo", by=by, at=at + 20 * HOUR
    )
    look_again_on(referral_id=entry, day=(at + 5 * DAY).date(), by=by, at=at + 20 * HOUR)


def _help(entry: UUID, by: Actor, at: datetime) -> None:
    """Do the same, and end it with fewer needs."""
    _work(entry, by, at)
    words = f"A door chain was fitted. They sleep again. {MARK}"
    write_note(referral_id=entry, words=words, send_key="demo", by=by, at=at + 2 * DAY)
    note_needs(
        referral_id=entry,
        kind=EntryKind.AFTER,
        needs=["lives-alone"],
        send_key="demo",
        by=by,
        at=at + 3 * DAY,
    )
    close_referral(referral_id=entry, reason=CloseReason.HELPED, words="", by=by, at=at + 3 * DAY)


def _give_back(entry: UUID, by: Actor, at: datetime) -> None:
    words = f"The number is not in use. Please ask them for another. {MARK}"
    return_referral(referral_id=entry, reason=ReturnReason.TOO_LITTLE, words=words, by=by, at=at)


ENTRIES: Final = (
    Entry(
        days=12,
        answers=_safe("Ruth", "101", "A man at the door took my card.", lives_alone="yes", fear="yes"),
        shares_story=True,
        then=_help,
    ),
    Entry(
        days=6,
        answers=_safe(
            "Imran",
            "102",
            "They still write to me each day and want more money.",
            safe_contact="certain-times",
            safe_times="weekdays after 6 pm",
            targeted="yes",
        ),
        shares_story=True,
        then=_work,
    ),
    Entry(
        days=5,
        answers=_safe("Jo", "103", "Somebody has my bank details.", emotional_effect="6"),
        then=_work,
    ),
    Entry(days=4, answers=_safe("Lee", "104", "A shop that never was took 120 pounds."), then=_give_back),
    Entry(
        days=3.2, answers=_safe("Ana", "105", "He waits outside my work.", fear="yes", repeat_victim="yes")
    ),
    Entry(days=1, answers=_safe("Pat", "106", "My savings are gone.", financial_effect="cannot-pay-bills")),
    Entry(days=0.2, answers=_safe("Sam", "107", "They said they were from my bank.", has_carer="yes")),
    Entry(days=2, answers=_safe("Kim", "108", "Somebody uses my name to borrow."), takes_back=True),
)


def support_people(*, at: datetime) -> int:
    """
    Let made-up people say yes and a made-up worker do their work, and return how many reports were sent for that.

    None where no such service is here, or where no police pass anybody on.
    """
    content = knowledge().content
    if SERVICE not in content.services or UNIT not in content.units or not _is_police():
        return 0
    by = made_up_person("Support Worker", role=Role.SUPPORT_WORKER, unit=UNIT, at=at)
    for number, entry in enumerate(ENTRIES):
        _send(entry, number, by=by, at=at - entry.days * DAY)
    told = {
        "way": "call",
        "contact": "07700 900109",
        "place": "S41 7PF",
        "name": "Mo (made up)",
        "about": MARK,
    }
    ask_for_support(
        told=told, service=SERVICE, send_key="demo", language="en", by=newcomer(), at=at - 6 * HOUR
    )
    return len(ENTRIES)


def _is_police() -> bool:
    return settings.CALLPOINT.service.role == "police-force"


def _send(entry: Entry, number: int, *, by: Actor, at: datetime) -> None:
    begun = begin_report(answers=entry.answers, language="en", channel="web", by=newcomer(), at=at)
    report_id, me = begun.report_id, reporter(begun.report_id)
    submit(
        answers={DECLARATION: "yes"},
        report_id=report_id,
        submit_key=f"demo-support-{number}",
        by=me,
        at=at,
    )
    acknowledge(report_id=str(report_id), by=system("worker"), at=at + timedelta(seconds=1))
    settle_report(report_id=report_id, at=at)
    yes = Answer(is_yes=True, service=SERVICE, shares_story=entry.shares_story)
    said_at = at + timedelta(minutes=20)
    say_yes_or_no(report_id=report_id, answer=yes, by=me, at=said_at)
    if entry.takes_back:
        withdraw_consent(report_id=report_id, by=me, at=said_at + HOUR)
    if entry.then:
        newest = max(
            caseload_of(badge=by.badge, state=ReferralState.NEW).rows, key=lambda row: row.referred_at
        )
        entry.then(newest.id, by, said_at + HOUR)
