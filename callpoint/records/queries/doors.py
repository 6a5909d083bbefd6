"""Which reports are restricted, and to whom they are open now: readable columns only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from callpoint.records.models import Admission, Restriction, StaffMember
from callpoint.rules.access import DEEDS, EVERY_UNIT, Badge, Deed, Role, may
from callpoint.rules.restricting import Answer, Behind, Door

MOST_SHOWN: Final = 200
"""Lines of one list; the oldest come first, and the rest move up."""
OPENERS: Final = tuple(role for role in Role if Deed.OPEN_REPORT in DEEDS[role])
LET_IN: Final = (Answer.NAMED, Answer.GRANTED)


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """One request to be let in that nobody decided; nothing of it was sealed."""

    id: UUID
    reference: str
    unit: str
    behind: Behind
    asked_by: str
    asked_at: datetime
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class RestrictedLine:
    """One report that is restricted now."""

    report_id: UUID
    reference: str
    unit: str
    why: str
    placed_by: str
    placed_at: datetime
    is_open: bool
    """Whether whoever looks may open it."""


def door_of(report_id: UUID, *, staff_id: int) -> Door:
    """Say what stands between a person and a report; `until` is the latest that they were let in to."""
    found = Restriction.objects.filter(report=report_id, lifted_at=None).values_list("kept_from_id").first()
    if found is None:
        return Door()
    rows = Admission.objects.filter(report=report_id, staff=staff_id, behind=Behind.REPORT, answer__in=LET_IN)
    let_in = list(rows.values_list("answer", "until"))
    return Door(
        is_restricted=True,
        is_kept_out=found[0] == staff_id,
        is_named=any(until is None for _answer, until in let_in),
        until=max((until for _answer, until in let_in if until), default=None),
    )


def identity_shown_until(report_id: UUID, *, staff_id: int, at: datetime) -> datetime | None:
    """Say until when a person may see who reported; None where they may not."""
    rows = Admission.objects.filter(
        report=report_id, staff=staff_id, behind=Behind.IDENTITY, answer=Answer.GRANTED, until__gt=at
    )
    return rows.order_by("-until").values_list("until", flat=True).first()


def shut_to(staff_id: int, *, at: datetime) -> frozenset[UUID]:
    """Name the restricted reports that are not open to a person now; few are restricted."""
    return restricted_and_shut(staff_id, at=at)[1]


def restricted_among(reports: Collection[UUID]) -> frozenset[UUID]:
    """Name those of some reports that are restricted now, to whomever they are open."""
    rows = Restriction.objects.filter(report__in=reports, lifted_at=None)
    return frozenset(rows.values_list("report_id", flat=True))


def report_of(restriction_id: UUID) -> UUID | None:
    """Give the report of a restriction; None where it went."""
    return Restriction.objects.filter(id=restriction_id).values_list("report_id", flat=True).first()


def restricted_and_shut(staff_id: int, *, at: datetime) -> tuple[Collection[UUID], frozenset[UUID]]:
    """Name the reports that are restricted now, and those of them that are not open to a person."""
    restricted = dict(Restriction.objects.filter(lifted_at=None).values_list("report_id", "kept_from_id"))
    if not restricted:
        return frozenset(), frozenset()
    let_in = Admission.objects.filter(
        Q(until=None) | Q(until__gt=at), staff=staff_id, behind=Behind.REPORT, answer__in=LET_IN
    )
    is_open = set(let_in.filter(report__in=restricted).values_list("report_id", flat=True))
    shut = (each for each, kept_from in restricted.items() if each not in is_open or kept_from == staff_id)
    return restricted.keys(), frozenset(shut)


def rows_shut_to(staff_id: int, *, at: datetime) -> QuerySet[Restriction, Any]:
    """Give the same as `shut_to` for use inside another question, which then takes no question more."""
    let_in = Admission.objects.filter(
        Q(until=None) | Q(until__gt=at),
        report=OuterRef("report"),
        staff=staff_id,
        behind=Behind.REPORT,
        answer__in=LET_IN,
    )
    shut = Q(kept_from=staff_id) | ~Exists(let_in)
    return Restriction.objects.filter(shut, lifted_at=None).values("report")


def waiting_request(report_id: UUID, *, staff_id: int, behind: Behind) -> datetime | None:
    """Say since when a person's own request waits; None where none does."""
    rows = Admission.objects.filter(report=report_id, staff=staff_id, behind=behind, answer="")
    return rows.values_list("asked_at", flat=True).first()


def who_may_open(unit: str) -> Sequence[tuple[int, str]]:
    """List who may open reports of a unit, number and name, by name."""
    rows = StaffMember.objects.filter(is_active=True, role__in=OPENERS).order_by("display_name", "pk")
    return [(row.pk, row.display_name) for row in rows if may(row.badge(), Deed.OPEN_REPORT, unit=unit)]


def who_works_here() -> Sequence[tuple[int, str]]:
    """List everybody with an account that is open, number and name, by name."""
    rows = StaffMember.objects.filter(is_active=True).order_by("display_name", "pk")
    return [(row.pk, row.display_name) for row in rows]


def requests_to_decide(*, staff_id: int) -> tuple[RequestLine, ...]:
    """List the requests that wait, the oldest first; not those about reports that this person is kept away from."""
    away = Restriction.objects.filter(kept_from=staff_id, lifted_at=None).values("report_id")
    rows = Admission.objects.filter(answer="").exclude(report__in=away).select_related("report", "staff")
    return tuple(
        RequestLine(
            id=row.id,
            reference=row.report.reference or "",
            unit=row.report.unit,
            behind=Behind(row.behind),
            asked_by=str(row.staff),
            asked_at=row.asked_at,
            is_own=row.staff_id == staff_id,
        )
        for row in rows.order_by("asked_at", "id")[:MOST_SHOWN]
    )


def restricted_now(*, badge: Badge, staff_id: int, at: datetime) -> tuple[RestrictedLine, ...]:
    """List the reports that are restricted now, the oldest first; not those that this person is kept away from."""
    rows = Restriction.objects.filter(lifted_at=None).exclude(kept_from=staff_id)
    rows = rows.select_related("report", "placed_by")
    if badge.role not in EVERY_UNIT:
        rows = rows.filter(report__unit=badge.unit)
    shut = shut_to(staff_id, at=at)
    return tuple(
        RestrictedLine(
            report_id=row.report_id,
            reference=row.report.reference or "",
            unit=row.report.unit,
            why=row.why,
            placed_by=str(row.placed_by),
            placed_at=row.placed_at,
            is_open=row.report_id not in shut,
        )
        for row in rows.order_by("placed_at", "id")[:MOST_SHOWN]
    )
