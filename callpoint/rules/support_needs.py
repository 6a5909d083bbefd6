"""What a victim needs, as one list: read from the report, ticked by the service at the start and at the end, and compared.

The list and its scores are the criteria of the content for needs (assessment criteria, section 5). Nothing of it is
used for anything but the person's own good: it puts the offer of support first, shortens times, and brings a call.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from callpoint.rules.assessment.model import Reason
from callpoint.rules.content.whole import Content

OFFER_FIRST: Final = 1
SHORTER_TIMES: Final = 2
CALL_TODAY: Final = 3
CARE: Final = frozenset({"relies-on-carer", "cannot-act"})
"""Needs with which, at a score of 3, the social care of the area comes in."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """One need of the list: its id, what it scores, and how it is said."""

    id: str
    gives: int
    says: str


class Effect(StrEnum):
    """What follows from a score."""

    OFFERED_FIRST = "offered first"
    SHORTER_TIMES = "shorter times"
    CALL_TODAY = "call today"
    SOCIAL_CARE = "social care"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What became of needs from one ticking of the list to a later one."""

    score_before: int
    score_after: int
    gone: tuple[str, ...]
    stayed: tuple[str, ...]
    new: tuple[str, ...]


def needs_list(content: Content) -> tuple[Need, ...]:
    """Give every need of the content that scores anything, the highest first; none where it has no criteria."""
    reasons = content.criteria.file.vulnerability.reasons if content.criteria else ()
    needs = (Need(id=one.id, gives=one.gives, says=one.says) for one in reasons if one.gives)
    return tuple(sorted(needs, key=lambda need: -need.gives))


def needs_told(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Give the ids of the needs that the criteria found in a report."""
    return tuple(reason.id for reason in reasons if reason.gives)


def known_needs(content: Content, ids: Collection[str]) -> tuple[str, ...]:
    """Keep those ids that the list has, in its order."""
    return tuple(need.id for need in needs_list(content) if need.id in ids)


def score_of(content: Content, ids: Collection[str]) -> int:
    """Give the score of needs: that of the highest; 0 means that none was said, never that there is none."""
    return max((need.gives for need in needs_list(content) if need.id in ids), default=0)


def effects_of(score: int | None, needs: Collection[str]) -> tuple[Effect, ...]:
    """Say what follows from a score (assessment criteria, section 5); nothing does from one that is not known."""
    held = score or 0
    effects = (
        (Effect.OFFERED_FIRST, held >= OFFER_FIRST),
        (Effect.SHORTER_TIMES, held >= SHORTER_TIMES),
        (Effect.CALL_TODAY, held >= CALL_TODAY),
        (Effect.SOCIAL_CARE, held >= CALL_TODAY and not CARE.isdisjoint(needs)),
    )
    return tuple(effect for effect, holds in effects if holds)


def compared(content: Content, before: Collection[str], after: Collection[str]) -> Compared:
    """Compare two tickings of the list."""
    first, last = known_needs(content, before), known_needs(content, after)
    return Compared(
        score_before=score_of(content, first),
        score_after=score_of(content, last),
        gone=tuple(one for one in first if one not in last),
        stayed=tuple(one for one in last if one in first),
        new=tuple(one for one in last if one not in first),
    )
