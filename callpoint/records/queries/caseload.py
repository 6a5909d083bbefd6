"""Lists and counts of a support service's caseload: readable columns only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from callpoint.records.models import Referral, SupportRequest
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.support_requests import RequestState
from callpoint.rules.support_service import EntryKind, ReferralState, Way

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class CaseloadRow:
    """One entry; it holds nothing that was sealed, and nothing at all of the person where consent was withdrawn."""

    id: UUID
    reference: str
    state: ReferralState
    way: Way
    kind: str
    referred_at: datetime
    due_at: datetime | None
    next_on: date | None
    ended_at: datetime | None
    taken_by: str
    tries: int


@dataclass(frozen=True, kw_only=True)
class CaseloadPage:
    """One page of a caseload, and how many entries of the state there are."""

    rows: Sequence[CaseloadRow]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class OwnAsk:
    """Somebody who asked the service themselves and whom nobody has taken on."""

    id: UUID
    reference: str
    created_at: datetime
    due_at: datetime | None


def caseload_of(*, badge: Badge, state: ReferralState, number: int = 1) -> CaseloadPage:
    """List the entries of one state of a unit; what is due first at the head. `number` is brought into range."""
    found = Referral.objects.filter(unit=badge.unit, state=state)
    total = found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    first = (number - 1) * PAGE_SIZE
    tries = Count("entries", filter=Q(entries__kind=EntryKind.CONTACT))
    rows = found.select_related("report", "taken_by").annotate(tries=tries)
    order = {
        ReferralState.NEW: (F("due_at").asc(nulls_last=True), "referred_at"),
        ReferralState.ACCEPTED: (F("next_on").asc(nulls_last=True), "referred_at"),
    }.get(state, ("-ended_at", "-referred_at"))
    chosen = rows.order_by(*order, "id")[first : first + PAGE_SIZE]
    return CaseloadPage(
        rows=[_row(row, tries=row.tries) for row in chosen], total=total, number=number, pages=pages
    )


def numbers_of(badge: Badge) -> dict[ReferralState, int]:
    """Count the entries of a unit by their state."""
    counted = Referral.objects.filter(unit=badge.unit).values_list("state").annotate(number=Count("id"))
    return {ReferralState(state): number for state, number in counted}


def own_asks(badge: Badge) -> tuple[Sequence[OwnAsk], int]:
    """Give the first requests to talk of a unit that are in no caseload yet, and how many there are in all."""
    open_states = (RequestState.WAITING, RequestState.CALLED)
    found = SupportRequest.objects.filter(unit=badge.unit, state__in=open_states, referrals=None)
    first = found.order_by(F("due_at").asc(nulls_last=True), "created_at")[:PAGE_SIZE]
    rows = [
        OwnAsk(id=one.id, reference=one.reference, created_at=one.created_at, due_at=one.due_at)
        for one in first
    ]
    return rows, found.count()


def entry_of_request(request_id: UUID) -> UUID | None:
    """Give the newest entry of a caseload that a request to talk became; None where nobody took it on."""
    found = Referral.objects.filter(request=request_id).order_by("-referred_at", "-id")
    return found.values_list("id", flat=True).first()


def _row(row: Referral, *, tries: int) -> CaseloadRow:
    is_withdrawn = row.state == ReferralState.WITHDRAWN
    return CaseloadRow(
        id=row.id,
        reference=row.reference,
        state=ReferralState(row.state),
        way=Way(row.way),
        kind=row.report.kind if row.report and not is_withdrawn else "",
        referred_at=row.referred_at,
        due_at=row.due_at,
        next_on=row.next_on,
        ended_at=row.ended_at,
        taken_by=row.taken_by.display_name if row.taken_by else "",
        tries=tries,
    )


@dataclass(frozen=True, kw_only=True)
class ReferralFacts:
    """What is counted of one referral; nothing that was sealed."""

    way: Way
    state: ReferralState
    service: str
    due_at: datetime | None
    accepted_at: datetime | None
    end_reason: str
    is_contacted: bool
    score_before: int | None
    score_after: int | None


def facts_between(*, badge: Badge, start: datetime, end: datetime) -> Sequence[ReferralFacts]:
    """Give what is counted of the referrals of a time: those of a badge's own unit, or of every one it may see."""
    rows: QuerySet[Referral] = Referral.objects.filter(referred_at__gte=start, referred_at__lt=end)
    if badge.role not in EVERY_UNIT:
        rows = rows.filter(unit=badge.unit)
    return [_facts(row) for row in rows.prefetch_related("entries").order_by("referred_at", "id")]


def _facts(row: Referral) -> ReferralFacts:
    entries = sorted(row.entries.all(), key=lambda entry: entry.written_at)
    before = [entry.score for entry in entries if entry.kind == EntryKind.BEFORE]
    after = [entry.score for entry in entries if entry.kind == EntryKind.AFTER]
    return ReferralFacts(
        way=Way(row.way),
        state=ReferralState(row.state),
        service=row.service,
        due_at=row.due_at,
        accepted_at=row.accepted_at,
        end_reason=row.end_reason,
        is_contacted=any(entry.kind == EntryKind.CONTACT for entry in entries),
        score_before=before[0] if before else None,
        score_after=after[-1] if after else None,
    )
