"""Restricted reports: restricting one, asking to be let in, letting somebody in or not; a leaf each.

Who may be let in to what is `rules.restricting`; the gate that asks it is `actions.admitting`.

RestrictingDeedError
├── AlreadyRestrictedError   the report is restricted
├── NotRestrictedError       the report is not restricted, or nothing of it is sealed
├── NoSuchAdmissionError     no request with this id
├── AdmissionDecidedError    somebody decided it meanwhile
└── NoSuchPersonError        somebody named may not open reports of this unit, or does not work here
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import check_may_about, hides_identity, is_open_to
from callpoint.actions.corresponding import sent_report
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import post
from callpoint.records.additions import told_by_now
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Admission, Report, Restriction, StaffMember
from callpoint.records.queries.doors import identity_shown_until
from callpoint.records.sealed import ReportSeal
from callpoint.records.sealed_restrictions import DoorSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Deed, check_may, may
from callpoint.rules.chance import Chance
from callpoint.rules.closing_reasons import taken_reason
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.restricting import (
    OWN_HOURS,
    Answer,
    Behind,
    KeptOutError,
    OwnRequestError,
    Why,
    taken_hours,
)


class RestrictingDeedError(Exception):
    """A step about a door cannot be taken."""


class AlreadyRestrictedError(RestrictingDeedError):
    """The report is restricted."""


class NotRestrictedError(RestrictingDeedError):
    """The report is not restricted, or nothing of it is sealed."""


class NoSuchAdmissionError(RestrictingDeedError):
    """No request with this id."""


class AdmissionDecidedError(RestrictingDeedError):
    """Somebody decided it meanwhile."""


class NoSuchPersonError(RestrictingDeedError):
    """Somebody named may not open reports of this unit, or does not work here."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Why a report is restricted, who may open it besides whoever restricts it, and who never may."""

    why: Why
    reason: str
    named: Collection[int] = ()
    kept_from: int | None = None


@writing
def restrict_report(
    *, report_id: UUID, terms: Terms, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Restrict a report: from now on only who is named, or is let in, opens it. Whoever restricts it is named.

    The worker suggests again for those it links to: a restricted report counts in no suggestion but its own.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises AlreadyRestrictedError: it is restricted.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reason, or one that is too long.
    :raises NoSuchPersonError: somebody named may not open it, or is the one it is kept from.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.RESTRICT, by=by, at=at)
    if Restriction.objects.filter(report=report, lifted_at=None).exists():
        raise AlreadyRestrictedError
    said, named = taken_reason(terms.reason), {int(by.id), *terms.named}
    _check_people(report, terms, named)
    row_id, seal = UUID(bytes=chance(16), version=4), DoorSeal.of(report)
    made = Restriction.objects.create(
        id=row_id,
        report=report,
        salt=chance(SALT_SIZE),
        why=terms.why,
        reason=seal.seal_restriction(row_id, said, column="reason", chance=chance),
        kept_from_id=terms.kept_from,
        placed_by_id=int(by.id),
        placed_at=at,
    )
    people = [_named(report, staff_id, by=by, at=at, chance=chance) for staff_id in sorted(named)]
    write_leaf(what="report.restrict", about=report.id, by=by, at=at, wrote=[made, *people])
    post(name="report.restricted", about=made.id, at=at)


def _check_people(report: Report, terms: Terms, named: Collection[int]) -> None:
    people = StaffMember.objects.filter(pk__in=named, is_active=True)
    fit = {each.pk for each in people if may(each.badge(), Deed.OPEN_REPORT, unit=report.unit)}
    is_there = terms.kept_from is None or StaffMember.objects.filter(pk=terms.kept_from).exists()
    if fit != set(named) or terms.kept_from in named or not is_there:
        raise NoSuchPersonError


def _named(report: Report, staff_id: int, *, by: Actor, at: datetime, chance: Chance) -> Admission:
    return Admission.objects.create(
        id=UUID(bytes=chance(16), version=4),
        report=report,
        salt=chance(SALT_SIZE),
        behind=Behind.REPORT,
        staff_id=staff_id,
        asked_at=at,
        answer=Answer.NAMED,
        decided_by_id=int(by.id),
        decided_at=at,
    )


