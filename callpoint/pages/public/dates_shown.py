"""The dates that were promised to a reporter, in words: one source for every page and paper that shows them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from callpoint.pages.public.return_pages import DueLine
from callpoint.records.queries.promises import ClockLine
from callpoint.rules.clocks import FIRST_READ, RULES

READS: Final = frozenset({"first-read", *FIRST_READ.values()})
NEWS: Final = frozenset({"first-update", "next-update"})
_ORDER: Final = (
    frozenset({"ask-window"}),
    frozenset({"review-window"}),
    READS,
    frozenset({"answer-message"}),
    frozenset({"review-answer"}),
    NEWS,
)
"""What the reporter can do comes first."""


def date_of(clock: ClockLine) -> datetime:
    """Give the date that holds: the new one where the first had passed and that was told."""
    return clock.late_due_at or clock.due_at


def first_of(clocks: Sequence[ClockLine], names: frozenset[str]) -> datetime | None:
    """Give the date of the first running clock among some; None where none of them runs."""
    return min((date_of(one) for one in clocks if one.promise in names), default=None)


def due_lines(clocks: Sequence[ClockLine]) -> tuple[DueLine, ...]:
    """Say what is due and by when, what the reporter can do first."""
    chosen = (one for names in _ORDER for one in clocks if one.promise in names)
    return tuple(_line(one) for one in chosen)


def _line(clock: ClockLine) -> DueLine:
    words = {
        "ask-window": (_("Please answer us by"), _("We read your report without it too.")),
        "review-window": (_("You can ask us to look at it again until"), ""),
        "answer-message": (_("We answer your message by"), ""),
        "review-answer": (_("We tell you what came of looking again by"), ""),
        **dict.fromkeys(READS, (_("A person reads your report by"), "")),
        **dict.fromkeys(NEWS, (_("You hear from us by"), _("This holds even if there is no news."))),
    }
    what, note = words[clock.promise]
    return DueLine(
        what=what, at=date_of(clock), note=_("This waits for your answer.") if clock.paused_at else note
    )


def late_words(clocks: Sequence[ClockLine], *, at: datetime) -> str:
    """Say so where we did not keep a date; '' where none has passed."""
    shown = [one for one in clocks if RULES[one.promise].is_ours and RULES[one.promise].is_shown]
    is_late = any(date_of(one) < at for one in shown if not one.paused_at)
    return _("We are late. We are sorry. You can write to us here and ask.") if is_late else ""
