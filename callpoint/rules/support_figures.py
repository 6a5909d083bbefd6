"""The quarterly figures of victim support for a commissioner: counts only, and none under five."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from callpoint.rules.figures import FEWEST_TOLD
from callpoint.rules.support_service import CloseReason, ReferralState, ReturnReason, Way

MONTHS: Final = 3
QUARTERS: Final = 4
QUARTERS_SHOWN: Final = 8


class Figure(StrEnum):
    """One line of the figures."""

    REFERRED = "referred"
    FROM_POLICE = "from_police"
    SELF_REFERRED = "self_referred"
    PASSED_ON = "from_another_service"
    ACCEPTED = "accepted"
    IN_TIME = "accepted_within_2_working_days"
    LATE = "accepted_later_or_late_now"
    CONTACTED = "contacted"
    RETURNED = "returned"
    WITHDRAWN = "consent_withdrawn"
    CLOSED = "closed"
    COMPARED = "needs_scored_before_and_after"
    LESS_NEED = "needs_scored_lower_after"
    SAME_NEED = "needs_scored_the_same_after"
    MORE_NEED = "needs_scored_higher_after"


class Counted(Protocol):
    """What is looked at of one referral."""

    @property
    def way(self) -> Way:
        """How it came in."""

    @property
    def state(self) -> ReferralState:
        """Where it stands."""

    @property
    def due_at(self) -> datetime | None:
        """By when it had to be taken on."""

    @property
    def accepted_at(self) -> datetime | None:
        """When it was taken on."""

    @property
    def end_reason(self) -> str:
        """Why it was returned or closed."""

    @property
    def is_contacted(self) -> bool:
        """Whether anybody tried to reach the person."""

    @property
    def score_before(self) -> int | None:
        """Needs at the start."""

    @property
    def score_after(self) -> int | None:
        """Needs at the end."""


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """A quarter of a calendar year."""

    year: int
    number: int

    @property
    def starts_on(self) -> date:
        """Give its first day."""
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def after(self) -> "Quarter":
        """Give the next one."""
        is_last = self.number == QUARTERS
        return Quarter(year=self.year + is_last, number=1 if is_last else self.number + 1)

    @property
    def before(self) -> "Quarter":
        """Give the one before."""
        is_first = self.number == 1
        return Quarter(year=self.year - is_first, number=QUARTERS if is_first else self.number - 1)

    @property
    def name(self) -> str:
        """Name it as in an address and a file: 2026-Q4."""
        return f"{self.year}-Q{self.number}"

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Give its first moment and the one on which it is over."""
        start, end = (datetime.combine(one.starts_on, time(0), zone) for one in (self, self.after))
        return start, end


def quarter_of(day: date) -> Quarter:
    """Give the quarter of a day."""
    return Quarter(year=day.year, number=(day.month - 1) // MONTHS + 1)


def latest_quarters(day: date) -> tuple[Quarter, ...]:
    """Give the quarter of a day and those before it that are shown, the newest first."""
    found = [quarter_of(day)]
    while len(found) < QUARTERS_SHOWN:
        found.append(found[-1].before)
    return tuple(found)


def _is_late(one: Counted, at: datetime) -> bool:
    if one.due_at is None or one.state is ReferralState.WITHDRAWN:
        return False
    return (one.accepted_at or at) > one.due_at


def _moved(one: Counted) -> int | None:
    """Say how far needs went down; None where they were not scored twice."""
    if one.score_before is None or one.score_after is None:
        return None
    return one.score_before - one.score_after


Test = Callable[[Counted, datetime], bool]
TESTS: Final[dict[Figure, Test]] = {
    Figure.REFERRED: lambda one, at: True,  # noqa: ARG005 - each test is asked alike
    Figure.FROM_POLICE: lambda one, at: one.way is Way.POLICE,  # noqa: ARG005 - as above
    Figure.SELF_REFERRED: lambda one, at: one.way is Way.OWN,  # noqa: ARG005 - as above
    Figure.PASSED_ON: lambda one, at: one.way is Way.PASSED_ON,  # noqa: ARG005 - as above
    Figure.ACCEPTED: lambda one, at: one.accepted_at is not None,  # noqa: ARG005 - as above
    Figure.IN_TIME: lambda one, at: one.accepted_at is not None and not _is_late(one, at),
    Figure.LATE: _is_late,
    Figure.CONTACTED: lambda one, at: one.is_contacted,  # noqa: ARG005 - as above
    Figure.RETURNED: lambda one, at: one.state is ReferralState.RETURNED,  # noqa: ARG005 - as above
    Figure.WITHDRAWN: lambda one, at: one.state is ReferralState.WITHDRAWN,  # noqa: ARG005 - as above
    Figure.CLOSED: lambda one, at: one.state is ReferralState.CLOSED,  # noqa: ARG005 - as above
    Figure.COMPARED: lambda one, at: _moved(one) is not None,  # noqa: ARG005 - as above
    Figure.LESS_NEED: lambda one, at: (_moved(one) or 0) > 0,  # noqa: ARG005 - as above
    Figure.SAME_NEED: lambda one, at: _moved(one) == 0,  # noqa: ARG005 - as above
    Figure.MORE_NEED: lambda one, at: (_moved(one) or 0) < 0,  # noqa: ARG005 - as above
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the figures: what is counted, of which part, and the number; None where it is under five."""

    figure: Figure
    reason: str = ""
    """A `ReturnReason` or a `CloseReason`; '' for the whole."""
    number: int | None


def figures_of(referrals: Sequence[Counted], *, at: datetime) -> tuple[Line, ...]:
    """Count the referrals of one quarter; `at` says which of those not taken on are late by now."""
    lines = []
    for figure, holds in TESTS.items():
        lines.append(Line(figure=figure, number=_told(sum(holds(one, at) for one in referrals))))
        lines += [
            Line(figure=figure, reason=reason, number=_told(_ended(referrals, figure, reason)))
            for reason in REASONS.get(figure, ())
        ]
    return tuple(lines)


REASONS: Final[dict[Figure, tuple[str, ...]]] = {
    Figure.RETURNED: tuple(ReturnReason),
    Figure.CLOSED: tuple(CloseReason),
}


def _ended(referrals: Sequence[Counted], figure: Figure, reason: str) -> int:
    return sum(TESTS[figure](one, _NEVER) and one.end_reason == reason for one in referrals)


_NEVER: Final = datetime.min.replace(tzinfo=ZoneInfo("UTC"))
"""The tests of how something ended do not look at the time."""


def _told(number: int) -> int | None:
    return number if number >= FEWEST_TOLD else None