@writing
def lift_restriction(
    *, report_id: UUID, reason: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Let everybody open a report again who may open others of its unit; who was let in needs that no more.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role may not, or nobody let this person in.
    :raises NotRestrictedError: it is not restricted.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reason, or one that is too long.
    """
    report = sent_report(report_id)
    check_may_about(report, Deed.LIFT_RESTRICTION, by=by, at=at)
    row = Restriction.objects.select_for_update().filter(report=report, lifted_at=None).first()
    if row is None:
        raise NotRestrictedError
    said = taken_reason(reason)
    row.lifted_by_id, row.lifted_at = int(by.id), at
    row.lift_reason = DoorSeal.of(report).seal_restriction(row.id, said, column="lift_reason", chance=chance)
    row.save(update_fields=["lifted_by", "lifted_at", "lift_reason"])
    write_leaf(what="report.unrestrict", about=report.id, by=by, at=at, wrote=[row, *_ended(report, at=at)])
    post(name="report.unrestricted", about=row.id, at=at)


def _ended(report: Report, *, at: datetime) -> list[Admission]:
    """End what let people in, so that it lets nobody in should the report be restricted again; what waits is moot."""
    rows = Admission.objects.filter(report=report, behind=Behind.REPORT).exclude(answer=Answer.REFUSED)
    ended = [row for row in rows.order_by("id") if row.until is None or row.until > at]
    for row in ended:
        row.answer = row.answer or Answer.REFUSED
        row.until = at
        row.save(update_fields=["answer", "until"])
    return ended


@writing
def ask_to_open(
    *,
    report_id: UUID,
    behind: Behind,
    reason: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> bool:
    """
    Ask to be let in to a restricted report or a sealed identity, and say whether the door is open now.

    A second person decides. Where the unit asks for none of an identity, the reason alone opens it for a day.
    While a request waits, or the door is open, a repeat asks nothing more.

    :raises callpoint.records.opened.NoSuchReportError: none with this id was sent.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not, whoever lets them in; or the report
        whose identity is meant is shut.
    :raises NotRestrictedError: there is no door.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reason, or one that is too long.
    """
    report = sent_report(report_id)
    check_may(by.badge, Deed.OPEN_REPORT, unit=report.unit)
    _check_there(report, behind, by=by, at=at)
    if _is_asked(report, behind, by=by, at=at):
        return _is_let_in(report, behind, by=by, at=at)
    row_id, said = UUID(bytes=chance(16), version=4), taken_reason(reason)
    made = Admission(
        id=row_id,
        report=report,
        salt=chance(SALT_SIZE),
        behind=behind,
        staff_id=int(by.id),
        reason=DoorSeal.of(report).seal_admission(row_id, said, column="reason", chance=chance),
        asked_at=at,
    )
    _open_by_reason(made, at=at)
    made.save(force_insert=True)
    write_leaf(what=f"door.ask-{behind}", about=report.id, by=by, at=at, wrote=[made])
    return made.until is not None


def _open_by_reason(made: Admission, *, at: datetime) -> None:
    """Open an identity on a reason alone where its unit asks for no second person."""
    if made.behind == Behind.IDENTITY and not _needs_second(made.report):
        made.answer, made.until = Answer.GRANTED, at + timedelta(hours=OWN_HOURS)
        made.decided_by_id, made.decided_at = made.staff_id, at


def _check_there(report: Report, behind: Behind, *, by: Actor, at: datetime) -> None:
    """Let a person pass who can ask here: there is a door, and who asks who reported may open the report."""
    if behind is Behind.REPORT:
        is_there = Restriction.objects.filter(report=report, lifted_at=None).exists()
    else:
        check_may_about(report, Deed.OPEN_REPORT, by=by, at=at)
        is_there = hides_identity(report, told_by_now(report, ReportSeal.of(report)).answers)
    if not is_there:
        raise NotRestrictedError


def _is_asked(report: Report, behind: Behind, *, by: Actor, at: datetime) -> bool:
    own = Admission.objects.filter(report=report, behind=behind, staff=int(by.id))
    return (
        own.filter(answer="").exists()
        or own.filter(answer=Answer.GRANTED, until__gt=at).exists()
        or own.filter(answer=Answer.NAMED, until=None).exists()
    )


def _is_let_in(report: Report, behind: Behind, *, by: Actor, at: datetime) -> bool:
    if behind is Behind.REPORT:
        return is_open_to(report.id, by=by, at=at)
    return identity_shown_until(report.id, staff_id=int(by.id), at=at) is not None


def _needs_second(report: Report) -> bool:
    """Say whether the unit that holds a report asks for a second person; one that the content no longer knows does."""
    unit = knowledge().content.units.get(report.unit)
    return unit is None or unit.identity_needs_second


@writing
def let_in(
    *,
    admission_id: UUID,
    hours: int,
    words: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Let somebody in for a time; `words` may be empty.

    :raises NoSuchAdmissionError, AdmissionDecidedError: there is none, or somebody decided it.
    :raises callpoint.rules.restricting.RestrictingError: it is one's own, nobody is let in for so long, or the
        report is kept from one of the two.
    :raises callpoint.rules.access.NotAllowedError: this role may not, or whoever asked may open reports no more.
    """
    report, row = held_request(admission_id, by=by)
    _check_waits(row, by=by)
    if row.staff_id == kept_from(report):
        raise KeptOutError
    check_may(row.staff.badge(), Deed.OPEN_REPORT, unit=report.unit)
    row.until = at + taken_hours(hours)
    _decide(row, Answer.GRANTED, words.strip(), by=by, at=at, chance=chance)


@writing
def refuse_to_let_in(
    *, admission_id: UUID, words: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Let somebody not in, and say why.

    :raises NoSuchAdmissionError, AdmissionDecidedError: there is none, or somebody decided it.
    :raises callpoint.rules.restricting.RestrictingError: it is one's own, or the report is kept from whoever decides.
    :raises callpoint.rules.closing_reasons.ReasonNotTakenError: no reason, or one that is too long.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    _, row = held_request(admission_id, by=by)
    _check_waits(row, by=by)
    _decide(row, Answer.REFUSED, taken_reason(words), by=by, at=at, chance=chance)


def held_request(admission_id: UUID, *, by: Actor) -> tuple[Report, Admission]:
    """
    Lock and return a request and its report, for somebody who may let people in.

    :raises NoSuchAdmissionError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    :raises callpoint.rules.restricting.KeptOutError: the report is kept from whoever looks.
    """
    check_may(by.badge, Deed.LET_IN)
    found = Admission.objects.filter(id=admission_id).values_list("report_id", flat=True).first()
    if found is None:
        raise NoSuchAdmissionError
    report = sent_report(found)
    if kept_from(report) == int(by.id):
        raise KeptOutError
    return report, Admission.objects.select_for_update(of=("self",)).select_related("staff").get(
        id=admission_id
    )


def kept_from(report: Report) -> int | None:
    """Give the number of whom nobody lets in to a report; None for nobody."""
    rows = Restriction.objects.filter(report=report, lifted_at=None)
    return rows.values_list("kept_from_id", flat=True).first()


def _check_waits(row: Admission, *, by: Actor) -> None:
    if row.answer:
        raise AdmissionDecidedError
    if row.staff_id == int(by.id):
        raise OwnRequestError


def _decide(
    row: Admission,
    answer: Answer,
    words: str,
    *,
    by: Actor,
    at: datetime,
    chance: Chance,
) -> None:
    row.answer, row.decided_by_id, row.decided_at = answer, int(by.id), at
    row.words = DoorSeal.of(row.report).seal_admission(row.id, words, column="words", chance=chance)
    row.save(update_fields=["answer", "decided_by", "decided_at", "words", "until"])
    write_leaf(what=f"door.{answer}", about=row.report_id, by=by, at=at, wrote=[row])
