"""The pages of somebody who came back to a report that was sent, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.public.ended_pages import EndedPart
from callpoint.pages.public.fields import FieldLine
from callpoint.pages.public.statement_pages import StatementLine
from callpoint.pages.public.stopped import StoppedPart
from callpoint.pages.shown import AdditionPart, AnswerLine, ChoiceLine, MessageLine, ReceiptView, ThreadLine


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """What is due, and by when."""

    what: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class WantedPart:
    """What we asked the reporter for and still do not know: each question leads to its form."""

    questions: tuple[Link, ...]
    answer_by: datetime
    is_over: bool
    """Whether the day has passed; an answer is welcome all the same."""


@dataclass(frozen=True, kw_only=True)
class RecordedPart:
    """How the report was recorded, in plain words."""

    what: str
    why: str
    """What staff wrote for the reporter; '' where they wrote nothing."""
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SupportLine:
    """Where help from a support service stands, in one line, and the page to say yes or no."""

    text: str
    url: str
    link: str
    is_first: bool
    """Whether it stands above the messages: they were asked, or have needs that come first."""


@dataclass(frozen=True, kw_only=True)
class OwnSupportPage(Page):
    """Asks whether a support service may help: what is shared, with whom, yes, no, and taking it back."""

    template: ClassVar[str] = "public/own_support.html"
    text: str
    services: tuple[ChoiceLine, ...]
    """The right one first; none where no service takes them."""
    shared: tuple[str, ...]
    is_yes: bool
    is_kept: bool
    """Whether a service has them by their yes: the one service is then kept by not naming it."""
    shares_story: bool
    may_withdraw: bool
    stay_url: str


@dataclass(frozen=True, kw_only=True)
class OwnReportPage(Page):
    """A reporter's own report: where it stands, what is expected, the messages, and all ways to add or change."""

    template: ClassVar[str] = "public/own_report.html"
    reference: str
    crime_number: str
    recorded: RecordedPart | None
    stopped: StoppedPart | None
    """Why no new words are taken for a time; None where they are."""
    wanted: WantedPart | None
    is_answered: bool
    """Whether something that we asked for was just answered."""
    status: str
    status_text: str
    since: datetime | None
    due: tuple[DueLine, ...]
    late: str
    """Where a promised date has passed: says so; '' otherwise."""
    support: SupportLine | None
    """Where help from a support service stands; None where no service takes them."""
    ended: EndedPart | None
    """How it ended; None where no letter was sent."""
    statements: tuple[StatementLine, ...]
    timeline: tuple[ThreadLine, ...]
    messages: tuple[MessageLine, ...]
    new_messages: int
    typed: str
    error: str
    send_key: str
    limit: int
    story: str
    answers: tuple[AnswerLine, ...]
    additions: tuple[AdditionPart, ...]
    receipt: ReceiptView | None
    not_yet: str
    """Where another body records this: says that we have not reported it there."""
    other_number: str
    links: tuple[Link, ...]
    done_url: str
    leave_url: str
    feedback_url: str
    withdraw_url: str
    withdraw_asked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One page that can be filled in, and how much of it is there."""

    title: str
    hint: str
    url: str
    status: str
    is_open: bool
    """Whether something of it is still missing."""


@dataclass(frozen=True, kw_only=True)
class AddPage(Page):
    """What can be added to a report that was sent: the bank first, then what is still missing, then more."""

    template: ClassVar[str] = "public/add.html"
    is_added: bool
    """Whether something was just added."""
    bank: tuple[TaskLine, ...]
    missing: tuple[TaskLine, ...]
    more: tuple[TaskLine, ...]
    words_url: str
    files_url: str


@dataclass(frozen=True, kw_only=True)
class AddStepPage(Page):
    """One sheet of questions, asked after the report was sent."""

    template: ClassVar[str] = "public/add_step.html"
    lead: str
    row: str
    fields: tuple[FieldLine, ...]
    another: str
    """The words of the button that begins one more; '' where it is asked once."""
    warning: str
    send_key: str
    list_url: str
    is_asked: bool
    """Whether staff asked for it: then not knowing is an answer too."""


@dataclass(frozen=True, kw_only=True)
class WithdrawPage(Page):
    """Asks once before a reporter says that they want it to stop; says what happens then."""

    template: ClassVar[str] = "public/withdraw.html"
    typed: str
    error: str
    send_key: str
    limit: int
    stay_url: str


RETURN_PAGES: tuple[type[Page], ...] = (OwnReportPage, OwnSupportPage, AddPage, AddStepPage, WithdrawPage)
"""Every page of this module."""
