"""The pages of "I only want to talk to somebody", as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.shown import AnswerLine, ChoiceLine, ServiceView, ThreadLine


@dataclass(frozen=True, kw_only=True)
class TalkPage(Page):
    """Who listens right now, and the way to be called."""

    template: ClassVar[str] = "public/talk.html"
    open_now: tuple[ServiceView, ...]
    young: tuple[ServiceView, ...]
    """Open now, for or about somebody under 18."""
    later: tuple[ServiceView, ...]
    """Closed now, or reached in writing."""
    ask_url: str
    """'' where this deployment takes no requests."""
    directory_url: str


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in a form of a request, and what is wrong with it; each field has its key in both."""

    told: Mapping[str, str]
    wrong: Mapping[str, str]
    ways: tuple[ChoiceLine, ...]
    leave_message: tuple[ChoiceLine, ...]


@dataclass(frozen=True, kw_only=True)
class TalkAskPage(Page):
    """The one page on which somebody asks to be called."""

    template: ClassVar[str] = "public/talk_ask.html"
    form: Typed
    for_whom: tuple[ChoiceLine, ...]
    ages: tuple[ChoiceLine, ...]
    services: tuple[ChoiceLine, ...]
    """Those that may be asked; none where nobody takes a request for the place."""
    consent: str
    instead: tuple[ServiceView, ...]
    """Who listens there, where nobody takes a request."""
    young: tuple[ServiceView, ...]
    is_filled_in: bool
    """Whether it shows what a report already holds."""
    send_key: str
    limit: int


@dataclass(frozen=True, kw_only=True)
class TalkDonePage(Page):
    """The reference and the code of a request, and what happens next."""

    template: ClassVar[str] = "public/talk_done.html"
    reference_groups: tuple[str, ...]
    spoken: str
    code_groups: tuple[str, ...]
    next_words: str
    due_words: str
    due_at: datetime | None
    young: tuple[ServiceView, ...]
    mine_url: str
    withdraw_url: str
    tell_url: str
    report: Link | None
    """The report of this session, where it holds one."""


@dataclass(frozen=True, kw_only=True)
class TalkMinePage(Page):
    """Somebody's own request: where it stands, and what they may change."""

    template: ClassVar[str] = "public/talk_mine.html"
    reference: str
    status: str
    status_text: str
    due_words: str
    due_at: datetime | None
    calls: tuple[ThreadLine, ...]
    answers: tuple[AnswerLine, ...]
    """What staff wrote to the person."""
    told: tuple[AnswerLine, ...]
    form: Typed
    is_open: bool
    is_changed: bool
    service: ServiceView | None
    withdraw_url: str
    tell_url: str
    report: Link | None
    leave_url: str


@dataclass(frozen=True, kw_only=True)
class TalkWithdrawPage(Page):
    """Asks once before a request is taken back."""

    template: ClassVar[str] = "public/talk_withdraw.html"


TALK_PAGES: tuple[type[Page], ...] = (TalkPage, TalkAskPage, TalkDonePage, TalkMinePage, TalkWithdrawPage)
