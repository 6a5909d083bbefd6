"""How a report is recorded, as shown to staff: the part on its page, and the page that records it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class RecordingView:
    """One decision on how the report is recorded."""

    recorded_as: str
    code: str
    reason: str
    told: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordingPart:
    """What the page of a report says of its recording."""

    decisions: tuple[RecordingView, ...]
    """The newest first: it holds."""
    who_records: str
    """Where another body records it: says so; '' otherwise."""
    record_url: str
    """'' for who may not record, or where this deployment records nothing."""


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """One code to choose, with the kinds it is for in words."""

    code: str
    kinds: str
    hint: str
    chosen: bool
    key: str
    """The single key that picks it; '' where none does."""


@dataclass(frozen=True, kw_only=True)
class RecordPage(StaffPage):
    """Asks how a report is recorded, under which code and why; below stands what was decided before."""

    template: ClassVar[str] = "staff/record.html"
    part: RecordingPart
    kind: str
    ways: tuple[ChoiceLine, ...]
    ways_error: str
    codes: tuple[CodeLine, ...]
    """Those of the report's kind first, then what was found."""
    codes_error: str
    looked_for: str
    found_none: bool
    typed_code: str
    typed_code_error: str
    ready: tuple[ChoiceLine, ...]
    """Reasons that stand ready to be picked."""
    reason: str
    reason_error: str
    told: str
    told_error: str
    limit: int
    report_url: str


RECORDING_PAGES: tuple[type[Page], ...] = (RecordPage,)
"""Every page of this module."""
