"""What is shown of promises: the clocks of one report, and what a unit owes and keeps."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class ClockView:
    """One running promise of a report."""

    what: str
    due_at: datetime
    colour: str
    """In time, amber or late; '' where it stands still."""
    state: str
    """The same in words."""
    note: str
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class ClocksPart:
    """The running promises of a report, what is due first coming first."""

    clocks: tuple[ClockView, ...]


@dataclass(frozen=True, kw_only=True)
class OwedView:
    """One promise of one report in a list over many."""

    what: str
    reference: str
    url: str
    unit: str
    due_at: datetime
    colour: str
    state: str
    note: str


@dataclass(frozen=True, kw_only=True)
class OwedList:
    """A list of promises, with a sentence that says how many there are."""

    sentence: str
    lines: tuple[OwedView, ...]


@dataclass(frozen=True, kw_only=True)
class ShareView:
    """How often one promise was kept."""

    what: str
    sentence: str
    kept: int
    late: int
    owed: int
    share: str


@dataclass(frozen=True, kw_only=True)
class PromisesPage(StaffPage):
    """What is late, what falls due soon, and how the promises were kept."""

    template: ClassVar[str] = "staff/promises.html"
    units: tuple[ChoiceLine, ...]
    """The units to choose from; none for somebody of one unit."""
    unit: str
    late: OwedList
    soon: OwedList
    shares: tuple[ShareView, ...]
    summary: str
    csv_url: str


CLOCK_PAGES: tuple[type[Page], ...] = (PromisesPage,)
