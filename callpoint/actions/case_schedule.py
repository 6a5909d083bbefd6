"""The disclosure schedule of a case: every thing there is, and what a person said of it: used, unused, sensitive.

NotOnScheduleError   the case has no such thing
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import CaseError, held_case, open_one, open_to, reports_of, those_open
from callpoint.actions.journalling import tell_of_names, write_leaf
from callpoint.records.models import (
    Addition,
    Case,
    CaseEntry,
    CaseMaterial,
    Intervention,
    InterventionAnswer,
    Message,
    Report,
    Statement,
)
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.records.transaction import writing
from callpoint.rules.cases import ANSWER, NOTE, REQUEST, STATEMENT, Judged, Relevance, checked
from callpoint.rules.chance import Chance
from callpoint.rules.disclosing import ADDITION, ANSWERS, EXHIBIT, MESSAGE
from callpoint.rules.journal import SALT_SIZE
from callpoint.vault.models import Exhibit

Place = tuple[UUID | None, str]
"""Which report a thing is of, None for the case itself, and the thing's name."""


class NotOnScheduleError(CaseError):
    """The case has no such thing."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing on the schedule by what was never sealed, with what a person said of it."""

    report_id: UUID | None
    """None for a note of the case."""
    reference: str
    """Of the report, or of the case."""
    item: str
    what: str
    """`answers`, `addition`, `message`, `exhibit`, `statement`, `request`, `answer` or `note`."""
    at: datetime
    who: str
    """The name of a member of staff; '' for the reporter and the service."""
    number: int
    """Among its kind in its report, from 1."""
    media_type: str
    """Of an exhibit."""
    sha256: str
    """Of an exhibit."""
    kind: str
    """Of a statement (`rules.statements`), or of a request (the content)."""
    judged: Judged | None
    judged_by: str
    judged_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The schedule of a case."""

    case_id: UUID
    reference: str
    title: str
    is_open: bool
    things: tuple[Thing, ...]


@writing
def open_schedule(*, case_id: UUID, by: Actor, at: datetime) -> Schedule:
    """
    Open the schedule of a case, of all reports that this person may open; no word of a report is on it.

    :raises callpoint.actions.case_basis.NoSuchCaseError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    case = held_case(case_id, by=by, at=at)
    tell_of_names([each.id for each in those_open(reports_of(case), by=by, at=at)], by=by, at=at)
    write_leaf(what="case.schedule", about=case.id, by=by, at=at)
    seal = CaseSeal.of(case)
    return Schedule(
        case_id=case.id,
        reference=case.reference,
        title=seal.open(CaseText.TITLE, case),
        is_open=case.closed_at is None,
        things=tuple(_things(case, seal, by=by, at=at)),
    )


