"""What a reporter was asked for, as shown to staff: the part on the report's page, and the page that asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class FactView:
    """One fact that was asked for, and what became of it."""

    question: str
    standing: str


@dataclass(frozen=True, kw_only=True)
class AskView:
    """One ask: its facts, what came of it, and how its reporter hears of it."""

    id: str
    facts: tuple[FactView, ...]
    standing: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    reminded_at: datetime | None
    may_settle: bool


@dataclass(frozen=True, kw_only=True)
class AskingPart:
    """What the page of a report says of what its reporter was asked."""

    asks: tuple[AskView, ...]
    """The newest first."""
    reach: str
    """How the reporter hears of a message that is written now; '' where nothing is asked."""
    ask_url: str
    """'' for who may not write to the reporter, or where the report is closed."""


@dataclass(frozen=True, kw_only=True)
class AskPage(StaffPage):
    """Facts to pick, words to add, and the message as the reporter will read it."""

    template: ClassVar[str] = "staff/ask.html"
    useful: tuple[ChoiceLine, ...]
    """The most useful missing facts; the first of them are ticked to begin with."""
    more: tuple[ChoiceLine, ...]
    open_facts: tuple[str, ...]
    """What is asked already and still open."""
    facts_error: str
    sentence: str
    sentence_error: str
    limit: int
    preview: str
    """'' where nothing is ticked."""
    preview_language: str
    """BCP 47 tag of the message."""
    language_name: str
    in_english: tuple[str, ...]
    """What goes out in English, because the reporter's language has no words for them yet."""
    is_unlike: bool
    """Whether the choice was changed since the message was last shown."""
    due_at: datetime
    reach: str
    seen: str
    """Marks the choice whose message is shown: only that one is sent."""
    send_key: str
    report_url: str


ASKING_PAGES: tuple[type[Page], ...] = (AskPage,)
"""Every page of this module."""
