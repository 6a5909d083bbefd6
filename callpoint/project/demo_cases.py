"""A made-up case over made-up reports: the calls in a bank's name, as an officer would have it after some hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.case_log import NewTask, add_task, decide_in_case, finish_task
from callpoint.actions.case_schedule import judge_material
from callpoint.actions.cases import NewCase, begin_case
from callpoint.actions.cases_shown import read_case
from callpoint.rules.cases import Judged, Relevance
from callpoint.rules.disclosing import ANSWERS

SINCE: Final = timedelta(hours=5)
"""How long ago the case was opened; the last of its reports came an hour before."""
TITLE: Final = "Calls in a bank's name, two numbers"
AIM: Final = "Find who rings, and what became of the money in the two accounts."
DECIDED: Final = "Ask the bank of the two accounts who opened them, and to keep what is left."
WHY: Final = "Three reports name the same account, and the last payment is younger than two days."
TASKS: Final = (
    (1, "Ring the fraud desk of the bank about both accounts."),
    (3, "Ask the phone company who holds the two numbers."),
    (6, "Ask the second reporter for the call list of that day."),
)
"""Days until each is due, and what it is; the first is done."""


def open_demo_case(reports: Sequence[UUID], *, mark: str, by: Actor, at: datetime) -> UUID:
    """Let the made-up officer open a case of some reports this morning, decide, give out tasks and do one of them."""
    begun = at - SINCE
    new = NewCase(title=TITLE, aim=f"{AIM} {mark}", reports=tuple(reports), send_key="demo")
    case_id = begin_case(new=new, by=by, at=begun)
    decide_in_case(
        case_id=case_id,
        words=f"{DECIDED} {mark}",
        why=WHY,
        send_key="demo",
        by=by,
        at=begun + timedelta(minutes=20),
    )
    for days, words in TASKS:
        due = (at + timedelta(days=days)).date().isoformat()
        task = NewTask(words=words, assignee=int(by.id), due_on=due, send_key="demo")
        add_task(case_id=case_id, task=task, by=by, at=begun + timedelta(minutes=25))
    case = read_case(case_id=case_id, by=by, at=begun + timedelta(hours=1))
    finish_task(case_id=case_id, task_id=case.tasks[0].id, by=by, at=begun + timedelta(hours=1))
    told = Judged(relevance=Relevance.USED, description=f"What the first reporter told. {mark}", reason="")
    place = (case.reports[0].report_id, ANSWERS)
    judge_material(case_id=case_id, place=place, judged=told, by=by, at=begun + timedelta(hours=2))
    return case_id
