"""How a report ended, opened to be shown: to staff with the report, and to its own reporter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.records.models import Closing, FollowUp, Report, Review
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.rules.letters import Letter
from callpoint.rules.lifecycle import ReportState


@dataclass(frozen=True, kw_only=True)
class OpenedReview:
    """One request to look at a closing again."""

    id: UUID
    words: str
    asked_at: datetime
    taken_by: str
    decided_by: str
    decided_at: datetime | None
    result: str
    reasons: str


@dataclass(frozen=True, kw_only=True)
class OpenedFollowUp:
    """How it went, as the reporter said some weeks after."""

    asked_at: datetime
    answered_at: datetime | None
    choice: str
    words: str


@dataclass(frozen=True, kw_only=True)
class OpenedClosing:
    """One closing of a report with its letter, and what came of it."""

    id: UUID
    outcome: str
    language: str
    letter: Letter
    because: tuple[str, ...]
    """Why a second person looks (`rules.closing.Why`)."""
    proposed_by: str
    proposed_by_id: int
    proposed_at: datetime
    checked_by: str
    checked_by_id: int | None
    checked_at: datetime | None
    returned_by: str
    returned_at: datetime | None
    return_reason: str
    sent_at: datetime | None
    opened_by: str
    """'' where the reporter opened it again, or nobody."""
    opened_at: datetime | None
    open_reason: str
    reviews: tuple[OpenedReview, ...]
    follow_up: OpenedFollowUp | None


@dataclass(frozen=True, kw_only=True)
class OwnClosing:
    """How a report ended, for its own reporter: the letter, and whether something was asked or may be."""

    letter: Letter
    outcome: str
    sent_at: datetime
    is_closed: bool
    """Whether it still holds."""
    review: OpenedReview | None
    """The last request to look again."""
    is_asked: bool
    """Whether it is asked now how it went."""
    went: str
    """How it went, as they last said; '' where they did not."""


def opened_closings(report: Report) -> tuple[OpenedClosing, ...]:
    """Open every closing of a report, the newest first."""
    seal = ClosingSeal.of(report)
    people = ("proposed_by", "checked_by", "returned_by", "opened_by")
    rows = Closing.objects.filter(report=report).select_related(*people).order_by("-proposed_at", "-id")
    return tuple(_opened(row, seal) for row in rows)


def opened_closing(report: Report, closing_id: UUID) -> OpenedClosing:
    """Open one closing of a report, which is known to be there."""
    return next(one for one in opened_closings(report) if one.id == closing_id)


def own_closing(report_id: UUID) -> OwnClosing | None:
    """Open the last letter of a report for its own reporter, whose session holds it; None where none was sent."""
    row = Closing.objects.filter(report=report_id, sent_at__isnull=False).order_by("-sent_at").first()
    if row is None or row.sent_at is None:
        return None
    seal = ClosingSeal.of(row.report)
    asked = FollowUp.objects.filter(report=report_id, asked_at__isnull=False)
    return OwnClosing(
        letter=seal.letter(row),
        outcome=row.outcome,
        sent_at=row.sent_at,
        is_closed=row.report.state == ReportState.CLOSED,
        review=next(iter(_reviews(row, seal)), None),
        is_asked=asked.filter(answered_at=None).exists(),
        went=asked.filter(closing=row).values_list("choice", flat=True).first() or "",
    )


def _opened(row: Closing, seal: ClosingSeal) -> OpenedClosing:
    return OpenedClosing(
        id=row.id,
        outcome=row.outcome,
        language=row.language,
        letter=seal.letter(row),
        because=tuple(row.because.split(",")) if row.because else (),
        proposed_by=str(row.proposed_by),
        proposed_by_id=row.proposed_by_id,
        proposed_at=row.proposed_at,
        checked_by=str(row.checked_by or ""),
        checked_by_id=row.checked_by_id,
        checked_at=row.checked_at,
        returned_by=str(row.returned_by or ""),
        returned_at=row.returned_at,
        return_reason=seal.return_reason(row),
        sent_at=row.sent_at,
        opened_by=str(row.opened_by or ""),
        opened_at=row.opened_at,
        open_reason=seal.open_reason(row),
        reviews=_reviews(row, seal),
        follow_up=_follow_up(row, seal),
    )


def _reviews(row: Closing, seal: ClosingSeal) -> tuple[OpenedReview, ...]:
    reviews = (
        Review.objects.filter(closing=row).select_related("taken_by", "decided_by").order_by("-asked_at")
    )
    return tuple(
        OpenedReview(
            id=each.id,
            words=seal.words(each),
            asked_at=each.asked_at,
            taken_by=str(each.taken_by or ""),
            decided_by=str(each.decided_by or ""),
            decided_at=each.decided_at,
            result=each.result,
            reasons=seal.reasons(each),
        )
        for each in reviews
    )


def _follow_up(row: Closing, seal: ClosingSeal) -> OpenedFollowUp | None:
    asked = FollowUp.objects.filter(closing=row, asked_at__isnull=False).first()
    if asked is None or asked.asked_at is None:
        return None
    return OpenedFollowUp(
        asked_at=asked.asked_at,
        answered_at=asked.answered_at,
        choice=asked.choice,
        words=seal.answer(asked),
    )
