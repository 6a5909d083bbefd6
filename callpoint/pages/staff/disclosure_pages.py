"""The staff pages on which parts of a report, or one sealed exhibit, are handed over, as typed values."""

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
class DrawableLine:
    """One file that can be blacked out, and the page on which boxes are drawn on it."""

    value: str
    label: str
    chosen: bool
    url: str


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
    drawable: tuple[DrawableLine, ...]
    boxes: str
    boxes_error: str
    bundles: tuple[BundleView, ...]
    report_url: str


@dataclass(frozen=True, kw_only=True)
class HandOverPage(StaffPage):
    """Asks to whom and what for one exhibit goes, sealed, and lists the times that it did."""

    template: ClassVar[str] = "staff/hand_over.html"
    name: str
    authority: str
    purpose: str
    authority_error: str
    purpose_error: str
    has_dangerous: bool
    """Whether a scanner calls it dangerous."""
    dangerous_too: bool
    dangerous_error: str
    send_key: str
    made: tuple[BundleView, ...]
    disclose_url: str


@dataclass(frozen=True, kw_only=True)
class KeyPage(StaffPage):
    """The key of one exhibit, which is shown this once, and where the sealed file is."""

    template: ClassVar[str] = "staff/key.html"
    sha256: str
    """Of the file once it is opened."""
    secret: str
    opens: str
    """The command that opens the file."""
    compares: str
    """The command that says its fingerprint."""
    sealed_url: str
    done_url: str


DISCLOSURE_PAGES: tuple[type[Page], ...] = (DisclosePage, HandOverPage, KeyPage)
"""Every page of this module."""
