"""Statements: an officer offers a draft, its reporter reads, corrects and signs it, or does not; nobody else signs.

StatingError
├── NoSuchStatementError     this report has no statement with this id
├── StatementWaitsError      one of this kind is offered already
├── StatementClosedError     it was signed, is not wanted, was used or withdrawn
└── NotSignedError           nothing is signed that could be used
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.admitting import check_all_open, check_may_about
from callpoint.actions.clocks import reckon
from callpoint.actions.committing import committed
from callpoint.actions.corresponding import sent_report
from callpoint.actions.intervention_words import offer_words
from callpoint.actions.journalling import write_leaf
from callpoint.actions.stated import items_of_statement
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.models import Report, Statement
from callpoint.records.opened_statements import OpenedStatement, opened_statements
from callpoint.records.sealed_interventions import InterventionSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.statements import (
    Signature,
    StatementKind,
    checked_signature,
    checked_text,
)


class StatingError(Exception):
    """A step about a statement cannot be taken."""


class NoSuchStatementError(StatingError):
    """This report has no statement with this id."""


class StatementWaitsError(StatingError):
    """One of this kind is offered already."""


class StatementClosedError(StatingError):
    """It was signed, is not wanted, was used or withdrawn."""


class NotSignedError(StatingError):
    """Nothing is signed that could be used."""


@writing
def offer_statement(
    *,
    report_id: UUID,
    kind: StatementKind,
    text: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> UUID:
    """
    Offer a reporter a statement to read, correct and sign; a personal one may be empty, its words are theirs.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.statements.StatementError: the text cannot be kept.
    :raises StatementWaitsError: one of this kind is offered already.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.OFFER_STATEMENT, by=by, at=at)
    draft = "" if kind is StatementKind.PERSONAL else checked_text(text)
    if _open_ones(report).filter(kind=kind).exists():
        raise StatementWaitsError
    statement_id = UUID(bytes=chance(16), version=4)
    offered = Statement.objects.create(
        id=statement_id,
        report=report,
        salt=chance(SALT_SIZE),
        kind=kind,
        text=InterventionSeal.of(report).seal_text(statement_id, draft, chance),
        offered_by_id=int(by.id),
        offered_at=at,
    )
    message = tell_reporter(
        report, lambda: offer_words(kind), about=statement_id, by=by, at=at, chance=chance
    )
    write_leaf(what="statement.offer", about=report.id, by=by, at=at, wrote=[offered, message])
    reckon(report, by=by, at=at)
    return offered.id


