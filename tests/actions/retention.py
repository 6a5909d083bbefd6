"""Makers for tests of erasing: months that are due, each used once, because a key that was destroyed stays so."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from secrets import token_bytes
from uuid import UUID, uuid4

from callpoint.actions.acting import Actor, newcomer, reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.asking import ask_reporter
from callpoint.actions.case_handing_over import offer_case_to_force
from callpoint.actions.case_log import NewTask, add_task, decide_in_case
from callpoint.actions.case_schedule import judge_material
from callpoint.actions.cases import NewCase, begin_case
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.erasing import complete_erasure, drop_idle_hold_keys, erase_some
from callpoint.actions.holding_reports import lift_hold, place_hold
from callpoint.actions.lost_codes import ask_for_new_code
from callpoint.actions.reading import open_report
from callpoint.actions.recording import record
from callpoint.actions.reporting import answer
from callpoint.actions.shredding import cancel_erasure, confirm_erasure, propose_erasure
from callpoint.records.models import (
    CaseEntry,
    CaseHandOver,
    CaseMaterial,
    CaseReport,
    CaseTask,
    LostCodeRequest,
    Report,
)
from callpoint.records.sealed import ReportSeal
from callpoint.rules.access import Role
from callpoint.rules.cases import Judged, Relevance
from callpoint.rules.missing_facts import Wanted
from callpoint.rules.recording_codes import Decision, RecordedAs
from callpoint.rules.retention import DRAFT_MONTHS, HOLD_KEY_DAYS, KEEP_YEARS
from callpoint.vault import folder
from callpoint.vault.exhibits import ExhibitWords, seal_words
from callpoint.vault.models import Exhibit, ExhibitState
from tests.actions.support import a_request
from tests.makers import NOON, a_draft, an_actor, at, sent

WORKER = system("worker")
LATER = timedelta(days=1)
_numbers = count(2001 * 12)


@dataclass(frozen=True)
class Due:
    """A month that is over, and when to send a report or to begin a draft so that it lies under its key."""

    month: str
    sent_at: datetime
    begun_at: datetime


def a_month() -> Due:
    """A month that no other test uses; with a deployment's keyring shared by all, destroyed months stay destroyed."""
    number = next(_numbers)
    due = number + DRAFT_MONTHS
    return Due(
        month=f"{due // 12:04}-{due % 12 + 1:02}",
        sent_at=datetime(due // 12 - KEEP_YEARS, due % 12 + 1, 15, tzinfo=UTC),
        begun_at=datetime(number // 12, number % 12 + 1, 15, tzinfo=UTC),
    )


def a_due_report(due: Due, *, story: str = "A man rang.", **answers: str | list[str]) -> UUID:
    """A report of a month; it was a draft of today's, so that it needs no other month's key."""
    begun = a_draft(when=NOON, story=story, postcode="S40 1TB", **answers)
    sent(begun, when=due.sent_at)
    return begun.report_id


def a_full_report(due: Due, mark: str) -> UUID:
    """A report of a month with a message, an addition and an exhibit whose file lies in the folder."""
    report_id = a_due_report(due, story=f"story {mark}", name=f"name {mark}")
    me = reporter(report_id)
    write_to_staff(report_id=report_id, text=f"message {mark}", send_key="1", by=me, at=due.sent_at)
    told = {"pay_reference": f"added {mark}"}
    add_to_report(report_id=report_id, answers=told, send_key="1", by=me, at=due.sent_at)
    an_exhibit(report_id)
    return report_id


def an_exhibit(report_id: UUID) -> Exhibit:
    """The row of an exhibit, and a file in the folder that stands for what was sealed."""
    exhibit_id, key = uuid4(), ReportSeal.of(Report.objects.get(id=report_id)).key
    folder.file_of(exhibit_id).write_bytes(b"sealed")
    return Exhibit.objects.create(
        id=exhibit_id,
        report_id=report_id,
        number=1,
        salt=b"s" * 32,
        state=ExhibitState.KEPT,
        source="web",
        media_type="text/plain",
        size=6,
        sha256="0" * 64,
        sealed_sha256="1" * 64,
        words=seal_words(key, exhibit_id, ExhibitWords(name="a.txt"), chance=token_bytes),
        send_key=exhibit_id.hex,
        created_at=NOON,
    )


def a_living_draft(due: Due) -> UUID:
    """A draft whose month is over and that its reporter changed today."""
    begun = a_draft(when=due.begun_at, story="Once more")
    me = reporter(begun.report_id)
    answer(report_id=begun.report_id, answers={"name": "Ann"}, by=me, at=at())
    return begun.report_id


def an_old_draft(due: Due) -> UUID:
    """A draft whose month is over and that nobody changed since."""
    return a_draft(when=due.begun_at, story="Long ago").report_id


def an_old_request(due: Due) -> UUID:
    """A request to talk of a month."""
    told = {"way": "call", "contact": "070 1", "place": "S40 1TB"}
    return a_request(told, send_key=uuid4().hex, when=due.sent_at).request_id


def an_old_lost_code(due: Due) -> UUID:
    """A request for a new code of a month."""
    told = {"name": "Ann Lee", "contact": "07700 900123"}
    ask_for_new_code(told=told, send_key=uuid4().hex, by=newcomer(), at=due.begun_at)
    return LostCodeRequest.objects.order_by("asked_at").get(asked_at=due.begun_at).id


def a_supervisor() -> Actor:
    """Somebody who may propose and confirm."""
    return an_actor(role=Role.SUPERVISOR)


def a_confirmed_order(due: Due) -> UUID:
    """An order that two persons gave today."""
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=at())
    confirm_erasure(order_id=order_id, by=a_supervisor(), at=at())
    return order_id


def carry_out(order_id: UUID, *, when: datetime = NOON + LATER) -> None:
    """Do what the worker does with an order, a day after it was confirmed."""
    while erase_some(order_id=order_id, by=WORKER, at=when):
        continue
    complete_erasure(order_id=order_id, by=WORKER, at=when)


def a_month_is_erased(mark: str) -> None:
    """Let each action about holds and erasing happen once."""
    due, officer = a_month(), a_supervisor()
    held = a_due_report(due, story=f"held {mark}")
    a_due_report(due, story=f"due {mark}")
    a_living_draft(due)
    an_old_request(due)
    place_hold(report_id=held, reason=f"held {mark}", by=officer, at=due.begun_at)
    a_case_of_month(due, held)
    cancelled = propose_erasure(month=due.month, by=officer, at=at())
    cancel_erasure(order_id=cancelled, by=officer, at=at())
    carry_out(a_confirmed_order(due))
    lift_hold(report_id=held, reason=f"lifted {mark}", by=officer, at=at())
    drop_idle_hold_keys(by=WORKER, at=at(days=HOLD_KEY_DAYS + 1))
    assert Report.objects.filter(id=held).exists()


def a_case_of_month(due: Due, *reports: UUID) -> UUID:
    """A case under the key of a month."""
    new = NewCase(title="Calls", aim="Who rings", reports=reports, send_key=uuid4().hex)
    return begin_case(new=new, by=a_supervisor(), at=due.sent_at)


def recorded_and_asked(report_id: UUID, *, by: Actor) -> None:
    """Record a report, and ask its reporter for something."""
    open_report(report_id=report_id, by=by, at=NOON)
    decision = Decision(recorded_as=RecordedAs.CRIME, code="1D", reason="She paid him.", told="")
    record(report_id=report_id, decision=decision, by=by, at=NOON)
    wanted = Wanted(keys=("pay_when",), sentence="I am Asha.")
    ask_reporter(report_id=report_id, wanted=wanted, send_key="1", by=by, at=NOON)


def a_worked_case(due: Due, report_id: UUID) -> set[UUID]:
    """A case of a month with each row that hangs on one, and the ids of them all."""
    case_id, by = a_case_of_month(due, report_id), a_supervisor()
    decide_in_case(case_id=case_id, send_key="1", words="Decided", why="Why", by=by, at=NOON)
    add_task(
        case_id=case_id,
        task=NewTask(send_key="1", words="Task", assignee=int(by.id), due_on="2026-11-30"),
        by=by,
        at=NOON,
    )
    told = Judged(relevance=Relevance.USED, description="What was told", reason="")
    judge_material(case_id=case_id, place=(report_id, "answers"), judged=told, by=by, at=NOON)
    offer_case_to_force(case_id=case_id, body="There", purpose="Why", by=by, at=NOON)
    models = (CaseReport, CaseEntry, CaseTask, CaseMaterial, CaseHandOver)
    return {case_id, *(row.pk for model in models for row in model.objects.filter(case=case_id))}
