"""Closing a report: a person proposes it with a letter, a second one checks it where it must be, and the letter goes out.

No machine closes a report: each step is that of a member of staff.

ClosingError
├── NoSuchClosingError     no closing with this id
├── ClosingWaitsError      a closing of this report waits for a second person
├── ReviewWaitsError       its reporter asked to look again, and nobody has decided that
├── ClosingDecidedError    somebody sent or returned it meanwhile
└── NotClosedError         the report is not closed
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.letter_writing import review_by, writing_about
from callpoint.actions.opening_again import open_again
from callpoint.actions.posting import post
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Closing, FollowUp, Report
from callpoint.records.queries.closings import has_waiting_review, waiting_closing
from callpoint.records.sealed_closings import ClosingSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, NotAllowedError, check_may
from callpoint.rules.chance import Chance
from callpoint.rules.closing import (
    Why,
    check_other_person,
    closing_rules,
    outcome_for,
    second_person_because,
)
from callpoint.rules.closing_reasons import taken_reason
from callpoint.rules.content.closing_model import Outcome
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.letters import Letter, check_plain, redated
from callpoint.rules.lifecycle import ReportState, check_move


class ClosingError(Exception):
    """A step about a closing cannot be taken."""


class NoSuchClosingError(ClosingError):
    """No closing with this id."""


class ClosingWaitsError(ClosingError):
    """A closing of this report waits for a second person."""


class ReviewWaitsError(ClosingError):
    """Its reporter asked to look at the last closing again, and nobody has decided that."""


class ClosingDecidedError(ClosingError):
    """Somebody sent or returned it meanwhile."""


class NotClosedError(ClosingError):
    """The report is not closed."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """How a report is to end."""

    outcome: str
    letter: Letter
    second: Why | None = None
    """Why a second person shall look, besides what the rules say."""
    batch: UUID | None = None


@writing
def propose_closing(
    *, report_id: UUID, proposal: Proposal, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> bool:
    """
    Close a report with a letter, or pass that to a second person; say whether the letter went out.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.lifecycle.MoveNotAllowedError: it is closed, or nobody has read it.
    :raises callpoint.rules.closing.NoSuchOutcomeError: the outcome is not for a report like this.
    :raises callpoint.rules.letters.NotPlainError: the letter is not as it must be.
    :raises ClosingWaitsError, ReviewWaitsError: another step has to come first.
    """
    _check_is_person(by)
    report = sent_report(report_id)
    check_may(by.badge, Deed.CLOSE_REPORT, unit=report.unit)
    outcome = _usable(report, proposal.outcome)
    check_nothing_waits(report.id)
    proposal = replace(proposal, letter=_as_of_today(report, proposal.letter, at=at))
    check_plain(proposal.letter, language=report.language, review_by=review_by(report, at=at))
    closing = _kept(report, proposal, outcome, by=by, at=at, chance=chance)
    if closing.because:
        write_leaf(what="closing.propose", about=report.id, by=by, at=at, wrote=[closing])
        return False
    _send(report, closing, by=by, at=at, chance=chance)
    return True


def check_nothing_waits(report_id: UUID) -> None:
    """
    Let a report be closed that has nothing about its end left to decide.

    Who closed it would else pass by the person who looks again, by closing it once more.

    :raises ClosingWaitsError, ReviewWaitsError: a second person, or somebody who looks again, has to decide first.
    """
    if waiting_closing(report_id) is not None:
        raise ClosingWaitsError
    if has_waiting_review(report_id):
        raise ReviewWaitsError


@writing
def check_closing(*, closing_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """
    Let a closing pass that somebody else proposed: its letter goes out as it was read.

    :raises NoSuchClosingError, ClosingDecidedError: there is none, or it was sent or returned meanwhile.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.closing.SamePersonError: this person proposed it.
    :raises callpoint.rules.closing.NoSuchOutcomeError: the report was recorded otherwise meanwhile.
    """
    _check_is_person(by)
    report, closing = _waiting_one(closing_id)
    check_may(by.badge, Deed.CHECK_CLOSING, unit=report.unit)
    check_other_person(by.id, than={str(closing.proposed_by_id)})
    _usable(report, closing.outcome)
    closing.checked_by_id, closing.checked_at = int(by.id), at
    _send(report, closing, by=by, at=at, chance=chance)


@writing
def return_closing(
    *, closing_id: UUID, reason: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Give a closing back, with a reason; who proposed it may take it back so.

    :raises NoSuchClosingError, ClosingDecidedError: there is none, or it was sent or returned meanwhile.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reason, or one that is too long.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report, closing = _waiting_one(closing_id)
    is_own = str(closing.proposed_by_id) == by.id
    check_may(by.badge, Deed.CLOSE_REPORT if is_own else Deed.CHECK_CLOSING, unit=report.unit)
    said = taken_reason(reason)
    closing.returned_by_id, closing.returned_at = int(by.id), at
    closing.return_reason = ClosingSeal.of(report).seal_return(closing.id, said, chance)
    closing.save(update_fields=["returned_by", "returned_at", "return_reason"])
    write_leaf(what="closing.return", about=report.id, by=by, at=at, wrote=[closing])


@writing
def reopen_report(
    *, report_id: UUID, reason: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Open a closed report again, as staff; its reporter is told.

    :raises callpoint.records.opened.NoSuchReportError: there is none.
    :raises NotClosedError: it is open.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reason, or one that is too long.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may(by.badge, Deed.CLOSE_REPORT, unit=report.unit)
    if report.state != ReportState.CLOSED:
        raise NotClosedError
    open_again(report, reason=taken_reason(reason), by=by, at=at, chance=chance)


def _check_is_person(by: Actor) -> None:
    """Let members of staff pass: a machine closes nothing, whatever its badge."""
    if by.kind is not ActorKind.STAFF:
        raise NotAllowedError(by.badge.role, Deed.CLOSE_REPORT)


def _usable(report: Report, outcome_id: str) -> Outcome:
    """Check that the report can be closed now, and give the outcome it ends with."""
    check_move(ReportState(report.state), ReportState.CLOSED)
    role = settings.CALLPOINT.service.role
    return outcome_for(knowledge(), outcome_id, role=role, recorded_as=report.recorded_as)


def _waiting_one(closing_id: UUID) -> tuple[Report, Closing]:
    """Lock and return a closing that waits, and its report."""
    found = Closing.objects.filter(id=closing_id).values_list("report_id", flat=True).first()
    if found is None:
        raise NoSuchClosingError
    report = sent_report(found)
    closing = Closing.objects.select_for_update().get(id=closing_id)
    if closing.sent_at or closing.returned_at:
        raise ClosingDecidedError
    return report, closing


def _as_of_today(report: Report, letter: Letter, *, at: datetime) -> Letter:
    """Give a letter that was written before midnight the last date of today; its writer need not look for that."""
    yesterday = review_by(report, at=at - timedelta(days=1))
    return redated(letter, before=yesterday, after=review_by(report, at=at))


def _kept(
    report: Report, proposal: Proposal, outcome: Outcome, *, by: Actor, at: datetime, chance: Chance
) -> Closing:
    """Write the row of a proposal, with the reasons for a second person."""
    reasons = second_person_because(closing_rules(knowledge()), writing_about(report).case, outcome)
    reasons += (proposal.second,) if proposal.second else ()
    closing_id = UUID(bytes=chance(16), version=4)
    return Closing.objects.create(
        id=closing_id,
        report=report,
        salt=chance(SALT_SIZE),
        outcome=outcome.id,
        language=report.language,
        letter=ClosingSeal.of(report).seal_letter(closing_id, proposal.letter, chance),
        because=",".join(dict.fromkeys(reasons)),
        batch=proposal.batch,
        proposed_by_id=int(by.id),
        proposed_at=at,
    )


def _send(report: Report, closing: Closing, *, by: Actor, at: datetime, chance: Chance) -> None:
    """Let the letter go out: the report is closed, its reporter is told, and one question waits for later."""
    seal = ClosingSeal.of(report)
    letter = redated(
        seal.letter(closing),
        before=review_by(report, at=closing.proposed_at),
        after=review_by(report, at=at),
    )
    closing.letter, closing.sent_at = seal.seal_letter(closing.id, letter, chance), at
    closing.save()
    report.state, report.outcome, report.state_changed_at = ReportState.CLOSED, closing.outcome, at
    report.save(update_fields=["state", "outcome", "state_changed_at"])
    message = tell_reporter(
        report,
        lambda: _("We have closed your report. You find our letter at the top of this page."),
        about=closing.id,
        by=by,
        at=at,
        chance=chance,
    )
    asked_later = _follow_up(report, closing, at=at, chance=chance)
    write_leaf(
        what="closing.send", about=report.id, by=by, at=at, wrote=[report, closing, message, asked_later]
    )
    reckon(report, by=by, at=at)


def _follow_up(report: Report, closing: Closing, *, at: datetime, chance: Chance) -> FollowUp:
    wait = timedelta(days=closing_rules(knowledge()).follow_up_days)
    follow_up = FollowUp.objects.create(
        id=UUID(bytes=chance(16), version=4),
        report=report,
        closing=closing,
        salt=chance(SALT_SIZE),
        due_at=at + wait,
    )
    post(name="follow-up.due", about=follow_up.id, at=at, wait=wait)
    return follow_up
