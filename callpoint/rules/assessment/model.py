"""A suggestion as a typed value: each score with its reasons, each reason with where it was read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from callpoint.rules.content.criteria_model import AXES
from callpoint.rules.content.model import Urgency
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.rows import Answers
from callpoint.rules.suggesting import Suggestion


class SourceSort(StrEnum):
    """What a reason was taken from."""

    ANSWER = "answer"
    STORY = "story"
    VALUE = "value"
    """An identifier: its own text, wherever it stands."""
    LINKS = "links"
    KIND = "kind"
    EXHIBITS = "exhibits"
    RULES = "rules"
    """Another score, or something that was worked out."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one condition was read: the key of an answer, or the words."""

    sort: SourceSort
    key: str = ""
    words: str = ""
    """The reporter's own, as they stand."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion that holds: what it gives, and where each of its conditions was read."""

    id: str
    says: str
    gives: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """One axis: its score, None where it is not known, and why."""

    axis: str
    score: int | None
    reasons: tuple[Reason, ...]
    asks: tuple[str, ...]
    """At most two questions whose answers could change it; none where the score is not low."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One place that matters for who may act, recorded apart from the score."""

    what: str
    """home | suspect | money | owner"""
    place: str
    """A country (ISO 3166-1 alpha-2), a nation, an area, or the id of a service; '' where it is not known."""
    source: Source | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What went in money of this country: a labelled estimate where rates were used."""

    lost: int | None
    """Whole units of the home currency; None where money went, or may have, and nobody says how much."""
    tried: int
    currency: str
    is_converted: bool
    unconverted: tuple[str, ...]
    """Currencies and coins for which no rate is set."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what the criteria ask for was told."""

    told: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One identifier of a report, as far as the criteria look at it."""

    kind: IdentifierKind
    is_own: bool
    is_shared: bool
    """Whether so many name it that it leads nowhere."""
    country: str = ""
    """Of an account: ISO 3166-1 alpha-2; '' where the kind says it or nothing does."""
    shown: str = ""
    key: str = ""
    """The key of the answer it stands in; '' where it stands elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that a suggestion is made of. Nothing else is ever looked at."""

    answers: Answers
    at: datetime
    """When the report was sent: an aware time."""
    suggestion: Suggestion
    paid_at: datetime | None
    seen: tuple[Seen, ...] = ()
    people: int = 1
    """Independent reporters of the same details, this one included."""
    exhibits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the criteria suggest of one report. A person decides."""

    version: str
    severity: Scored
    jurisdiction: Scored
    solvability: Scored
    vulnerability: Scored
    call_for_service: Scored
    """Its score is 1 for yes, 0 for no, None where it is not asked."""
    urgency: Urgency
    urgency_reasons: tuple[Reason, ...]
    kind: str
    unit: str
    money: Estimate
    completeness: Completeness
    whereabouts: tuple[Whereabouts, ...] = ()

    def __iter__(self) -> Iterator[Scored]:
        """Give the axes in their order."""
        return (self.axis(name) for name in AXES)

    def axis(self, name: str) -> Scored:
        """Give one of the axes."""
        found: Scored = getattr(self, name)
        return found

    @property
    def values(self) -> "Values":
        """Give what is suggested, without the reasons."""
        scores = {name: self.axis(name).score for name in AXES}
        return Values(kind=self.kind, urgency=self.urgency, unit=self.unit, **scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What is suggested or decided of a report, without reasons: what is compared, kept and put into columns."""

    kind: str
    urgency: str
    unit: str
    severity: int | None = None
    jurisdiction: int | None = None
    solvability: int | None = None
    vulnerability: int | None = None
    call_for_service: int | None = None

    def differing(self, other: "Values") -> tuple[str, ...]:
        """Name what is not the same in another."""
        return tuple(name for name in VALUE_NAMES if getattr(self, name) != getattr(other, name))


VALUE_NAMES = tuple(field.name for field in fields(Values))


def columns_of(values: Mapping[str, str | int | None]) -> dict[str, str | int | bool | None]:
    """Give values as the columns of a report hold them: of a call for service, yes or no."""
    return {name: bool(value) if name == "call_for_service" else value for name, value in values.items()}
