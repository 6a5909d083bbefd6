"""What people do with a case as a whole: begin it from reports, put reports in and take them out, close it, open it again.

The errors are those of `case_basis` and of `rules.cases`.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about
from callpoint.actions.case_basis import (
    MOST_REPORTS,
    CaseFullError,
    NotInCaseError,
    Said,
    held_case,
    keep_entry,
    open_one,
    those_open,
)
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key
from callpoint.records.keys import keyring
from callpoint.records.models import Case, CaseEntry, CaseReport, Report
from callpoint.records.opened import NoSuchReportError
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, NotAllowedError, check_may
from callpoint.rules.cases import (
    TITLE_LIMIT,
    CaseState,
    EntryKind,
    case_prefix,
    first_review_on,
    needed,
)
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.reference import make_reference
from callpoint.rules.retention import erasure_month
from callpoint.sealing.envelope import new_record_key
from callpoint.sealing.keyring import with_cohort


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """What a case begins with, and the key of the form it was typed in."""

    title: str
    aim: str
    reports: tuple[UUID, ...]
    send_key: str


@writing
def begin_case(*, new: NewCase, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> UUID:
    """
    Begin a case of one report or more; a form that was sent twice gives the same case.

    It belongs to the unit of its oldest report, and whoever begins it is its officer. Of the reports only those come in
    that this person may open.

    :raises callpoint.records.opened.NoSuchReportError: none of the reports was ever sent.
    :raises callpoint.rules.access.NotAllowedError: this role may not, or this unit may open none of the reports.
    :raises callpoint.rules.cases.CaseRuleError: the title or the aim is missing, or too long.
    :raises callpoint.actions.case_basis.CaseFullError: there are more reports than a case can hold.
    """
    check_may(by.badge, Deed.WORK_ON_CASE)
    reports = _may_come_in(new.reports, by=by, at=at)
    title, aim = needed(new.title, field="title", most=TITLE_LIMIT), needed(new.aim, field="aim")
    key = once_key("case", by.id, new.send_key)
    before = Case.objects.filter(send_key=key).first()
    if before is not None:
        return before.id
    if len(reports) > MOST_REPORTS:
        raise CaseFullError
    case = _made(title, aim, reports[0], send_key=key, by=by, at=at, chance=chance)
    members = [_member(case, each, by=by, at=at, chance=chance) for each in reports]
    write_leaf(what="case.begin", about=case.id, by=by, at=at, wrote=[case, *members])
    return case.id


def _made(
    title: str, aim: str, first: Report, *, send_key: str, by: Actor, at: datetime, chance: Chance
) -> Case:
    """Make the row with its own key and reference."""
    case_id, month = UUID(bytes=chance(16), version=4), erasure_month(at)
    ring = with_cohort(keyring(), month=month, at=at, chance=chance)
    key, wrapped = new_record_key(ring, cohort=month, chance=chance)
    seal = CaseSeal(key)
    return Case.objects.create(
        id=case_id,
        reference=make_reference(
            prefix=case_prefix(settings.CALLPOINT.service.reference_prefix), chance=chance
        ),
        wrapped_key=wrapped,
        salt=chance(SALT_SIZE),
        title=seal.seal(CaseText.TITLE, case_id, title, chance=chance),
        aim=seal.seal(CaseText.AIM, case_id, aim, chance=chance),
        unit=first.unit or by.badge.unit,
        officer_id=int(by.id),
        opened_by_id=int(by.id),
        opened_at=at,
        review_on=first_review_on(at.date()),
        send_key=send_key,
    )


def _may_come_in(reports: Sequence[UUID], *, by: Actor, at: datetime) -> list[Report]:
    """
    Give those of these reports that were sent and that this person may open, each once, the oldest first.

    :raises callpoint.records.opened.NoSuchReportError: none was sent.
    :raises callpoint.rules.access.NotAllowedError: this person may open none of them.
    """
    rows = Report.objects.filter(id__in=set(reports)).exclude(state=ReportState.DRAFT)
    found = list(rows.order_by("submitted_at", "id"))
    if not found:
        raise NoSuchReportError
    readable = those_open(found, by=by, at=at)
    if not readable:
        raise NotAllowedError(by.badge.role, Deed.OPEN_REPORT)
    return readable


def _member(case: Case, report: Report, *, by: Actor, at: datetime, chance: Chance) -> CaseReport:
    return CaseReport.objects.create(
        id=UUID(bytes=chance(16), version=4),
        case=case,
        report=report,
        salt=chance(SALT_SIZE),
        added_by_id=int(by.id),
        added_at=at,
    )


@writing
def add_to_case(
    *, case_id: UUID, report_id: UUID, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Put a report into a case; one that is in it already stays as it is.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.records.opened.NoSuchReportError: the report was never sent.
    :raises callpoint.rules.access.NotAllowedError: this person may not work on the case, or not open the report.
    :raises callpoint.actions.case_basis.CaseFullError: it holds as many as it can.
    """
    report, case = sent_report(report_id), open_one(case_id, by=by, at=at)
    check_may_about(report, Deed.OPEN_REPORT, by=by, at=at)
    members = CaseReport.objects.filter(case=case, taken_out_at=None)
    if members.filter(report=report).exists():
        return
    if members.count() >= MOST_REPORTS:
        raise CaseFullError
    member = _member(case, report, by=by, at=at, chance=chance)
    write_leaf(what="case.add-report", about=case.id, by=by, at=at, wrote=[member])


