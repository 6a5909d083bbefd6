"""What people do about suspected abuse: put reports below others and back, and stop a reporter's words, two together.

Nothing is deleted, and a report is read, answered and closed as any other whatever is done here.

AbuseDeedError
├── NothingChosenError   no report was named
├── NoBlockError         nothing of this kind stands about this report
├── BlockStandsError     one was proposed, or stands
└── SaidBeforeError      the reporter said what they have against it
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.admitting import check_may_about
from callpoint.actions.blocking_words import block_in_force
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import Lowering, Report, ReporterBlock
from callpoint.records.opened_abuse import is_in_danger
from callpoint.records.sealed_abuse import AbuseSeal
from callpoint.records.transaction import writing
from callpoint.rules.abuse import NeedsAPersonNowError, SameProposerError, Sign, taken_days
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.closing_reasons import taken_reason
from callpoint.rules.journal import SALT_SIZE


class AbuseDeedError(Exception):
    """Something about suspected abuse cannot be done."""


class NothingChosenError(AbuseDeedError):
    """No report was named."""


class NoBlockError(AbuseDeedError):
    """Nothing of this kind stands about this report."""


class BlockStandsError(AbuseDeedError):
    """One was proposed, or stands."""


class SaidBeforeError(AbuseDeedError):
    """The reporter said what they have against it."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Why a reporter's new words shall be stopped, what they read of it, and for how many days."""

    reason: str
    told: str
    days: int


@dataclass(frozen=True, kw_only=True)
class OpenedBlock:
    """One stop of a reporter's words with what was said of it."""

    reason: str
    told: str
    days: int
    proposed_by: str
    proposed_by_id: int
    proposed_at: datetime
    confirmed_by: str
    until: datetime | None
    ended_by: str
    ended_at: datetime | None
    disagreement: str
    disagreed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Blocks:
    """What was ever stopped of one reporter, the newest first."""

    reference: str
    rows: tuple[OpenedBlock, ...]


