"""Statements of a report, opened to be shown to staff, and to the reporter whose they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from callpoint.records.models import Report, Statement
from callpoint.records.queries.links import in_parts
from callpoint.records.sealed import UNREADABLE
from callpoint.records.sealed_interventions import InterventionSeal
from callpoint.rules.statements import StatementKind, StatementStanding, standing_of, statement_hash


@dataclass(frozen=True, kw_only=True)
class OpenedStatement:
    """One statement: its text as it stands, or as it was signed."""

    id: UUID
    kind: StatementKind
    text: str
    name: str
    """'' until it is signed."""
    offered_by: str
    offered_at: datetime
    changed_at: datetime | None
    signed_at: datetime | None
    declined_at: datetime | None
    used_by: str
    used_at: datetime | None
    withdrawn_at: datetime | None
    is_covered: bool = False
    """Whoever looks may not see who signed it."""

    @property
    def standing(self) -> StatementStanding:
        """Say how it stands."""
        return standing_of(
            signed_at=self.signed_at,
            declined_at=self.declined_at,
            used_at=self.used_at,
            withdrawn_at=self.withdrawn_at,
        )

    @property
    def hash(self) -> str:
        """
        Give the SHA-256 of the text, the name and the time of signing; '' until it is signed.

        Also '' where the name is covered: whoever has the text could try names until one fits.
        """
        if self.signed_at is None or self.is_covered:
            return ""
        return statement_hash(text=self.text, name=self.name, at=self.signed_at)


SHOWN_TO_STAFF: Final = frozenset({StatementStanding.SIGNED, StatementStanding.USED})


def opened_statements(report: Report) -> tuple[OpenedStatement, ...]:
    """Open the statements of a report for staff, the newest first: the text of none that is not signed, or was withdrawn."""
    every = _every_statement(report)
    return tuple(one if one.standing in SHOWN_TO_STAFF else replace(one, text="", name="") for one in every)


def own_statements(report_id: UUID) -> tuple[OpenedStatement, ...]:
    """Open the statements of a report for its own reporter, whose session holds it."""
    return _every_statement(Report.objects.get(id=report_id))


def signed_names(reports: Collection[UUID]) -> Mapping[UUID, Sequence[str]]:
    """Open the names under the statements of some reports that staff are shown; one that cannot be opened has none."""
    signed = Statement.objects.filter(signed_at__isnull=False, withdrawn_at=None)
    names: dict[UUID, list[str]] = defaultdict(list)
    for some in in_parts(reports):
        for row in signed.filter(report__in=some).select_related("report").order_by("id"):
            with suppress(*UNREADABLE):
                names[row.report_id].append(InterventionSeal.of(row.report).name(row))
    return names


def _every_statement(report: Report) -> tuple[OpenedStatement, ...]:
    rows = list(
        Statement.objects.filter(report=report)
        .select_related("offered_by", "used_by")
        .order_by("-offered_at", "-id")
    )
    if not rows:
        return ()
    seal = InterventionSeal.of(report)
    return tuple(
        OpenedStatement(
            id=row.id,
            kind=StatementKind(row.kind),
            text=seal.text(row),
            name=seal.name(row),
            offered_by=str(row.offered_by),
            offered_at=row.offered_at,
            changed_at=row.changed_at,
            signed_at=row.signed_at,
            declined_at=row.declined_at,
            used_by=str(row.used_by or ""),
            used_at=row.used_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    )
