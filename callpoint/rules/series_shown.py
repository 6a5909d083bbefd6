"""What staff are shown of series: a line of their list, and one series with its reports, values and spread."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from callpoint.rules.identifiers import IdentifierKind


class WhichSeries(StrEnum):
    """Which series a list shows."""

    ALL = "all"
    RAISED = "raised"
    """They raised themselves (`rules.warning`), and nobody has closed the warning yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLine:
    """One line of the list of series."""

    id: UUID
    number: int
    name: str
    reports: int
    created_at: datetime
    grown_at: datetime
    is_raised: bool
    """Whether it raised itself and nobody has closed the warning yet."""
    has_shut: bool
    """Whether restricted reports of it are shut to who looks: they are not counted, and the name stays sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesList:
    """One page of the list."""

    lines: tuple[SeriesLine, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One report of a series, in its readable columns, and the values of the series that it names."""

    report_id: UUID
    reference: str
    state: str
    kind: str
    urgency: str
    unit: str
    outcode: str
    police_area: str
    submitted_at: datetime
    may_open: bool
    values: tuple[int, ...]
    """Places in the series' `values`, for the table and the graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesValue:
    """One value that reports share; `shown` is '' where none that this person may open tells it outside shut exhibits."""

    kind: IdentifierKind
    shown: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSeries:
    """A series with its reports, what they share, and how they spread; nothing of those that are shut to who looks."""

    id: UUID
    number: int
    name: str
    reports: int
    people: int
    """0 where reports are shut to who looks: from it, the number of those could be told."""
    is_raised: bool
    has_shut: bool
    """As in `SeriesLine`."""
    created_at: datetime
    grown_at: datetime
    members: tuple[Member, ...]
    """Newest first, at most `actions.series.MOST_MEMBERS_SHOWN`."""
    values: tuple[SeriesValue, ...]
    """The most shared first, at most `actions.series.MOST_VALUES_SHOWN`."""
    lost: tuple[tuple[str, int], ...]
    """Currencies, each with whole units that its reports say went, the most reported first; none where nobody says."""
    by_week: tuple[tuple[date, int], ...]
    """The Mondays of the weeks in which reports came, each with how many."""
    by_area: tuple[tuple[str, int], ...]
    """Police areas, '' for none known, the most first."""
