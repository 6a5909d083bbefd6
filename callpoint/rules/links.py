"""What staff are shown of the links of a report: its values, the reports it links to and why, and its series."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from callpoint.rules.content.common_lists import CommonList
from callpoint.rules.identifiers import IdentifierKind, Whose
from callpoint.rules.linking.weights import Strength
from callpoint.rules.sighting import Mention
from callpoint.rules.standing import RulingVerdict, Standing, Verdict


class Reach(StrEnum):
    """What a value does, with its reason."""

    LINKS = "links"
    """It links to the reports that name it too; where there are none, it would."""
    OWN = "own"
    """It is the reporter's own."""
    KIND = "kind"
    """Values of this kind cannot tell two people apart, such as a card's last four."""
    COMMON = "common"
    """It belongs to a genuine organisation, or is on a list of what anybody may name."""
    HUB = "hub"
    """So many name it who share nothing else that it says little."""
    RULED_IN = "ruled-in"
    RULED_OUT = "ruled-out"
    """A person ruled so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRuling:
    """What a person ruled of a value, and why."""

    id: UUID
    verdict: RulingVerdict
    reason: str | None
    """None where it cannot be opened."""
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenValue:
    """One value of a report as staff see it: a chip, and the places to highlight."""

    sighting_id: UUID
    kind: IdentifierKind
    value: str
    """The canonical value."""
    shown: str
    """The value as people read it."""
    whose: Whose
    standing: Standing
    reach: Reach
    mentions: tuple[Mention, ...]
    others: int
    """Other reports that name it, counted up to `MOST_COUNTED`."""
    has_more: bool
    """Whether there are more than were counted."""
    people: int
    """How many independent people sent the reports that name it; 0 where not all of those were looked at."""
    places: int
    """To how many other groups its reports belong, where that was looked at."""
    common: CommonList | None
    """The list of what anybody may name that it is on now."""
    ruling: ShownRuling | None
    notes: tuple[str, ...]
    """What is odd about it, such as "fictional" (`rules.identifiers.notes`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedValue:
    """One value by which two reports are linked, and how many reports name it in all."""

    kind: IdentifierKind
    shown: str
    reports: int
    weight: float
    """In bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownJudgement:
    """What a person judged of this report and another."""

    id: UUID
    other_id: UUID
    other_reference: str
    verdict: Verdict
    reason: str | None
    """None where it cannot be opened."""
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another report that shares values with this one; readable columns of it only."""

    report_id: UUID
    reference: str
    state: str
    kind: str
    unit: str
    outcode: str
    submitted_at: datetime
    shared: tuple[SharedValue, ...]
    """The rarest first."""
    weight: float
    """In bits: how surprising it is that two people name these."""
    strength: Strength
    same_person: bool
    """Whether both name the same value as their reporter's own: one person who reported twice."""
    judgement: ShownJudgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeStory:
    """Another report whose story tells it in nearly the same words; readable columns of it only."""

    report_id: UUID
    reference: str
    state: str
    kind: str
    unit: str
    outcode: str
    submitted_at: datetime
    alike: float
    """Share of pairs of neighbouring words in common, of all that either story has; estimated, 0 to 1."""
    judgement: ShownJudgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesSummary:
    """The series of a report."""

    id: UUID
    number: int
    name: str
    """'' where nobody named it."""
    reports: int
    people: int
    """Independent reporters; 0 as for `ReportLinks.people`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLinks:
    """All that links one report."""

    values: tuple[SeenValue, ...]
    links: tuple[Link, ...]
    """The strongest first, at most `MOST_LINKS`."""
    has_more: bool
    """Whether there are more links than are shown."""
    near_copies: tuple[AlikeStory, ...]
    """The most alike first, at most `MOST_LINKS`; they join a series only where a person judges them the same."""
    people: int
    """Independent reporters among those of the links, this one included; at least so many where there are more links.

    0 where that would tell who sent one of them, who chose to give no name."""
    judgements: tuple[ShownJudgement, ...]
    """All that stand about this report, also with reports that share nothing with it."""
    is_looked_at: bool
    """Whether the worker has put it into its series yet; until then pages say "still looking"."""
    series: SeriesSummary | None
    """None where it stands alone, or was not looked at yet."""

    def mentions_in(self, source: str) -> tuple[tuple[Mention, SeenValue], ...]:
        """Give the places to highlight in one text, in its order, none of them over another."""
        here = [(one, value) for value in self.values for one in value.mentions if one.source == source]
        return tuple(sorted(here, key=lambda each: (each[0].start, each[0].end)))


MOST_COUNTED = 100
"""Other reports of one value that are looked up, so that the cost does not grow with how many there are."""
MOST_LINKS = 50
"""Linked reports that are shown."""
