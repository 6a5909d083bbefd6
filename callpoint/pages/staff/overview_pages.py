"""The supervisor's page: how reports are kept up with, in sentences, bars and tables."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.staff.staff_page import StaffPage
from callpoint.pages.staff.trend_pages import FilterView


@dataclass(frozen=True, kw_only=True)
class BarLine:
    """One line of a table with a bar: what, how many, how many in the period before."""

    label: str
    number: str
    before: str
    length: int
    """Of the bar, from 0 to 100: the share of the longest."""


@dataclass(frozen=True, kw_only=True)
class BarPart:
    """A part of the page with bars; its heading says what they show."""

    anchor: str
    sentence: str
    caption: str
    head: tuple[str, str, str]
    """Over the lines, the numbers, and those of the period before; the last is '' where there are none."""
    lines: tuple[BarLine, ...]
    notes: tuple[str, ...] = ()
    csv_url: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class GridPart:
    """A table of numbers alone; nothing of it is shown where it has no rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ends_in_words: bool = False
    """Whether the last column holds words, where all others but the first hold numbers."""


@dataclass(frozen=True, kw_only=True)
class TextPart:
    """A part of the page in sentences, with a table and a way on."""

    anchor: str
    sentence: str
    lines: tuple[str, ...]
    grid: GridPart
    csv_url: str = ""
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class OverviewPage(StaffPage):
    """How reports are kept up with."""

    template: ClassVar[str] = "staff/overview.html"
    views: tuple[Link, ...]
    filters: tuple[FilterView, ...]
    dates: str
    """From when to when, and of which unit."""
    is_modelled: bool
    in_short: tuple[str, ...]
    way: BarPart | None
    """How far people come who begin a report; None for one unit, which no unsent report has."""
    steps: BarPart
    days: BarPart
    ages: BarPart
    open_by_unit: GridPart
    owed: TextPart
    money: TextPart
    endings: BarPart
    endings_by_kind: GridPart
    endings_by_unit: GridPart
    said: TextPart


OVERVIEW_PAGES: tuple[type[Page], ...] = (OverviewPage,)
