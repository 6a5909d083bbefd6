"""A person's yes to a support service: asked for, said, noted by who spoke with them, withdrawn; and the one exception.

A yes passes their details on in the same transaction: nothing waits for a second press. What is shared is what the
page said would be; the story only where they agreed to that too.

ConsentError
├── NoServiceError        no service takes them, or the one named is none that may be asked
└── NothingAgreedError    there is no yes that could be withdrawn
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import models

from callpoint.actions.acting import Actor, ActorKind, check_is_reporter
from callpoint.actions.admitting import check_may_about
from callpoint.actions.clocks import reckon
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.referring import (
    SERVICE,
    Onward,
    make_referral,
    standing_on_consent,
    tell_of,
    unit_of,
    withdraw_referrals,
)
from callpoint.actions.support_words import asked_words, no_more_words
from callpoint.actions.telling_reporter import tell_reporter
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Referral, Report, SupportConsent
from callpoint.records.opened_support import place_of, services_for
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_support import CaseloadSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed
from callpoint.rules.chance import Chance
from callpoint.rules.content.model import Service
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.support_service import (
    OPEN,
    WITHOUT_A_YES,
    Basis,
    NotChosenError,
    Said,
    needed,
    tidied,
)


class ConsentError(Exception):
    """A step about a yes cannot be taken."""


class NoServiceError(ConsentError):
    """No service takes them, or the one named is none that may be asked."""


class NothingAgreedError(ConsentError):
    """There is no yes that could be withdrawn."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody says to a support service: yes or no, to which, and whether their story may be read."""

    is_yes: bool
    service: str = ""
    shares_story: bool = False
    words: str = ""
    """What the officer notes who spoke with them; '' on their own page."""


_NOTHING = Answer(is_yes=False)


@writing
def ask_for_consent(
    *, report_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Ask a reporter in a message whether a support service may call, and say what it would be told; the answer is theirs.

    Who was asked and has not answered is not asked again: the question stands first on their page.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises NoServiceError: no service takes them.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.REFER_SUPPORT, by=by, at=at)
    service, newest = _service(report, ""), _newest(report)
    if newest is not None and newest.said == Said.ASKED:
        return
    consent = _kept(report, Said.ASKED, _NOTHING, by=by, at=at, chance=chance)
    message = tell_reporter(
        report, lambda: asked_words(service), about=consent.id, by=SERVICE, at=at, chance=chance
    )
    write_leaf(what="consent.ask", about=report.id, by=by, at=at, wrote=[consent, message])
    reckon(report, by=by, at=at)


