"""Opening a case with all that belongs to it: a leaf of the case, and one of each report whose words are shown."""

from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import held_case, open_to, reports_of
from callpoint.actions.case_opened import OpenedCase, opened_case
from callpoint.actions.journalling import write_leaf, write_reads
from callpoint.records.additions import answers_by_now
from callpoint.records.transaction import writing


@writing
def read_case(*, case_id: UUID, by: Actor, at: datetime) -> OpenedCase:
    """
    Open a case. Of each report that this person may open, who sent it and what it names is shown, with one leaf of it.

    :raises callpoint.actions.case_basis.NoSuchCaseError: there is none.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    case = held_case(case_id, by=by, at=at)
    reports = reports_of(case)
    readable = open_to(reports, by=by, at=at)
    told = answers_by_now(readable)
    write_reads(what="report.read-in-case", reports=[each.id for each in readable], by=by, at=at, told=told)
    write_leaf(what="case.read", about=case.id, by=by, at=at)
    return opened_case(case, reports, readable, told=told, by=by, at=at)