@writing
def lower_reports(
    *,
    reports: Sequence[UUID],
    sign: Sign,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> int:
    """
    Put reports below others in the queue; returns how many. One that needs a person now stays, and is not counted.

    :raises NothingChosenError: there are none.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reason, or one that is too long.
    :raises callpoint.records.opened.NoSuchReportError: one of them was never sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not, of one of them.
    """
    if not reports:
        raise NothingChosenError
    said, done = taken_reason(reason), 0
    for report_id in sorted(set(reports)):
        report = sent_report(report_id)
        check_may_about(report, Deed.LOWER_REPORTS, by=by, at=at)
        done += _lowered(report, sign, said, by=by, at=at, chance=chance)
    return done


def _lowered(report: Report, sign: Sign, said: str, *, by: Actor, at: datetime, chance: Chance) -> bool:
    is_low = Lowering.objects.filter(report=report, put_back_at=None).exists()
    if is_low or is_in_danger(report):
        return False
    row_id = UUID(bytes=chance(16), version=4)
    row = Lowering.objects.create(
        id=row_id,
        report=report,
        salt=chance(SALT_SIZE),
        sign=sign,
        reason=AbuseSeal.of(report).seal_lowering(row_id, said, chance),
        lowered_by_id=int(by.id),
        lowered_at=at,
    )
    write_leaf(what="report.lower", about=report.id, by=by, at=at, wrote=[row])
    return True


@writing
def put_reports_back(*, reports: Sequence[UUID], by: Actor, at: datetime) -> int:
    """
    Put reports back to where they belong by their urgency; returns how many were below others.

    :raises NothingChosenError: there are none.
    :raises callpoint.records.opened.NoSuchReportError: one of them was never sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not, of one of them.
    """
    if not reports:
        raise NothingChosenError
    done = 0
    for report_id in sorted(set(reports)):
        report = sent_report(report_id)
        check_may_about(report, Deed.LOWER_REPORTS, by=by, at=at)
        row = Lowering.objects.filter(report=report, put_back_at=None).first()
        if row is None:
            continue
        row.put_back_by_id, row.put_back_at = int(by.id), at
        row.save(update_fields=["put_back_by", "put_back_at"])
        write_leaf(what="report.put-higher", about=report.id, by=by, at=at, wrote=[row])
        done += 1
    return done


@writing
def propose_block(
    *, report_id: UUID, stop: Stop, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Propose that the reporter of a report sends no new words for some days; nothing is stopped by it.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.abuse.NeedsAPersonNowError: whoever may be in danger is never stopped.
    :raises callpoint.rules.abuse.DaysNotTakenError: nobody is stopped for so long.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: something is not said, or too long.
    :raises BlockStandsError: one was proposed, or stands.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.PROPOSE_BLOCK, by=by, at=at)
    if is_in_danger(report):
        raise NeedsAPersonNowError
    if _proposed(report) is not None or block_in_force(report.id, at=at) is not None:
        raise BlockStandsError
    taken_days(stop.days)
    row_id, seal = UUID(bytes=chance(16), version=4), AbuseSeal.of(report)
    reason, told = taken_reason(stop.reason), taken_reason(stop.told)
    row = ReporterBlock.objects.create(
        id=row_id,
        report=report,
        salt=chance(SALT_SIZE),
        reason=seal.seal_block(row_id, reason, column="reason", chance=chance),
        told=seal.seal_block(row_id, told, column="told", chance=chance),
        days=stop.days,
        proposed_by_id=int(by.id),
        proposed_at=at,
    )
    write_leaf(what="block.propose", about=report.id, by=by, at=at, wrote=[row])


@writing
def confirm_block(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """
    Stop the new words of a reporter, as somebody else proposed, from now on for the days proposed.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises NoBlockError: none is proposed.
    :raises callpoint.rules.abuse.SameProposerError: this person proposed it.
    :raises callpoint.rules.abuse.NeedsAPersonNowError: the report tells of danger by now.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.CONFIRM_BLOCK, by=by, at=at)
    row = _proposed(report)
    if row is None:
        raise NoBlockError
    if row.proposed_by_id == int(by.id):
        raise SameProposerError
    if is_in_danger(report):
        raise NeedsAPersonNowError
    row.confirmed_by_id, row.confirmed_at, row.until = int(by.id), at, at + taken_days(row.days)
    row.save(update_fields=["confirmed_by", "confirmed_at", "until"])
    write_leaf(what="block.confirm", about=report.id, by=by, at=at, wrote=[row])


@writing
def end_block(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """
    Let a reporter write again, or turn down what was proposed; one person is enough.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises NoBlockError: nothing stands.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.PROPOSE_BLOCK, by=by, at=at)
    row = _proposed(report) or block_in_force(report.id, at=at)
    if row is None:
        raise NoBlockError
    row.ended_by_id, row.ended_at = int(by.id), at
    row.save(update_fields=["ended_by", "ended_at"])
    write_leaf(what="block.end", about=report.id, by=by, at=at, wrote=[row])


@writing
def disagree_with_block(
    *, report_id: UUID, words: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Say as a reporter what is wrong with being stopped, once: the one thing that can still be said.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises NoBlockError: nothing is stopped.
    :raises SaidBeforeError: it was said.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: nothing was said, or too much.
    """
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    row = block_in_force(report.id, at=at)
    if row is None:
        raise NoBlockError
    if row.disagreed_at:
        raise SaidBeforeError
    said = taken_reason(words)
    row.disagreement = AbuseSeal.of(report).seal_block(row.id, said, column="disagreement", chance=chance)
    row.disagreed_at = at
    row.save(update_fields=["disagreement", "disagreed_at"])
    write_leaf(what="block.disagree", about=report.id, by=by, at=at, wrote=[row])


@writing
def look_at_blocks(*, report_id: UUID, by: Actor, at: datetime) -> Blocks:
    """
    Open what was ever stopped of the reporter of a report, and what they said against it, which is then seen.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.PROPOSE_BLOCK, by=by, at=at)
    people = ("proposed_by", "confirmed_by", "ended_by")
    rows = ReporterBlock.objects.filter(report=report).select_related(*people).order_by("-proposed_at", "-id")
    seal, seen = AbuseSeal.of(report), [row for row in rows if row.disagreed_at and not row.seen_at]
    for row in seen:
        row.seen_at = at
        row.save(update_fields=["seen_at"])
    write_leaf(what="block.look", about=report.id, by=by, at=at, wrote=seen)
    return Blocks(reference=report.reference or "", rows=tuple(_opened(row, seal) for row in rows))


def _opened(row: ReporterBlock, seal: AbuseSeal) -> OpenedBlock:
    return OpenedBlock(
        reason=seal.block(row, column="reason"),
        told=seal.block(row, column="told"),
        days=row.days,
        proposed_by=str(row.proposed_by),
        proposed_by_id=row.proposed_by_id,
        proposed_at=row.proposed_at,
        confirmed_by=str(row.confirmed_by or ""),
        until=row.until,
        ended_by=str(row.ended_by or ""),
        ended_at=row.ended_at,
        disagreement=seal.block(row, column="disagreement"),
        disagreed_at=row.disagreed_at,
    )


def _proposed(report: Report) -> ReporterBlock | None:
    rows = ReporterBlock.objects.select_for_update().filter(report=report, confirmed_at=None, ended_at=None)
    return rows.order_by("proposed_at").first()
