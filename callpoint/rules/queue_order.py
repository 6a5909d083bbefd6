"""Where a report stands in the queue and why: its class first, then the clock, the harm and the age.

The order is that of section 7 of the assessment criteria: inside a class the time left on the shortest clock, then
vulnerability, then severity, then solvability, then the age of the report.

QueueOrderError
  BadPlaceError   the text names no place
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from callpoint.rules.access import EVERY_UNIT, Badge
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.urgency import ORDER

NO_CLOCK: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a report stands that no clock runs for: after all that have one."""
SOON: Final = timedelta(hours=48)
"""What falls due within this time stands in the view of what is due."""
GOLDEN_HOUR: Final = timedelta(hours=1)
"""After a payment, the time in which it is likeliest to be stopped."""
A_DAY: Final = timedelta(hours=24)
HIGH: Final = 2
"""From this score on severity and vulnerability are said among the reasons."""
OPEN_STATES: Final = tuple(
    state for state in ReportState if state not in {ReportState.DRAFT, ReportState.CLOSED}
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_PARTS: Final = 7


class QueueOrderError(ValueError):
    """Something about the order of the queue cannot be read."""


class BadPlaceError(QueueOrderError):
    """The text names no place."""


class View(StrEnum):
    """The views of the queue."""

    NOW = "now"
    MINE = "mine"
    UNIT = "unit"
    WAITING = "waiting"
    DUE = "due"
    ALL = "all"


def views_for(badge: Badge) -> tuple[View, ...]:
    """Give the views of a badge: who is of no unit has none of their own, and who is of one sees no more than it."""
    shut = {View.UNIT} if not badge.unit else set()
    shut |= set() if badge.role in EVERY_UNIT else {View.ALL}
    return tuple(view for view in View if view not in shut)


def first_view(badge: Badge) -> View:
    """Give the view that opens first: all that a badge may see."""
    return View.ALL if badge.role in EVERY_UNIT else View.UNIT


class Standing(Protocol):
    """The columns of a report that decide where it stands."""

    @property
    def id(self) -> UUID: ...  # noqa: D102 - named as the column
    @property
    def urgency(self) -> str: ...  # noqa: D102 - as above
    @property
    def next_due_at(self) -> datetime | None: ...  # noqa: D102 - as above
    @property
    def vulnerability(self) -> int | None: ...  # noqa: D102 - as above
    @property
    def severity(self) -> int | None: ...  # noqa: D102 - as above
    @property
    def solvability(self) -> int | None: ...  # noqa: D102 - as above
    @property
    def submitted_at(self) -> datetime: ...  # noqa: D102 - as above


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """A place in the queue; the smaller comes first. What is not known orders as 0 and is never shown as 0."""

    rank: int
    due_at: datetime
    less_vulnerability: int
    less_severity: int
    less_solvability: int
    submitted_at: datetime
    id: UUID

    def __str__(self) -> str:
        """Write the place for an address: numbers and the id of the report."""
        numbers = (
            self.rank,
            _ticks(self.due_at),
            -self.less_vulnerability,
            -self.less_severity,
            -self.less_solvability,
            _ticks(self.submitted_at),
        )
        return ".".join((*map(str, numbers), self.id.hex))


FIRST: Final = Place(
    rank=0,
    due_at=_EPOCH,
    less_vulnerability=-9,
    less_severity=-9,
    less_solvability=-9,
    submitted_at=_EPOCH,
    id=UUID(int=0),
)
"""Before every report."""


def place_of(report: Standing) -> Place:
    """Say where a report stands."""
    return Place(
        rank=rank_of(report.urgency),
        due_at=report.next_due_at or NO_CLOCK,
        less_vulnerability=-(report.vulnerability or 0),
        less_severity=-(report.severity or 0),
        less_solvability=-(report.solvability or 0),
        submitted_at=report.submitted_at,
        id=report.id,
    )


def rank_of(urgency: str) -> int:
    """Give the number of a class; what has none comes last."""
    return ORDER.index(urgency) if urgency in ORDER else len(ORDER)


def read_place(text: str) -> Place:
    """
    Read a place from an address.

    :raises BadPlaceError: it names none.
    """
    parts = text.split(".")
    if len(parts) != _PARTS:
        raise BadPlaceError(text)
    try:
        rank, due, vulnerability, severity, solvability, sent = (int(part) for part in parts[:-1])
        return Place(
            rank=rank,
            due_at=_EPOCH + due * _MICROSECOND,
            less_vulnerability=-vulnerability,
            less_severity=-severity,
            less_solvability=-solvability,
            submitted_at=_EPOCH + sent * _MICROSECOND,
            id=UUID(parts[-1]),
        )
    except (ValueError, OverflowError) as wrong:
        raise BadPlaceError(text) from wrong


def _ticks(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


class Why(StrEnum):
    """A reason for which a report stands where it does."""

    DANGER = "danger"
    CALL_FOR_SERVICE = "call-for-service"
    GOLDEN_HOUR = "golden-hour"
    MONEY_TODAY = "money-today"
    LATE = "late"
    DUE_SOON = "due-soon"
    VULNERABLE = "vulnerable"
    SEVERE = "severe"
    SOLVABLE = "solvable"
    URGENCY = "urgency"


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """What the reasons are read from."""

    critical: bool
    call_for_service: bool
    paid_at: datetime | None
    next_due_at: datetime | None
    vulnerability: int | None
    severity: int | None
    solvability: int | None


def why(report: Ranked, *, at: datetime) -> tuple[Why, ...]:
    """Say why a report stands where it does, the weightiest first; its class alone where nothing else is known."""
    since = at - report.paid_at if report.paid_at else None
    left = report.next_due_at - at if report.next_due_at else None
    told = (
        (Why.DANGER, report.critical),
        (Why.CALL_FOR_SERVICE, report.call_for_service),
        (Why.GOLDEN_HOUR, since is not None and since < GOLDEN_HOUR),
        (Why.MONEY_TODAY, since is not None and GOLDEN_HOUR <= since < A_DAY),
        (Why.LATE, left is not None and left < timedelta(0)),
        (Why.DUE_SOON, left is not None and timedelta(0) <= left < A_DAY),
        (Why.VULNERABLE, (report.vulnerability or 0) >= HIGH),
        (Why.SEVERE, (report.severity or 0) >= HIGH),
        (Why.SOLVABLE, (report.solvability or 0) >= HIGH),
    )
    return tuple(reason for reason, holds in told if holds) or (Why.URGENCY,)


def golden_hour_left(paid_at: datetime | None, *, at: datetime) -> timedelta | None:
    """Give what is left of the hour after a payment; None where there was none, or the hour is over."""
    left = paid_at + GOLDEN_HOUR - at if paid_at else None
    return left if left is not None and left > timedelta(0) else None
