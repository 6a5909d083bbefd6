"""Finds identifiers in lines of JSON, and scores what is found against labelled lines."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final

from phonenumbers import SUPPORTED_REGIONS

from callpoint.rules.identifiers.finding import find
from callpoint.rules.identifiers.model import Found, IdentifierKind

LEAST_F1: Final = 0.98
"""Of each kind, on exact value and place (A3)."""
MOST_FALSE: Final = 1.0
"""Hits in each hundred lines that hold nothing (A3)."""


class BadLineError(ValueError):
    """A line is no text to search; says which line and why."""

    def __init__(self, line_number: int, message: str) -> None:
        """Keep the number of the line, from 1, and what is wrong with it."""
        super().__init__(f"line {line_number}: {message}")
        self.line_number = line_number
        self.message = message


@dataclass(frozen=True, slots=True)
class Line:
    """One text to search, and what it holds where it is labelled."""

    number: int
    id: Any
    """Any value of JSON."""
    text: str
    region: str
    expected: tuple[Mapping[str, Any], ...] | None


@dataclass(slots=True)
class Score:
    """What was found, missed and found wrongly, by kind; and whose, of what was found rightly."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    whose_right: int = 0
    empty_lines: int = 0
    hits_in_empty: int = 0
    lines: list[str] = field(default_factory=list)
    """Each mistake in a line."""

    def kinds(self) -> list[str]:
        """Give the kinds that occur, in the order in which they are declared."""
        seen = {*self.right, *self.missed, *self.wrong}
        return [str(kind) for kind in IdentifierKind if str(kind) in seen]

    def precision(self, kind: str) -> float:
        """Give the share of what was found that is right; 1 where nothing was found."""
        found = self.right[kind] + self.wrong[kind]
        return self.right[kind] / found if found else 1.0

    def recall(self, kind: str) -> float:
        """Give the share of what is there that was found; 1 where nothing is there."""
        there = self.right[kind] + self.missed[kind]
        return self.right[kind] / there if there else 1.0

    def f1(self, kind: str) -> float:
        """Give the harmonic mean of both."""
        both = 2 * self.right[kind] + self.missed[kind] + self.wrong[kind]
        return 2 * self.right[kind] / both if both else 1.0

    def false_in_hundred(self) -> float:
        """Give the hits in each hundred lines that hold nothing."""
        return 100 * self.hits_in_empty / self.empty_lines if self.empty_lines else 0.0

    def whose_share(self) -> float:
        """Give the share of the right ones of which it was said rightly whose they are."""
        return self.whose_right / self.right.total() if self.right else 1.0

    def holds(self) -> bool:
        """Say whether the goals are reached."""
        return self.false_in_hundred() <= MOST_FALSE and all(
            self.f1(kind) >= LEAST_F1 for kind in self.kinds()
        )


def lines_of(lines: Iterable[str]) -> Iterator[Line]:
    """Give the texts of lines of JSON, blank ones left out; raises `BadLineError`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _line(number, line)


def _line(number: int, line: str) -> Line:
    try:
        raw = json.loads(line, parse_float=_finite, parse_constant=_finite)
        text, region, labels = raw["text"], raw.get("region") or "GB", raw.get("found")
        # What is read is not yet what can be written: an answer nests the id once more.
        json.dumps([raw["id"]])
        expected = None if labels is None else tuple(labels)
    except KeyError as error:
        raise BadLineError(number, f"{error.args[0]} is missing") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadLineError(number, f"not a text to search: {error}") from error
    if not isinstance(text, str) or not isinstance(region, str):
        raise BadLineError(number, "text and region must be strings")
    return Line(number, raw["id"], text, _known(number, region), expected)


def _finite(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        out_of_bounds = f"{written} is no number of JSON"
        raise ValueError(out_of_bounds)
    return number


def _known(number: int, region: str) -> str:
    """Return a country as its plan of numbers is filed."""
    folded = region.upper()
    if folded not in SUPPORTED_REGIONS:
        raise BadLineError(number, f"no country {region!r}; name it by two letters, such as GB")
    return folded


def found_lines(lines: Iterable[str]) -> Iterator[str]:
    """Give one JSON object for each text, in order; raises `BadLineError`."""
    for line in lines_of(lines):
        found = [_shown(one) for one in find(line.text, region=line.region)]
        yield json.dumps({"id": line.id, "found": found}, ensure_ascii=False)


def _shown(one: Found) -> dict[str, object]:
    return {
        "kind": str(one.kind),
        "value": one.value,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "whose": str(one.whose),
    }


def score(lines: Iterable[str]) -> Score:
    """Hold what is found against the labels; raises `BadLineError`."""
    counted = Score()
    for line in lines_of(lines):
        if line.expected is None:
            raise BadLineError(line.number, "found is missing")
        try:
            expected = {_key(one): str(one.get("whose", "")) for one in line.expected}
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadLineError(line.number, f"a label lacks {error}") from error
        _count(counted, line, expected)
    return counted


Key = tuple[str, str, int, int]


def _key(label: Mapping[str, Any]) -> Key:
    return str(label["kind"]), str(label["value"]), int(label["start"]), int(label["end"])


def _count(counted: Score, line: Line, expected: Mapping[Key, str]) -> None:
    found = {
        (str(one.kind), one.value, one.start, one.end): str(one.whose)
        for one in find(line.text, region=line.region)
    }
    if not expected:
        counted.empty_lines += 1
        counted.hits_in_empty += len(found)
    for key, whose in found.items():
        if key not in expected:
            counted.wrong[key[0]] += 1
            counted.lines.append(f"{line.id}: {_place(key)} is not there")
            continue
        counted.right[key[0]] += 1
        counted.whose_right += whose == expected[key]
        if whose != expected[key]:
            counted.lines.append(f"{line.id}: {_place(key)} is {expected[key]}'s, not {whose}'s")
    for key in expected.keys() - found.keys():
        counted.missed[key[0]] += 1
        counted.lines.append(f"{line.id}: {_place(key)} was missed")


def _place(key: Key) -> str:
    kind, value, start, end = key
    return f"{kind} {value} at {start} to {end}"


def score_lines(counted: Score) -> Iterator[str]:
    """Give the score as text: a table by kind, what holds over all, then each mistake in a line."""
    yield f"{'kind':<14}{'there':>7}{'precision':>11}{'recall':>8}{'F1':>8}"
    for kind in counted.kinds():
        there = counted.right[kind] + counted.missed[kind]
        figures = counted.precision(kind), counted.recall(kind), counted.f1(kind)
        yield f"{kind:<14}{there:>7}{figures[0]:>11.3f}{figures[1]:>8.3f}{figures[2]:>8.3f}"
    yield f"hits in lines that hold nothing: {counted.hits_in_empty} in {counted.empty_lines}"
    yield f"whose it is: {counted.whose_share():.3f} right of {counted.right.total()}"
    yield from sorted(counted.lines)
