"""Decides which kind may lead: one with help of its own needs more than a few learnt words."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from callpoint.rules.content.whole import Content
from callpoint.rules.triage.kinds import KindScore
from callpoint.rules.triage.reading import Reading
from callpoint.rules.triage.words import STOP

_SHORT = 15
"""A story of no more words gives the learnt weights too little to go by."""
_CLEAR = 0.9
"""From this share on learnt words alone are enough; both were chosen on the labelled cases, where no share fell."""
_PLAIN = "other-fraud"
"""The kind whose first help is that of most kinds."""
_OPEN = "something-else"


def guarded_kinds(content: Content) -> frozenset[str]:
    """Return the kinds that send a person elsewhere than most do: harm to a person, or a first owner of its own."""
    usual = content.kinds[_PLAIN].owners["default"][0]
    return frozenset(
        kind.id
        for kind in content.kinds.values()
        if kind.id != _OPEN and (kind.group == "harm-to-person" or kind.owners["default"][0] != usual)
    )


def led_by_what_is_said(
    ranked: tuple[KindScore, ...],
    *,
    guarded: AbstractSet[str],
    declared: Mapping[str, float],
    spoken_for: AbstractSet[str],
    sees_little: bool,
) -> tuple[KindScore, ...]:
    """
    Put the best kind that evidence speaks for first, where a guarded one leads by learnt words that are few.

    `spoken_for` are the kinds that a sign or a fact speaks for, `declared` weighs what speaks against them too:
    nobody is taken off one guarded kind to be put on another by a sign that the rest of the story outweighs.
    """
    top = ranked[0]
    if not sees_little or top.id not in guarded or top.id in spoken_for or top.score >= _CLEAR:
        return ranked
    leader = next((kind for kind in ranked if declared[kind.id] > 0), top)
    return (leader, *(kind for kind in ranked if kind is not leader))


def sees_little(conditions: AbstractSet[str], reading: Reading) -> bool:
    """Say whether learnt words may mislead: the story is short, or money is gone and the bank must not wait."""
    return "lost" in conditions or sum(word != STOP for word in reading.words) <= _SHORT
