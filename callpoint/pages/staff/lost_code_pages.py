"""The staff pages about lost codes, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import AnswerLine, ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class LostCodeLine:
    """One request in the list: when it came, and nothing of what it says."""

    url: str
    asked_at: datetime


@dataclass(frozen=True, kw_only=True)
class LostCodesPage(StaffPage):
    """The requests for a new code that wait, oldest first."""

    template: ClassVar[str] = "staff/lost_codes.html"
    rows: tuple[LostCodeLine, ...]


@dataclass(frozen=True, kw_only=True)
class LostCodeRequestPage(StaffPage):
    """One request, open; a new code is shown here until the officer gave it, or its time is over."""

    template: ClassVar[str] = "staff/lost_code.html"
    told: tuple[AnswerLine, ...]
    asked_at: datetime
    is_waiting: bool
    reference: str
    reference_error: str
    checks: tuple[ChoiceLine, ...]
    checks_error: str
    code_groups: tuple[str, ...]
    shown_minutes: int
    list_url: str


LOST_CODE_PAGES: tuple[type[Page], ...] = (LostCodesPage, LostCodeRequestPage)
"""Every page of this module."""
