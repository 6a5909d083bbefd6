"""Requests to other bodies, as shown to staff: the part on a report's page, its own pages, and the list over all."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """One request that can be made."""

    title: str
    label: str
    """What it is about, as the reporter told it."""
    to: str
    url: str
    is_unsure: bool


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact that goes along."""

    term: str
    value: str


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    """One answer as it was noted."""

    result: str
    sums: str
    words: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class InterventionView:
    """One request as it stands."""

    title: str
    to: str
    url: str
    state: str
    colour: str
    """in time, amber or late; '' where no clock runs."""
    made_by: str
    made_at: datetime
    sent: str
    """By which way and to whom; '' where it has not gone out."""
    sent_by: str
    sent_at: datetime | None
    due_at: datetime | None
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, kw_only=True)
class InterventionPart:
    """What the page of a report says of requests to others."""

    offers: tuple[OfferLine, ...]
    """The first that can be made; none for who may not."""
    more: int
    """How many more there are."""
    made: tuple[InterventionView, ...]
    totals: tuple[str, ...]
    all_url: str


@dataclass(frozen=True, kw_only=True)
class InterventionsPage(StaffPage):
    """All requests of one report: what can be asked, and what was."""

    template: ClassVar[str] = "staff/interventions.html"
    offers: tuple[OfferLine, ...]
    made: tuple[InterventionView, ...]
    totals: tuple[str, ...]
    typed: tuple[FactLine, ...]
    """What somebody typed for a request that cannot be made any more."""


@dataclass(frozen=True, kw_only=True)
class NewInterventionPage(StaffPage):
    """One request before it is made: the whole of it, filled from the report."""

    template: ClassVar[str] = "staff/intervention_new.html"
    what: str
    """What is asked, in a few words."""
    body: str
    """What sort of body it goes to."""
    asks: tuple[str, ...]
    facts: tuple[FactLine, ...]
    confirm: tuple[str, ...]
    is_unsure: bool
    note: str
    to: str
    to_error: str
    words: str
    words_error: str
    authority: str
    authority_error: str
    is_confirmed: bool
    confirm_error: str
    tells: bool
    seen: str
    send_key: str
    limit: int


@dataclass(frozen=True, kw_only=True)
class InterventionPage(StaffPage):
    """One request that was made: its files, how it went out, and what came of it."""

    template: ClassVar[str] = "staff/intervention.html"
    view: InterventionView
    asks: tuple[str, ...]
    facts: tuple[FactLine, ...]
    words: str
    authority: str
    paper_url: str
    bundle_url: str
    contacts: tuple[str, ...]
    """Bodies of the directory that take it."""
    may_send: bool
    channels: tuple[ChoiceLine, ...]
    channel_error: str
    contact: str
    contact_error: str
    results: tuple[ChoiceLine, ...]
    result_error: str
    has_sums: bool
    held: str
    returned: str
    sum_error: str
    reply: str
    reply_error: str
    send_key: str
    """Under which a form that comes twice notes one answer."""
    limit: int


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """One request that nobody has answered, in the list over all reports."""

    reference: str
    url: str
    title: str
    sum: str
    made_by: str
    state: str
    colour: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class HoldRequestsPage(StaffPage):
    """Every request that waits, overdue ones first, and what was recovered over all."""

    template: ClassVar[str] = "staff/hold_requests.html"
    overdue: int
    lines: tuple[WaitingLine, ...]
    is_cut: bool
    """Whether there may be more than are shown."""
    totals: tuple[str, ...]


INTERVENTION_PAGES: tuple[type[Page], ...] = (
    InterventionsPage,
    NewInterventionPage,
    InterventionPage,
    HoldRequestsPage,
)
"""Every page of this module."""
