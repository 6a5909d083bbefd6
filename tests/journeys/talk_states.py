"""The states of the pages for those who only want to talk, and of the staff's pages about them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.support_requests import NewCall, note_support_call, withdraw_support_request
from callpoint.clock import now
from callpoint.records.models import SupportRequest
from callpoint.records.queries import requests as list_of_requests
from callpoint.rules.access import Role
from callpoint.rules.support_requests import CallOutcome
from tests.actions.support import LIAISON, NEAR, a_request, a_supporter
from tests.journeys.visiting import State, Visitor, a_teller, held, opened, staff, typed
from tests.makers import with_section, with_service

CAREFUL = {
    "for_whom": "me",
    "name": "Ann",
    "age": "13-15",
    "place": "S40 1TB",
    "way": "call",
    "contact": "07700 900123",
    "times": "after 6 pm",
    "care": "My brother hears me.",
    "language": "Polish",
    "needs": "a woman",
    "about": "I cannot sleep.",
}


def an_asker(**told: str) -> Client:
    """A client that sent a request to be called."""
    client = Client()
    client.post(reverse("talk_ask"), {**(told or CAREFUL), "service": NEAR, "send_key": str(now())})
    return client


def an_answered_asker() -> Client:
    """A client whose request was tried and answered."""
    client = an_asker()
    _note(CallOutcome.NO_ANSWER)
    return client


def one_who_took_it_back() -> Client:
    """A client that took its request back."""
    client = an_asker()
    client.post(reverse("talk_withdraw"))
    return client


def _note(outcome: CallOutcome) -> None:
    note_support_call(
        request_id=SupportRequest.objects.order_by("-created_at")[0].id,
        new=NewCall(outcome=outcome, note="Engaged.", answer="We try again on Monday.", send_key=outcome),
        by=a_supporter(),
        at=now(),
    )


def talk_states() -> Iterator[State]:
    """Talking without a report, from the first page to taking it back."""
    yield State(name="talk", address="talk", reach=opened("talk"))
    yield State(name="talk to a guide", address="talk", reach=_guide)
    yield State(name="ask to be called", address="talk_ask", reach=opened("talk_ask"))
    yield State(
        name="ask, from a report",
        address="talk_ask",
        reach=held("talk_ask", as_=partial(a_teller, situation="something-else", name="Ann Lee")),
    )
    for name, fields in (
        ("nothing", {"needs": "a woman"}),
        ("in Derbyshire", {"place": "Derby", "about": "word " * 401}),
        ("in Scotland", {"place": "Edinburgh"}),
    ):
        yield State(name=f"ask, {name}", address="talk_ask", status=422, reach=typed("talk_ask", **fields))
    yield State(name="too many requests", address="talk_ask", status=422, reach=_too_many)
    yield State(name="talk done", address="talk_done", reach=held("talk_done", as_=an_asker))
    yield State(
        name="talk done by code",
        address="talk_done",
        reach=held("talk_done", as_=partial(an_asker, way="code")),
    )
    yield State(name="own request", address="talk_mine", reach=held("talk_mine", as_=an_asker))
    yield State(
        name="own request, answered", address="talk_mine", reach=held("talk_mine", as_=an_answered_asker)
    )
    yield State(
        name="own request, taken back", address="talk_mine", reach=held("talk_mine", as_=one_who_took_it_back)
    )
    yield State(
        name="own request, no number",
        address="talk_mine",
        status=422,
        reach=held("talk_mine", as_=an_asker, contact="x"),
    )
    yield State(name="take back", address="talk_withdraw", reach=held("talk_withdraw", as_=an_asker))


def request_desk_states() -> Iterator[State]:
    """The staff's list of requests, and one of them in each state."""
    yield State(
        name="no requests",
        address="staff_requests",
        reach=held("staff_requests", as_=partial(staff, Role.SUPPORT_WORKER, "nobodys-desk")),
    )
    yield State(name="requests", address="staff_requests", reach=_full_list)
    yield State(name="request", address="staff_request", reach=_a_request())
    yield State(name="request with calls", address="staff_request", reach=_a_request(CallOutcome.NO_ANSWER))
    yield State(name="closed request", address="staff_request", reach=_a_request(CallOutcome.CLOSED))
    yield State(
        name="request, too long a note",
        address="staff_request",
        status=422,
        reach=_a_request(message="word " * 401),
    )


def _guide(visitor: Visitor) -> None:
    with_service(visitor.settings, role="guide")
    visitor.open("talk")


def _too_many(visitor: Visitor) -> None:
    with_section(visitor.settings, "limits", submits_per_source_per_hour=1)
    an_asker()
    visitor.open("talk_ask")
    visitor.send(name="Ann")


def _full_list(visitor: Visitor) -> None:
    """Show late, amber and fresh requests, with one more page."""
    for number, days in enumerate((30, 3, 0)):
        a_request(when=now() - timedelta(days=days), send_key=str(number))
    back = a_request(send_key="back").request_id
    withdraw_support_request(request_id=back, by=reporter(back), at=now())
    visitor.patch.setattr(list_of_requests, "PAGE_SIZE", 3)
    visitor.become(staff())
    visitor.open("staff_requests")


def _a_request(*outcomes: CallOutcome, **fields: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        request_id = a_request(CAREFUL, when=now(), send_key=str(now())).request_id
        for outcome in outcomes:
            _note(outcome)
        held("staff_request", request_id, as_=partial(staff, Role.SUPPORT_WORKER, LIAISON), **fields)(visitor)

    return reach
