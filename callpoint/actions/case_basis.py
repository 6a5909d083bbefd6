"""What every deed about a case begins with: finding it, asking whether this person may, and who else may have it.

CaseError
├── NoSuchCaseError        no case with this id
├── CaseClosedError        it is closed, and this needs an open one
├── CaseFullError          it holds as many reports as a case can
├── NotInCaseError         the report is not in the case
├── NotAColleagueError     this person may not work on the case
├── NoSuchTaskError        no task with this id
├── TaskDoneError          the task is done
└── HandOverError          a step of a hand-over (case_handing_over)
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shut_to
from callpoint.records.models import Case, CaseEntry, CaseReport, Report, StaffMember
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.rules.access import DEEDS, EVERY_UNIT, Deed, Role, check_may, may
from callpoint.rules.cases import CaseState, EntryKind
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.restricting import Behind, DoorClosedError

MOST_REPORTS: Final = 200
"""Reports of one case: a page that opens a word of each stays one that a person can read."""
WORKERS: Final = tuple(role for role in Role if Deed.WORK_ON_CASE in DEEDS[role])


class CaseError(Exception):
    """A step about a case cannot be taken."""


class NoSuchCaseError(CaseError):
    """No case with this id."""


class CaseClosedError(CaseError):
    """It is closed, and this needs an open one."""


class CaseFullError(CaseError):
    """It holds as many reports as a case can."""


class NotInCaseError(CaseError):
    """The report is not in the case."""


class NotAColleagueError(CaseError):
    """This person may not work on the case."""


class NoSuchTaskError(CaseError):
    """No task with this id."""


class TaskDoneError(CaseError):
    """The task is done: it is given to nobody any more."""


class HandOverError(CaseError):
    """A step of a hand-over cannot be taken."""


def held_case(case_id: UUID, *, by: Actor, at: datetime) -> Case:
    """
    Lock and return a case that this person may work on: its title, aim and log tell what its reports do.

    Whose time with a restricted report of it has run out may do nothing to it until they are let in again.

    :raises NoSuchCaseError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.restricting.DoorClosedError: a report in it is restricted, and nobody let them in.
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise NoSuchCaseError
    check_may(by.badge, Deed.WORK_ON_CASE, unit=case.unit)
    members = CaseReport.objects.filter(case=case, taken_out_at=None)
    _check_doors(members.values_list("report_id", flat=True), by=by, shut=shut_to(by, at=at))
    return case


def _check_doors(reports: Iterable[UUID], *, by: Actor, shut: Collection[UUID]) -> None:
    """
    Let somebody pass to whom none of these reports is shut.

    :raises callpoint.rules.restricting.DoorClosedError: one is.
    """
    closed = set(shut).intersection(reports) if shut else set()
    if closed:
        raise DoorClosedError(by.badge.role, Deed.WORK_ON_CASE, report_id=min(closed), behind=Behind.REPORT)


def open_one(case_id: UUID, *, by: Actor, at: datetime) -> Case:
    """
    Lock and return a case that is open; the rest as `held_case`.

    :raises CaseClosedError: it is closed.
    """
    case = held_case(case_id, by=by, at=at)
    if case.state == CaseState.CLOSED:
        raise CaseClosedError
    return case


def reports_of(case: Case) -> list[Report]:
    """Give the reports of a case, the oldest first."""
    members = CaseReport.objects.filter(case=case, taken_out_at=None)
    return list(
        Report.objects.filter(id__in=members.values("report")).order_by("submitted_at", "id")[:MOST_REPORTS]
    )


def open_to(reports: Sequence[Report], *, by: Actor, at: datetime) -> list[Report]:
    """
    Give those reports of a case whose words this person may read now; of the others it shows readable columns only.

    :raises callpoint.rules.restricting.DoorClosedError: one is restricted, and nobody let them in.
    """
    _check_doors((each.id for each in reports), by=by, shut=shut_to(by, at=at))
    return those_open(reports, by=by, at=at)


def those_open(reports: Sequence[Report], *, by: Actor, at: datetime) -> list[Report]:
    """Give those of some reports that this person may open now."""
    shut = shut_to(by, at=at)
    return [
        report
        for report in reports
        if may(by.badge, Deed.OPEN_REPORT, unit=report.unit) and report.id not in shut
    ]


def workers_on(unit: str) -> list[StaffMember]:
    """List who may work on the cases of a unit, by name; for no unit in particular, all who may work on any."""
    rows = StaffMember.objects.filter(is_active=True, role__in=WORKERS)
    if unit:
        rows = rows.filter(Q(unit=unit) | Q(role__in=EVERY_UNIT))
    return list(rows.order_by("display_name", "pk"))


def checked_colleague(case: Case, staff_id: int) -> StaffMember:
    """
    Give a colleague who may work on a case.

    :raises NotAColleagueError: this person may not.
    """
    found = next((each for each in workers_on(case.unit) if each.pk == staff_id), None)
    if found is None:
        raise NotAColleagueError
    return found


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a line of the log says, and why."""

    kind: EntryKind
    words: str
    send_key: str
    """Of `posting.once_key`: the same for the same form."""
    why: str = ""
    next_review_on: date | None = None


def keep_entry(case: Case, said: Said, *, by: Actor, at: datetime, chance: Chance) -> CaseEntry:
    """Keep one line of a case's log; the caller writes the leaf."""
    entry_id, seal = UUID(bytes=chance(16), version=4), CaseSeal.of(case)
    return CaseEntry.objects.create(
        id=entry_id,
        case=case,
        salt=chance(SALT_SIZE),
        kind=said.kind,
        words=seal.seal(CaseText.WORDS, entry_id, said.words, chance=chance),
        why=seal.seal(CaseText.WHY, entry_id, said.why, chance=chance),
        next_review_on=said.next_review_on,
        made_by_id=int(by.id),
        made_at=at,
        send_key=said.send_key,
    )