@writing
def take_out_of_case(
    *,
    case_id: UUID,
    report_id: UUID,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Take a report out of a case, with the reason; that it was there stays in the case's history.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.actions.case_basis.NotInCaseError: the report is not in it.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: no reason, or too long.
    """
    case = open_one(case_id, by=by, at=at)
    member = CaseReport.objects.filter(case=case, report=report_id, taken_out_at=None).first()
    if member is None:
        raise NotInCaseError
    said = needed(reason, field="out-reason")
    member.taken_out_by_id, member.taken_out_at = int(by.id), at
    member.out_reason = CaseSeal.of(case).seal(CaseText.OUT_REASON, member.id, said, chance=chance)
    member.save(update_fields=["taken_out_by", "taken_out_at", "out_reason"])
    write_leaf(what="case.take-out", about=case.id, by=by, at=at, wrote=[member])


@writing
def rename_case(
    *, case_id: UUID, title: str, aim: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Give a case another title or aim.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: one of them is missing, or too long.
    """
    case = open_one(case_id, by=by, at=at)
    named, meant = needed(title, field="title", most=TITLE_LIMIT), needed(aim, field="aim")
    seal = CaseSeal.of(case)
    case.title = seal.seal(CaseText.TITLE, case.id, named, chance=chance)
    case.aim = seal.seal(CaseText.AIM, case.id, meant, chance=chance)
    case.save(update_fields=["title", "aim"])
    write_leaf(what="case.rename", about=case.id, by=by, at=at, wrote=[case])


@writing
def close_case(
    *, case_id: UUID, reason: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Close a case, with the reason in its log; its reports stay as they are, each with its own promises.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: no reason, or too long.
    """
    case = open_one(case_id, by=by, at=at)
    said = needed(reason, field="close-reason")
    case.state, case.closed_at, case.review_on = CaseState.CLOSED, at, None
    case.save(update_fields=["state", "closed_at", "review_on"])
    entry = _turned(case, EntryKind.CLOSING, said, by=by, at=at, chance=chance)
    write_leaf(what="case.close", about=case.id, by=by, at=at, wrote=[case, entry])


@writing
def open_case_again(
    *, case_id: UUID, reason: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Open a closed case again, with the reason in its log; one that is open stays as it is.

    Where its officer left meanwhile, whoever opens it is in charge.

    :raises callpoint.actions.case_basis.NoSuchCaseError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: no reason, or too long.
    """
    case = held_case(case_id, by=by, at=at)
    if case.state == CaseState.OPEN:
        return
    said = needed(reason, field="close-reason")
    case.state, case.closed_at, case.review_on = CaseState.OPEN, None, first_review_on(at.date())
    if case.officer is None or not case.officer.is_active:
        case.officer_id = int(by.id)
    case.save(update_fields=["state", "closed_at", "review_on", "officer"])
    entry = _turned(case, EntryKind.OPENING, said, by=by, at=at, chance=chance)
    write_leaf(what="case.open-again", about=case.id, by=by, at=at, wrote=[case, entry])


def _turned(
    case: Case, kind: EntryKind, reason: str, *, by: Actor, at: datetime, chance: Chance
) -> CaseEntry:
    """Keep that a case was closed or opened again; the state it is in keeps a second press out."""
    key = once_key("case-turned", case.id, chance(16).hex())
    return keep_entry(case, Said(kind=kind, words=reason, send_key=key), by=by, at=at, chance=chance)
