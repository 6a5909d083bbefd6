"""The pages about reads that others look at, as typed values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """One read to look at, with its form."""

    id: str
    reference: str
    report_url: str
    """'' where whoever looks opens no reports."""
    reader: str
    what: str
    read_at: datetime
    why: str
    is_own: bool
    is_late: bool
    note: str
    chosen: str
    error: str


@dataclass(frozen=True, kw_only=True)
class WeekRow:
    """How one week of one unit went."""

    week: date
    unit: str
    reads: int
    drawn: int
    looked_at: int
    asked: int
    missed: int


@dataclass(frozen=True, kw_only=True)
class FamilyRow:
    """One person of the staff, with how many names of their family are compared."""

    id: str
    name: str
    names: int


@dataclass(frozen=True, kw_only=True)
class ReadsPage(StaffPage):
    """What others read: alerts of own names, what was drawn, and the weeks."""

    template: ClassVar[str] = "staff/reads.html"
    alerts: tuple[ReadRow, ...]
    rows: tuple[ReadRow, ...]
    verdicts: tuple[ChoiceLine, ...]
    weeks: tuple[WeekRow, ...]
    most: int
    family_url: str


@dataclass(frozen=True, kw_only=True)
class FamilyPage(StaffPage):
    """Names of families that reads are compared with: entering one, dropping all of a person."""

    template: ClassVar[str] = "staff/family.html"
    rows: tuple[FamilyRow, ...]
    people: tuple[ChoiceLine, ...]
    name: str
    person_error: str
    name_error: str
    limit: int


READ_PAGES: tuple[type[Page], ...] = (ReadsPage, FamilyPage)
"""Every page of this module."""