@writing
def say_yes_or_no(
    *, report_id: UUID, answer: Answer, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Take what the reporter says on their own page; a yes passes their details on at once, a no ends what stood on a yes.

    Saying the same again changes nothing.

    :raises callpoint.actions.acting.NotTheReporterError: it is somebody else.
    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises NoServiceError: the yes names no service that may be asked.
    """
    check_is_reporter(by, report_id)
    _take(sent_report(report_id), answer, by=by, at=at, chance=chance)


@writing
def note_yes_or_no(
    *, report_id: UUID, answer: Answer, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Note what the person said to an officer who spoke with them, and how; it counts as said by themselves.

    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.support_service.WordsLackingError, callpoint.rules.support_service.TooManyWordsError: see there.
    :raises NoServiceError: as for `say_yes_or_no`.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.REFER_SUPPORT, by=by, at=at)
    _take(report, replace(answer, words=needed(answer.words)), by=by, at=at, chance=chance)


@writing
def withdraw_consent(
    *, report_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Take a yes back: every entry that stood on it closes at once, and the service reads nothing of it any more.

    :raises callpoint.actions.acting.NotTheReporterError: it is somebody else.
    :raises NothingAgreedError: there is no yes.
    """
    check_is_reporter(by, report_id)
    report = sent_report(report_id)
    if not standing_on_consent(report):
        raise NothingAgreedError
    _end(report, Said.WITHDRAWN, "", by=by, at=at, chance=chance)


@writing
def refer_without_a_yes(
    *,
    report_id: UUID,
    service: str,
    basis: Basis,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Pass somebody's details on without their yes, because life or a child is in danger; the reason is kept.

    The service is told no story. The person is told who calls. Where that service has them already, nothing is done.

    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.support_service.ReferralError: no such basis, or no reason.
    :raises NoServiceError: the service is none that may be asked.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.REFER_SUPPORT, by=by, at=at)
    if basis not in WITHOUT_A_YES:
        raise NotChosenError
    onward = Onward(service=_service(report, service).id, basis=basis, reason=needed(reason))
    if Referral.objects.filter(report=report, service=onward.service, state__in=OPEN).exists():
        return
    written = _pass_on(report, onward, by=by, at=at, chance=chance)
    write_leaf(what="referral.without-yes", about=report.id, by=by, at=at, wrote=written)
    reckon(report, by=by, at=at)


def _take(report: Report, answer: Answer, *, by: Actor, at: datetime, chance: Chance) -> None:
    words = tidied(answer.words)
    if not answer.is_yes:
        _end(report, Said.NO, words, by=by, at=at, chance=chance)
        return
    service = _service(report, answer.service)
    rows = standing_on_consent(report)
    running = [row for row in rows if row.state in OPEN and row.service == service.id]
    if running and all(row.shares_story == answer.shares_story for row in running):
        return
    said = replace(answer, service=service.id, words=words)
    consent = _kept(report, Said.YES, said, by=by, at=at, chance=chance)
    written: list[models.Model] = [consent]
    if running:
        written += _share(running, shares_story=answer.shares_story)
    else:
        written += withdraw_referrals((row for row in rows if row.state in OPEN), at=at)
        onward = Onward(service=service.id, shares_story=answer.shares_story)
        written += _pass_on(report, onward, by=by, at=at, chance=chance)
    write_leaf(what="consent.yes", about=report.id, by=by, at=at, wrote=written)
    reckon(report, by=by, at=at)


def _share(rows: Iterable[Referral], *, shares_story: bool) -> list[Referral]:
    changed = []
    for row in rows:
        row.shares_story = shares_story
        row.save(update_fields=["shares_story"])
        changed.append(row)
    return changed


def _pass_on(
    report: Report, onward: Onward, *, by: Actor, at: datetime, chance: Chance
) -> list[models.Model]:
    """Write the referral and tell the reporter who will call, and by when."""
    answers = told_by_now(report, ReportSeal.of(report)).answers
    unit = unit_of(onward.service, place_of(answers))
    referral = make_referral(report, onward, unit, by=by, at=at, chance=chance)
    return [referral, tell_of(report, referral, at=at, chance=chance)]


def _end(report: Report, said: Said, words: str, *, by: Actor, at: datetime, chance: Chance) -> None:
    """Keep a no, or that a yes was taken back, and close what stood on a yes."""
    held, rows = _newest(report), standing_on_consent(report)
    if held is not None and held.said == said and not rows:
        return
    written: list[models.Model] = [
        _kept(report, said, Answer(is_yes=False, words=words), by=by, at=at, chance=chance)
    ]
    if rows:
        written += withdraw_referrals(rows, at=at)
        written.append(
            tell_reporter(report, no_more_words, about=written[0].pk, by=SERVICE, at=at, chance=chance)
        )
    write_leaf(what=f"consent.{said}", about=report.id, by=by, at=at, wrote=written)
    reckon(report, by=by, at=at)


def _service(report: Report, wanted: str) -> Service:
    """Give the service that is named among those that may be asked; where none is named, the right one."""
    offered = services_for(report.id, told_by_now(report, ReportSeal.of(report)).answers)
    found = [one for one in offered if wanted in ("", one)]
    if not found:
        raise NoServiceError
    return knowledge().content.services[found[0]]


def _newest(report: Report) -> SupportConsent | None:
    return SupportConsent.objects.filter(report=report).order_by("-said_at", "-id").first()


def _kept(
    report: Report, said: Said, answer: Answer, *, by: Actor, at: datetime, chance: Chance
) -> SupportConsent:
    consent_id = UUID(bytes=chance(16), version=4)
    return SupportConsent.objects.create(
        id=consent_id,
        report=report,
        salt=chance(SALT_SIZE),
        said=said,
        service=answer.service,
        shares_story=answer.shares_story,
        words=CaseloadSeal.of_report(report).seal_consent(consent_id, answer.words, chance),
        noted_by_id=int(by.id) if by.kind is ActorKind.STAFF else None,
        said_at=at,
    )
