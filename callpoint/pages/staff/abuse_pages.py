"""The pages about suspected abuse, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class SuspectRow:
    """One report of a group."""

    id: str
    url: str
    block_url: str
    reference: str
    kind: str
    unit: str
    sent_at: datetime
    is_low: bool
    stays: bool
    """Whether it needs a person now, and is not put below others."""


@dataclass(frozen=True, kw_only=True)
class SuspectGroup:
    """Some reports that look odd together, with the forms for all of them."""

    number: int
    sign: str
    words: str
    caution: str
    first_at: datetime
    last_at: datetime
    total: int
    rows: tuple[SuspectRow, ...]
    """The newest of them."""
    ids: tuple[str, ...]
    low: int
    may_lower: bool
    """Whether any of them can go below others."""
    reason: str
    error: str


@dataclass(frozen=True, kw_only=True)
class BlockRow:
    """One reporter who is stopped, or for whom that was proposed."""

    url: str
    reference: str
    proposed_by: str
    proposed_at: datetime
    until: datetime | None
    disagreed_at: datetime | None
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class AbusePage(StaffPage):
    """Reports that look odd together, and reporters who are stopped."""

    template: ClassVar[str] = "staff/abuse.html"
    groups: tuple[SuspectGroup, ...]
    blocks: tuple[BlockRow, ...]
    most: int
    done: str
    """What was done, in a sentence; '' where nothing was."""


@dataclass(frozen=True, kw_only=True)
class BlockView:
    """One stop of a reporter's words."""

    standing: str
    reason: str
    told: str
    proposed_by: str
    proposed_at: datetime
    disagreement: str


@dataclass(frozen=True, kw_only=True)
class BlockPage(StaffPage):
    """Stopping the new words of the reporter of a report: two people, for some days."""

    template: ClassVar[str] = "staff/block.html"
    report_url: str
    rows: tuple[BlockView, ...]
    may_propose: bool
    may_confirm: bool
    is_own: bool
    """Whether whoever looks proposed what waits."""
    may_end: bool
    days: tuple[ChoiceLine, ...]
    reason: str
    told: str
    days_error: str
    reason_error: str


ABUSE_PAGES: tuple[type[Page], ...] = (AbusePage, BlockPage)
"""Every page of this module."""
