"""The staff page about erasing old reports, as a typed value."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from callpoint.pages.page import Page
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """The order that is open for a month."""

    id: UUID
    proposed_by: str
    proposed_at: datetime
    is_own: bool
    """Whether who looks proposed it, and so cannot confirm it."""
    confirmed_by: str
    begins_at: datetime | None
    """When the service begins; none before it was confirmed."""
    erased: int
    """Reports that went so far."""


@dataclass(frozen=True, kw_only=True)
class MonthView:
    """One month that is due: what would go, and what stays."""

    month: str
    anchor: str
    name: str
    reports: int
    still_open: int
    held: int
    drafts: int
    requests: int
    order: OrderView | None


@dataclass(frozen=True, kw_only=True)
class DoneView:
    """One month that was erased."""

    month: str
    name: str
    reports: int
    drafts: int
    requests: int
    proposed_by: str
    confirmed_by: str
    done_at: datetime
    complete_on: date
    is_complete: bool


@dataclass(frozen=True, kw_only=True)
class HeldView:
    """One report that stays."""

    reference: str
    url: str
    placed_by: str
    placed_at: datetime
    name: str
    """The month it belongs to."""


@dataclass(frozen=True, kw_only=True)
class RetentionPage(StaffPage):
    """The months that are due, those that were erased, and the reports that stay."""

    template: ClassVar[str] = "staff/retention.html"
    years: int
    next_name: str
    next_on: date | None
    months: tuple[MonthView, ...]
    done: tuple[DoneView, ...]
    held: tuple[HeldView, ...]
    complete_if_confirmed_now: date


RETENTION_PAGES: tuple[type[Page], ...] = (RetentionPage,)
"""Every page of this module."""
