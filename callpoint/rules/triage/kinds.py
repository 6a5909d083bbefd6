"""Infers the kind of incident: declared evidence, and word weights of made-up stories."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from callpoint.rules.triage.lexicon import PhraseError
from callpoint.rules.triage.reading import Reading, Signs, read_story
from callpoint.rules.triage.words import STOP

_SMOOTHING = 0.4
_WORDS_COUNT = 0.9
"""How much the words of made-up stories weigh beside the declared evidence."""
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s", "e")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of evidence: a weight, and the conditions under which it counts."""

    weight: float
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]

    def holds(self, conditions: frozenset[str]) -> bool:
        """Return whether every condition is met and none is barred."""
        if self.bars and not self.bars.isdisjoint(conditions):
            return False
        return all(not need.isdisjoint(conditions) for need in self.needs)


@dataclass(frozen=True, slots=True)
class KindScore:
    """How well a kind fits: its share of all, and the words that speak for it."""

    id: str
    score: float
    because: tuple[str, ...] = ()


class KindModel:
    """The evidence and word weights of all kinds, ready for many stories."""

    def __init__(self, signs: Signs, kinds: Iterable[str]) -> None:
        """Read the lines of evidence; raises `PhraseError` for one that is not well formed."""
        self.kinds = tuple(sorted(kinds))
        self.lines = {
            kind: tuple(_evidence(line) for line in signs.evidence.get(kind, "").splitlines() if line.strip())
            for kind in self.kinds
        }
        self.weights = _weights(signs, self.kinds)

    def rank(self, conditions: frozenset[str], reading: Reading) -> tuple[KindScore, ...]:
        """Return every kind, the best first; scores add up to 1."""
        raw = self.raw(conditions, reading)
        top = max(raw.values())
        odds = {kind: math.exp((value - top) / 2) for kind, value in raw.items()}
        total = sum(odds.values())
        order = sorted(self.kinds, key=lambda kind: (-raw[kind], kind))
        return tuple(
            KindScore(kind, odds[kind] / total, self._because(kind, conditions, reading)) for kind in order
        )

    def raw(self, conditions: frozenset[str], reading: Reading) -> dict[str, float]:
        """Return the weight of each kind."""
        scores = {
            kind: sum(line.weight for line in lines if line.holds(conditions))
            for kind, lines in self.lines.items()
        }
        for kind, weight in self._by_words(reading).items():
            scores[kind] += weight
        return scores

    def _by_words(self, reading: Reading) -> dict[str, float]:
        sums: dict[str, float] = defaultdict(float)
        terms = set(terms_of(reading))
        for term in terms:
            for kind, weight in self.weights.get(term, {}).items():
                sums[kind] += weight
        scale = _WORDS_COUNT * 6 / (6 + len(terms)) ** 0.6
        return {kind: value * scale for kind, value in sums.items()}

    def _because(self, kind: str, conditions: frozenset[str], reading: Reading) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for line in self.lines[kind]:
            if line.weight > 0 and line.holds(conditions):
                for need in line.needs:
                    for sign in sorted(need):
                        if reading.text_of(sign):
                            found[reading.text_of(sign)] = None
        return tuple(found)[:4]


def terms_of(reading: Reading) -> Iterable[str]:
    """Yield the words and word pairs of a story, cut to their stems, and its signals."""
    stems = [stem(word) for word in reading.words]
    yield from (word for word in stems if word != STOP)
    yield from (f"{one} {two}" for one, two in pairwise(stems) if STOP not in {one, two})
    yield from (f"={sign}" for sign in reading.ids)


def stem(word: str) -> str:
    """Return the word without its English ending: paying, paid by its list, pays → pay."""
    if len(word) > 4 and word.isascii():
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
    return word


def _weights(signs: Signs, kinds: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return term to kind to weight: the log of how much likelier the kind makes it."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    stories: Counter[str] = Counter()
    for kind in kinds:
        for line in signs.phrases.get(kind, "").splitlines():
            if line.strip():
                stories[kind] += 1
                counts[kind].update(set(terms_of(read_story(line, signs))))
    everywhere: Counter[str] = Counter()
    for counted in counts.values():
        everywhere.update(counted)
    total = sum(stories.values())
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for kind, counted in counts.items():
        for term, number in counted.items():
            here = (number + _SMOOTHING * everywhere[term] / total) / (stories[kind] + _SMOOTHING)
            base = (everywhere[term] + 1) / (total + 1)
            if here > base:
                weights[term][kind] = math.log(here / base)
    return weights


def _evidence(line: str) -> Evidence:
    weight, *conditions = line.split()
    needs = [each for each in conditions if not each.startswith("!")]
    if not conditions:
        raise PhraseError(line, "a weight needs at least one sign")
    return Evidence(
        float(weight),
        tuple(frozenset(need.split("/")) for need in needs),
        frozenset(each[1:] for each in conditions if each.startswith("!")),
    )
