"""Weighs criteria against what holds: which reasons hold, what they add up to, and what could still change it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from callpoint.rules.assessment.model import Reason, Scored, Source
from callpoint.rules.content.criteria_model import HIGHEST, AxisCriteria, Criterion, Notion

Evidence = Mapping[str, Source]

MOST_ASKED = 2
"""Questions that a low score names."""
LOW = 1
"""A score up to which more facts are asked for."""


def holds(when: Sequence[str], evidence: Evidence) -> bool:
    """Say whether all conditions hold; `a|b` is either, `!a` is not a."""
    return all(_part_holds(part, evidence) for part in when)


@lru_cache(maxsize=2048)
def either_of(part: str) -> tuple[str, ...]:
    """Give the conditions of which one must hold; none of a part that says "not"."""
    return () if part.startswith("!") else tuple(part.split("|"))


def _part_holds(part: str, evidence: Evidence) -> bool:
    either = either_of(part)
    return not evidence.keys().isdisjoint(either) if either else part[1:] not in evidence


def sources_of(when: Sequence[str], evidence: Evidence) -> tuple[Source, ...]:
    """Give where the conditions that hold were read, each place once."""
    found = (
        next(evidence[one] for one in either_of(part) if one in evidence) for part in when if either_of(part)
    )
    return tuple(dict.fromkeys(found))


def with_notions(notions: Iterable[Notion], evidence: dict[str, Source]) -> None:
    """Work out the notions in their order, and add those that hold with where they were read."""
    for notion in notions:
        if holds(notion.when, evidence):
            evidence[notion.id] = sources_of(notion.when, evidence)[0]


def reasons_of(criteria: Iterable[Criterion], evidence: Evidence) -> Iterator[Reason]:
    """Give the criteria that hold."""
    for each in criteria:
        if holds(each.when, evidence):
            yield Reason(each.id, each.says, each.gives, sources_of(each.when, evidence))


def scored(name: str, axis: AxisCriteria, evidence: Evidence, *, open_questions: Collection[str]) -> Scored:
    """Score one axis: the highest reason, or the sum of points between 0 and 3; None where no reason says anything."""
    reasons = tuple(reasons_of(axis.reasons, evidence))
    if axis.adds:
        score: int | None = min(HIGHEST, max(0, sum(each.gives for each in reasons)))
        counted = tuple(sorted(reasons, key=lambda each: -each.gives))
    else:
        score = max((each.gives for each in reasons), default=None)
        # What gives nothing speaks only where nothing else does.
        counted = tuple(
            sorted((each for each in reasons if each.gives or not score), key=lambda each: -each.gives)
        )
    is_low = score is None or score <= LOW
    asks = tuple(name for name in axis.asks if name in open_questions)[:MOST_ASKED] if is_low else ()
    return Scored(name, score, counted, asks)
