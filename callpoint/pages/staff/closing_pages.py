"""The pages about closing, as typed values: the letter, what waits for a second person, the library, reviews."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.closing_shown import LetterPart
from callpoint.pages.page import Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """One request to look again, on the page of its report."""

    words: str
    asked_at: datetime
    taken_by: str
    decided_by: str
    decided_at: datetime | None
    result: str
    reasons: str


@dataclass(frozen=True, kw_only=True)
class ClosingView:
    """One closing on the page of its report."""

    outcome: str
    parts: tuple[LetterPart, ...]
    proposed_by: str
    proposed_at: datetime
    checked_by: str
    returned_by: str
    returned_at: datetime | None
    return_reason: str
    sent_at: datetime | None
    opened_by: str
    opened_at: datetime | None
    open_reason: str
    reviews: tuple[ReviewView, ...]
    went: str
    """How it went after; '' where nobody said."""
    went_words: str


@dataclass(frozen=True, kw_only=True)
class ClosingPart:
    """What the page of a report shows of its closing."""

    close_url: str
    """'' where this person may not, or it cannot be closed now."""
    waiting_url: str
    """Where a closing waits for a second person."""
    may_reopen: bool
    reason: str
    error: str
    closings: tuple[ClosingView, ...]


@dataclass(frozen=True, kw_only=True)
class ClosePage(StaffPage):
    """Closing a report: the outcome, the letter with this report's facts, its grade and what is wrong with it."""

    template: ClassVar[str] = "staff/close.html"
    reference: str
    outcomes: tuple[ChoiceLine, ...]
    reasons: tuple[ChoiceLine, ...]
    """Reasons of our own, for a report that is no crime."""
    outcome: str
    """Its id; '' until one is chosen."""
    outcome_words: str
    note: str
    """What belongs into the gap of this outcome."""
    letters: tuple[ChoiceLine, ...]
    letter: str
    parts: tuple[LetterPart, ...]
    all_over: tuple[str, ...]
    """What is wrong with the whole letter."""
    grade: str
    hardest: str
    because: tuple[str, ...]
    """Why a second person looks first; nothing where one is enough."""
    close_url: str


@dataclass(frozen=True, kw_only=True)
class ClosingRow:
    """One closing in a list."""

    url: str
    reference: str
    outcome: str
    kind: str
    because: tuple[str, ...]
    proposed_by: str
    proposed_at: datetime
    is_own: bool
    returned_by: str


@dataclass(frozen=True, kw_only=True)
class WentRow:
    """Somebody who said, some weeks after a closing, that it is not well."""

    url: str
    reference: str
    kind: str
    words: str
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClosingsPage(StaffPage):
    """The closings that wait for a second person, those that came back, and who is not well since."""

    template: ClassVar[str] = "staff/closings.html"
    rows: tuple[ClosingRow, ...]
    returned: tuple[ClosingRow, ...]
    not_well: tuple[WentRow, ...]
    reviews_url: str
    letters_url: str


@dataclass(frozen=True, kw_only=True)
class CheckPage(StaffPage):
    """One closing for a second person: the letter, why they look, and the two steps."""

    template: ClassVar[str] = "staff/check_closing.html"
    reference: str
    report_url: str
    kind: str
    outcome: str
    parts: tuple[LetterPart, ...]
    grade: str
    because: tuple[str, ...]
    proposed_by: str
    proposed_at: datetime
    state: str
    """What came of it; '' while it waits."""
    decided_by: str
    has_news: bool
    is_own: bool
    may_check: bool
    may_return: bool
    reason: str
    error: str


@dataclass(frozen=True, kw_only=True)
class LetterRow:
    """One letter of the library in its list."""

    url: str
    name: str
    outcome: str
    language: str
    version: int
    edited_by: str
    edited_at: datetime


@dataclass(frozen=True, kw_only=True)
class LettersPage(StaffPage):
    """The library of letters."""

    template: ClassVar[str] = "staff/letters.html"
    rows: tuple[LetterRow, ...]
    new_url: str


@dataclass(frozen=True, kw_only=True)
class LetterPage(StaffPage):
    """One letter of the library: its words, how it reads with made-up facts, and its versions."""

    template: ClassVar[str] = "staff/letter.html"
    is_new: bool
    is_gone: bool
    may_edit: bool
    name: str
    outcome: str
    outcomes: tuple[ChoiceLine, ...]
    language_code: str
    tongues: tuple[ChoiceLine, ...]
    parts: tuple[LetterPart, ...]
    all_over: tuple[str, ...]
    blanks: tuple[str, ...]
    gaps: tuple[str, ...]
    """Names in braces that no report fills in."""
    preview: tuple[LetterPart, ...]
    grade: str
    hardest: str
    version: int
    versions: tuple[LetterRow, ...]
    may_undo: bool


@dataclass(frozen=True, kw_only=True)
class ReviewRow:
    """One request to look again in a list."""

    url: str
    reference: str
    kind: str
    outcome: str
    asked_at: datetime
    taken_by: str
    had_a_part: bool


@dataclass(frozen=True, kw_only=True)
class ReviewsPage(StaffPage):
    """The requests to look again that nobody decided."""

    template: ClassVar[str] = "staff/reviews.html"
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewPage(StaffPage):
    """One request to look again: what the reporter says, the letter, and the decision."""

    template: ClassVar[str] = "staff/review.html"
    reference: str
    report_url: str
    kind: str
    outcome: str
    words: str
    asked_at: datetime
    answer_by: datetime | None
    taken_by: str
    parts: tuple[LetterPart, ...]
    proposed_by: str
    checked_by: str
    result: str
    """'' until it is decided."""
    reasons: str
    decided_by: str
    may_decide: bool
    had_a_part: bool
    typed: str
    error: str


@dataclass(frozen=True, kw_only=True)
class BatchRow:
    """One report of a batch: what its letter says, or why it is not closed."""

    report_id: str
    reference: str
    url: str
    refusal: str
    because: tuple[str, ...]
    done: str
    """What was done with it; '' before anything is."""
    grade: str
    parts: tuple[LetterPart, ...]


@dataclass(frozen=True, kw_only=True)
class BatchPage(StaffPage):
    """Closing the reports of a series together: first what would happen, then what did."""

    template: ClassVar[str] = "staff/close_series.html"
    outcomes: tuple[ChoiceLine, ...]
    outcome: str
    outcome_words: str
    letters: tuple[ChoiceLine, ...]
    letter: str
    note: str
    gap: str
    rows: tuple[BatchRow, ...]
    ready: int
    is_done: bool
    has_left: bool
    """Whether something of it was not closed: its form stands there again, with what was typed."""
    is_ticked: bool
    most: int


CLOSING_PAGES: tuple[type[Page], ...] = (
    ClosePage,
    ClosingsPage,
    CheckPage,
    LettersPage,
    LetterPage,
    ReviewsPage,
    ReviewPage,
    BatchPage,
)
"""Every page of this module."""
