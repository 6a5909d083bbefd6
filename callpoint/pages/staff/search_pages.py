"""The staff page of the search, as a typed value."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.report_lines import UrgentLine
from callpoint.pages.staff.staff_page import StaffPage
from callpoint.rules.searching import Piece


@dataclass(frozen=True, kw_only=True)
class FoundLine(UrgentLine):
    """One report that was found."""

    whose: str
    """Whose the value is in this report, in words; '' where words were looked for."""
    pieces: tuple[Piece, ...]
    """What stands around the words that were found."""


@dataclass(frozen=True, kw_only=True)
class SearchPage(StaffPage):
    """One box for a reference, a number, a name or words, and what was found."""

    template: ClassVar[str] = "staff/search.html"
    typed: str
    error: str
    kinds: tuple[ChoiceLine, ...]
    periods: tuple[ChoiceLine, ...]
    has_looked: bool
    values: tuple[str, ...]
    """What was typed, as the identifiers it may be."""
    sharing: tuple[FoundLine, ...]
    """Reports that name the identifier."""
    more_sharing: int
    hits: tuple[FoundLine, ...]
    """Reports that hold the words."""
    looked_at: int
    left: int
    back_to: datetime | None
    """When the report was sent that was looked at last."""
    after: str
    """Where the next look begins."""


SEARCH_PAGES: tuple[type[Page], ...] = (SearchPage,)
"""Every page of this module."""
