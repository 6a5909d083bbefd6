"""Closing a report: which outcomes may be used, and when a second person looks first.

ClosingRuleError
├── NoSuchOutcomeError   this deployment has no such outcome, or not for a report like this
└── SamePersonError      the step needs somebody else than who took the earlier one
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from callpoint.rules.content.closing_model import ClosingRules, Outcome
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.triage.facts import Facts

COMMON: Final = "common"
CRIME: Final = "crime"
"""How a report is recorded that is a crime; everything else is a report for information, or no crime."""
PUBLIC_FROM: Final = 10
"""Fewer reports of a kind and area than this are never told: the number would say something of one of them."""


class Why(StrEnum):
    """Why a second person looks at a closing before its letter goes out."""

    KIND = "kind"
    FACT = "fact"
    VULNERABLE = "vulnerable"
    SAYS_NO = "says no"
    ASKED = "asked"
    BATCH = "batch"


class Result(StrEnum):
    """What came of a request to look again."""

    STANDS = "stands"
    OPENED = "opened"


class HowItWent(StrEnum):
    """What somebody chooses who is asked how it went."""

    FINE = "fine"
    STILL_HARD = "still-hard"
    HAPPENED_AGAIN = "again"


NOT_WELL: Final = (HowItWent.HAPPENED_AGAIN, HowItWent.STILL_HARD)
"""Answers that somebody has to read; whoever was hurt again comes first."""


class ClosingRuleError(Exception):
    """A step about a closing goes against the rules."""


class NoSuchOutcomeError(ClosingRuleError):
    """This deployment has no such outcome, or not for a report like this."""


class SamePersonError(ClosingRuleError):
    """The step needs somebody else than who took the earlier one."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the rules of closing look at in a report."""

    kind: str
    facts: Facts
    vulnerability: int | None
    """None until it was assessed."""
    recorded_as: str
    """'' until somebody recorded it."""


def outcomes_for(known: Knowledge, *, role: str, recorded_as: str = "") -> tuple[Outcome, ...]:
    """
    Give the outcomes that a deployment of this role may use for a report that is recorded so.

    A crime ends with an outcome of the official list; a report for information, or no crime, with a reason of our own.
    Where nothing is recorded yet, both are there.
    """
    return tuple(
        outcome
        for outcome in known.content.outcomes.values()
        if outcome.in_use
        and role in outcome.used_by
        and _is_here(known, outcome)
        and (not recorded_as or outcome.local is not (recorded_as == CRIME))
    )


def outcome_for(known: Knowledge, outcome_id: str, *, role: str, recorded_as: str) -> Outcome:
    """
    Give one outcome by its id.

    :raises NoSuchOutcomeError: it may not be used here, or not for a report that is recorded so.
    """
    fitting = (one for one in outcomes_for(known, role=role, recorded_as=recorded_as) if one.id == outcome_id)
    found = next(fitting, None)
    if found is None:
        raise NoSuchOutcomeError(outcome_id)
    return found


def closing_rules(known: Knowledge) -> ClosingRules:
    """Give the rules of this deployment's jurisdiction, else of the one around it, else those of all."""
    return next(known.content.closing[place] for place in _places(known) if place in known.content.closing)


def second_person_because(rules: ClosingRules, case: Case, outcome: Outcome) -> tuple[Why, ...]:
    """Say why a second person looks at this closing; nothing where one is enough."""
    return tuple(_reasons(rules, case, outcome))


def check_other_person(person: str, *, than: Collection[str]) -> None:
    """
    Let somebody pass who did not take the earlier steps.

    :raises SamePersonError: it is one of those who did.
    """
    if person in than:
        raise SamePersonError


def is_told(reports: int) -> bool:
    """Say whether so many reports of a kind and area may be told to one of their reporters."""
    return reports >= PUBLIC_FROM


def rounded_down(reports: int) -> int:
    """Give the tens of a number, so that one report more or less does not show."""
    return reports // PUBLIC_FROM * PUBLIC_FROM


def _reasons(rules: ClosingRules, case: Case, outcome: Outcome) -> Iterator[Why]:
    asks = rules.second_person
    if case.kind in asks.kinds:
        yield Why.KIND
    if any(getattr(case.facts, name) in values for name, values in asks.facts):
        yield Why.FACT
    if case.vulnerability is not None and case.vulnerability >= asks.vulnerability:
        yield Why.VULNERABLE
    if asks.says_no and outcome.says_no:
        yield Why.SAYS_NO


def _is_here(known: Knowledge, outcome: Outcome) -> bool:
    return known.content.homes[f"outcomes/{outcome.id}"] in _places(known)


def _places(known: Knowledge) -> tuple[str, ...]:
    """Give this deployment's jurisdiction, those around it, and the folder of all, the nearest first."""
    home = known.jurisdiction
    return tuple(place for place in (home.id, home.part_of, COMMON) if place)
