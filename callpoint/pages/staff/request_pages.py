"""The staff's pages about requests to talk, as typed values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.shown import AnswerLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """One request in the list; nothing that was sealed."""

    reference: str
    url: str
    """'' where the person took it back: nobody opens it."""
    service: str
    unit: str
    asked_at: datetime
    due_at: datetime | None
    colour: str
    """in time | amber | late; '' without a date, or once they were reached."""
    colour_words: str


@dataclass(frozen=True, kw_only=True)
class RequestsPage(StaffPage):
    """The requests to talk of one state, what is due first at the head."""

    template: ClassVar[str] = "staff/requests.html"
    rows: Sequence[RequestLine]
    total: int
    number: int
    pages: int
    previous_url: str
    next_url: str
    views: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """One try to reach the person."""

    outcome: str
    at: datetime
    by: str
    note: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class RequestPage(StaffPage):
    """One request, open: how to reach the person safely stands first."""

    template: ClassVar[str] = "staff/request.html"
    reference: str
    state: str
    way: str
    """What to do, in one line: call, text, write, or nothing."""
    contact: str
    times: str
    care: str
    message_rule: str
    """Whether a message may be left; '' where nobody calls."""
    answers: tuple[AnswerLine, ...]
    about: str
    service: str
    unit: str
    asked_at: datetime
    due_at: datetime | None
    colour: str
    colour_words: str
    calls: tuple[CallLine, ...]
    may_note: bool
    take_url: str
    """Takes it into a caseload; '' for who has none, or once it is there."""
    entry_url: str
    """The entry of a caseload that it became; '' where nobody took it on, or for who has no caseload."""
    typed: str
    typed_answer: str
    send_key: str
    limit: int


@dataclass(frozen=True, kw_only=True)
class NotNotedPage(StaffPage):
    """A note came too late: nobody may be called any more. What was typed is shown to be kept elsewhere."""

    template: ClassVar[str] = "staff/not_noted.html"
    words: str
    """What to do, or rather not to do; '' where the heading says all."""
    typed: tuple[AnswerLine, ...]
    next_url: str


REQUEST_PAGES: tuple[type[Page], ...] = (RequestsPage, RequestPage, NotNotedPage)
