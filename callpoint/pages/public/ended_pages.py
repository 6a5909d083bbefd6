"""What a reporter sees of how their report ended, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.closing_shown import LetterPart
from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine


@dataclass(frozen=True, kw_only=True)
class EndedPart:
    """How a report ended, on its own page: the letter, and what its reporter can do."""

    parts: tuple[LetterPart, ...]
    sent_at: datetime
    is_closed: bool
    """Whether it still holds; else the report is open again."""
    paper_url: str
    look_again_url: str
    """'' where it was asked already, or the report is open."""
    look_again_by: datetime | None
    add_url: str
    helped: tuple[str, ...]
    asked_at: datetime | None
    """When they asked to look again."""
    answer_by: datetime | None
    """By when that is answered; None once it is."""
    how_it_went_url: str
    """Where they are asked how it went; '' where they are not."""
    happened_again: bool
    """Whether they answered that it happened again."""


@dataclass(frozen=True, kw_only=True)
class LookAgainPage(Page):
    """Asks to look at the closing again; the words may be left out."""

    template: ClassVar[str] = "public/look_again.html"
    last_at: datetime | None
    typed: str
    error: str
    limit: int
    stay_url: str


@dataclass(frozen=True, kw_only=True)
class HowItWentPage(Page):
    """One question some weeks after: three choices, and words for who wants."""

    template: ClassVar[str] = "public/how_it_went.html"
    choices: tuple[ChoiceLine, ...]
    chosen: str
    typed: str
    choice_error: str
    words_error: str
    limit: int
    stay_url: str


ENDED_PAGES: tuple[type[Page], ...] = (LookAgainPage, HowItWentPage)
"""Every page of this module."""
