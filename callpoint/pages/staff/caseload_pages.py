"""The pages of a support service, as typed values: its caseload, one entry, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.shown import AnswerLine, ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class EntryLine:
    """One entry in the list; nothing that was sealed."""

    reference: str
    url: str
    """'' where consent was withdrawn: nobody opens it."""
    way: str
    kind: str
    since: datetime
    age: str
    due_at: datetime | None
    next_on: date | None
    ended_at: datetime | None
    colour: str
    """in time | amber | late; '' where no date runs."""
    colour_words: str
    taken_by: str
    tries: int


@dataclass(frozen=True, kw_only=True)
class OwnAskLine:
    """Somebody who asked the service themselves."""

    reference: str
    url: str
    asked_at: datetime
    due_at: datetime | None
    colour: str
    colour_words: str


@dataclass(frozen=True, kw_only=True)
class CaseloadPage(StaffPage):
    """The caseload of a service, entries of one state; with the new ones stand those who asked themselves."""

    template: ClassVar[str] = "staff/caseload.html"
    views: tuple[Link, ...]
    state: str
    rows: Sequence[EntryLine]
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    asks: Sequence[OwnAskLine]
    asks_total: int
    asks_url: str
    figures_url: str


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """A number or an address that may be used now."""

    way: str
    value: str


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One line of the service's own file."""

    what: str
    words: str
    needs: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """One need of the list, ticked or not."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class ComparedView:
    """What became of needs from the start to the end."""

    sentence: str
    gone: tuple[str, ...]
    stayed: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SharedView:
    """What the person agreed that the service reads: how to reach them safely stands first."""

    name: str
    rules: tuple[str, ...]
    """What is safe, the strictest first."""
    contact: tuple[ContactLine, ...]
    """None outside the hours that they called safe."""
    kind: str
    needs: tuple[str, ...]
    answers: tuple[AnswerLine, ...]
    story: str
    story_note: str
    """Why there is no story; '' where there is one."""


@dataclass(frozen=True, kw_only=True)
class ReferralForms:
    """What stands in the forms of an entry, with what is wrong."""

    ways: tuple[ChoiceLine, ...]
    """None where no way is safe: then no try can be noted."""
    outcomes: tuple[ChoiceLine, ...]
    has_answer: bool
    """Whether the person reads a line with their own code."""
    needs: tuple[NeedLine, ...]
    needs_kinds: tuple[ChoiceLine, ...]
    returns: tuple[ChoiceLine, ...]
    closes: tuple[ChoiceLine, ...]
    services: tuple[ChoiceLine, ...]
    next_on: str
    note: str
    answer: str
    words: str
    failed: str
    """Which form was not taken; '' where none was."""
    error: str
    send_key: str
    limit: int


@dataclass(frozen=True, kw_only=True)
class ReferralPage(StaffPage):
    """One entry of a caseload, open to the service that it was passed to."""

    template: ClassVar[str] = "staff/referral.html"
    reference: str
    state: str
    way: str
    basis: str
    service: str
    referred_at: datetime
    due_at: datetime | None
    accepted_at: datetime | None
    taken_by: str
    next_on: date | None
    colour: str
    colour_words: str
    ended: str
    """Why it was returned or closed; '' while it is open."""
    end_words: str
    typed: tuple[AnswerLine, ...]
    """What was typed into a form that came too late."""
    shared: SharedView | None
    file: tuple[FileLine, ...]
    compared: ComparedView | None
    may_accept: bool
    may_work: bool
    forms: ReferralForms


@dataclass(frozen=True, kw_only=True)
class WithdrawnPage(StaffPage):
    """Consent was withdrawn: that, since when, and nothing else."""

    template: ClassVar[str] = "staff/referral_withdrawn.html"
    withdrawn_at: datetime | None
    typed: tuple[AnswerLine, ...]
    caseload_url: str


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """One figure: what is counted and how often; it says so where the number is under five."""

    what: str
    is_part: bool
    number: str


@dataclass(frozen=True, kw_only=True)
class SupportFiguresPage(StaffPage):
    """The quarterly figures for the commissioner."""

    template: ClassVar[str] = "staff/support_figures.html"
    quarters: tuple[Link, ...]
    quarter: str
    lines: tuple[FigureLine, ...]
    csv_url: str


CASELOAD_PAGES: tuple[type[Page], ...] = (CaseloadPage, ReferralPage, WithdrawnPage, SupportFiguresPage)
"""Every page of this module."""
