"""Infers the kind of incident: declared evidence, and word weights of made-up stories."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from callpoint.rules.triage.lexicon import PhraseError
from callpoint.rules.triage.reading import Reading, Signs
from callpoint.rules.triage.weights import WordWeights, stem, terms_of

_EXPLAINED = 3
"""Only the kinds that people see are explained by words."""
_WORDS_SHOWN = 4
_TELLING = 12
"""How many steps of weight make a word worth showing."""
_SHORTEST = 3
_TOLD = frozenset({"org", "child"})
"""Conditions without a colon that come from quick answers as often as from the story."""
_TOLD_SCALE = 0.5
"""How much evidence from quick answers counts beside the learnt words; chosen on the development cases."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of evidence: a weight, and the conditions under which it counts."""

    weight: float
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]
    is_told: bool
    """Whether it rests on a quick answer, which the made-up stories lack, so no word was learnt against it."""

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


Met = Mapping[str, tuple[Evidence, ...]]
"""The lines of evidence that hold, by kind; every kind has an entry."""


def declared(met: Met) -> dict[str, float]:
    """Return the declared evidence of each kind, without its words."""
    return {kind: sum(line.weight for line in lines) for kind, lines in met.items()}


def spoken_for(met: Met) -> frozenset[str]:
    """Return the kinds that some declared evidence speaks for, whatever speaks against them."""
    return frozenset(kind for kind, lines in met.items() if any(line.weight > 0 for line in lines))


class KindModel:
    """The evidence and word weights of all kinds, ready for many stories."""

    def __init__(self, signs: Signs, kinds: Iterable[str]) -> None:
        """Read the lines of evidence; raises `PhraseError` for one that is not well formed."""
        self.kinds = tuple(sorted(kinds))
        self.lines = {
            kind: tuple(_evidence(line) for line in signs.evidence.get(kind, "").splitlines() if line.strip())
            for kind in self.kinds
        }
        self.words = WordWeights(signs.learnt) if signs.learnt else None

    def met(self, conditions: frozenset[str]) -> Met:
        """Return the lines of evidence of each kind that hold."""
        return {
            kind: tuple(line for line in lines if line.holds(conditions))
            for kind, lines in self.lines.items()
        }

    def rank(self, met: Met, reading: Reading) -> tuple[KindScore, ...]:
        """Return every kind, the best first; scores add up to 1."""
        raw = self.raw(met, reading)
        top = max(raw.values())
        odds = {kind: math.exp(value - top) for kind, value in raw.items()}
        total = sum(odds.values())
        order = sorted(self.kinds, key=lambda kind: (-raw[kind], kind))
        return tuple(
            KindScore(
                kind,
                odds[kind] / total,
                self._because(kind, met[kind], reading) if place < _EXPLAINED else (),
            )
            for place, kind in enumerate(order)
        )

    def raw(self, met: Met, reading: Reading) -> dict[str, float]:
        """Return the weight of each kind, in natural logarithms of odds."""
        if self.words is None:
            return declared(met)
        said = self.words.of(terms_of(reading))
        scale = self.words.evidence
        return {
            kind: said.get(kind, 0.0)
            + sum(line.weight * (_TOLD_SCALE if line.is_told else scale) for line in lines)
            for kind, lines in met.items()
        }

    def _because(self, kind: str, met: Iterable[Evidence], reading: Reading) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for line in met:
            if line.weight > 0:
                for need in line.needs:
                    for sign in sorted(need):
                        if reading.text_of(sign):
                            found[reading.text_of(sign)] = None
        found.update(dict.fromkeys(self._telling(kind, reading)))
        return tuple(found)[:_WORDS_SHOWN]

    def _telling(self, kind: str, reading: Reading) -> Iterator[str]:
        """Yield the words of a story that speak most for a kind, the strongest first."""
        if self.words is None:
            return
        weighed = {
            word: self.words.of_term(stem(word), kind)
            for word in reading.words
            if len(word) >= _SHORTEST and word.isalpha()
        }
        for word in sorted(weighed, key=lambda word: (-weighed[word], word)):
            if weighed[word] >= _TELLING:
                yield word


def _evidence(line: str) -> Evidence:
    weight, *conditions = line.split()
    needs = [each for each in conditions if not each.startswith("!")]
    if not conditions:
        raise PhraseError(line, "a weight needs at least one sign")
    groups = tuple(frozenset(need.split("/")) for need in needs)
    return Evidence(
        float(weight),
        groups,
        frozenset(each[1:] for each in conditions if each.startswith("!")),
        is_told=any(":" in each or each in _TOLD for group in groups for each in group),
    )
