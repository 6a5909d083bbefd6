"""A lost code, a shared device, and words for a report that was sent meanwhile, as states of their pages."""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import newcomer, reporter
from callpoint.actions.lost_codes import ask_for_new_code
from callpoint.actions.reporting import submit
from callpoint.clock import now
from callpoint.records.models import LostCodeRequest
from callpoint.rules.way import DECLARATION
from tests.journeys.visiting import BANK_STORY, State, Visitor, a_teller, held, opened, staff, typed


def visit_states() -> Iterator[State]:
    """What reporters see."""
    ask = partial(typed, "lost_code")
    yield State(name="lost code", address="lost_code", reach=opened("lost_code"))
    yield State(
        name="lost code, nothing told", address="lost_code", status=422, reach=ask(name="", contact="")
    )
    yield State(name="lost code, asked", address="lost_code", reach=ask(name="Ann", contact="07700 900123"))
    yield State(name="a shared device", address="check", reach=held("check", as_=_on_a_shared_device))
    yield State(name="sent meanwhile", address="question", status=409, reach=_sent_meanwhile)


def lost_code_desk_states() -> Iterator[State]:
    """What staff see."""
    yield State(name="lost codes", address="staff_lost_codes", reach=held("staff_lost_codes", as_=staff))
    yield State(name="a lost code", address="staff_lost_code", reach=_lost_code())
    yield State(
        name="a lost code, no reference",
        address="staff_lost_code",
        status=422,
        reach=_lost_code(reference="CP-1"),
    )


def _on_a_shared_device() -> Client:
    client = a_teller(situation="money-just-gone", story=BANK_STORY)
    client.post(reverse("device"), {"shared": "yes"})
    return client


def _sent_meanwhile(visitor: Visitor) -> None:
    client = a_teller(situation="money-just-gone", story=BANK_STORY)
    visitor.become(client)
    visitor.open("question", "story")
    report_id = UUID(client.session["report"])
    submit(
        report_id=report_id, answers={DECLARATION: "yes"}, submit_key="k", by=reporter(report_id), at=now()
    )
    visitor.send(answer="One more thing")


def _lost_code(**fields: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        told = {"name": "Ann Lee", "contact": "07700 900123"}
        ask_for_new_code(told=told, send_key=str(uuid4()), by=newcomer(), at=now())
        waiting = LostCodeRequest.objects.latest("asked_at")
        held("staff_lost_code", waiting.id, as_=staff, **fields)(visitor)

    return reach
