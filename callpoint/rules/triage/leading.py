"""Decides which kind may lead: one with help of its own needs more than a few learnt words."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from callpoint.rules.content.whole import Content
from callpoint.rules.triage.kinds import KindScore
from callpoint.rules.triage.reading import Reading
from callpoint.rules.triage.words import STOP

_SHORT = 15
"""A story of no more words gives the learnt weights too little to go by."""
_CLEAR = 0.4
"""From this share on learnt words alone may lead in a short story."""
_CLEAR_OF_A_LOSS = 0.9
"""The same where money is gone, so that the bank must not wait. All three were chosen on the labelled cases."""
_WORTH_LEADING = 0.02
"""A kind with less than this share is no better than none."""
_PLAIN = "other-fraud"
"""The kind whose first help is that of most kinds, and the one to take where money is gone."""
_OPEN = "something-else"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What signs and facts, not learnt words, say of the kinds."""

    conditions: AbstractSet[str]
    spoken_for: AbstractSet[str]
    """Kinds that something speaks for, whatever speaks against them."""
    declared: Mapping[str, float]
    """What speaks for and against each kind, added up."""


def guarded_kinds(content: Content) -> frozenset[str]:
    """Return the kinds that send a person elsewhere than most do: harm to a person, or a first owner of its own."""
    usual = content.kinds[_PLAIN].owners["default"][0]
    return frozenset(
        kind.id
        for kind in content.kinds.values()
        if kind.id != _OPEN and (kind.group == "harm-to-person" or kind.owners["default"][0] != usual)
    )


def led_by_what_is_said(
    ranked: tuple[KindScore, ...], reading: Reading, *, guarded: AbstractSet[str], said: Evidence
) -> tuple[KindScore, ...]:
    """
    Put another kind first where a guarded one leads by a few learnt words alone.

    The best kind that signs and facts speak for leads then, else an open one. What a child tells stays as it is:
    to take it for harm to a person is the safer reading.
    """
    top = ranked[0]
    if top.id not in guarded or top.id in said.spoken_for or top.score >= _bar(reading, said.conditions):
        return ranked
    open_kind = _PLAIN if "lost" in said.conditions else _OPEN
    leader = next(
        kind
        for kind in ranked
        if kind.id == open_kind or (said.declared[kind.id] > 0 and kind.score >= _WORTH_LEADING)
    )
    return (leader, *(kind for kind in ranked if kind is not leader))


def _bar(reading: Reading, conditions: AbstractSet[str]) -> float:
    """Return the share from which learnt words alone may lead; 0 where they always may."""
    if "age:under-18" in conditions or sum(word != STOP for word in reading.words) > _SHORT:
        return 0.0
    return _CLEAR_OF_A_LOSS if "lost" in conditions else _CLEAR
