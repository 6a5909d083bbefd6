"""What a reporter does on the way to a report: begin, answer, send, throw away.

ReportingError
├── AlreadySentError      answers can no longer be changed; messages can be sent
├── NothingToldError      a report needs one answer: the story, something of theirs, or "please call me"
├── NotDeclaredError      nobody said that it is true as far as they know
└── NothingIsSentError    this deployment is a guide and takes no reports
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor, check_is_reporter
from callpoint.actions.assessment_basis import AtSending, suggest_at_sending
from callpoint.actions.clocks import begin
from callpoint.actions.committing import committed, items_of_report
from callpoint.actions.counting import count_left
from callpoint.actions.journalling import tombstone_of, write_leaf
from callpoint.actions.measuring import measure
from callpoint.actions.noting_distress import note_distress
from callpoint.actions.posting import once_key, post
from callpoint.actions.sighting import in_answers, keep_sightings, names_in
from callpoint.actions.withholding import follow_door
from callpoint.records.asking import only
from callpoint.records.keys import keyring
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.questionnaires import keep_questionnaire
from callpoint.records.sealed import Answers, ReportSeal
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState, check_move
from callpoint.rules.measures import Told
from callpoint.rules.questionnaire import completeness
from callpoint.rules.reference import make_code, make_reference
from callpoint.rules.retention import draft_month, erasure_month
from callpoint.rules.suggesting import Suggestion, suggest
from callpoint.rules.way import DECLARATION
from callpoint.sealing.envelope import new_record_key, rewrap
from callpoint.sealing.index import code_hash
from callpoint.sealing.keyring import with_cohort
from callpoint.vault.exhibits import exhibits_of, let_go_of_report


class ReportingError(Exception):
    """A reporter's step cannot be taken."""


class AlreadySentError(ReportingError):
    """The report was sent: its answers stay as they were."""


class NothingToldError(ReportingError):
    """A report needs one answer: the story, something of theirs such as a number, or "please call me"."""


class NotDeclaredError(ReportingError):
    """Nobody said that it is true as far as they know."""


class NothingIsSentError(ReportingError):
    """This deployment is a guide and takes no reports."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A draft that now exists, and the code that brings its reporter back."""

    report_id: UUID
    code: str


