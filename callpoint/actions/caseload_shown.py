"""Opens a referral for its service: what the person agreed to, and the service's own file; for the action with the leaf."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Referral, ReferralEntry, Report, SupportRequest
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.sealed_requests import SupportSeal
from callpoint.records.sealed_support import CaseloadSeal
from callpoint.rules.assessment.assess import assess
from callpoint.rules.assessment.model import Basis as AssessmentBasis
from callpoint.rules.suggesting import suggest, text_of
from callpoint.rules.support_contact import ANSWER_OF, ContactPlan, ContactWay, contact_plan
from callpoint.rules.support_needs import needs_told
from callpoint.rules.support_service import SHOWN, Basis, EntryKind, ReferralState, Way
from callpoint.rules.turning_to_report import answers_from_request

NEEDED: Final = ("language", "access_needs")
"""Answers about what somebody needs in order to talk at all."""


@dataclass(frozen=True, kw_only=True)
class OpenedEntry:
    """One line of a service's own file."""

    kind: EntryKind
    outcome: str
    way: str
    words: str
    needs: tuple[str, ...]
    score: int | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What a service reads of somebody: no more than they agreed to."""

    name: str = ""
    kind: str = ""
    plan: ContactPlan
    contact: Mapping[ContactWay, str]
    """Numbers and addresses that may be used now; none outside the hours they called safe."""
    needs: tuple[str, ...] = ()
    answers: Answers
    story: str = ""
    """'' where they did not agree to that."""


@dataclass(frozen=True, kw_only=True)
class OpenedReferral:
    """One entry of a caseload, open."""

    id: UUID
    reference: str
    state: ReferralState
    way: Way
    basis: Basis
    service: str
    unit: str
    referred_at: datetime
    due_at: datetime | None
    accepted_at: datetime | None
    taken_by: str
    next_on: date | None
    ended_at: datetime | None
    end_reason: str
    end_words: str
    shared: Shared | None
    """None once the service gave it back."""
    entries: tuple[OpenedEntry, ...]
    """The newest first."""

    def needs_at(self, kind: EntryKind) -> OpenedEntry | None:
        """Give the list of needs at the start, or the newest at the end."""
        found = [entry for entry in self.entries if entry.kind is kind]
        return found[0] if found else None


def source_of(referral: Referral) -> Report | SupportRequest:
    """Give what a referral hangs on."""
    return referral.report or SupportRequest.objects.get(referrals=referral.pk)


def answers_of(source: Report | SupportRequest) -> Answers:
    """Give the answers as they stand now; those of a request as a report would have them."""
    if isinstance(source, Report):
        return told_by_now(source, ReportSeal.of(source)).answers
    told = SupportSeal.of(source).told(source)
    needs = {"access_needs": told["needs"]} if told.get("needs") else {}
    return {**answers_from_request(told), **needs}


def plan_of(answers: Answers, *, at: datetime) -> ContactPlan:
    """Say how somebody may be reached now, in the hours of this country."""
    return contact_plan(answers, at=at, zone=ZoneInfo(knowledge().jurisdiction.timezone))


def opened_referral(referral: Referral, *, at: datetime) -> OpenedReferral:
    """Open a referral that was not withdrawn."""
    seal, state = CaseloadSeal.of(referral), ReferralState(referral.state)
    return OpenedReferral(
        id=referral.id,
        reference=referral.reference,
        state=state,
        way=Way(referral.way),
        basis=Basis(referral.basis),
        service=referral.service,
        unit=referral.unit,
        referred_at=referral.referred_at,
        due_at=referral.due_at,
        accepted_at=referral.accepted_at,
        taken_by=referral.taken_by.display_name if referral.taken_by else "",
        next_on=referral.next_on,
        ended_at=referral.ended_at,
        end_reason=referral.end_reason,
        end_words=seal.referral(referral, column="end_words"),
        shared=_shared(referral, at=at) if state in SHOWN else None,
        entries=_entries(referral, seal),
    )


def _entries(referral: Referral, seal: CaseloadSeal) -> tuple[OpenedEntry, ...]:
    rows = ReferralEntry.objects.filter(referral=referral).select_related("written_by")
    return tuple(_entry(row, seal) for row in rows.order_by("-written_at", "-id"))


def _entry(row: ReferralEntry, seal: CaseloadSeal) -> OpenedEntry:
    is_list = row.kind in (EntryKind.BEFORE, EntryKind.AFTER)
    return OpenedEntry(
        kind=EntryKind(row.kind),
        outcome=row.outcome,
        way=row.way,
        words="" if is_list else seal.note(row),
        needs=seal.needs(row) if is_list else (),
        score=row.score,
        by=row.written_by.display_name,
        at=row.written_at,
    )


def _shared(referral: Referral, *, at: datetime) -> Shared:
    source = source_of(referral)
    answers = answers_of(source)
    plan = plan_of(answers, at=at)
    contact = {way: text_of(answers, ANSWER_OF[way]) for way in plan.ways} if plan.is_open(at=at) else {}
    return Shared(
        name=text_of(answers, "name"),
        kind=source.kind if isinstance(source, Report) else "",
        plan=plan,
        contact=contact,
        needs=_needs(source, answers) if isinstance(source, Report) else (),
        answers={name: answers[name] for name in NEEDED if answers.get(name)},
        story=_story(source, answers) if referral.shares_story else "",
    )


def _story(source: Report | SupportRequest, answers: Answers) -> str:
    """Give their own words; those of a request were written for the service."""
    if isinstance(source, Report):
        return text_of(answers, "story")
    return SupportSeal.of(source).told(source).get("about", "")


def _needs(report: Report, answers: Answers) -> tuple[str, ...]:
    """Give the needs that the criteria read in the answers, by their ids; nothing else of the report is looked at."""
    sent_at = report.submitted_at or report.created_at
    basis = AssessmentBasis(
        answers=answers,
        at=sent_at,
        suggestion=suggest(answers, at=sent_at, known=knowledge()),
        paid_at=report.paid_at,
    )
    return needs_told(assess(basis, knowledge()).vulnerability.reasons)
