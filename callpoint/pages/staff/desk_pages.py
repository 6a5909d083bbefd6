"""The part of a report's page that says with whom it is and leads on, as a typed value."""

from dataclasses import dataclass
from datetime import datetime

from callpoint.pages.shown import ChoiceLine


@dataclass(frozen=True, kw_only=True)
class MoveLine:
    """One move of a report between units."""

    words: str
    reason: str
    moved_by: str
    moved_at: datetime
    was_undone: bool


@dataclass(frozen=True, kw_only=True)
class DeskPart:
    """With whom a report is, who else has it open, and the way to the next one."""

    open_by: str
    """Who else has it open, in a sentence; '' where nobody has."""
    assignee: str
    is_mine: bool
    may_take: bool
    may_move: bool
    colleagues: tuple[ChoiceLine, ...]
    units: tuple[ChoiceLine, ...]
    moves: tuple[MoveLine, ...]
    ready: tuple[ChoiceLine, ...]
    """Reasons for a move that stand ready to be picked."""
    reason: str
    """What was typed into the form, where it could not be taken."""
    error: str
    holder_error: str
    """What is wrong with taking, giving or putting back; '' where nothing is."""
    limit: int
    place: str
    """Where it stood in the queue when it was opened; '' where it stands in none."""
    next_url: str
    presence_url: str