@writing
def judge_material(
    *,
    case_id: UUID,
    place: Place,
    judged: Judged,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Say what a thing is to the prosecution, in words for the schedule; what was said before stays in its history.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises NotOnScheduleError: the case has no such thing.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: it is not described, or sensitive without a reason.
    """
    case = open_one(case_id, by=by, at=at)
    seal = CaseSeal.of(case)
    if place not in {(each.report_id, each.item) for each in _things(case, seal, by=by, at=at)}:
        raise NotOnScheduleError
    said, row_id = checked(judged), UUID(bytes=chance(16), version=4)
    row = CaseMaterial.objects.create(
        id=row_id,
        case=case,
        report_id=place[0],
        item=place[1],
        salt=chance(SALT_SIZE),
        relevance=said.relevance,
        description=seal.seal(CaseText.DESCRIPTION, row_id, said.description, chance=chance),
        reason=seal.seal(CaseText.REASON, row_id, said.reason, chance=chance),
        judged_by_id=int(by.id),
        judged_at=at,
    )
    write_leaf(what="case.judge-material", about=case.id, by=by, at=at, wrote=[row])


def _things(case: Case, seal: CaseSeal, *, by: Actor, at: datetime) -> Iterator[Thing]:
    rows = CaseMaterial.objects.filter(case=case).select_related("judged_by").order_by("judged_at", "id")
    newest = {(row.report_id, row.item): row for row in rows}
    for report in open_to(reports_of(case), by=by, at=at):
        for thing in _of_report(report):
            yield _thing(thing, newest.get((report.id, thing.item)), seal)
    entries = CaseEntry.objects.filter(case=case).select_related("made_by").order_by("made_at", "id")
    for number, entry in enumerate(entries, start=1):
        thing = _Bare(
            reference=case.reference,
            report_id=None,
            item=f"{NOTE}:{entry.id}",
            what=NOTE,
            at=entry.made_at,
            who=entry.made_by.display_name,
            number=number,
        )
        yield _thing(thing, newest.get((None, thing.item)), seal)


@dataclass(frozen=True, kw_only=True)
class _Bare:
    """One thing before anybody said anything of it."""

    report_id: UUID | None
    reference: str
    item: str
    what: str
    at: datetime
    number: int
    who: str = ""
    media_type: str = ""
    sha256: str = ""
    kind: str = ""


def _of_report(report: Report) -> Iterator[_Bare]:
    yield from _told(report)
    told = _Bare(
        report_id=report.id,
        reference=report.reference or "",
        item="",
        what="",
        at=report.created_at,
        number=0,
    )
    signed = Statement.objects.filter(report=report, signed_at__isnull=False, withdrawn_at=None)
    for number, one in enumerate(signed.order_by("signed_at", "id"), 1):
        at = one.signed_at or one.offered_at
        yield replace(told, item=f"{STATEMENT}:{one.id}", what=STATEMENT, at=at, kind=one.kind, number=number)
    asked = Intervention.objects.filter(report=report).select_related("made_by").order_by("made_at", "id")
    for number, row in enumerate(asked, 1):
        yield replace(
            told,
            item=f"{REQUEST}:{row.id}",
            what=REQUEST,
            at=row.made_at,
            kind=row.kind,
            who=str(row.made_by),
            number=number,
        )
    answers = InterventionAnswer.objects.filter(report=report).select_related("intervention", "noted_by")
    for number, answer in enumerate(answers.order_by("noted_at", "id"), 1):
        yield replace(
            told,
            item=f"{ANSWER}:{answer.id}",
            what=ANSWER,
            at=answer.noted_at,
            kind=answer.intervention.kind,
            who=str(answer.noted_by),
            number=number,
        )


def _told(report: Report) -> Iterator[_Bare]:
    told = _Bare(
        report_id=report.id,
        reference=report.reference or "",
        item=ANSWERS,
        what=ANSWERS,
        at=report.submitted_at or report.created_at,
        number=1,
    )
    yield told
    for number, addition in enumerate(Addition.objects.filter(report=report).order_by("added_at", "id"), 1):
        yield replace(
            told, item=f"{ADDITION}:{addition.id}", what=ADDITION, at=addition.added_at, number=number
        )
    messages = Message.objects.filter(report=report).select_related("staff").order_by("sent_at", "id")
    for number, message in enumerate(messages, 1):
        yield replace(
            told,
            item=f"{MESSAGE}:{message.id}",
            what=MESSAGE,
            at=message.sent_at,
            who=str(message.staff or ""),
            number=number,
        )
    for exhibit in Exhibit.objects.filter(report_id=report.id).order_by("number"):
        yield replace(
            told,
            item=f"{EXHIBIT}:{exhibit.number}",
            what=EXHIBIT,
            at=exhibit.created_at,
            number=exhibit.number,
            media_type=exhibit.media_type,
            sha256=exhibit.sha256,
        )


def _thing(bare: _Bare, row: CaseMaterial | None, seal: CaseSeal) -> Thing:
    judged = (
        Judged(
            relevance=Relevance(row.relevance),
            description=seal.open(CaseText.DESCRIPTION, row),
            reason=seal.open(CaseText.REASON, row),
        )
        if row
        else None
    )
    return Thing(
        report_id=bare.report_id,
        reference=bare.reference,
        item=bare.item,
        what=bare.what,
        at=bare.at,
        who=bare.who,
        number=bare.number,
        media_type=bare.media_type,
        sha256=bare.sha256,
        kind=bare.kind,
        judged=judged,
        judged_by=row.judged_by.display_name if row else "",
        judged_at=row.judged_at if row else None,
    )
