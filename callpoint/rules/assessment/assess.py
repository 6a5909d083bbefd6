"""Makes the suggestion for one report: gathers what holds, scores each axis, and gives the class."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from callpoint.rules.assessment import told
from callpoint.rules.assessment.losses import Loss, loss_of
from callpoint.rules.assessment.model import (
    Assessment,
    Basis,
    Completeness,
    Estimate,
    Reason,
    Scored,
    Source,
    SourceSort,
)
from callpoint.rules.assessment.places import Found, places_of
from callpoint.rules.assessment.priority import class_of
from callpoint.rules.assessment.stories import told_in
from callpoint.rules.assessment.weighing import scored, with_notions
from callpoint.rules.content.criteria_model import AXES, NO_BOUNDS, BoundsFile, Criteria, CriteriaFile
from callpoint.rules.content.model import Kind, Urgency
from callpoint.rules.content.whole import Content
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.questionnaire import fits, kind_tags
from callpoint.rules.rows import Answers
from callpoint.rules.suggesting import text_of
from callpoint.rules.urgency import urgency_of

ORDER = ("vulnerability", "severity", "call_for_service", "solvability", "jurisdiction")
"""In which the axes are scored: a later one may ask for an earlier."""
NOT_ASKED = Reason(
    "not-asked", "The body that records it takes every report there: no call is asked beside it.", 0, ()
)


def assess(basis: Basis, known: Knowledge) -> Assessment:
    """
    Suggest severity, jurisdiction, solvability, needs, a call for service and the class, each with its reasons.

    The same basis gives the same suggestion. Where the content has no criteria nothing is known but the class.
    """
    criteria = known.content.criteria
    if criteria is None:
        return _without_criteria(basis, known)
    bounds = bounds_of(criteria, known)
    signs = told_in(text_of(basis.answers, "story"), basis.suggestion.result.reading, known.content)
    loss = loss_of(basis, bounds, home=known.jurisdiction.currency, signs=signs)
    found, whereabouts = places_of(basis, known, bounds)
    evidence = _evidence(basis, known, _Read(criteria.file, bounds, signs, loss, found))
    asked = questions_asked(known.content, basis.suggestion.kind)
    unsaid = frozenset(name for name in asked if not _is_told(basis.answers, name))
    axes = _axes(criteria.file, evidence, unsaid=unsaid, is_asked=not _takes_all(bounds, evidence))
    kind = known.content.kinds[basis.suggestion.kind]
    by_facts = _by_facts(basis, kind, file=criteria.file, evidence=evidence)
    urgency, why = class_of(criteria.file.priority, evidence, kind=kind, by_facts=by_facts)
    return Assessment(
        version=criteria.version,
        severity=axes["severity"],
        jurisdiction=axes["jurisdiction"],
        solvability=axes["solvability"],
        vulnerability=axes["vulnerability"],
        call_for_service=axes["call_for_service"],
        urgency=urgency,
        urgency_reasons=why,
        kind=basis.suggestion.kind,
        unit=basis.suggestion.unit,
        money=loss.estimate,
        completeness=Completeness(told=len(asked) - len(unsaid), asked=len(asked)),
        whereabouts=whereabouts,
    )


def _by_facts(basis: Basis, kind: Kind, *, file: CriteriaFile, evidence: Collection[str]) -> Urgency:
    """
    Give what the kind and the quick facts ask for, the time of the last payment read as closely as it was told.

    Where triage calls it critical only because money may still be saved, and the time is told and is over a day ago,
    the criteria say how soon.
    """
    result = basis.suggestion.result
    told = next((fact for condition, fact in MONEY_LEFT.items() if condition in evidence), "")
    facts = replace(result.facts, money_left=told) if told else result.facts
    is_timed = result.reasons[0].id in file.timed and told not in ("", MONEY_LEFT["paid:24h"])
    return urgency_of(kind, facts, critical=result.critical and not is_timed)


MONEY_LEFT = {"paid:24h": "last-24h", "paid:72h": "last-72h", "paid:later": "last-13-months"}
"""What the quick fact of when money left would say, the most recent first."""


@dataclass(frozen=True)
class _Read:
    """What was read so far, and by which criteria."""

    file: CriteriaFile
    bounds: BoundsFile
    signs: Mapping[str, str]
    loss: Loss
    found: Iterable[Found]


def _evidence(basis: Basis, known: Knowledge, read: _Read) -> dict[str, Source]:
    """Gather all conditions that hold, each with the first place where it was read."""
    evidence: dict[str, Source] = {}
    for part in (
        told.answered(basis),
        told.spoken(read.signs),
        told.of_kind(basis, known.content),
        told.of_money(read.loss, read.bounds),
        told.of_time(basis, known, read.loss),
        told.of_values(basis.seen, read.bounds, home=known.jurisdiction.country),
        told.of_places(read.found),
        told.of_numbers(basis, read.file),
    ):
        for condition, source in part:
            evidence.setdefault(condition, source)
    if read.loss.estimate.lost is not None and read.loss.lost is not None:
        evidence["amount-told"] = read.loss.lost
    with_notions(read.file.notions, evidence)
    return evidence


def bounds_of(criteria: Criteria, known: Knowledge) -> BoundsFile:
    """Give the amounts of the deployment's own jurisdiction, else of the country around it."""
    own, around = known.jurisdiction.id, known.jurisdiction.part_of
    return criteria.bounds.get(own) or criteria.bounds.get(around.rpartition("/")[2]) or NO_BOUNDS


