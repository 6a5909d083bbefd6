"""The pages about restricted reports and sealed identities, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class AdmissionView:
    """One person who asked to be let in, or is named."""

    name: str
    standing: str
    reason: str
    asked_at: datetime
    words: str


@dataclass(frozen=True, kw_only=True)
class LowView:
    """Why a report stands below others, by whom and since when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DoorPart:
    """What the page of a report says of who may open it, and of who may see who reported."""

    why: str
    """'' where it is not restricted."""
    restrict_url: str
    """'' where whoever looks may not."""
    is_identity_sealed: bool
    identity_until: datetime | None
    identity_asked_at: datetime | None
    identity_url: str
    low: LowView | None
    """None where it stands where its urgency puts it."""


@dataclass(frozen=True, kw_only=True)
class DoorPage(StaffPage):
    """A door that is shut: asking to be let in, and what came of it."""

    template: ClassVar[str] = "staff/door.html"
    lead: tuple[str, ...]
    is_open: bool
    report_url: str
    waits_since: datetime | None
    refused: str
    """What the second person said; '' where nobody refused."""
    refused_by: str
    may_ask: bool
    reason: str
    error: str
    typed: tuple[str, ...]
    """What was typed about the report when it was restricted already, to be copied."""


@dataclass(frozen=True, kw_only=True)
class RestrictPage(StaffPage):
    """Restricting a report, or ending that: why, who is named, who was let in."""

    template: ClassVar[str] = "staff/restrict.html"
    report_url: str
    why: str
    why_reason: str
    kept_from: str
    placed_by: str
    placed_at: datetime | None
    admissions: tuple[AdmissionView, ...]
    is_restricted: bool
    may_lift: bool
    whys: tuple[ChoiceLine, ...]
    colleagues: tuple[ChoiceLine, ...]
    kept_choices: tuple[ChoiceLine, ...]
    reason: str
    why_error: str
    people_error: str
    reason_error: str


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """One request to be let in that waits."""

    url: str
    reference: str
    what: str
    unit: str
    asked_by: str
    asked_at: datetime
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class RestrictedRow:
    """One report that is restricted."""

    url: str
    reference: str
    why: str
    unit: str
    placed_by: str
    placed_at: datetime
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class RestrictedPage(StaffPage):
    """The requests that wait for a second person, and the reports that are restricted."""

    template: ClassVar[str] = "staff/restricted.html"
    requests: tuple[RequestRow, ...]
    rows: tuple[RestrictedRow, ...]
    most: int


@dataclass(frozen=True, kw_only=True)
class AdmissionPage(StaffPage):
    """One request to be let in, for the second person."""

    template: ClassVar[str] = "staff/admission.html"
    what: str
    unit: str
    asked_by: str
    asked_at: datetime
    reason: str
    standing: str
    """What came of it; '' while it waits."""
    is_own: bool
    is_kept_out: bool
    may_decide: bool
    hours: tuple[ChoiceLine, ...]
    words: str
    hours_error: str
    words_error: str


DOOR_PAGES: tuple[type[Page], ...] = (DoorPage, RestrictPage, RestrictedPage, AdmissionPage)
"""Every page of this module."""
