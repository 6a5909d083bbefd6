"""A look at a report from the list: its first lines, without opening it; each look is one leaf."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.records.additions import told_by_now
from callpoint.records.sealed import ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed

FIRST_SIGNS: Final = 700
"""How much of a story a look shows."""


@dataclass(frozen=True, kw_only=True)
class Peeked:
    """The first lines of a report, with its sealed text open."""

    id: UUID
    reference: str
    first_lines: str
    """'' where no story was told."""
    has_more: bool


@writing
def peek_report(*, report_id: UUID, by: Actor, at: datetime) -> Peeked:
    """
    Show the first lines of a report; it counts as read by nobody, so its state and its news stay.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.OPEN_REPORT, by=by, at=at)
    write_leaf(what="report.peek", about=report.id, by=by, at=at)
    answers = told_by_now(report, ReportSeal.of(report)).answers
    story = str(answers.get("story", "")).strip()
    return Peeked(
        id=report.id,
        reference=report.reference or "",
        first_lines=story[:FIRST_SIGNS],
        has_more=len(story) > FIRST_SIGNS,
    )
