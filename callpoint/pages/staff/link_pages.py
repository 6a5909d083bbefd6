"""The staff pages of links and series, as typed values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.report_lines import ReportLine, UrgentLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a person said of a link or a value."""

    words: str
    by: str
    at: datetime
    reason: str
    id: str
    """What a button sends to take it back."""


@dataclass(frozen=True, kw_only=True)
class SightedLine:
    """One identifier of a report: what it is, whose, and what it does."""

    number: int
    """Counted from 1; marks in the texts lead here."""
    id: str
    shown: str
    kind: str
    whose: str
    tone: str
    """The word of `Whose`, for its colour."""
    is_linking: bool
    others: str
    """Who else names it, in words."""
    reach: str
    """Whether it links, and why, in words."""
    notes: tuple[str, ...]
    places: tuple[str, ...]
    """Where it stands, in words, each once."""
    may_rule: bool
    ruled: Said | None


@dataclass(frozen=True, kw_only=True)
class LinkedLine(ReportLine):
    """Another report that shares something with this one."""

    id: str
    strength: str
    is_strong: bool
    reasons: tuple[str, ...]
    judged: Said | None
    choices: tuple[ChoiceLine, ...]
    ready: tuple[ChoiceLine, ...]
    """Reasons that stand ready to be picked."""
    typed: str
    verdict_error: str
    error: str


@dataclass(frozen=True, kw_only=True)
class JudgedLine:
    """What a person judged of this report and one that shares nothing with it any more."""

    reference: str
    judged: Said


@dataclass(frozen=True, kw_only=True)
class SeriesLink:
    """The series of a report, in words."""

    url: str
    name: str
    size: str


@dataclass(frozen=True, kw_only=True)
class LinksPage(StaffPage):
    """What links one report to others, and what people say of it."""

    template: ClassVar[str] = "staff/links.html"
    reference: str
    is_looked_at: bool
    series: SeriesLink | None
    people: str
    sighted: tuple[SightedLine, ...]
    ruling_error: str
    ruling_on: str
    """The identifier that the refused ruling was about."""
    ruling_typed: str
    linked: tuple[LinkedLine, ...]
    has_more: bool
    alike: tuple[LinkedLine, ...]
    """Reports whose stories are told in nearly the same words."""
    judged: tuple[JudgedLine, ...]
    may_judge: bool
    limit: int


@dataclass(frozen=True, kw_only=True)
class SeriesRow:
    """One series in the list."""

    url: str
    name: str
    reports: int
    grown_at: datetime
    is_raised: bool
    has_shut: bool
    """Whether restricted reports of it are shut to who looks, and not counted."""


@dataclass(frozen=True, kw_only=True)
class SeriesListPage(StaffPage):
    """Groups of reports that belong together, those that grew last first."""

    template: ClassVar[str] = "staff/series_list.html"
    rows: tuple[SeriesRow, ...]
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    views: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class GraphCircle:
    """A circle of the picture of a series."""

    x: float
    y: float
    radius: float
    words: str
    """What it stands for, for those who do not see it and on hovering."""
    href: str
    label: str


@dataclass(frozen=True, kw_only=True)
class GraphLine:
    """A line of the picture, from a value to the reports that name it."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, kw_only=True)
class Graph:
    """A series as a picture; the tables beside it say the same."""

    width: int
    height: int
    values: tuple[GraphCircle, ...]
    bunches: tuple[GraphCircle, ...]
    lines: tuple[GraphLine, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SharedLine:
    """One value that reports of a series share."""

    number: int
    shown: str
    kind: str
    reports: int


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """How many reports fall to one name: a week, a place."""

    name: str
    count: int
    share: int
    """In percent of the largest."""


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """How many reports were sent in one week."""

    begins: date
    count: int
    share: int


@dataclass(frozen=True, kw_only=True)
class SeriesPage(StaffPage):
    """One series: how large, what joins it, when and where, and each report."""

    template: ClassVar[str] = "staff/series.html"
    name: str
    close_url: str
    """Where its reports are closed together; '' for who may not."""
    case_url: str
    """Where a case begins with its reports; '' for who may not."""
    typed: str
    name_error: str
    may_name: bool
    is_raised: bool
    facts: tuple[str, ...]
    """What is known of it as a whole, in sentences."""
    shared: tuple[SharedLine, ...]
    graph: Graph | None
    weeks: tuple[WeekLine, ...]
    places: tuple[CountLine, ...]
    members: tuple[UrgentLine, ...]
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str


LINK_PAGES: tuple[type[Page], ...] = (LinksPage, SeriesListPage, SeriesPage)
"""Every page of this module."""
