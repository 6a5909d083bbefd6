"""Support for the victim of one report, as shown to staff: the part on its page, and the page that asks and passes on."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class ConsentLine:
    """What somebody said, or that they were asked."""

    what: str
    words: str
    noted_by: str
    """'' where they said it on their own page."""
    said_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReferralLine:
    """One referral: to whom, and what became of it."""

    service: str
    state: str
    basis: str
    """On what it stands where there was no yes; '' where there was."""
    reason: str
    referred_at: datetime
    due_at: datetime | None
    """None once it is taken on or over."""
    accepted_at: datetime | None
    returned_at: datetime | None
    return_reason: str
    return_words: str


@dataclass(frozen=True, kw_only=True)
class SupportPart:
    """What the page of a report says of support."""

    score: str
    effects: tuple[str, ...]
    """What follows from the needs."""
    wish: str
    """What they said in the report itself; '' where nothing."""
    standing: str
    """Where it stands, in one line."""
    to_do: str
    """What is left for police to do; '' where nothing is."""
    consents: tuple[ConsentLine, ...]
    referrals: tuple[ReferralLine, ...]
    url: str
    """'' for who may not ask or pass on."""


@dataclass(frozen=True, kw_only=True)
class SupportPage(StaffPage):
    """Asks for a yes, notes one, or passes on without one where life or a child is in danger."""

    template: ClassVar[str] = "staff/support.html"
    part: SupportPart
    services: tuple[ChoiceLine, ...]
    """The right one first; none where no service takes them."""
    shared: tuple[str, ...]
    """What a service reads, in plain words."""
    said: tuple[ChoiceLine, ...]
    said_error: str
    shares_story: bool
    words: str
    words_error: str
    bases: tuple[ChoiceLine, ...]
    basis_error: str
    reason: str
    reason_error: str
    limit: int
    report_url: str


SUPPORT_PAGES: tuple[type[Page], ...] = (SupportPage,)
"""Every page of this module."""
