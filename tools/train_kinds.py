"""Learn from the made-up stories which words speak for which kind of incident.

Run by maintainers after `tools/stories/` or the signs have changed; it takes two minutes or so:

    python -m tools.train_kinds            learn, and write signs/weights/kinds.yaml
    python -m tools.train_kinds --check    say whether the stories changed since (exit 1)
    python -m tools.train_kinds --measure  learn from three stories of four, try the fourth

The model is a multinomial logistic regression, fitted in its dual form by steps that bound
its curvature (Böhning 1992): the same input gives the same weights. Each group of terms is
brought to length one. To its weights are added the lifts of the plain phrases: how much
likelier a kind makes a term. The declared evidence comes on top, with the weight that suits
best the stories left out: one of four, which writers of signs do not look at.
"""

import argparse
import base64
import hashlib
import json
import math
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import yaml

from callpoint.rules.content.load import load_content
from callpoint.rules.content.whole import Content
from callpoint.rules.triage.facts import Facts
from callpoint.rules.triage.kinds import KindModel, declared
from callpoint.rules.triage.reading import Signs, read_story
from callpoint.rules.triage.settle import settle
from callpoint.rules.triage.weights import GROUPS, RARITY, ZERO, terms_of

Floats: TypeAlias = npt.NDArray[np.float32]
Places: TypeAlias = npt.NDArray[np.intp]
Told: TypeAlias = Mapping[str, Mapping[str, str]]

CONTENT = Path(__file__).parents[1] / "callpoint" / "content"
STORIES = Path(__file__).parent / "stories"
WEIGHTS = Path("common", "signs", "weights", "kinds.yaml")
_TOLD = datetime(2026, 11, 21, 20, tzinfo=UTC)
_FOLDS = 4
_STRENGTH = 0.05
"""Of the regularisation; chosen by cross-validation among 0.01 to 0.3."""
_ROUNDS = 20
_EVIDENCE = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)
_LEEWAY = 1.05
"""How much surprise more evidence may cost: quick facts, which the stories left out lack, speak through it."""
_LEAST = {"word": 2, "pair": 2, "part": 3, "sign": 1}
"""In how many stories a term must be, by group."""
_LOUDNESS = {"word": 1.0, "pair": 1.0, "part": 1.0, "sign": 0.5}
"""How much a group counts in what makes two stories alike; by cross-validation."""
_SMOOTHING = 0.4
"""Of the lifts: so many unseen stories are added to each kind."""
_KEPT = 40_000
"""How many terms are kept: those with the strongest weights."""
_CHUNK = 8_000
_STEPS = 120
"""Steps from no weight to the strongest of its group."""


@dataclass(frozen=True)
class Story:
    """A made-up story as the model sees it; `fold` 0 is never looked at by writers of signs."""

    kind: int
    fold: int
    plain: bool
    """A phrase that says the typical thing in few words, with nothing that misleads."""
    terms: Mapping[str, frozenset[str]]
    declared: tuple[float, ...]


@dataclass(frozen=True)
class Table:
    """The terms of one group, how rare each is, and which of them each story has."""

    terms: tuple[str, ...]
    rarity: Floats
    held: tuple[Places, ...]
    lengths: Floats


@dataclass(frozen=True)
class Learnt:
    """The weights by group, a row a term and a column a kind, and that of the evidence."""

    kinds: tuple[str, ...]
    tables: Mapping[str, Table]
    weights: Mapping[str, Floats]


def read_stories(folder: Path = STORIES) -> Told:
    """Read the made-up stories: file name to kind to stories, one a line."""
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"]
        for path in sorted(folder.glob("*.yaml"))
    }


