"""What staff decided and asked about one report, opened to be shown to staff or to its reporter."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.additions import OpenedAddition
from callpoint.records.models import Ask, Recording, Report
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_casework import CaseworkSeal
from callpoint.rules.missing_facts import AskStanding, FactStanding, ask_standing, fact_standing
from callpoint.rules.recording_codes import RecordedAs


@dataclass(frozen=True, kw_only=True)
class OpenedRecording:
    """One decision on how a report is recorded, as staff see it; a reporter sees no reason and no name."""

    recorded_as: RecordedAs
    code: str
    reason: str
    told: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class AskedFact:
    """One fact that was asked for, by the id of its question, and what became of it."""

    key: str
    standing: FactStanding


@dataclass(frozen=True, kw_only=True)
class OpenedAsk:
    """What a reporter was asked for in one message."""

    id: UUID
    facts: tuple[AskedFact, ...]
    asked_by: str
    asked_at: datetime
    due_at: datetime
    reminded_at: datetime | None
    answered_at: datetime | None
    settled_at: datetime | None
    lapsed_at: datetime | None

    @property
    def open_keys(self) -> tuple[str, ...]:
        """Give the facts that are still wanted; none once a person settled it."""
        wanted = (fact.key for fact in self.facts if fact.standing is FactStanding.OPEN)
        return () if self.settled_at else tuple(wanted)

    def standing(self, *, at: datetime) -> AskStanding:
        """Say what became of it by now."""
        facts = tuple(fact.standing for fact in self.facts)
        return ask_standing(facts, is_settled=self.settled_at is not None, is_over=at > self.due_at)


def opened_recordings(report: Report, seal: ReportSeal) -> tuple[OpenedRecording, ...]:
    """Open how a report was recorded, the newest decision first."""
    casework = CaseworkSeal(seal.key)
    rows = (
        Recording.objects.filter(report=report).select_related("recorded_by").order_by("-recorded_at", "-id")
    )
    return tuple(
        OpenedRecording(
            recorded_as=RecordedAs(row.recorded_as),
            code=row.code,
            reason=casework.recording(row, column="reason"),
            told=casework.recording(row, column="told"),
            recorded_by=row.recorded_by.display_name,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def opened_asks(report: Report, additions: Sequence[OpenedAddition]) -> tuple[OpenedAsk, ...]:
    """Give what a reporter was asked for, the newest first, with what came of it."""
    rows = Ask.objects.filter(report=report).select_related("asked_by").order_by("-asked_at", "-id")
    return tuple(opened_ask(row, additions) for row in rows)


def opened_ask(row: Ask, additions: Sequence[OpenedAddition]) -> OpenedAsk:
    """Give one ask with what came of each of its facts, as far as these additions say."""
    told, not_known = _told_since(row.asked_at, additions), json.loads(row.not_known)
    return OpenedAsk(
        id=row.id,
        facts=tuple(
            AskedFact(key=key, standing=fact_standing(key, told_since=told, not_known=not_known))
            for key in json.loads(row.questions)
        ),
        asked_by=row.asked_by.display_name,
        asked_at=row.asked_at,
        due_at=row.due_at,
        reminded_at=row.reminded_at,
        answered_at=row.answered_at,
        settled_at=row.settled_at,
        lapsed_at=row.lapsed_at,
    )


def _told_since(asked_at: datetime, additions: Sequence[OpenedAddition]) -> Mapping[str, str | list[str]]:
    return {
        change.key: change.after
        for addition in additions
        if addition.added_at > asked_at
        for change in addition.changes
    }
