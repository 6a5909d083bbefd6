"""How strong a link is: the rarer the shared value among those who report, the stronger."""

import math
from collections.abc import Iterable
from enum import StrEnum


class Strength(StrEnum):
    """A weight in a word."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


STEPS: tuple[tuple[float, Strength], ...] = ((12.0, Strength.STRONG), (6.0, Strength.FAIR))
"""From these weights on; below the last it is weak. In bits: a value is strong that 1 reporter in 4,096 names, or
several weaker ones together."""


def weight(*, reporters: int, all_reporters: int) -> float:
    """Return the weight of one shared value in bits: how surprising it is that somebody names it.

    `reporters` are the independent ones that name it: one person who reports ten times counts once.
    """
    return max(0.0, math.log2(max(all_reporters, 1) / max(reporters, 1)))


def together(weights: Iterable[float]) -> float:
    """Return the weight of several shared values: the strongest counts whole, each further one half of the one before.

    Values seldom come alone (a site and its mail address), so they are no independent witnesses.
    """
    return math.fsum(each / 2**place for place, each in enumerate(sorted(weights, reverse=True)))


def strength(weight_of_link: float) -> Strength:
    """Return the word for a weight."""
    return next((word for least, word in STEPS if weight_of_link >= least), Strength.WEAK)
