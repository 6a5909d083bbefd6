"""The states of the pages of a report that was sent and come back to, and of what staff see of it."""

from collections.abc import Callable, Iterator
from functools import partial

from django.test import Client
from django.urls import reverse

from callpoint.actions.crime_numbers import record_crime_number
from callpoint.clock import now
from callpoint.records.models import Report
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from tests.journeys.visiting import State, Visitor, a_sender, answer_newest, held, staff
from tests.makers import an_actor, with_section


def one_who_added() -> Client:
    """A client that sent a report, added to it, asked to withdraw it, and has a crime number."""
    client = a_sender()
    client.post(reverse("add_step", args=["payment"]), {"pay_amount": "400", "pay_when": "yesterday"})
    client.post(reverse("add_step", args=["you"]), {"name": "Ann", "safe_contact": "certain-times"})
    client.post(reverse("add_step", args=["reach"]), {"safe_times": "after 6 pm"})
    client.post(reverse("add_step", args=["you"]), {"name": "Ann Lee", "safe_contact": "certain-times"})
    client.post(reverse("withdraw"), {"words": "He is my son."})
    by = an_actor(role=Role.SUPERVISOR)
    record_crime_number(report_id=_newest().id, number="26*123456", by=by, at=now())
    return client


def one_whose_report_is(state: ReportState) -> Client:
    """A client that sent a report which was answered and has come to a state."""
    client = a_sender()
    report = answer_newest()
    Report.objects.filter(id=report.id).update(state=state, state_changed_at=now(), first_read_at=now())
    return client


def _newest() -> Report:
    return Report.objects.order_by("-created_at", "-pk")[0]


def return_states() -> Iterator[State]:
    """Coming back to a report that was sent: every state of it, adding, and withdrawing."""
    for state in (ReportState.WAITING, ReportState.WITH_OFFICER, ReportState.CLOSED):
        teller = partial(one_whose_report_is, state)
        yield State(name=f"own report, {state}", address="own_report", reach=held("own_report", as_=teller))
    yield State(
        name="own report, added to", address="own_report", reach=held("own_report", as_=one_who_added)
    )
    yield State(name="done with a crime number", address="done", reach=held("done", as_=one_who_added))
    yield State(name="add", address="add", reach=held("add", as_=a_sender))
    yield State(name="add, after adding", address="add", reach=held("add", as_=one_who_added))
    for step in ("payment", "payment-to.2", "bank_told", "you", "suspect"):
        yield State(name=f"add {step}", address="add_step", reach=held("add_step", step, as_=a_sender))
    yield State(
        name="add, too long",
        address="add_step",
        status=422,
        reach=held("add_step", "suspect", as_=a_sender, suspect_phone="word " * 101),
    )
    yield State(name="withdraw", address="withdraw", reach=held("withdraw", as_=a_sender))
    yield State(
        name="withdraw, too many words",
        address="withdraw",
        status=422,
        reach=held("withdraw", as_=a_sender, words="word " * 401),
    )
    yield State(name="too many additions", address="add_step", status=422, reach=_too_many)


def return_desk_states() -> Iterator[State]:
    """What staff see of a report that was added to, and a crime number that cannot be one."""
    yield State(name="report added to", address="staff_report", reach=_a_report())
    yield State(
        name="report, no crime number",
        address="staff_report",
        status=422,
        reach=_a_report(crime_number="x" * 41),
    )


def _too_many(visitor: Visitor) -> None:
    with_section(visitor.settings, "limits", messages_per_source_per_hour=0)
    held("add_step", "you", as_=a_sender)(visitor)
    visitor.send(name="Ann")


def _a_report(**fields: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        one_who_added()
        held("staff_report", _newest().id, as_=staff, **fields)(visitor)

    return reach