@writing
def keep_statement(
    *,
    report_id: UUID,
    statement_id: UUID,
    text: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Keep what a reporter wrote so far, unsigned.

    :raises callpoint.actions.acting.NotTheReporterError: somebody else asks.
    :raises NoSuchStatementError, StatementClosedError: it is not there, or not open to them.
    :raises callpoint.rules.statements.StatementError: the text cannot be kept.
    """
    report, statement = _own(report_id, statement_id, by=by)
    _check_open(statement)
    kept = checked_text(text)
    statement.text = InterventionSeal.of(report).seal_text(statement.id, kept, chance)
    statement.changed_at = at
    statement.save(update_fields=["text", "changed_at"])
    write_leaf(what="statement.keep", about=report.id, by=by, at=at, wrote=[statement])


@writing
def sign_statement(
    *,
    report_id: UUID,
    statement_id: UUID,
    signature: Signature,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Sign a statement as its reporter; from then on it does not change, and the leaf commits to its hash.

    :raises callpoint.actions.acting.NotTheReporterError: somebody else asks.
    :raises NoSuchStatementError, StatementClosedError: it is not there, or not open to them.
    :raises callpoint.rules.statements.StatementError: it cannot be signed so.
    """
    report, statement = _own(report_id, statement_id, by=by)
    _check_open(statement)
    signed, seal = checked_signature(signature), InterventionSeal.of(report)
    statement.text = seal.seal_text(statement.id, signed.text, chance)
    statement.name = seal.seal_name(statement.id, signed.name, chance)
    statement.signed_at = at
    statement.save(update_fields=["text", "name", "signed_at"])
    items = items_of_statement(report, statement, text=signed.text, name=signed.name)
    write_leaf(
        what="statement.sign", about=report.id, by=by, at=at, wrote=[statement], commitments=committed(items)
    )


@writing
def decline_statement(*, report_id: UUID, statement_id: UUID, by: Actor, at: datetime) -> None:
    """
    Say as a reporter that one does not want to sign; nobody asks why.

    :raises callpoint.actions.acting.NotTheReporterError: somebody else asks.
    :raises NoSuchStatementError, StatementClosedError: it is not there, or not open to them.
    """
    report, statement = _own(report_id, statement_id, by=by)
    _check_open(statement)
    statement.declined_at = at
    statement.save(update_fields=["declined_at"])
    write_leaf(what="statement.decline", about=report.id, by=by, at=at, wrote=[statement])


@writing
def withdraw_statement(*, report_id: UUID, statement_id: UUID, by: Actor, at: datetime) -> None:
    """
    Take a signed personal statement back, as its reporter, before it is used.

    :raises callpoint.actions.acting.NotTheReporterError: somebody else asks.
    :raises NoSuchStatementError, StatementClosedError: it is not there, was used, or is no personal one.
    """
    report, statement = _own(report_id, statement_id, by=by)
    is_used = statement.used_at is not None or statement.withdrawn_at is not None
    if statement.kind != StatementKind.PERSONAL or statement.signed_at is None or is_used:
        raise StatementClosedError
    statement.withdrawn_at = at
    statement.save(update_fields=["withdrawn_at"])
    write_leaf(what="statement.withdraw", about=report.id, by=by, at=at, wrote=[statement])


@writing
def use_statement(*, report_id: UUID, statement_id: UUID, by: Actor, at: datetime) -> None:
    """
    Note as staff that a signed statement was put to use: from then on it cannot be taken back here.

    :raises callpoint.records.opened.NoSuchReportError, NoSuchStatementError: there is none.
    :raises NotSignedError: it is not signed, was taken back, or was used before.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.OFFER_STATEMENT, by=by, at=at)
    statement = _of(report, statement_id)
    if statement.signed_at is None or statement.withdrawn_at or statement.used_at:
        raise NotSignedError
    statement.used_by_id, statement.used_at = int(by.id), at
    statement.save(update_fields=["used_by", "used_at"])
    write_leaf(what="statement.use", about=report.id, by=by, at=at, wrote=[statement])


@dataclass(frozen=True, kw_only=True)
class PrintedStatement:
    """A signed statement, with what its paper says of its report."""

    statement: OpenedStatement
    reference: str
    language: str


@writing
def open_statement(*, report_id: UUID, statement_id: UUID, by: Actor, at: datetime) -> PrintedStatement:
    """
    Open a signed statement for staff to print; each time is one leaf.

    :raises callpoint.records.opened.NoSuchReportError, NoSuchStatementError: there is none.
    :raises NotSignedError: it is not signed, or was taken back.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.restricting.DoorClosedError: its reporter chose that few see who they are.
    """
    report = sent_report(report_id)
    check_all_open(report, Deed.OFFER_STATEMENT, by=by, at=at)
    statement = _of(report, statement_id)
    if statement.signed_at is None or statement.withdrawn_at:
        raise NotSignedError
    write_leaf(what="statement.print", about=report.id, by=by, at=at)
    opened = next(one for one in opened_statements(report) if one.id == statement.id)
    return PrintedStatement(statement=opened, reference=report.reference or "", language=report.language)


def _own(report_id: UUID, statement_id: UUID, *, by: Actor) -> tuple[Report, Statement]:
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    return report, _of(report, statement_id)


def _of(report: Report, statement_id: UUID) -> Statement:
    statement = Statement.objects.select_for_update().filter(id=statement_id, report=report).first()
    if statement is None:
        raise NoSuchStatementError
    return statement


def _open_ones(report: Report) -> QuerySet[Statement]:
    return Statement.objects.filter(report=report, signed_at=None, declined_at=None, withdrawn_at=None)


def _check_open(statement: Statement) -> None:
    if statement.signed_at or statement.declined_at or statement.withdrawn_at:
        raise StatementClosedError
