"""The pages of staff welfare: what is said before a hard report, and who has how much."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.staff.overview_pages import GridPart
from callpoint.pages.staff.staff_page import StaffPage
from callpoint.pages.staff.trend_pages import FilterView


@dataclass(frozen=True, kw_only=True)
class HardPage(StaffPage):
    """Says what is hard about a report before it is opened; nothing of the report stands here."""

    template: ClassVar[str] = "staff/hard.html"
    reasons: tuple[str, ...]
    go_on_url: str
    go_on_words: str
    next_url: str
    desk_url: str


@dataclass(frozen=True, kw_only=True)
class LoadPage(StaffPage):
    """Who has how much of what, by name and in no order of merit."""

    template: ClassVar[str] = "staff/load.html"
    views: tuple[Link, ...]
    filters: tuple[FilterView, ...]
    sentence: str
    load: GridPart


WELFARE_PAGES: tuple[type[Page], ...] = (HardPage, LoadPage)
