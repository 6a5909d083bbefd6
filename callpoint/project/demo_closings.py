"""How made-up reports ended: each with a letter, most past a second person, one asked about again, one that waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.closing import Proposal, check_closing, propose_closing
from callpoint.actions.closings_shown import draft_closing
from callpoint.actions.reviewing import ask_review
from callpoint.records.queries.closings import waiting_closing

OUTCOMES: Final = ("outcome-18", "no-answer-came", "outcome-21", "outcome-19")
"""The ends that need no more words than the letter has; which of them a report may have, its record says."""
CLOSED_AFTER, CHECKED_AFTER, ASKED_AFTER = timedelta(days=4), timedelta(hours=3), timedelta(days=2)
"""How long after the report, the proposal and the letter each was done."""
ONE_STAYS_OPEN: Final = 3
"""Of so many reports one stays open, so that the desk has some of every age."""


def close_some(reports: Sequence[tuple[UUID, datetime]], *, by: Actor, second: Actor, at: datetime) -> None:
    """Close most of these reports, each given with when it was sent, the oldest first; the newest of them waits."""
    old = [(report_id, sent_at + CLOSED_AFTER) for report_id, sent_at in reports]
    ended = [each for number, each in enumerate(old) if each[1] < at and number % ONE_STAYS_OPEN]
    for number, (report_id, closed_at) in enumerate(ended):
        _propose(report_id, turn=number, by=by, at=closed_at)
        waiting = waiting_closing(report_id)
        if waiting and (report_id, closed_at) != ended[-1]:
            check_closing(closing_id=waiting, by=second, at=closed_at + CHECKED_AFTER)
    if len(ended) > 1:
        report_id, closed_at = ended[-2]
        words = "I found the number that rang me. Please look again."
        ask_review(
            report_id=report_id, words=words, by=reporter(report_id), at=min(at, closed_at + ASKED_AFTER)
        )


def _propose(report_id: UUID, *, turn: int, by: Actor, at: datetime) -> None:
    offered = draft_closing(report_id=report_id, outcome_id="", letter_id="", by=by, at=at).outcomes
    fitting = [each.id for each in offered if each.id in OUTCOMES]
    outcome = fitting[turn % len(fitting)]
    drafted = draft_closing(report_id=report_id, outcome_id=outcome, letter_id="", by=by, at=at)
    if drafted.letter:
        propose_closing(
            report_id=report_id, proposal=Proposal(outcome=outcome, letter=drafted.letter), by=by, at=at
        )
