"""What a reporter may expect next of a report that was sent, and by when; and what is expected of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from callpoint.rules.content.model import Unit
from callpoint.rules.dates import promised
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.lifecycle import ReportState

FIRST_READ: Final = {"now": "first-read-now", "today": "first-read-today"}
"""Which promise of a first reading belongs to which urgency (assessment criteria, section 7)."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far a report has come."""

    state: ReportState
    urgency: str
    unit: Unit | None
    submitted_at: datetime
    first_read_at: datetime | None
    state_changed_at: datetime | None
    news_at: datetime | None
    """When a person last wrote to the reporter."""
    wrote_at: datetime | None
    """When the reporter last wrote to staff."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """By when what is due; None where nothing is, or nothing was promised."""

    read_by: datetime | None = None
    news_by: datetime | None = None
    answer_by: datetime | None = None
    """Staff answer the reporter's last message."""
    tell_us_by: datetime | None = None
    """The reporter answers what they were asked; nothing is lost where they do not."""
    object_by: datetime | None = None
    """The reporter can ask to look at a closing again."""


def expected(known: Knowledge, report: Standing, *, role: str) -> Expected:
    """Give what is due next: each open report has one promised piece of news, counted from the last one."""

    def due(name: str, at: datetime | None) -> datetime | None:
        return promised(known, name, unit=report.unit, role=role, at=at) if at else None

    unanswered = report.wrote_at if _is_unanswered(report) else None
    if report.state is ReportState.CLOSED:
        return Expected(
            answer_by=due("answer-message", unanswered),
            object_by=due("review-window", report.state_changed_at),
        )
    unread = None if report.first_read_at else report.submitted_at
    return Expected(
        read_by=due(FIRST_READ.get(report.urgency, "first-read"), unread),
        news_by=due("next-update", report.news_at)
        if report.news_at
        else due("first-update", report.submitted_at),
        answer_by=due("answer-message", unanswered),
        tell_us_by=due("ask-window", report.news_at) if report.state is ReportState.WAITING else None,
    )


def _is_unanswered(report: Standing) -> bool:
    return report.wrote_at is not None and (report.news_at is None or report.news_at < report.wrote_at)