@writing
def begin_report(
    *,
    answers: Mapping[str, str | list[str]],
    language: str,
    channel: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> Begun:
    """
    Keep the first answer as a draft and make its private code.

    From here on the reporter is whoever holds the code.
    """
    report_id = UUID(bytes=chance(16), version=4)
    cohort = draft_month(at)
    ring = with_cohort(keyring(), month=cohort, at=at, chance=chance)
    key, wrapped = new_record_key(ring, cohort=cohort, chance=chance)
    code = make_code(chance)
    report = Report.objects.create(
        id=report_id,
        state=ReportState.DRAFT,
        code_hash=code_hash(ring, code),
        wrapped_key=wrapped,
        salt=chance(SALT_SIZE),
        answers=ReportSeal(key).seal_answers(report_id, _given(answers), chance),
        questions_version=keep_questionnaire(at=at),
        language=language,
        channel=channel,
        created_at=at,
        changed_at=at,
    )
    write_leaf(what="report.begin", about=report_id, by=by, at=at, wrote=[report])
    return Begun(report_id=report_id, code=code)


@writing
def answer(
    *,
    report_id: UUID,
    answers: Mapping[str, str | list[str]],
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> Answers:
    """
    Save answers into a draft, one value a question; an empty value takes an answer back.

    Gives all answers as they stand now. Two tabs are harmless: each save changes only the questions it names.

    :raises NoSuchReportError: no draft with this id.
    :raises AlreadySentError: it was sent.
    """
    check_is_reporter(by, report_id)
    report = held_report(report_id)
    if report.state != ReportState.DRAFT:
        raise AlreadySentError
    seal = ReportSeal.of(report)
    kept = seal.answers(report)
    merged = _given({**kept, **answers})
    if merged == kept:
        return kept
    report.answers = seal.seal_answers(report.id, merged, chance)
    report.questions_version = keep_questionnaire(at=at, known=report.questions_version)
    report.revision += 1
    report.changed_at = at
    report.save(update_fields=["answers", "questions_version", "revision", "changed_at"])
    write_leaf(what="report.answer", about=report.id, by=by, at=at, wrote=[report])
    follow_door(report=report, told=merged, before=kept, by=by, at=at)
    return merged


@writing
def submit(
    *,
    report_id: UUID,
    answers: Mapping[str, str | list[str]],
    submit_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> str:
    """
    Send a report and return its reference; a repeat returns the same reference and changes nothing.

    `answers` are those given with the press that sends it, such as the declaration.
    The suggestion for kind, urgency, place and unit is made here and can be changed by a person.

    :raises NoSuchReportError: no report with this id.
    :raises NothingToldError: neither a story nor any other answer says what happened.
    :raises NotDeclaredError: it was not declared true as far as they know.
    :raises NothingIsSentError: the deployment's role is guide.
    """
    check_is_reporter(by, report_id)
    if settings.CALLPOINT.service.role == "guide":
        raise NothingIsSentError
    report = held_report(report_id)
    if report.reference:
        return report.reference
    check_move(ReportState(report.state), ReportState.RECEIVED)
    told, suggestion = _finish(report, answers, at=at, chance=chance)
    follow_door(report=report, told=told, before=told, by=by, at=at)
    _keep_for_good(report, at=at, chance=chance)
    report.state = ReportState.RECEIVED
    report.reference = make_reference(prefix=settings.CALLPOINT.service.reference_prefix, chance=chance)
    report.submit_key = once_key(report.id, submit_key)
    report.submitted_at = report.changed_at = report.state_changed_at = at
    _note_sent(report, told, suggestion, by=by, at=at, chance=chance)
    return report.reference


def _note_sent(
    report: Report, told: Answers, suggestion: Suggestion, *, by: Actor, at: datetime, chance: Chance
) -> None:
    """Keep the report with what it names and what is suggested of it; write the leaf and the outbox row of its sending."""
    texts, seal = in_answers(told), ReportSeal.of(report)
    seen = keep_sightings(texts, report=report, seal=seal, at=at, chance=chance, names=names_in(told))
    suggest_at_sending(report, AtSending(told, suggestion, seen), seal=seal)
    begin(report, at=at)
    report.save()
    items = committed(items_of_report(report, told))
    write_leaf(what="report.submit", about=report.id, by=by, at=at, wrote=[report, *seen], commitments=items)
    post(name="report.submitted", about=report.id, at=at)


def _finish(
    report: Report, answers: Mapping[str, str | list[str]], *, at: datetime, chance: Chance
) -> tuple[Answers, Suggestion]:
    """
    Take in the last answers, set what the rules make of the whole, and give all answers and that.

    :raises NothingToldError, NotDeclaredError: the report lacks what it needs.
    """
    seal = ReportSeal.of(report)
    told = _given({**seal.answers(report), **answers})
    suggestion = suggest(told, at=at, known=knowledge())
    _check_complete(told, suggestion.kind)
    report.answers = seal.seal_answers(report.id, told, chance)
    report.questions_version = keep_questionnaire(at=at, known=report.questions_version)
    for name, value in suggestion.readable_columns().items():
        setattr(report, name, value)
    measure(report, Told(answers=told, at=at, added_at={}, kind=suggestion.kind, who=suggestion.who))
    note_distress(report, suggestion.result.facts)
    return told, suggestion


def _keep_for_good(report: Report, *, at: datetime, chance: Chance) -> None:
    """Move a report's key from the short life of drafts to the month of its erasure."""
    month = erasure_month(at)
    ring = with_cohort(keyring(), month=month, at=at, chance=chance)
    report.wrapped_key = rewrap(ring, report.wrapped_key, chance=chance, cohort=month)


@writing
def discard_draft(*, report_id: UUID, by: Actor, at: datetime) -> None:
    """
    Throw a draft away with its files, as its reporter asked.

    :raises NoSuchReportError: no draft with this id.
    :raises AlreadySentError: a sent report is never deleted by its reporter.
    """
    check_is_reporter(by, report_id)
    report = held_report(report_id)
    if report.state != ReportState.DRAFT:
        raise AlreadySentError
    count_left([report])
    gone = [tombstone_of(row) for row in (report, *exhibits_of(report.id))]
    let_go_of_report(report.id)
    report.delete()
    write_leaf(what="report.discard", about=report_id, by=by, at=at, gone=gone)


@writing
def tell_other_number(
    *, report_id: UUID, number: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Keep the number that another body gave the reporter for the same incident.

    :raises NoSuchReportError: no report with this id.
    """
    check_is_reporter(by, report_id)
    report = held_report(report_id)
    report.other_number = ReportSeal.of(report).seal_other_number(report.id, number, chance)
    report.changed_at = at
    report.save(update_fields=["other_number", "changed_at"])
    write_leaf(what="report.other-number", about=report.id, by=by, at=at, wrote=[report])


def _given(answers: Mapping[str, str | list[str]]) -> Answers:
    """Leave out what was left empty."""
    return {name: value for name, value in answers.items() if value}


def _check_complete(answers: Answers, kind: str) -> None:
    """
    Let a report pass that has what it needs: one answer, and the declaration.

    :raises NothingToldError, NotDeclaredError: it lacks the one or the other.
    """
    missing = completeness(knowledge().content, kinds=(kind,), answers=answers).missing
    if set(missing) - {DECLARATION}:
        raise NothingToldError
    if missing:
        raise NotDeclaredError


def held_report(report_id: UUID) -> Report:
    """
    Lock and return a report for the rest of the transaction.

    :raises NoSuchReportError: where there is none.
    """
    report = only(Report.objects.select_for_update().filter(id=report_id))
    if report is None:
        raise NoSuchReportError
    return report
