"""What a report tells by now: the answers that were sent, with every later addition laid over them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import Addition, Report
from callpoint.records.sealed import UNREADABLE, Answers, ReportSeal
from callpoint.rules.adding import laid_over
from callpoint.rules.lifecycle import ReportState


@dataclass(frozen=True, kw_only=True)
class Change:
    """One answer before and after an addition; '' where there was, or is, none."""

    key: str
    before: str | list[str]
    after: str | list[str]


@dataclass(frozen=True, kw_only=True)
class OpenedAddition:
    """One addition as it is shown: when it came, and what it changed."""

    id: UUID
    added_at: datetime
    questions_version: str
    """Under which its questions were worded: see `records.questionnaires`."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ToldByNow:
    """The answers as they stand now, and the additions that led there, oldest first."""

    answers: Answers
    additions: tuple[OpenedAddition, ...]

    def added_times(self) -> Mapping[str, datetime]:
        """Give when each answer was added, by its key; those that stand as sent have none."""
        return {change.key: one.added_at for one in self.additions for change in one.changes}


def told_by_now(report: Report, seal: ReportSeal) -> ToldByNow:
    """Open the answers of a report and lay every addition over them."""
    if report.state == ReportState.DRAFT:
        return ToldByNow(answers=seal.answers(report), additions=())
    return _laid(report, seal, Addition.objects.filter(report=report).order_by("added_at", "id"))


def answers_by_now(reports: Collection[Report]) -> dict[UUID, Answers]:
    """Open what each of some sent reports tells by now, with one question; one that cannot be opened has no entry."""
    rows: dict[UUID, list[Addition]] = defaultdict(list)
    for row in Addition.objects.filter(report__in=reports).order_by("added_at", "id"):
        rows[row.report_id].append(row)
    told: dict[UUID, Answers] = {}
    for report in reports:
        with suppress(*UNREADABLE):
            told[report.id] = _laid(report, ReportSeal.of(report), rows[report.id]).answers
    return told


def _laid(report: Report, seal: ReportSeal, rows: Iterable[Addition]) -> ToldByNow:
    answers, additions = seal.answers(report), []
    for row in rows:
        added = seal.addition(row)
        changes = tuple(
            Change(key=key, before=answers.get(key, ""), after=value) for key, value in added.items()
        )
        additions.append(
            OpenedAddition(
                id=row.id,
                added_at=row.added_at,
                questions_version=row.questions_version,
                changes=changes,
            )
        )
        answers = laid_over(answers, added)
    return ToldByNow(answers=answers, additions=tuple(additions))
