"""Closing all reports of a series together: each reporter gets a letter of their own, with their own facts.

NoSuchSeriesError of `actions.series` where there is no such series.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about, shut_to
from callpoint.actions.closing import (
    ClosingWaitsError,
    Proposal,
    ReviewWaitsError,
    check_nothing_waits,
    propose_closing,
)
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.letter_writing import letter_for, review_by, writing_about
from callpoint.actions.series import NoSuchSeriesError
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.queries.closings import batch_of, letters_in_use
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, NotAllowedError, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.closing import (
    NoSuchOutcomeError,
    Why,
    closing_rules,
    outcome_for,
    second_person_because,
)
from callpoint.rules.content.closing_model import Outcome
from callpoint.rules.letters import STANDARD, Letter, NotPlainError, check_plain, filled
from callpoint.rules.lifecycle import LifecycleError, ReportState, check_move

MOST_AT_ONCE = 100
"""Reports of a series that are closed together."""


class Refusal(StrEnum):
    """Why a report of a batch is not closed."""

    NOT_YOURS = "another unit"
    NOT_OPEN = "closed or not read"
    WAITS = "a closing waits"
    REVIEWED = "looked at again"
    OTHER_OUTCOME = "not for this report"
    NOT_PLAIN = "letter not plain"
    GONE = "erased"


REFUSALS: dict[type[Exception], Refusal] = {
    NotAllowedError: Refusal.NOT_YOURS,
    LifecycleError: Refusal.NOT_OPEN,
    ClosingWaitsError: Refusal.WAITS,
    ReviewWaitsError: Refusal.REVIEWED,
    NoSuchOutcomeError: Refusal.OTHER_OUTCOME,
    NotPlainError: Refusal.NOT_PLAIN,
    NoSuchReportError: Refusal.GONE,
}
"""What a single closing raises, and how a batch names it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How the reports of a series are to end together."""

    series_id: UUID
    outcome: str
    letter_id: str = ""
    """Of the library; '' = the standard letter. Where a reporter's language has none of this name, the standard one."""
    gap: str = ""
    """What stands for the outcome's `{gap}` in each letter."""


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """One report of a batch: what its letter says and whether a second person looks, or why it is not closed."""

    report_id: UUID
    reference: str
    letter: Letter | None = None
    because: tuple[str, ...] = ()
    refusal: Refusal | None = None
    is_sent: bool = False


def preview_batch(*, plan: Plan, by: Actor, at: datetime) -> tuple[BatchLine, ...]:
    """
    Say what closing a series would do, and do nothing of it; a leaf for each letter that is shown.

    Where one report needs a second person, all of them do.

    :raises callpoint.actions.series.NoSuchSeriesError: there is none, or nothing of it is left.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.CLOSE_REPORT)
    found = batch_of(plan.series_id, most=MOST_AT_ONCE, shut=shut_to(by, at=at))
    if not found:
        raise NoSuchSeriesError
    lines = [_previewed(plan, report_id, reference, by=by, at=at) for report_id, reference in found]
    return _checked_together(lines)


def close_batch(
    *, plan: Plan, reports: Sequence[UUID], by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> tuple[BatchLine, ...]:
    """
    Close those of a series that were ticked, each in a transaction of its own with its own leaf; refusals are named.

    :raises callpoint.actions.series.NoSuchSeriesError: there is none, or nothing of it is left.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    ticked = [line for line in preview_batch(plan=plan, by=by, at=at) if line.report_id in set(reports)]
    batch = UUID(bytes=chance(16), version=4)
    # Who is left out may have been the one for whom all the others waited.
    own = [replace(line, because=tuple(why for why in line.because if why != Why.BATCH)) for line in ticked]
    lines = _checked_together(own)
    return tuple(_closed(line, plan, batch, by=by, at=at, chance=chance) for line in lines)


def _closed(
    line: BatchLine, plan: Plan, batch: UUID, *, by: Actor, at: datetime, chance: Chance
) -> BatchLine:
    if line.letter is None:
        return line
    second = Why.BATCH if Why.BATCH in line.because else None
    proposal = Proposal(outcome=plan.outcome, letter=line.letter, second=second, batch=batch)
    try:
        is_sent = propose_closing(report_id=line.report_id, proposal=proposal, by=by, at=at, chance=chance)
    except tuple(REFUSALS) as refused:
        return replace(line, letter=None, refusal=_named(refused))
    return replace(line, is_sent=is_sent)


@writing
def _previewed(plan: Plan, report_id: UUID, reference: str, *, by: Actor, at: datetime) -> BatchLine:
    try:
        letter, because = _planned(plan, report_id, by=by, at=at)
    except tuple(REFUSALS) as refused:
        return BatchLine(report_id=report_id, reference=reference, refusal=_named(refused))
    return BatchLine(report_id=report_id, reference=reference, letter=letter, because=because)


def _planned(plan: Plan, report_id: UUID, *, by: Actor, at: datetime) -> tuple[Letter, tuple[str, ...]]:
    """Write one letter of a batch and say why a second person looks; raises what closing the report would."""
    report = sent_report(report_id)
    check_may_about(report, Deed.CLOSE_REPORT, by=by, at=at)
    check_move(ReportState(report.state), ReportState.CLOSED)
    role = settings.CALLPOINT.service.role
    outcome = outcome_for(knowledge(), plan.outcome, role=role, recorded_as=report.recorded_as)
    check_nothing_waits(report.id)
    about = writing_about(report)
    letter = letter_for(about, _template(plan, report, outcome), outcome=outcome, at=at)
    letter = filled(letter, {"gap": plan.gap.strip()}) if plan.gap.strip() else letter
    check_plain(letter, language=report.language, review_by=review_by(report, at=at))
    write_leaf(what="closing.draft", about=report.id, by=by, at=at)
    return letter, second_person_because(closing_rules(knowledge()), about.case, outcome)


def _template(plan: Plan, report: Report, outcome: Outcome) -> Letter:
    """Give the letter of the library, in the reporter's language: that letter itself, or one of its name."""
    of_outcome = letters_in_use(outcome=outcome.id)
    chosen = next((line for line in of_outcome if str(line.id) == plan.letter_id), None)
    if chosen is None:
        return STANDARD
    in_theirs = (line for line in of_outcome if line.language == report.language and line.name == chosen.name)
    return next((line.letter for line in in_theirs), STANDARD)


def _checked_together(lines: Sequence[BatchLine]) -> tuple[BatchLine, ...]:
    """Have a second person look at all where one needs it, so that nobody reads some and sends the rest unread."""
    if not any(line.because for line in lines):
        return tuple(lines)
    return tuple(
        replace(line, because=line.because or (Why.BATCH,)) if line.letter else line for line in lines
    )


def _named(refused: Exception) -> Refusal:
    return next(refusal for kind, refusal in REFUSALS.items() if isinstance(refused, kind))
