"""Weighs the words of a story for every kind at once, by weights learnt from made-up stories.

A weight is one byte. The row of a term (a byte a kind) is read as one whole number, so that
adding a term to all kinds is three additions, however many kinds there are.
"""

import base64
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from callpoint.rules.content.triage_model import LearntWeights
from callpoint.rules.triage.reading import Reading
from callpoint.rules.triage.words import STOP

GROUPS = ("word", "pair", "part", "sign")
"""Sorts of terms; each sort speaks with one voice, however many terms of it a story has."""
ZERO = 128
"""The byte that stands for no weight."""
RARITY = 16
"""How many steps of a rarity byte make one natural logarithm."""
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s", "e")
_PARTS = (3, 4, 5)
_LANES = 3
"""Bytes a sum may grow to: enough for 65 thousand terms."""


def stem(word: str) -> str:
    """Return the word without its English ending: paying, paid by its list, pays → pay."""
    if len(word) > 4 and word.isascii():
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
    return word


def terms_of(reading: Reading) -> Mapping[str, frozenset[str]]:
    """Return the terms of a story by group: stems, pairs of stems, parts of words, signs.

    A pair holds a space, a part begins with `~`, a sign with `=`: no term is in two groups.
    """
    stems = [stem(word) for word in reading.words]
    words = {word for word in reading.words if word != STOP}
    return {
        "word": frozenset(word for word in stems if word != STOP),
        "pair": frozenset(f"{one} {two}" for one, two in pairwise(stems) if STOP not in {one, two}),
        "part": frozenset(part for word in words for part in _parts(word)),
        "sign": frozenset(f"={sign}" for sign in reading.ids),
    }


def _parts(word: str) -> Iterable[str]:
    edged = f"^{word[:30]}$"
    for length in _PARTS:
        for start in range(len(edged) - length + 1):
            yield f"~{edged[start : start + length]}"


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of all terms, and how far one step of a byte goes in each group."""

    places: Mapping[str, int]
    rarity: bytes
    weights: bytes
    steps: Mapping[str, float]


class WordWeights:
    """Learnt weights, unpacked once and ready for many stories."""

    def __init__(self, learnt: LearntWeights) -> None:
        """Unpack; raises `ValueError` where terms and weights differ in number."""
        self.kinds = tuple(learnt.kinds.split())
        self.evidence = float(learnt.evidence)
        weights = zlib.decompress(base64.b64decode(learnt.weights))
        rarity = zlib.decompress(base64.b64decode(learnt.rarity))
        terms = learnt.terms.splitlines()
        if len(terms) != len(rarity) or len(weights) != len(rarity) * len(self.kinds):
            message = f"{len(terms)} terms, {len(rarity)} rarities, {len(weights)} weights"
            raise ValueError(message)
        places = {term: place for place, term in enumerate(terms)}
        steps = dict(zip(GROUPS, map(float, learnt.steps.split()), strict=True))
        self._rows = _Rows(places, rarity, weights, steps)
        self._mask = int.from_bytes(b"\xff\x00\x00" * (len(self.kinds) // _LANES + 1), "little")

    def of(self, terms: Mapping[str, frozenset[str]]) -> dict[str, float]:
        """Return what the terms of a story, by group, say for each kind."""
        sums = [0.0] * len(self.kinds)
        for group, named in terms.items():
            places = [place for place in map(self._rows.places.get, named) if place is not None]
            if places:
                self._add(sums, self._rows.steps[group], places)
        return dict(zip(self.kinds, sums, strict=True))

    def of_term(self, term: str, kind: str) -> int:
        """Return what one term says for a kind, in steps; 0 for an unknown term or kind."""
        place = self._rows.places.get(term)
        if place is None or kind not in self.kinds:
            return 0
        return self._rows.weights[place * len(self.kinds) + self.kinds.index(kind)] - ZERO

    def _add(self, sums: list[float], step: float, places: list[int]) -> None:
        """Add a group's terms; dividing by their length keeps long stories from shouting."""
        length = sum(self._rows.rarity[place] ** 2 for place in places) ** 0.5 / RARITY
        for at, total in enumerate(self._totals(places)):
            sums[at] += (total - ZERO * len(places)) * step / length

    def _totals(self, places: list[int]) -> Iterable[int]:
        width, weights, mask = len(self.kinds), self._rows.weights, self._mask
        lanes = [0] * _LANES
        for place in places:
            row = int.from_bytes(weights[place * width : (place + 1) * width], "little")
            lanes[0] += row & mask
            lanes[1] += row >> 8 & mask
            lanes[2] += row >> 16 & mask
        held = [lane.to_bytes(width + 2 * _LANES, "little") for lane in lanes]
        for at in range(width):
            start = at - at % _LANES
            yield int.from_bytes(held[at % _LANES][start : start + _LANES], "little")
