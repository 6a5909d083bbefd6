"""The pages of the queue, as typed values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.report_lines import UrgentLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class QueueLine(UrgentLine):
    """One report of the queue, in words."""

    id: str
    line: str
    """What it is about, from readable columns: the kind, the name used, the way of contact, who was harmed."""
    money: tuple[str, ...]
    harm: tuple[str, ...]
    channel: str
    age: str
    series_words: str
    """'' where it stands alone."""
    series_url: str
    why: tuple[str, ...]
    golden_ends_at: datetime | None
    golden_words: str
    due_at: datetime | None
    due_words: str
    due_colour: str
    open_by: str
    """Who else has it open, in a sentence; '' where nobody has."""
    assignee: str
    is_mine: bool
    peek_url: str
    """'' where whoever looks may not."""
    is_ticked: bool = False


@dataclass(frozen=True, kw_only=True)
class FilterField:
    """One filter with its choices."""

    name: str
    label: str
    choices: tuple[ChoiceLine, ...]


@dataclass(frozen=True, kw_only=True)
class SavedViewLine:
    """A view that somebody keeps."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class BulkForm:
    """What can be done with the ticked reports."""

    colleagues: tuple[ChoiceLine, ...]
    units: tuple[ChoiceLine, ...]
    reason: str
    limit: int


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """Something of a case or a request that falls due, beside the reports."""

    words: str
    url: str
    due_on: date
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class DueList:
    """A page of what of cases and requests falls due, and the way to the rest."""

    lines: tuple[DueLine, ...]
    more: str
    """How many more come after these, in a sentence; '' where none do."""
    number: int
    pages: int
    previous_url: str
    next_url: str


@dataclass(frozen=True, kw_only=True)
class QueuePage(StaffPage):
    """The reports that wait, in the order in which they need a person."""

    template: ClassVar[str] = "staff/queue.html"
    rows: Sequence[QueueLine]
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    views: tuple[Link, ...]
    filters: tuple[FilterField, ...]
    is_narrowed: bool
    all_url: str
    """The view without filters."""
    view: str
    share_query: str
    saved: tuple[SavedViewLine, ...]
    name: str
    name_error: str
    bulk: BulkForm | None
    done: str
    """What was done with the ticked reports, in a sentence; '' where nothing was."""
    undo_ids: tuple[str, ...]
    news_url: str
    """What the page asks now and then for reports that came since."""
    at_end: bool
    due: DueList | None
    """What of cases and requests is this person's and falls due; only in the view of what is due."""


@dataclass(frozen=True, kw_only=True)
class PeekPage(StaffPage):
    """The first lines of one report."""

    template: ClassVar[str] = "staff/peek.html"
    reference: str
    first_lines: str
    has_more: bool
    report_url: str


QUEUE_PAGES: tuple[type[Page], ...] = (QueuePage, PeekPage)
"""Every page of this module."""