@lru_cache(maxsize=256)
def questions_asked(content: Content, kind: str) -> tuple[str, ...]:
    """Give the questions that the axes ask for and that fit a kind, each once; laid out once a content and kind."""
    criteria, tags = content.criteria, kind_tags(content, (kind,))
    every = dict.fromkeys(
        name for axis in AXES for name in (criteria.file.axis(axis).asks if criteria else ())
    )
    return tuple(
        name for name in every if name in content.questions and fits(content.questions[name], {}, tags)
    )


def _is_told(answers: Answers, name: str) -> bool:
    return bool(answers.get(name))


def _takes_all(bounds: BoundsFile, evidence: Collection[str]) -> bool:
    return any(f"recorder:{service}" in evidence for service in bounds.takes_all)


def _axes(
    file: CriteriaFile, evidence: dict[str, Source], *, unsaid: frozenset[str], is_asked: bool
) -> dict[str, Scored]:
    axes: dict[str, Scored] = {}
    for name in ORDER:
        one = scored(name, file.axis(name), evidence, open_questions=unsaid)
        if name == "call_for_service":
            one = _call(one, is_asked=is_asked)
            for reason in one.reasons:
                if reason.gives:
                    evidence[f"call:{reason.gives}"] = Source(
                        SourceSort.RULES, "call_for_service", reason.says
                    )
        else:
            for reached in range(1, (one.score or 0) + 1):
                best = next((each.says for each in one.reasons), "")
                evidence[f"{name}:{reached}"] = Source(SourceSort.RULES, name, best)
        axes[name] = one
    return axes


def _call(one: Scored, *, is_asked: bool) -> Scored:
    """Turn the questions of a call for service into yes or no; None where it is not asked."""
    if not is_asked:
        return Scored(one.axis, None, (NOT_ASKED,), ())
    reasons = tuple(sorted(one.reasons, key=lambda each: each.gives))
    return Scored(one.axis, int(bool(reasons)), reasons, () if reasons else one.asks)


def _without_criteria(basis: Basis, known: Knowledge) -> Assessment:
    axes = {name: Scored(name, None, (), ()) for name in AXES}
    return Assessment(
        version="",
        severity=axes["severity"],
        jurisdiction=axes["jurisdiction"],
        solvability=axes["solvability"],
        vulnerability=axes["vulnerability"],
        call_for_service=axes["call_for_service"],
        urgency=basis.suggestion.urgency,
        urgency_reasons=(),
        kind=basis.suggestion.kind,
        unit=basis.suggestion.unit,
        money=Estimate(None, 0, known.jurisdiction.currency, is_converted=False, unconverted=()),
        completeness=Completeness(told=0, asked=0),
    )
