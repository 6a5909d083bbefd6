"""The shape of the published criteria: what makes a report serious, solvable, ours, and how soon a person reads it.

A criterion holds where all its conditions hold (`callpoint.rules.assessment.told` says what there are); `a|b` is
either of two, `!a` is not a. Its sentence is shown to staff with where it was read, its plain words to everybody.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

from callpoint.rules.content.model import Confidence, ContentModel, Identifier, Urgency

AXES: Final = ("severity", "jurisdiction", "solvability", "vulnerability", "call_for_service")
"""What is scored from 0 to 3; of the last, only whether anything holds counts."""
HIGHEST: Final = 3


class Criterion(ContentModel):
    """One reason: when it holds, what it gives, and how it is said."""

    id: Identifier
    when: tuple[str, ...]
    gives: int = 0
    """The score it reaches, or the points it adds; of a call for service, the number of its question."""
    says: str
    """Said to staff; `{high}` and `{middle}` stand for the amounts in force."""
    told: str = ""
    """Said to everybody on the page of the criteria; '' = not listed there."""


class Notion(ContentModel):
    """A name for what several criteria ask."""

    id: Identifier
    when: tuple[str, ...]


class AxisCriteria(ContentModel):
    """The criteria of one axis."""

    title: str
    lead: str
    """What it asks, in plain words."""
    steps: tuple[str, ...] = ()
    """What each score from 0 up is called."""
    adds: bool = False
    """Whether points are added up; else the highest reason sets the score."""
    asks: tuple[str, ...] = ()
    """Questions whose answers could change it, the most telling first."""
    reasons: tuple[Criterion, ...]


class ClassCriterion(ContentModel):
    """One reason for a class of priority."""

    id: Identifier
    to: Urgency
    when: tuple[str, ...]
    says: str
    told: str = ""


class ClassWords(ContentModel):
    """What one class means for the person who reported."""

    id: Urgency
    title: str
    told: str


class ReasonCode(ContentModel):
    """Why a person decided otherwise than was suggested."""

    id: Identifier
    text: str
    needs_words: bool = False
    """Whether it says nothing without words of the person's own."""


class CriteriaFile(ContentModel):
    """`criteria.yaml` of `common`: all criteria, and the phrases by which stories tell of them."""

    number: int
    """Counted up by whoever changes what a score means."""
    standing: Literal["proposed", "in-force"]
    notions: tuple[Notion, ...] = ()
    """Worked out in this order, so that one may ask for another before it."""
    severity: AxisCriteria
    jurisdiction: AxisCriteria
    solvability: AxisCriteria
    vulnerability: AxisCriteria
    call_for_service: AxisCriteria
    priority: tuple[ClassCriterion, ...]
    timed: tuple[str, ...] = ()
    """Reasons of triage that money can still be saved: how soon is said by the criteria, by when it went."""
    classes: tuple[ClassWords, ...]
    reason_codes: tuple[ReasonCode, ...]
    never: tuple[str, ...]
    """What is never looked at, in plain words."""
    people: tuple[int, ...]
    """How many independent reporters make a difference, smallest first."""
    languages: dict[str, dict[str, str]]
    """BCP 47 language to sign to phrases, one a line, in the small language of `rules/triage/lexicon.py`."""
    groups: dict[str, str] = {}
    negatable: tuple[str, ...] = ()
    """Signs that do not count just after a word such as "not"."""

    def axis(self, name: str) -> AxisCriteria:
        """Give the criteria of one of `AXES`."""
        found: AxisCriteria = getattr(self, name)
        return found


class Rate(ContentModel):
    """What one of a foreign currency is about worth, for a labelled estimate."""

    currency: str
    worth: Decimal
    confidence: Confidence
    as_of: str


class BoundsFile(ContentModel):
    """`criteria_amounts.yaml` of a jurisdiction: what differs from place to place."""

    high: int
    """Whole units of the home currency from which a loss is of the highest severity."""
    middle: int
    rates: tuple[Rate, ...] = ()
    channel_countries: tuple[str, ...] = ()
    """Countries (ISO 3166-1 alpha-2) with a working channel to their police."""
    home_account_kinds: tuple[str, ...] = ()
    """Kinds of identifiers that are accounts of this country."""
    takes_all: tuple[str, ...] = ()
    """Recording bodies that take every report of their place: no call for service is asked beside them."""


NO_BOUNDS: Final = BoundsFile(high=0, middle=0)


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """The criteria and the amounts of each jurisdiction, under one version."""

    version: str
    file: CriteriaFile
    bounds: Mapping[str, BoundsFile]


def criteria_of(file: CriteriaFile, bounds: Mapping[str, BoundsFile]) -> Criteria:
    """Put criteria and amounts together; the version is the number and the beginning of a hash of all of it."""
    plain = {
        "criteria": file.model_dump(mode="json"),
        **{name: one.model_dump(mode="json") for name, one in bounds.items()},
    }
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Criteria(version=f"{file.number}.{digest[:10]}", file=file, bounds=MappingProxyType(dict(bounds)))
