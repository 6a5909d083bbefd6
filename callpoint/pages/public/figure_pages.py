"""The pages about the service itself: how it went for somebody, and how it goes for all."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine


@dataclass(frozen=True, kw_only=True)
class AskedOfUs:
    """One question about the service, with five steps to choose from."""

    name: str
    words: str
    steps: tuple[ChoiceLine, ...]


@dataclass(frozen=True, kw_only=True)
class FeedbackPage(Page):
    """Asks three questions about the service, also of those who stop early."""

    template: ClassVar[str] = "public/feedback.html"
    lead: str
    came: str
    """From where somebody came here; sent along with the form."""
    send_key: str
    """Anew for each form, so that a double press counts once; remembered for a minute, in memory only."""
    questions: tuple[AskedOfUs, ...]
    error: str


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """One figure with its aim, in words."""

    what: str
    ours: str
    aim: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class SaidLine:
    """What was said to one question, in words."""

    question: str
    everybody: str
    gave_up: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class StopLine:
    """How many stopped after a page, in words."""

    page: str
    number: str


@dataclass(frozen=True, kw_only=True)
class FiguresPage(Page):
    """How the service does: published for everybody, and no person in it."""

    template: ClassVar[str] = "public/figures.html"
    from_day: str
    to_day: str
    is_modelled: bool
    main: tuple[FigureLine, ...]
    said: tuple[SaidLine, ...]
    satisfied_aim: str
    totals: tuple[StopLine, ...]
    stops: tuple[StopLine, ...]
    csv_url: str
    areas_url: str
    criteria_url: str
    feedback_url: str
    keep_days: int
    """Days until an unsent report is deleted."""
