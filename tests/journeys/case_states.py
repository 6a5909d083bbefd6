"""How to reach the pages about cases in every state."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from callpoint.actions.case_handing_over import offer_case, offer_case_to_force, refuse_case
from callpoint.actions.case_log import NewTask, add_task, decide_in_case, finish_task
from callpoint.actions.case_schedule import judge_material
from callpoint.actions.cases import NewCase, begin_case, close_case, take_out_of_case
from callpoint.clock import now
from callpoint.records.models import Case, CaseTask, StaffMember
from callpoint.records.queries.due import PAGE_SIZE
from callpoint.rules.access import Role
from callpoint.rules.cases import Judged, Relevance
from callpoint.rules.disclosing import ANSWERS
from tests.actions.closings import a_series
from tests.actions.disclosure import a_png, with_file
from tests.journeys.visiting import BANK_STORY, State, Visitor, held, staff
from tests.makers import a_report, a_staff_member, acting, an_actor


def case_states() -> Iterator[State]:
    """What staff see of cases."""
    yield State(name="cases, none", address="staff_cases", reach=held("staff_cases", as_=staff))
    yield State(name="cases", address="staff_cases", reach=_listed)
    yield State(name="a report to put into a case", address="staff_case_new", reach=_new)
    yield State(name="a series to make a case of", address="staff_case_new", reach=_new_of_series)
    yield State(name="a case without a title", address="staff_case_new", status=422, reach=_untitled)
    yield State(name="a case, just begun", address="staff_case", reach=_of_case("staff_case", _a_case))
    yield State(
        name="a case with everything", address="staff_case", reach=_of_case("staff_case", _a_full_case)
    )
    yield State(
        name="a case without a report", address="staff_case", reach=_of_case("staff_case", _an_empty_case)
    )
    yield State(name="a case, closed", address="staff_case", reach=_of_case("staff_case", _a_closed_case))
    yield State(name="a decision without words", address="staff_case", status=422, reach=_unsaid)
    yield State(name="a task for nobody who may", address="staff_case", status=422, reach=_ungiven)
    yield State(name="queue, due, with cases and requests", address="staff_queue", reach=_due)
    yield State(name="queue, due, more than a page of tasks", address="staff_queue", reach=_much_due)
    yield State(name="report, in a case", address="staff_report", reach=_report)
    yield from _hand_over_states()
    name = "staff_case_schedule"
    yield State(name="a schedule", address=name, reach=_of_case(name, _a_full_case))
    yield State(name="material that nobody describes", address=name, status=422, reach=_undescribed)
    yield State(
        name="material of a case that was closed",
        address=name,
        status=409,
        lists_errors=True,
        reach=_closed_since,
    )
    yield State(
        name="an export that is not there", address="staff_case_export", status=409, reach=_unexported
    )


def _hand_over_states() -> Iterator[State]:
    name = "staff_case_hand_over"
    yield State(name="a hand-over, just begun", address=name, reach=_of_case(name, _a_case))
    yield State(name="a hand-over that waits", address=name, reach=_of_case(name, _an_offered_case))
    yield State(name="a hand-over to a force", address=name, reach=_of_case(name, _a_case_for_a_force))
    yield State(name="a hand-over that was refused", address=name, reach=_of_case(name, _a_refused_case))
    yield State(name="a hand-over without a note", address=name, status=422, reach=_unnoted)


def _a_report() -> UUID:
    when = now() - timedelta(days=1)
    return a_report(when=when, story=BANK_STORY, name="Ann Lee", suspect_phone="07700 900123")


def _begun(*reports: UUID) -> UUID:
    new = NewCase(title="Calls from a bank", aim="Who rings.", reports=reports, send_key=uuid4().hex)
    return begin_case(new=new, by=an_actor(role=Role.SUPERVISOR, unit=""), at=now())


def _a_case() -> UUID:
    return _begun(_a_report())


def _a_full_case() -> UUID:
    first, second, gone = (_a_report() for _ in range(3))
    with_file(first, a_png(), "chat.png")
    case_id, by = _begun(first, second, gone), an_actor(role=Role.SUPERVISOR, unit="")
    take_out_of_case(case_id=case_id, report_id=gone, reason="Another caller.", by=by, at=now())
    decide_in_case(
        case_id=case_id, send_key="1", words="Ask the bank.", why="It holds the money.", by=by, at=now()
    )
    due = (now() + timedelta(days=1)).date().isoformat()
    for words in ("Ring the bank.", "Write to the registrar."):
        task = NewTask(send_key="1", words=words, assignee=int(by.id), due_on=due)
        add_task(case_id=case_id, task=task, by=by, at=now())
    finish_task(
        case_id=case_id, task_id=CaseTask.objects.filter(case=case_id).latest("pk").id, by=by, at=now()
    )
    told = Judged(relevance=Relevance.SENSITIVE, description="What she told us.", reason="It names a source.")
    judge_material(case_id=case_id, place=(first, ANSWERS), judged=told, by=by, at=now())
    Case.objects.filter(id=case_id).update(review_on=now().date())
    CaseTask.objects.filter(done_at=None).update(due_on=now().date() - timedelta(days=1))
    return case_id


def _an_empty_case() -> UUID:
    report_id = _a_report()
    case_id = _begun(report_id)
    by = an_actor(role=Role.SUPERVISOR, unit="")
    take_out_of_case(case_id=case_id, report_id=report_id, reason="Another caller.", by=by, at=now())
    return case_id


def _a_closed_case() -> UUID:
    case_id = _a_case()
    close_case(case_id=case_id, reason="Solved.", by=an_actor(role=Role.SUPERVISOR, unit=""), at=now())
    return case_id


def _an_offered_case() -> UUID:
    case_id = _a_case()
    colleague, _ = a_staff_member(role=Role.SUPERVISOR, unit="", name="Bo Roe")
    by = acting(StaffMember.objects.get(cases=case_id))
    offer_case(case_id=case_id, to=colleague.pk, note="The bank rings at ten.", by=by, at=now())
    return case_id


def _a_refused_case() -> UUID:
    case_id = _an_offered_case()
    by = acting(StaffMember.objects.get(cases=case_id))
    refuse_case(case_id=case_id, answer="He is away.", by=by, at=now())
    return case_id


def _a_case_for_a_force() -> UUID:
    case_id = _a_case()
    by = an_actor(role=Role.SUPERVISOR, unit="")
    offer_case_to_force(
        case_id=case_id, body="Another force", purpose="The money went there.", by=by, at=now()
    )
    return case_id


def _of_case(name: str, made: Callable[[], UUID]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held(name, made(), as_=staff)(visitor)

    return reach


def _listed(visitor: Visitor) -> None:
    _a_full_case()
    _a_case()
    held("staff_cases", as_=staff)(visitor)


def _ungiven(visitor: Visitor) -> None:
    case_id = _a_full_case()
    task = CaseTask.objects.get(case=case_id, done_at=None)
    visitor.become(staff())
    visitor.open("staff_case", case_id)
    visitor.page.locator(f"#give-{task.id}").select_option(index=0)
    visitor.press(visitor.page.locator(f"form:has(#give-{task.id}) button[value=give]"))


def _due(visitor: Visitor) -> None:
    _a_full_case()
    Case.objects.update(officer=None)
    CaseTask.objects.update(assignee=None)
    visitor.become(staff())
    visitor.open("staff_queue", query="?view=due")


def _much_due(visitor: Visitor) -> None:
    row = CaseTask.objects.filter(case=_a_full_case(), done_at=None).earliest("pk")
    for each in range(2 * PAGE_SIZE):
        row.pk, row.send_key, row.assignee = uuid4(), f"many {row.case_id} {each}", None
        row.save(force_insert=True)
    visitor.become(staff())
    visitor.open("staff_queue", query="?view=due&due=2")


def _new(visitor: Visitor) -> None:
    _a_case()
    visitor.become(staff())
    visitor.open("staff_case_new", query=f"?report={_a_report()}")


def _new_of_series(visitor: Visitor) -> None:
    visitor.become(staff())
    visitor.open("staff_case_new", query=f"?series={a_series(_a_report(), _a_report())}")


def _untitled(visitor: Visitor) -> None:
    visitor.become(staff())
    visitor.open("staff_case_new", query=f"?report={_a_report()}")
    visitor.send(title="", aim="Who rings.")


def _unsaid(visitor: Visitor) -> None:
    _of_case("staff_case", _a_case)(visitor)
    visitor.send(decision="")


def _unnoted(visitor: Visitor) -> None:
    a_staff_member(role=Role.SUPERVISOR, unit="", name="Bo Roe")
    _of_case("staff_case_hand_over", _a_case)(visitor)
    visitor.send(note="")


def _undescribed(visitor: Visitor) -> None:
    _of_case("staff_case_schedule", _a_case)(visitor)
    visitor.page.locator("main summary").first.click()
    visitor.send(description="")


def _closed_since(visitor: Visitor) -> None:
    """Somebody closed the case while a thing of it was described."""
    _of_case("staff_case_schedule", _a_case)(visitor)
    by = an_actor(role=Role.SUPERVISOR, unit="")
    close_case(case_id=Case.objects.latest("opened_at").id, reason="Solved.", by=by, at=now())
    visitor.page.locator("main summary").first.click()
    visitor.send(description="zzz")


def _unexported(visitor: Visitor) -> None:
    _of_case("staff_case", _a_case)(visitor)
    visitor.page.locator("[name=mapping] option").first.evaluate("(option) => { option.value = 'none'; }")
    with visitor.page.expect_navigation() as led:
        visitor.page.locator("form:has([name=mapping]) button").first.click()
    visitor.status = led.value.status


def _report(visitor: Visitor) -> None:
    report_id = _a_report()
    _begun(report_id)
    held("staff_report", report_id, as_=staff)(visitor)
