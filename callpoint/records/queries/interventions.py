"""Lists of requests to other bodies, from readable columns only: what waits, and what was recovered over all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F, Q

from callpoint.records.models import Intervention
from callpoint.records.opened_interventions import noted
from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.intervening import Standing, standing_of
from callpoint.rules.sums import Recovered, Sum, recovered

MOST_SHOWN = 200
"""Lines of one list; the first due come first, and the rest move up."""
LISTED: Final = (
    *("kind", "asked_minor", "currency", "made_at", "sent_at", "due_at"),
    *("report__reference", "made_by__display_name"),
)
ADDED_UP: Final = ("report_id", "about", "currency", "asked_minor", "held_minor", "returned_minor")
"""What is read of each row: a list carries no sealed letter out of the database."""


@dataclass(frozen=True, kw_only=True)
class InterventionLine:
    """One request that waits; nothing of it was sealed."""

    id: UUID
    report_id: UUID
    reference: str
    kind: str
    sum: Sum | None
    made_by: str
    made_at: datetime
    sent_at: datetime | None
    due_at: datetime | None

    def standing(self, *, at: datetime) -> Standing:
        """Say how it stands by now."""
        return standing_of(sent_at=self.sent_at, due=self.due_at, answered_at=None, at=at)


def open_interventions(*, badge: Badge, shut: Collection[UUID]) -> tuple[InterventionLine, ...]:
    """
    Give the requests that nobody answered: overdue ones first, then by when they are due, then those not sent.

    Those of the restricted reports in `shut` are left out: what is asked of whom tells what was reported.
    """
    rows = Intervention.objects.filter(_of_unit(badge), answered_at=None).exclude(report__in=shut)
    ordered = (
        rows.select_related("report", "made_by")
        .only(*LISTED)
        .order_by(F("due_at").asc(nulls_last=True), "made_at", "id")
    )
    return tuple(
        InterventionLine(
            id=row.id,
            report_id=row.report_id,
            reference=row.report.reference or "",
            kind=row.kind,
            sum=None if row.asked_minor is None else Sum(minor=row.asked_minor, currency=row.currency),
            made_by=str(row.made_by),
            made_at=row.made_at,
            sent_at=row.sent_at,
            due_at=row.due_at,
        )
        for row in ordered[:MOST_SHOWN]
    )


def recovered_in_all(*, badge: Badge) -> tuple[Recovered, ...]:
    """Add up what is held and came back over all requests that a badge may see, by currency."""
    rows = Intervention.objects.filter(_of_unit(badge), is_money=True, answered_at__isnull=False).only(
        *ADDED_UP
    )
    return recovered(noted(row) for row in rows.iterator())


def _of_unit(badge: Badge) -> Q:
    return Q() if badge.role in EVERY_UNIT else Q(report__unit=badge.unit)
