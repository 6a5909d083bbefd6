"""The part of a report's page that shows what is suggested and decided of it, and the page on which one value is changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """Where a reason was read: what it is, and the words themselves; '' where there are none."""

    where: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ReasonShown:
    """One reason with what it gives, such as "+2"; '' where it gives nothing to count."""

    text: str
    points: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, kw_only=True)
class ValueShown:
    """One value: what is in force, what is suggested, and why."""

    name: str
    title: str
    words: str
    """What is in force."""
    suggested: str
    """What is suggested; '' where that is the same."""
    is_decided: bool
    """Whether a person decided it."""
    reasons: tuple[ReasonShown, ...]
    asks: tuple[str, ...]
    """Questions whose answers could change it."""
    change_url: str
    """'' where this person may not change it, or nobody does here."""


@dataclass(frozen=True, kw_only=True)
class DifferenceShown:
    """What is suggested otherwise than before."""

    title: str
    was: str
    is_now: str


@dataclass(frozen=True, kw_only=True)
class DecisionShown:
    """One decision of a person, with the reason."""

    text: str
    by: str
    at: datetime
    why: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PlaceShown:
    """One place that matters for who may act."""

    title: str
    place: str


@dataclass(frozen=True, kw_only=True)
class StripItem:
    """One fact of the strip on top."""

    title: str
    words: str
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessmentPart:
    """All of it."""

    strip: tuple[StripItem, ...]
    values: tuple[ValueShown, ...]
    places: tuple[PlaceShown, ...]
    money: str
    """The estimate in words; '' where no money was told of."""
    completeness: str
    version: str
    criteria_url: str
    ask_url: str
    """Where the reporter can be asked; '' where nobody can."""
    differences: tuple[DifferenceShown, ...]
    differences_since: str
    decisions: tuple[DecisionShown, ...]
    may_assess: bool
    is_assessed: bool
    undo_id: str
    """The newest decision; '' where there is none, or this person may not take it back."""
    decision_mark: str
    suggestion_mark: str


@dataclass(frozen=True, kw_only=True)
class ChangePage(StaffPage):
    """One value of one report, to be decided otherwise than it is suggested."""

    template: ClassVar[str] = "staff/assess.html"
    reference: str
    value: ValueShown
    choices: tuple[ChoiceLine, ...]
    is_long: bool
    """Whether there are so many choices that they stand in a list to pick from."""
    codes: tuple[ChoiceLine, ...]
    words: str
    limit: int
    choice_error: str
    code_error: str
    words_error: str
    decision_mark: str
    suggestion_mark: str
    is_assessed: bool
    version: str
    criteria_url: str
