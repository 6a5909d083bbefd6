"""What is written into a case: decisions, reviews, and the tasks with who does them by when."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.case_basis import (
    NoSuchTaskError,
    Said,
    TaskDoneError,
    checked_colleague,
    keep_entry,
    open_one,
)
from callpoint.actions.journalling import write_leaf
from callpoint.actions.posting import once_key
from callpoint.records.models import Case, CaseEntry, CaseTask
from callpoint.records.sealed_cases import CaseSeal, CaseText
from callpoint.records.transaction import writing
from callpoint.rules.cases import EntryKind, day_to_come, needed
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE


@dataclass(frozen=True, kw_only=True)
class NewTask:
    """A task as it was typed, and the key of the form it was typed in."""

    words: str
    assignee: int
    """The number of the member of staff who does it."""
    due_on: str
    """YYYY-MM-DD, as a browser sends it."""
    send_key: str


@writing
def decide_in_case(
    *,
    case_id: UUID,
    words: str,
    why: str,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Write a decision and its reason into the log of a case; no line of it is ever changed, and a form sent twice is one.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: the decision or the reason is missing, or too long.
    """
    case = open_one(case_id, by=by, at=at)
    words, why = needed(words, field="decision"), needed(why, field="decision-why")
    key = once_key("case-entry", case.id, by.id, EntryKind.DECISION, send_key, words, why)
    if CaseEntry.objects.filter(send_key=key).exists():
        return
    said = Said(kind=EntryKind.DECISION, words=words, why=why, send_key=key)
    entry = keep_entry(case, said, by=by, at=at, chance=chance)
    write_leaf(what="case.decide", about=case.id, by=by, at=at, wrote=[entry])


@writing
def review_case(
    *,
    case_id: UUID,
    words: str,
    next_on: str,
    send_key: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> None:
    """
    Note that somebody looked at a case as a whole: what came of it, and the day of the next look; a form sent twice is one.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: nothing was said, or the day is none to come.
    """
    case = open_one(case_id, by=by, at=at)
    words = needed(words, field="review")
    day = day_to_come(next_on, field="next-review", today=at.date())
    key = once_key("case-entry", case.id, by.id, EntryKind.REVIEW, send_key, words, day)
    if CaseEntry.objects.filter(send_key=key).exists():
        return
    said = Said(kind=EntryKind.REVIEW, words=words, next_review_on=day, send_key=key)
    entry = keep_entry(case, said, by=by, at=at, chance=chance)
    case.review_on = day
    case.save(update_fields=["review_on"])
    write_leaf(what="case.review", about=case.id, by=by, at=at, wrote=[case, entry])


@writing
def add_task(
    *, case_id: UUID, task: NewTask, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Add a task to a case; a form sent twice adds one.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.actions.case_basis.NotAColleagueError: who is to do it may not work on the case.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    :raises callpoint.rules.cases.CaseRuleError: the task is missing or too long, or the day is none to come.
    """
    case = open_one(case_id, by=by, at=at)
    words = needed(task.words, field="task")
    due_on = day_to_come(task.due_on, field="task-due", today=at.date())
    assignee = checked_colleague(case, task.assignee).pk
    key = once_key("case-task", case.id, by.id, task.send_key, words, assignee, due_on)
    if CaseTask.objects.filter(send_key=key).exists():
        return
    task_id = UUID(bytes=chance(16), version=4)
    row = CaseTask.objects.create(
        id=task_id,
        case=case,
        salt=chance(SALT_SIZE),
        words=CaseSeal.of(case).seal(CaseText.TASK, task_id, words, chance=chance),
        assignee_id=assignee,
        due_on=due_on,
        made_by_id=int(by.id),
        made_at=at,
        send_key=key,
    )
    write_leaf(what="case.add-task", about=case.id, by=by, at=at, wrote=[row])


@writing
def give_task(*, case_id: UUID, task_id: UUID, to: int, by: Actor, at: datetime) -> None:
    """
    Give a task to a colleague, or to oneself: one that nobody has, or one that somebody else has; a repeat changes nothing.

    :raises callpoint.actions.case_basis.CaseError: as `finish_task` does; `TaskDoneError` for one that is done.
    :raises callpoint.actions.case_basis.NotAColleagueError: who is to do it may not work on the case.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    case, task = _task(case_id, task_id, by=by, at=at)
    if task.done_at is not None:
        raise TaskDoneError
    colleague = checked_colleague(case, to)
    if task.assignee_id == colleague.pk:
        return
    task.assignee = colleague
    task.save(update_fields=["assignee"])
    write_leaf(what="case.give-task", about=case.id, by=by, at=at, wrote=[task])


@writing
def finish_task(*, case_id: UUID, task_id: UUID, by: Actor, at: datetime) -> None:
    """
    Say that a task is done; a repeat changes nothing.

    :raises callpoint.actions.case_basis.NoSuchCaseError, CaseClosedError: there is none, or it is closed.
    :raises callpoint.actions.case_basis.NoSuchTaskError: it has no such task.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    case, task = _task(case_id, task_id, by=by, at=at)
    if task.done_at is not None:
        return
    task.done_by_id, task.done_at = int(by.id), at
    task.save(update_fields=["done_by", "done_at"])
    write_leaf(what="case.finish-task", about=case.id, by=by, at=at, wrote=[task])


@writing
def put_task_back(*, case_id: UUID, task_id: UUID, by: Actor, at: datetime) -> None:
    """
    Say that a task is not done after all; a repeat changes nothing.

    :raises callpoint.actions.case_basis.CaseError: as `finish_task` does.
    :raises callpoint.rules.access.NotAllowedError: this role or unit may not.
    """
    case, task = _task(case_id, task_id, by=by, at=at)
    if task.done_at is None:
        return
    task.done_by_id, task.done_at = None, None
    task.save(update_fields=["done_by", "done_at"])
    write_leaf(what="case.undo-task", about=case.id, by=by, at=at, wrote=[task])


def _task(case_id: UUID, task_id: UUID, *, by: Actor, at: datetime) -> tuple[Case, CaseTask]:
    case = open_one(case_id, by=by, at=at)
    task = CaseTask.objects.select_for_update().filter(case=case, id=task_id).first()
    if task is None:
        raise NoSuchTaskError
    return case, task
