"""Who changes unit or role hands on what they may work on no more, and keeps the rest."""

from uuid import UUID

import pytest

from callpoint.actions.acting import Actor
from callpoint.actions.case_handing_over import offer_case
from callpoint.actions.case_log import NewTask, add_task
from callpoint.actions.people import CannotTakeOverError, HandedTo, Place, WorkLeftError, change_place
from callpoint.actions.verifying import verify_database
from callpoint.records.models import Case, CaseHandOver, CaseTask, Report, StaffMember
from callpoint.records.queries.held_work import HeldWork
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from tests.actions.cases import TOMORROW, a_case, an_investigator
from tests.actions.people import assigned
from tests.makers import DESK, OTHER_DESK, a_staff_member, all_kept, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOBODY = HandedTo(colleague=None)


def a_report_of(who: Actor, *, unit: str = DESK, state: str = ReportState.RECEIVED) -> UUID:
    report = assigned(StaffMember.objects.get(pk=int(who.id)))
    Report.objects.filter(id=report.id).update(unit=unit, state=state)
    return report.id


def a_task_of(who: Actor, *, case_id: UUID, by: Actor) -> UUID:
    task = NewTask(words="Ring", assignee=int(who.id), due_on=TOMORROW, send_key="k")
    add_task(case_id=case_id, task=task, by=by, at=at(hours=1))
    return CaseTask.objects.latest("made_at").id


def to(colleague: Actor) -> HandedTo:
    return HandedTo(colleague=int(colleague.id))


def changed(
    who: Actor,
    *,
    name: str = "Asha Patel",
    role: str = Role.INVESTIGATOR,
    unit: str = DESK,
    hand_to: HandedTo | None = None,
) -> int:
    place, boss = Place(display_name=name, role=role, unit=unit), an_actor(role=Role.SUPERVISOR)
    return change_place(staff_id=int(who.id), place=place, hand_to=hand_to, by=boss, at=at(hours=5))


def held() -> tuple[set[str], set[str], set[str]]:
    """Who has reports, cases and tasks now."""
    return (
        {str(row.assignee_id) for row in Report.objects.exclude(assignee=None)},
        {str(row.officer_id) for row in Case.objects.exclude(officer=None)},
        {str(row.assignee_id) for row in CaseTask.objects.exclude(assignee=None)},
    )


def test_who_changes_unit_gives_a_colleague_what_they_may_work_on_no_more() -> None:
    ann, bo, cy = an_investigator(), an_investigator(), an_investigator()
    a_report_of(ann)
    a_task_of(ann, case_id=a_case(by=ann), by=ann)
    offer_case(case_id=a_case(by=cy), to=int(ann.id), note="x", by=cy, at=at(hours=1))
    Case.objects.filter(officer=int(cy.id)).update(officer=None)
    before = len(deeds())
    number = changed(ann, unit=OTHER_DESK, hand_to=to(bo))
    assert (number, held(), CaseHandOver.objects.filter(answered_at=None).count()) == (
        1,
        ({bo.id}, {bo.id}, {bo.id}),
        0,
    )
    told = [each for each in deeds()[before:] if each not in {"staff.add", "staff.change-password"}]
    assert told == ["case.change-hands", "case.change-hands", "report.change-hands", "staff.change"]


def test_without_a_colleague_it_goes_back_to_the_units() -> None:
    ann = an_investigator()
    a_report_of(ann)
    a_task_of(ann, case_id=a_case(by=ann), by=ann)
    changed(ann, role=Role.ANALYST, hand_to=NOBODY)
    assert held() == (set(), set(), set())


def test_what_they_may_still_work_on_and_what_is_over_they_keep() -> None:
    ann, cy = an_investigator(), an_investigator()
    here, there, over = a_report_of(ann), a_report_of(ann, unit=OTHER_DESK), a_report_of(ann)
    Report.objects.filter(id=over).update(state=ReportState.CLOSED)
    own = a_case(by=ann)
    Case.objects.filter(id=own).update(unit=OTHER_DESK)
    theirs = a_case(by=cy)
    a_task_of(ann, case_id=theirs, by=cy)
    changed(ann, unit=OTHER_DESK, hand_to=NOBODY)
    assert (
        {row.id: row.assignee_id for row in Report.objects.filter(id__in=[here, there, over])},
        {row.id: row.officer_id for row in Case.objects.all()},
        [row.assignee_id for row in CaseTask.objects.all()],
    ) == (
        {here: None, there: int(ann.id), over: int(ann.id)},
        {own: int(ann.id), theirs: int(cy.id)},
        [None],
    )


def test_an_assessor_keeps_the_reports_of_their_unit_and_no_case() -> None:
    ann = an_investigator()
    a_report_of(ann)
    a_case(by=ann)
    changed(ann, role=Role.ASSESSOR, hand_to=NOBODY)
    assert held() == ({ann.id}, set(), set())


def test_where_work_is_left_and_nobody_said_who_has_it_then_nothing_changes() -> None:
    ann = an_investigator()
    for _number in range(2):
        a_report_of(ann)
    a_task_of(ann, case_id=a_case(by=ann), by=ann)
    boss, before = an_actor(role=Role.SUPERVISOR), all_kept()
    place = Place(display_name="Asha Patel", role=Role.INVESTIGATOR, unit=OTHER_DESK)
    with pytest.raises(WorkLeftError) as refused:
        change_place(staff_id=int(ann.id), place=place, by=boss, at=at(hours=5))
    assert (refused.value.work, all_kept()) == (HeldWork(reports=2, cases=1, tasks=1), before)


def test_another_name_and_a_place_that_takes_nothing_away_hand_nothing_on() -> None:
    ann = an_investigator()
    a_report_of(ann)
    a_case(by=ann)
    before = held()
    assert [changed(ann, name="Cy"), changed(ann, role=Role.SUPERVISOR, unit="")] == [0, 0]
    assert (held(), deeds().count("report.change-hands")) == (before, 0)


@pytest.mark.parametrize("has", ["report", "case"])
@pytest.mark.parametrize(
    ("role", "unit"), [(Role.ANALYST, ""), (Role.INVESTIGATOR, OTHER_DESK)], ids=["analyst", "another unit"]
)
def test_who_may_not_work_on_it_either_cannot_take_it_over(role: Role, unit: str, has: str) -> None:
    ann, colleague = an_investigator(), a_staff_member(role=role, unit=unit)[0]
    a_report_of(ann) if has == "report" else a_case(by=ann)
    boss, before = an_actor(role=Role.SUPERVISOR), all_kept()
    place = Place(display_name="Asha Patel", role=Role.INVESTIGATOR, unit=OTHER_DESK)
    with pytest.raises(CannotTakeOverError):
        change_place(
            staff_id=int(ann.id),
            place=place,
            hand_to=HandedTo(colleague=colleague.pk),
            by=boss,
            at=at(hours=5),
        )
    assert all_kept() == before


def test_the_journal_stays_true_after_a_change_that_hands_work_on() -> None:
    ann, bo = an_investigator(), an_investigator()
    assigned(StaffMember.objects.get(pk=int(ann.id)))
    a_case(by=ann)
    changed(ann, role=Role.AUDITOR, unit="", hand_to=to(bo))
    assert verify_database(tell=lambda _text: None).problems == ()
