"""The staff page on which parts of a report are handed over, as a typed value."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class BundleView:
    """One bundle that was made."""

    url: str
    authority: str
    purpose: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class DisclosePage(StaffPage):
    """What may be handed over of a report, what is blacked out, and the bundles made so far."""

    template: ClassVar[str] = "staff/disclose.html"
    items: tuple[ChoiceLine, ...]
    authority: str
    purpose: str
    phrases: str
    authority_error: str
    purpose_error: str
    phrases_error: str
    items_error: str
    has_dangerous: bool
    """Whether a scanner calls one of the items dangerous."""
    dangerous_too: bool
    dangerous_error: str
    drawable: tuple[ChoiceLine, ...]
    boxes: str
    boxes_error: str
    bundles: tuple[BundleView, ...]
    report_url: str


DISCLOSURE_PAGES: tuple[type[Page], ...] = (DisclosePage,)
"""Every page of this module."""
