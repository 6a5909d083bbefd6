"""What somebody who leaves had of cases: who has it then, what is taken back, and who may take back an offer."""

from uuid import UUID

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.case_handing_over import (
    NotForYouError,
    offer_case,
    offer_case_to_force,
    refuse_case,
)
from callpoint.actions.case_log import NewTask, add_task, finish_task
from callpoint.actions.cases import close_case, open_case_again
from callpoint.actions.cases_listed import list_cases
from callpoint.actions.cases_shown import read_case
from callpoint.actions.people import CannotTakeOverError, close_account
from callpoint.actions.verifying import verify_database
from callpoint.records.models import Case, CaseHandOver, CaseTask
from callpoint.rules.access import Role
from tests.actions.cases import TOMORROW, a_case, an_investigator
from tests.makers import OTHER_DESK, a_staff_member, all_kept, an_actor, at, deeds, leaves

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def a_boss() -> Actor:
    return an_actor(role=Role.SUPERVISOR, unit="")


def a_task(case_id: UUID, *, of: Actor, by: Actor, words: str = "Ring") -> UUID:
    task = NewTask(words=words, assignee=int(of.id), due_on=TOMORROW, send_key=words)
    add_task(case_id=case_id, task=task, by=by, at=at(hours=1, minutes=CaseTask.objects.count()))
    return CaseTask.objects.latest("made_at").id


def leaves_with(member: Actor, *, hand_to: Actor | None, by: Actor | None = None) -> None:
    colleague = int(hand_to.id) if hand_to else None
    close_account(staff_id=int(member.id), hand_to=colleague, by=by or a_boss(), at=at(hours=5))


def silent(_text: str) -> None:
    """Say nothing."""


def test_who_takes_over_has_the_open_cases_and_tasks_and_what_is_over_keeps_its_name() -> None:
    ann, bo, cy = an_investigator(), an_investigator(), an_investigator()
    own, over, of_another = a_case(by=ann), a_case(by=ann), a_case(by=cy)
    waits, done = a_task(of_another, of=ann, by=cy), a_task(of_another, of=ann, by=cy, words="Write")
    finish_task(case_id=of_another, task_id=done, by=ann, at=at(hours=2))
    close_case(case_id=over, reason="x", by=ann, at=at(hours=2))
    before = len(leaves())
    leaves_with(ann, hand_to=bo)
    assert {case.id: str(case.officer_id) for case in Case.objects.all()} == {
        own: bo.id,
        over: ann.id,
        of_another: cy.id,
    }
    assert {task.id: str(task.assignee_id) for task in CaseTask.objects.all()} == {waits: bo.id, done: ann.id}
    told = {(leaf.what, leaf.object_id, len(leaf.rows)) for leaf in leaves()[before:]}
    assert {("case.change-hands", str(own), 1), ("case.change-hands", str(of_another), 1)} <= told
    assert verify_database(tell=silent).problems == ()


def test_without_a_colleague_cases_and_tasks_are_nobodys_and_are_listed_all_the_same() -> None:
    ann, bo = an_investigator(), an_investigator()
    case_id = a_case(by=ann)
    a_task(case_id, of=ann, by=ann)
    leaves_with(ann, hand_to=None, by=an_actor(role=Role.ADMINISTRATOR))
    case = read_case(case_id=case_id, by=bo, at=at(hours=6))
    assert (case.officer, case.officer_id, [task.who for task in case.tasks]) == ("", None, [""])
    assert [line.officer for line in list_cases(by=bo, at=at(hours=6)).lines] == [""]


def test_what_was_offered_to_or_by_who_leaves_is_taken_back_and_can_be_offered_again() -> None:
    ann, bo, cy = an_investigator(), an_investigator(), an_investigator()
    theirs, own, forced = a_case(by=cy), a_case(by=ann), a_case(by=ann)
    offer_case(case_id=theirs, to=int(ann.id), note="x", by=cy, at=at(hours=1))
    offer_case(case_id=own, to=int(cy.id), note="x", by=ann, at=at(hours=1))
    offer_case_to_force(case_id=forced, body="There", purpose="x", by=ann, at=at(hours=1))
    before = len(leaves())
    leaves_with(ann, hand_to=bo)
    waiting = CaseHandOver.objects.filter(answered_at=None)
    named = {leaf.object_id: len(leaf.rows) for leaf in leaves()[before:] if leaf.what == "case.change-hands"}
    assert ([one.case_id for one in waiting], named) == (
        [forced],
        {str(theirs): 1, str(own): 2, str(forced): 1},
    )
    offer_case(case_id=theirs, to=int(bo.id), note="x", by=cy, at=at(hours=6))
    assert verify_database(tell=silent).problems == ()


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.ASSESSOR, ""), (Role.INVESTIGATOR, OTHER_DESK)], ids=["assessor", "another unit"]
)
@pytest.mark.parametrize("has", ["case", "task"])
def test_who_may_not_work_on_the_cases_cannot_take_them_over(role: Role, unit: str, has: str) -> None:
    ann, by = an_investigator(), a_boss()
    case_id = a_case(by=ann if has == "case" else an_investigator())
    if has == "task":
        a_task(case_id, of=ann, by=ann)
    colleague, _password = a_staff_member(role=role, unit=unit)
    before = all_kept()
    with pytest.raises(CannotTakeOverError):
        close_account(staff_id=int(ann.id), hand_to=colleague.pk, by=by, at=at(hours=5))
    assert all_kept() == before


def test_who_opens_a_case_again_whose_officer_left_is_in_charge() -> None:
    ann, bo = an_investigator(), an_investigator()
    gone, there, nobodys = a_case(by=ann), a_case(by=bo), a_case(by=ann)
    for case_id in (gone, there):
        close_case(case_id=case_id, reason="x", by=ann, at=at(hours=1))
    leaves_with(ann, hand_to=None)
    close_case(case_id=nobodys, reason="x", by=bo, at=at(hours=6))
    cy = an_investigator()
    for case_id in (gone, there, nobodys):
        open_case_again(case_id=case_id, reason="x", by=cy, at=at(hours=7))
    officers = {case.id: str(case.officer_id) for case in Case.objects.all()}
    assert officers == {gone: cy.id, there: bo.id, nobodys: cy.id}


def test_the_officer_and_a_supervisor_take_back_an_offer_that_somebody_else_made() -> None:
    officer, maker, to = an_investigator(), an_investigator(), an_investigator()
    for who in (officer, a_boss()):
        case_id = a_case(by=officer)
        offer_case(case_id=case_id, to=int(to.id), note="x", by=maker, at=at(hours=1))
        with pytest.raises(NotForYouError):
            refuse_case(case_id=case_id, answer="x", by=an_investigator(), at=at(hours=2))
        refuse_case(case_id=case_id, answer="They are away.", by=who, at=at(hours=2))
    assert (CaseHandOver.objects.filter(answered_at=None).count(), deeds()[-1]) == (0, "case.refuse")