def made_of(told: Told) -> str:
    """Return the SHA-256, in hex, of all stories and of the kinds they are for."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def stories_of(content: Content, told: Told) -> tuple[tuple[str, ...], list[Story]]:
    """Return the kinds, and each story with its terms and its declared evidence."""
    signs = Signs(content.signs[name] for name in sorted(content.signs))
    model = KindModel(signs, content.kinds)
    stories = []
    for name, kinds in told.items():
        for kind, block in kinds.items():
            for at, line in enumerate((line for line in block.splitlines() if line.strip()), start=1):
                reading = read_story(line, signs)
                said = declared(model.met(settle(Facts(), reading, _TOLD).conditions))
                is_plain = not name.startswith("told-")
                stories.append(
                    Story(
                        model.kinds.index(kind),
                        1 if is_plain else at % _FOLDS,
                        is_plain,
                        terms_of(reading),
                        tuple(said[each] for each in model.kinds),
                    )
                )
    return model.kinds, stories


def tables_of(stories: Sequence[Story], taught: Places) -> dict[str, Table]:
    """Return the terms of each group that stories `taught` hold often enough."""
    return {group: _table(group, stories, taught) for group in GROUPS}


def _table(group: str, stories: Sequence[Story], taught: Places) -> Table:
    counts = Counter(term for place in taught for term in stories[place].terms[group])
    terms = tuple(sorted(term for term, count in counts.items() if count >= _LEAST[group]))
    logs = [math.log(len(taught) / counts[term]) for term in terms]
    rarity = np.array([max(1, min(255, round(log * RARITY))) / RARITY for log in logs], np.float32)
    place_of = {term: place for place, term in enumerate(terms)}
    held = tuple(
        np.array(sorted(place_of[term] for term in story.terms[group] if term in place_of), np.intp)
        for story in stories
    )
    lengths = np.array([math.sqrt(float((rarity[each] ** 2).sum())) or 1.0 for each in held], np.float32)
    return Table(terms, rarity, held, lengths)


def _blocks(table: Table, rows: int) -> Iterator[tuple[slice, Floats]]:
    """Yield the matrix of stories and terms in blocks of columns, each story of length one."""
    for start in range(0, len(table.terms), _CHUNK):
        stop = min(start + _CHUNK, len(table.terms))
        block = np.zeros((rows, stop - start), np.float32)
        for row, held in enumerate(table.held):
            inside = held[(held >= start) & (held < stop)]
            block[row, inside - start] = table.rarity[inside] / table.lengths[row]
        yield slice(start, stop), block


def likeness(tables: Mapping[str, Table], rows: int) -> Floats:
    """Return how alike each two stories are: the mean over the groups by their loudness."""
    alike = np.zeros((rows, rows), np.float32)
    for group, table in tables.items():
        for _, block in _blocks(table, rows):
            alike += _share_of(group) * (block @ block.T)
    return alike


def _share_of(group: str) -> float:
    return _LOUDNESS[group] / sum(_LOUDNESS.values())


def lifts(table: Table, stories: Sequence[Story], kinds: int) -> Floats:
    """Return the log of how much likelier each kind makes each term in the plain phrases; 0 at least."""
    counts = np.zeros((len(table.terms), kinds), np.float64)
    sizes = np.zeros(kinds, np.float64)
    for story, held in zip(stories, table.held, strict=True):
        if story.plain:
            counts[held, story.kind] += 1
            sizes[story.kind] += 1
    everywhere, total = counts.sum(axis=1, keepdims=True), max(1.0, sizes.sum())
    here = (counts + _SMOOTHING * everywhere / total) / (sizes + _SMOOTHING)
    found = np.log(np.maximum(here, 1e-9) / ((everywhere + 1) / (total + 1)))
    lift: Floats = np.where(counts > 0, np.maximum(found, 0), 0).astype(np.float32)
    return lift


def _shares(raw: Floats) -> Floats:
    odds = np.exp(raw - raw.max(axis=1, keepdims=True))
    shares: Floats = odds / odds.sum(axis=1, keepdims=True)
    return shares


def fit(alike: Floats, wanted: Floats) -> Floats:
    """Return the dual weights, a row a story: the regularised likelihood is highest there."""
    size = len(wanted)
    bound = 0.5 * alike.astype(np.float64) + _STRENGTH * np.eye(size)
    step = np.linalg.inv(bound).astype(np.float32)
    dual = np.zeros_like(wanted)
    for _ in range(_ROUNDS):
        dual -= step @ (_shares(alike @ dual) - wanted + _STRENGTH * dual)
    return dual


def _wanted(stories: Sequence[Story], kinds: int) -> Floats:
    wanted = np.zeros((len(stories), kinds), np.float32)
    wanted[np.arange(len(stories)), [story.kind for story in stories]] = 1
    return wanted


@dataclass(frozen=True)
class Tried:
    """How a model did on stories it had not seen: shares right, and the mean surprise."""

    first: float
    first_three: float
    surprise: float


def tried(raw: Floats, kinds: Sequence[int]) -> Tried:
    """Measure scores against the kinds that are right."""
    order = np.argsort(-raw, axis=1, kind="stable")
    right = order == np.array(kinds)[:, None]
    of_right = _shares(raw)[np.arange(len(kinds)), kinds]
    return Tried(
        float(right[:, 0].mean()),
        float(right[:, :3].any(axis=1).mean()),
        float(-np.log(of_right + 1e-9).mean()),
    )


def learn(kinds: tuple[str, ...], stories: Sequence[Story], taught: Places) -> Learnt:
    """Learn from the stories `taught`; the others only get their place in the tables."""
    tables = tables_of(stories, taught)
    alike = likeness(tables, len(stories))[np.ix_(taught, taught)]
    seen = [stories[int(at)] for at in taught]
    dual = np.zeros((len(stories), len(kinds)), np.float32)
    dual[taught] = fit(alike, _wanted(seen, len(kinds)))
    weights = {}
    for group, table in tables.items():
        found = lifts(table, stories, len(kinds)) / table.rarity[:, None]
        for columns, block in _blocks(table, len(stories)):
            found[columns] += _share_of(group) * (block.T @ dual)
        weights[group] = found
    return Learnt(kinds, tables, weights)


def scores(learnt: Learnt, rows: int) -> Floats:
    """Return what the words of every story say for every kind."""
    raw = np.zeros((rows, len(learnt.kinds)), np.float32)
    for group, table in learnt.tables.items():
        for columns, block in _blocks(table, rows):
            raw += block @ learnt.weights[group][columns]
    return raw


def cross_tried(kinds: tuple[str, ...], stories: Sequence[Story]) -> dict[float, Tried]:
    """Learn without fold 0 and try it there, with each weight of the evidence."""
    folds = np.array([story.fold for story in stories])
    left = np.flatnonzero(folds == 0)
    raw = scores(learn(kinds, stories, np.flatnonzero(folds != 0)), len(stories))[left]
    evidence = np.array([stories[int(at)].declared for at in left], np.float32)
    right = [stories[int(at)].kind for at in left]
    return {weight: tried(raw + weight * evidence, right) for weight in _EVIDENCE}


def written(learnt: Learnt, evidence: float, source: str) -> str:
    """Return the weights file: the strongest terms, each weight as one byte."""
    by_group = {group: learnt.weights[group] * learnt.tables[group].rarity[:, None] for group in GROUPS}
    strengths = np.concatenate([np.abs(found).max(axis=1) for found in by_group.values()])
    least = np.sort(strengths)[-min(_KEPT, len(strengths))]
    terms: list[str] = []
    rarity, weights, steps = bytearray(), bytearray(), []
    for group, found in by_group.items():
        table = learnt.tables[group]
        step = (float(np.quantile(np.abs(found), 0.9999)) if found.size else 1.0) / _STEPS
        steps.append(f"{step:.9f}")
        for place in np.flatnonzero(np.abs(found).max(axis=1) >= least):
            terms.append(table.terms[place])
            rarity.append(round(float(table.rarity[place]) * RARITY))
            row = np.clip(np.rint(found[place] / step), -ZERO, 127) + ZERO
            weights += row.astype(np.uint8).tobytes()
    return "\n".join(
        [
            "# Made by tools/train_kinds.py; not to be changed by hand.",
            "learnt:",
            f"  made_of: {source}",
            f"  kinds: {' '.join(learnt.kinds)}",
            f"  evidence: {evidence}",
            f"  steps: {' '.join(steps)}",
            "  terms: |",
            *(f"    {term}" for term in terms),
            f"  rarity: {_packed(rarity)}",
            f"  weights: {_packed(weights)}",
            "",
        ]
    )


def _packed(raw: bytearray) -> str:
    return base64.b64encode(zlib.compress(bytes(raw), 9)).decode()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def check(content: Content, told: Told) -> int:
    """Say whether the weights were learnt from the stories as they are."""
    held = next((file.learnt for file in content.signs.values() if file.learnt), None)
    if held is not None and held.made_of == made_of(told):
        _say("The weights fit the stories.")
        return 0
    _say("The stories changed since the weights were learnt. Run: python -m tools.train_kinds")
    return 1


def _measure(kinds: tuple[str, ...], stories: Sequence[Story]) -> float:
    """Print how each weight of the evidence does; return the highest that does well."""
    found = cross_tried(kinds, stories)
    for weight, result in found.items():
        _say(
            f"evidence {weight}: first {result.first:.3f}, "
            f"first three {result.first_three:.3f}, surprise {result.surprise:.3f}"
        )
    least = min(result.surprise for result in found.values())
    return max(weight for weight, result in found.items() if result.surprise <= _LEEWAY * least)


def main(arguments: Sequence[str]) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--measure", action="store_true")
    asked: Any = parser.parse_args(arguments)
    content, told = load_content(CONTENT), read_stories()
    if asked.check:
        return check(content, told)
    kinds, stories = stories_of(content, told)
    evidence = _measure(kinds, stories)
    if not asked.measure:
        target = CONTENT / WEIGHTS
        target.parent.mkdir(exist_ok=True)
        learnt = learn(kinds, stories, np.arange(len(stories)))
        target.write_text(written(learnt, evidence, made_of(told)), encoding="utf-8")
        _say(f"{len(stories)} stories, evidence weighs {evidence}: wrote {target.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
