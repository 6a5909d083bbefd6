"""When a series of reports raises itself to an analyst: by how many different people, how fast, how much and who.

The bounds are proposed by this project; no source gives any. They are few and low on purpose: a warning costs a person
a minute, a missed wave costs other people their money.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LATELY: Final = timedelta(days=7)
BEFORE: Final = timedelta(days=28)
"""The time before `LATELY` by which growth is measured, four times as long."""
NEW_REPORTERS: Final = 3
GROWN_REPORTERS: Final = 5
GROWN_TIMES: Final = 2.0
MUCH_LOST: Final = 50_000
"""Units of the home currency, lost by more than one person."""
AT_RISK_REPORTERS: Final = 2
AGAIN_TIMES: Final = 2.0
"""A series that somebody has judged raises itself again once it has twice as many reporters."""


class Reason(StrEnum):
    """Why a series raises itself."""

    NEW = "new"
    GROWN = "grown"
    LOSS = "loss"
    AT_RISK = "at-risk"


class WarningState(StrEnum):
    """What came of a warning; an open one stays until a person has looked, or its series is no more."""

    OPEN = "open"
    SEEN = "seen"
    DISMISSED = "dismissed"
    GONE = "gone"
    """Closed by the service itself: the reports of its series were erased, or belong to another by now."""


JUDGED: Final = (WarningState.SEEN, WarningState.DISMISSED)
"""What a person makes of one."""


class Because(StrEnum):
    """Why a person closes a warning; a closed list, so that no name of anybody is written here."""

    WORKED_ON = "worked-on"
    ALERT = "alert"
    KNOWN = "known"
    NOT_LINKED = "not-linked"
    TOO_SMALL = "too-small"


REASONS_FOR: Final = {
    WarningState.SEEN: frozenset({Because.WORKED_ON, Because.ALERT, Because.KNOWN}),
    WarningState.DISMISSED: frozenset({Because.KNOWN, Because.NOT_LINKED, Because.TOO_SMALL}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One report of a series, as far as a warning looks at it."""

    reporter: str
    """The same for reports of one person; another for each other person."""
    sent_at: datetime
    lost: int
    """Units of the home currency."""
    is_at_risk: bool
    """A child was harmed, or it is of a kind by which somebody can be hurt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is known of a series at one moment; people count, never reports."""

    reports: int
    reporters: int
    lately: int
    """Reporters of the last seven days."""
    before: int
    """Reporters of the four weeks before these."""
    lost: int
    losing: int
    at_risk: int


def shape_of(members: Sequence[Member], *, at: datetime) -> Shape:
    """Count a series; who reports twice counts once, on the day of their first report."""
    first: dict[str, datetime] = {}
    for each in members:
        first[each.reporter] = min(each.sent_at, first.get(each.reporter, each.sent_at))
    begins = at - LATELY
    return Shape(
        reports=len(members),
        reporters=len(first),
        lately=sum(sent > begins for sent in first.values()),
        before=sum(begins - BEFORE < sent <= begins for sent in first.values()),
        lost=sum(each.lost for each in members),
        losing=len({each.reporter for each in members if each.lost}),
        at_risk=len({each.reporter for each in members if each.is_at_risk}),
    )


def reasons_to_raise(shape: Shape, *, judged_at_reporters: int | None) -> tuple[Reason, ...]:
    """
    Say why a series raises itself now; nothing where it does not.

    `judged_at_reporters` is how many reporters it had when a person last closed a warning of it; None where nobody did.
    """
    if not shape.lately:
        return ()
    if judged_at_reporters is not None and shape.reporters < AGAIN_TIMES * judged_at_reporters:
        return ()
    usual = shape.before * (LATELY / BEFORE)
    holds = {
        Reason.NEW: shape.lately >= NEW_REPORTERS and shape.lately == shape.reporters,
        Reason.GROWN: shape.lately >= GROWN_REPORTERS and shape.lately >= GROWN_TIMES * usual > 0,
        Reason.LOSS: shape.lost >= MUCH_LOST and shape.losing > 1,
        Reason.AT_RISK: shape.at_risk > 0 and shape.reporters >= AT_RISK_REPORTERS,
    }
    return tuple(reason for reason in Reason if holds[reason])
