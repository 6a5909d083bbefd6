"""Tasks of a case: given out, done, put back, given on, each to who may work on the case."""

import pytest

from callpoint.actions.case_basis import NoSuchTaskError, NotAColleagueError, TaskDoneError
from callpoint.actions.case_log import finish_task, give_task, put_task_back
from callpoint.actions.cases_listed import list_cases
from callpoint.actions.cases_shown import read_case
from callpoint.records.models import CaseTask
from callpoint.rules.access import Role
from tests.actions.cases import a_case, a_task, an_investigator
from tests.makers import OTHER_DESK, an_actor, at, deeds

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def leaves_after(before: int) -> list[str]:
    return deeds()[before:]


def test_a_task_is_done_and_put_back_and_a_repeat_writes_nothing() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    task_id = a_task(case_id, by)
    before = len(deeds())
    for deed in (finish_task, finish_task, put_task_back, put_task_back, finish_task):
        deed(case_id=case_id, task_id=task_id, by=by, at=at(hours=2))
    (task,) = read_case(case_id=case_id, by=by, at=at(days=3)).tasks
    assert leaves_after(before)[:3] == ["case.finish-task", "case.undo-task", "case.finish-task"]
    assert (task.words, task.done_by, task.done_at, task.is_late) == (
        "Ring the bank",
        "Asha Patel",
        at(hours=2),
        False,
    )


def test_a_task_that_is_not_done_by_its_day_is_late_and_the_list_says_so() -> None:
    by = an_investigator()
    case_id = a_case(by=by)
    a_task(case_id, by)
    late = [read_case(case_id=case_id, by=by, at=at(days=days)).tasks[0].is_late for days in (1, 2)]
    assert (late, list_cases(by=by, at=at(days=2)).lines[0].tasks_late) == ([False, True], 1)


def test_a_task_is_given_only_to_who_may_work_on_the_case() -> None:
    by, elsewhere, supervisor = (
        an_investigator(),
        an_investigator(OTHER_DESK),
        an_actor(role=Role.SUPERVISOR, unit=""),
    )
    case_id = a_case(by=by)
    with pytest.raises(NotAColleagueError):
        a_task(case_id, by, assignee=elsewhere)
    task_id = a_task(case_id, by, assignee=supervisor)
    assert CaseTask.objects.get(id=task_id).assignee_id == int(supervisor.id)


def test_a_task_that_nobody_has_is_given_out_and_a_given_one_is_given_on() -> None:
    by, ann = an_investigator(), an_investigator()
    case_id = a_case(by=by)
    task_id = a_task(case_id, by)
    CaseTask.objects.update(assignee=None)
    before = len(deeds())
    for to in (ann, ann, by):
        give_task(case_id=case_id, task_id=task_id, to=int(to.id), by=by, at=at(hours=2))
    assert (leaves_after(before), CaseTask.objects.get().assignee_id) == (
        ["case.give-task", "case.give-task"],
        int(by.id),
    )


def test_a_task_that_is_done_is_given_to_nobody_and_none_to_who_may_not_work_on_the_case() -> None:
    by, elsewhere = an_investigator(), an_investigator(OTHER_DESK)
    case_id = a_case(by=by)
    task_id = a_task(case_id, by)
    with pytest.raises(NotAColleagueError):
        give_task(case_id=case_id, task_id=task_id, to=int(elsewhere.id), by=by, at=at(hours=2))
    finish_task(case_id=case_id, task_id=task_id, by=by, at=at(hours=2))
    with pytest.raises(TaskDoneError):
        give_task(case_id=case_id, task_id=task_id, to=int(an_investigator().id), by=by, at=at(hours=3))


def test_a_task_of_another_case_is_not_there() -> None:
    by = an_investigator()
    task_id = a_task(a_case(by=by), by)
    with pytest.raises(NoSuchTaskError):
        finish_task(case_id=a_case(by=by), task_id=task_id, by=by, at=at(hours=2))
