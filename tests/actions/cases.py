"""Makers for tests about cases: one of some reports, and a story in which each deed happens once."""

from uuid import UUID, uuid4

from callpoint.actions.acting import Actor
from callpoint.actions.case_exporting import export_case
from callpoint.actions.case_handing_over import accept_case, offer_case, offer_case_to_force, refuse_case
from callpoint.actions.case_log import (
    NewTask,
    add_task,
    decide_in_case,
    finish_task,
    give_task,
    put_task_back,
    review_case,
)
from callpoint.actions.case_packing import hand_out_pack
from callpoint.actions.case_schedule import judge_material, open_schedule
from callpoint.actions.case_told import Pack
from callpoint.actions.cases import (
    NewCase,
    add_to_case,
    begin_case,
    close_case,
    open_case_again,
    rename_case,
    take_out_of_case,
)
from callpoint.actions.cases_listed import list_cases
from callpoint.actions.cases_shown import read_case
from callpoint.records.models import CaseTask, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.cases import Judged, Relevance
from callpoint.rules.disclosing import ANSWERS
from tests.makers import DESK, a_report, acting, an_actor, at

TOMORROW = "2026-11-22"


def an_investigator(unit: str = DESK) -> Actor:
    """Somebody who works on cases of a unit."""
    return an_actor(role=Role.INVESTIGATOR, unit=unit)


def a_case_of(*reports: UUID, by: Actor, title: str = "Bank calls", minutes: int = 30) -> UUID:
    """A case of these reports."""
    new = NewCase(
        title=title, aim="Who rings, and where the money went.", reports=reports, send_key=uuid4().hex
    )
    return begin_case(new=new, by=by, at=at(minutes=minutes))


def a_case(*, by: Actor, title: str = "Bank calls") -> UUID:
    """A case of one report of the desk."""
    return a_case_of(a_report(unit=DESK), by=by, title=title)


def a_task(case_id: UUID, by: Actor, *, assignee: Actor | None = None) -> UUID:
    """A task of a case, given out an hour after its report."""
    task = NewTask(send_key="1", words="Ring the bank", assignee=int((assignee or by).id), due_on=TOMORROW)
    add_task(case_id=case_id, task=task, by=by, at=at(hours=1))
    return CaseTask.objects.latest("made_at").id


def a_plain_paper(pack: Pack) -> bytes:
    """Stands for the paper of a pack, whose words are the pages' business."""
    return repr(pack.case.title).encode()


def an_offer_to_a_force(case_id: UUID, *, by: Actor) -> UUID:
    """A hand-over to another force, which waits for its answer."""
    return offer_case_to_force(
        case_id=case_id, body="Another force", purpose="The money went there.", by=by, at=at(hours=2)
    )


def everything_happens_to_cases(mark: str, officer: StaffMember) -> None:
    """Let each action about cases happen once; `mark` stands in every text that is sealed."""
    by, other = acting(officer), an_actor(role=Role.SUPERVISOR)
    first, second = (a_report(story=f"story {mark}", name=f"name {mark}", unit=DESK) for _ in range(2))
    case_id = a_case_of(first, by=by, title=f"title {mark}")
    add_to_case(case_id=case_id, report_id=second, by=by, at=at(hours=1))
    take_out_of_case(case_id=case_id, report_id=second, reason=f"out {mark}", by=by, at=at(hours=1))
    rename_case(case_id=case_id, title=f"other {mark}", aim=f"aim {mark}", by=by, at=at(hours=1))
    decide_in_case(
        case_id=case_id, send_key="1", words=f"decided {mark}", why=f"why {mark}", by=by, at=at(hours=1)
    )
    review_case(
        case_id=case_id, send_key="1", words=f"review {mark}", next_on=TOMORROW, by=by, at=at(hours=1)
    )
    task = NewTask(send_key="1", words=f"task {mark}", assignee=officer.pk, due_on=TOMORROW)
    add_task(case_id=case_id, task=task, by=by, at=at(hours=1))
    task_id = CaseTask.objects.get(case=case_id).id
    give_task(case_id=case_id, task_id=task_id, to=int(other.id), by=by, at=at(hours=1))
    finish_task(case_id=case_id, task_id=task_id, by=by, at=at(hours=1))
    put_task_back(case_id=case_id, task_id=task_id, by=by, at=at(hours=1))
    open_schedule(case_id=case_id, by=by, at=at(hours=1))
    sensitive = Judged(relevance=Relevance.SENSITIVE, description=f"thing {mark}", reason=f"since {mark}")
    judge_material(case_id=case_id, place=(first, ANSWERS), judged=sensitive, by=by, at=at(hours=1))
    export_case(case_id=case_id, mapping_id="pattern", by=by, at=at(hours=1))
    offer_case(case_id=case_id, to=int(other.id), note=f"note {mark}", by=by, at=at(hours=2))
    accept_case(case_id=case_id, answer=f"yes {mark}", by=other, at=at(hours=2))
    offer_id = offer_case_to_force(
        case_id=case_id, body=f"force {mark}", purpose=f"for {mark}", by=by, at=at(hours=2)
    )
    hand_out_pack(case_id=case_id, offer_id=offer_id, paper=a_plain_paper, by=by, at=at(hours=2))
    refuse_case(case_id=case_id, answer=f"no {mark}", by=by, at=at(hours=3))
    list_cases(by=by, at=at(hours=3))
    read_case(case_id=case_id, by=by, at=at(hours=3))
    close_case(case_id=case_id, reason=f"close {mark}", by=by, at=at(hours=3))
    open_case_again(case_id=case_id, reason=f"again {mark}", by=by, at=at(hours=3))
