"""Runs triage over lines of JSON, and scores it against labelled cases."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from callpoint.rules.content.whole import Content
from callpoint.rules.triage.decide import TriageResult, triage
from callpoint.rules.triage.facts import FACT_NAMES, Facts
from callpoint.rules.triage.where import Gazetteer


class BadInputError(ValueError):
    """A line is not a case; says which line and why."""

    def __init__(self, line_number: int, message: str) -> None:
        """Keep the number of the line, from 1, and what is wrong with it."""
        super().__init__(f"line {line_number}: {message}")
        self.line_number = line_number
        self.message = message


@dataclass(frozen=True)
class Case:
    """One case as it was written, with its label where it has one."""

    id: str
    story: str
    at: datetime
    facts: Facts
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class Marked:
    """One labelled case and how it came out."""

    case: Case
    result: TriageResult
    wrong: tuple[str, ...]
    """What did not hold of `first`, `include` and `exclude`, in words."""

    @property
    def is_critical(self) -> bool:
        """Whether the label marks it critical."""
        return bool(self.case.expect.get("critical"))

    def kind_in(self, count: int) -> bool:
        """Return whether a labelled kind is among the first `count` suggested."""
        given = {kind.id for kind in self.result.kinds[:count]}
        return not given.isdisjoint(self.case.expect.get("kind", ()))


@dataclass(frozen=True)
class Score:
    """All marked cases, with the group of kinds of each."""

    marked: tuple[Marked, ...]
    groups: Mapping[str, str]
    """Kind id to its group."""


def cases(lines: Iterable[str]) -> Iterator[Case]:
    """Yield the cases of JSON lines, blank ones left out; raises `BadInputError`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _case(number, line)


def _case(number: int, line: str) -> Case:
    try:
        raw = json.loads(line)
        facts = _facts(number, raw.get("facts") or {})
        at = _time(number, raw["now"])
        return Case(str(raw["id"]), str(raw["story"]), at, facts, raw.get("expect") or {})
    except KeyError as error:
        raise BadInputError(number, f"{error.args[0]} is missing") from error
    except (json.JSONDecodeError, TypeError, AttributeError) as error:
        raise BadInputError(number, f"not a case: {error}") from error


def _time(number: int, written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise BadInputError(number, f"not a time: {written}") from error


def _facts(number: int, raw: Mapping[str, Any]) -> Facts:
    unknown = sorted(set(raw) - set(FACT_NAMES))
    if unknown:
        raise BadInputError(number, f"unknown facts: {', '.join(unknown)}")
    return Facts(**{name: str(value) for name, value in raw.items()})


def triage_lines(lines: Iterable[str], content: Content, places: Gazetteer | None = None) -> Iterator[str]:
    """Yield one JSON object for each case, in order; raises `BadInputError`."""
    for case in cases(lines):
        result = _run(case, content, places)
        shown = {
            "id": case.id,
            "first": result.first,
            "offered": [offer.service_id for offer in result.offers],
            "kinds": [{"id": kind.id, "score": round(kind.score, 4)} for kind in result.kinds],
            "critical": result.critical,
            "support": result.support,
            "reasons": [{"id": reason.id, "text": reason.text} for reason in result.reasons],
        }
        yield json.dumps(shown, ensure_ascii=False)


def _run(case: Case, content: Content, places: Gazetteer | None) -> TriageResult:
    return triage(story=case.story, facts=case.facts, at=case.at, content=content, places=places)


def score(lines: Iterable[str], content: Content, places: Gazetteer | None = None) -> Score:
    """Return how labelled cases come out; raises `BadInputError`."""
    groups = {kind.id: kind.group for kind in content.kinds.values()}
    return Score(tuple(mark(case, _run(case, content, places)) for case in cases(lines)), groups)


def mark(case: Case, result: TriageResult) -> Marked:
    """Return the case with what was wrong about its result."""
    offered = {offer.service_id for offer in result.offers}
    wrong = []
    if result.first not in case.expect.get("first", (result.first,)):
        wrong.append(f"first {result.first}, expected {'/'.join(case.expect['first'])}")
    missing = set(case.expect.get("include", ())) - offered
    if missing:
        wrong.append(f"missing {', '.join(sorted(missing))}")
    banned = set(case.expect.get("exclude", ())) & offered
    if banned:
        wrong.append(f"must not offer {', '.join(sorted(banned))}")
    if case.expect.get("support") and not result.support:
        wrong.append("support is not offered")
    return Marked(case, result, tuple(wrong))


def score_lines(scored: Score) -> Iterator[str]:
    """Yield the score as text: a table by part, then each wrong case in a line."""
    yield f"{'part':<28}{'cases':>6}{'right':>8}{'kind 1':>8}{'kind 3':>8}"
    for part, marked in _parts(scored).items():
        yield f"{part:<28}{len(marked):>6}{_share(marked)}"
    for each in scored.marked:
        if each.wrong:
            yield f"{each.case.id}: {'; '.join(each.wrong)}"
        if not each.kind_in(1):
            given = ", ".join(kind.id for kind in each.result.kinds)
            yield f"{each.case.id}: kind {given}; expected {'/'.join(each.case.expect.get('kind', ()))}"


def _share(marked: list[Marked]) -> str:
    counts = Counter[str]()
    for each in marked:
        counts["right"] += not each.wrong
        counts["one"] += each.kind_in(1)
        counts["three"] += each.kind_in(3)
    return "".join(f"{100 * counts[name] / len(marked):>7.1f}%" for name in ("right", "one", "three"))


def _parts(scored: Score) -> dict[str, list[Marked]]:
    parts: dict[str, list[Marked]] = {"all": list(scored.marked), "critical": []}
    for each in scored.marked:
        if each.is_critical:
            parts["critical"].append(each)
        kind = next(iter(each.case.expect.get("kind", ())), "")
        facts = each.case.facts
        for part in (
            f"kinds: {scored.groups.get(kind, 'none')}",
            f"nation: {facts.nation or facts.country or 'not said'}",
            f"language: {_language(each)}",
        ):
            parts.setdefault(part, []).append(each)
    return {part: parts[part] for part in sorted(parts) if parts[part]}


def _language(marked: Marked) -> str:
    return marked.result.language or "none"
