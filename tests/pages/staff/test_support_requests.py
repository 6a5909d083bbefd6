"""Requests to talk for staff: what is due first, what is safe first, and three buttons."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.caseload import take_request
from callpoint.actions.support_requests import NOTE_LIMIT, withdraw_support_request
from callpoint.clock import now
from callpoint.pages.staff.request_shown import colour_of
from callpoint.records.models import SupportRequest
from callpoint.records.opened_requests import own_request
from callpoint.records.queries import requests as list_of_requests
from callpoint.records.queries.requests import requests_to_talk
from callpoint.rules.access import Badge, Deed, Role, may
from callpoint.rules.support_requests import CallOutcome, RequestState
from tests.actions.support import LIAISON, a_request, a_supporter
from tests.makers import DESK, all_kept, at, deeds, signed_in_client, with_service
from tests.pages.public.browsing import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CAREFUL = {
    "way": "call",
    "contact": "07700 900123",
    "place": "S40 1TB",
    "times": "after 18:00",
    "about": "Scared",
}


@pytest.fixture(autouse=True)
def _a_force(settings: Settings) -> None:
    with_service(settings, role="police-force")


def a_worker(role: Role = Role.SUPPORT_WORKER, unit: str = LIAISON) -> Browser:
    """A member of staff at a browser."""
    person = Browser()
    person.client = signed_in_client(role=role, unit=unit)
    return person


def url_of(request_id: UUID) -> str:
    return reverse("staff_request", args=[request_id])


def test_the_list_shows_what_is_due_first_with_late_ones_marked_and_opens_nothing() -> None:
    late = a_request(when=now() - timedelta(days=30), send_key="1").request_id
    fresh = a_request(when=now(), send_key="2").request_id
    before = deeds()
    text = a_worker().go("/staff/requests/").text
    first, second = (own_request(each).reference for each in (late, fresh))
    assert text.index(first) < text.index(second)
    assert ("Late" in text, "In time" in text, "07700" in text) == (True, True, False)
    assert [deed for deed in deeds() if deed.startswith("support")] == [
        deed for deed in before if deed.startswith("support")
    ]


def test_a_support_worker_lands_on_the_requests_of_their_own_unit() -> None:
    a_request()
    for unit, count in ((LIAISON, "1 request"), (DESK, "0 requests")):
        page = a_worker(unit=unit).go("/staff/requests/")
        assert count in page.text
    assert "Requests to talk" in a_worker(Role.SUPERVISOR).go("/staff/").text
    assert "Requests to talk" not in a_worker(Role.ASSESSOR).go("/staff/").text


@pytest.mark.parametrize("role", list(Role))
def test_a_sign_in_leads_to_the_first_list_a_role_may_see(role: Role) -> None:
    client = signed_in_client(role=role, unit=LIAISON)
    leads = client.get(reverse("account_login"))["Location"]
    badge = Badge(role=role, unit=LIAISON)
    requests_only = may(badge, Deed.SEE_REQUESTS) and not may(badge, Deed.SEE_QUEUE)
    assert leads == reverse("staff_requests" if requests_only else "staff_queue")


def test_what_is_safe_stands_first_and_loud_and_the_opening_is_one_leaf() -> None:
    request_id = a_request(CAREFUL).request_id
    worker = a_worker()
    before = len(deeds())
    text = worker.go(url_of(request_id)).text
    order = [
        text.index(words)
        for words in (
            "Call them.",
            "07700 900123",
            "Only at these times:",
            "Do not leave a message.",
            "Scared",
        )
    ]
    assert (order, deeds()[before:]) == (sorted(order), ["support.open"])


@pytest.mark.parametrize(
    ("told", "rules"),
    [
        (
            {"way": "call", "contact": "0770", "leave_message": "yes"},
            ("Call them.", "You may leave a message."),
        ),
        ({"way": "text", "contact": "0770"}, ("Send a text. Do not call.",)),
        ({"way": "email", "contact": "a@b.c"}, ("Write an email. Do not call.",)),
        (
            {"way": "code", "care": "He reads all"},
            ("Do not contact them.", "Take care of this:", "He reads all"),
        ),
    ],
)
def test_each_way_to_be_reached_says_what_to_do(told: dict[str, str], rules: tuple[str, ...]) -> None:
    text = a_worker().go(url_of(a_request(told).request_id)).text
    assert [rule for rule in rules if rule not in text] == []
    assert ("leave a message" in text) == (told["way"] == "call")


@pytest.mark.parametrize(
    ("button", "outcome", "state"),
    [
        ("Reached", "reached", RequestState.CALLED),
        ("No answer", "no-answer", RequestState.WAITING),
        ("Close", "closed", RequestState.CLOSED),
    ],
)
def test_each_button_notes_its_outcome(button: str, outcome: str, state: RequestState) -> None:
    request_id = a_request({**CAREFUL, "for_whom": "close", "age": "adult"}).request_id
    worker = a_worker().go(url_of(request_id))
    assert button in worker.text
    worker.client.post(
        url_of(request_id), {"outcome": outcome, "message": "said hello", "answer": "Bye", **token(worker)}
    )
    mine = own_request(request_id)
    assert (mine.state, [(call.outcome, call.note, call.answer) for call in mine.calls]) == (
        state,
        [(CallOutcome(outcome), "said hello", "Bye")],
    )
    shown = worker.go(url_of(request_id)).text
    assert ("said hello" in shown, "Note for staff" in shown) == (True, state is not RequestState.CLOSED)


def token(worker: Browser) -> dict[str, str]:
    """The form token of the page that is open."""
    fields = worker.tree.iter("input")
    return {
        "csrfmiddlewaretoken": next(
            one.get("value", "") for one in fields if one.get("name") == "csrfmiddlewaretoken"
        )
    }


def test_a_call_that_is_noted_by_two_presses_is_noted_once() -> None:
    request_id = a_request().request_id
    worker = a_worker().go(url_of(request_id))
    key = next(one.get("value", "") for one in worker.tree.iter("input") if one.get("name") == "send_key")
    form = {"outcome": "closed", "message": "rang", "send_key": key, **token(worker)}
    answers = [worker.client.post(url_of(request_id), form).status_code for _press in range(2)]
    assert (answers, len(own_request(request_id).calls), len(key)) == ([302, 302], 1, 32)


@pytest.mark.parametrize("outcome", ["reached", "zzz"])
def test_a_note_about_what_was_taken_back_meanwhile_is_shown_again_and_kept_nowhere(outcome: str) -> None:
    request_id = a_request().request_id
    worker = a_worker().go(url_of(request_id))
    withdraw_support_request(request_id=request_id, by=reporter(request_id), at=at())
    before = all_kept()
    form = {"outcome": outcome, "message": "long <b>note</b>", "answer": "Bye", **token(worker)}
    worker.shown(worker.client.post(url_of(request_id), form), url_of(request_id))
    assert (worker.status, worker.heading, all_kept()) == (409, "Taken back", before)
    seen = [words in worker.text for words in ("Do not contact them.", "long <b>note</b>", "Bye", "07700")]
    assert seen == [True, True, True, False]


def test_a_note_about_what_was_closed_meanwhile_is_shown_again() -> None:
    request_id = a_request().request_id
    worker = a_worker().go(url_of(request_id))
    form = {"outcome": "closed", "send_key": "1", **token(worker)}
    worker.client.post(url_of(request_id), form)
    again = {**form, "message": "mine", "send_key": "2"}
    worker.shown(worker.client.post(url_of(request_id), again), url_of(request_id))
    assert (worker.status, worker.heading, "mine" in worker.text) == (409, "Closed", True)
    assert "Do not contact them." not in worker.text


def test_a_note_about_what_was_taken_into_a_caseload_meanwhile_is_shown_again() -> None:
    request_id = a_request().request_id
    worker = a_worker().go(url_of(request_id))
    form = {"outcome": "closed", "message": "mine", "send_key": "1", **token(worker)}
    take_request(request_id=request_id, by=a_supporter(), at=at())
    worker.shown(worker.client.post(url_of(request_id), form), url_of(request_id))
    assert (worker.status, worker.heading, "mine" in worker.text) == (409, "Taken into the caseload", True)


def test_police_see_that_somebody_waits_and_open_nothing_of_it() -> None:
    request_id = a_request().request_id
    police = a_worker(Role.SUPERVISOR, unit="").go("/staff/requests/")
    listed = own_request(request_id).reference in police.text
    linked = url_of(request_id) in police.response.content.decode()
    assert (listed, linked, police.client.get(url_of(request_id)).status_code) == (True, False, 403)


def test_a_note_counts_a_line_end_as_one_character() -> None:
    request_id = a_request().request_id
    worker = a_worker().go(url_of(request_id))
    text = "x" + "\r\n" * (NOTE_LIMIT - 2) + "x"
    worker.client.post(url_of(request_id), {"outcome": "reached", "message": text, **token(worker)})
    assert len(own_request(request_id).calls[0].note) == NOTE_LIMIT


@pytest.mark.parametrize(
    "sent", [{"outcome": "zzz"}, {"outcome": "reached", "answer": "x" * (NOTE_LIMIT + 1)}]
)
def test_a_note_that_cannot_be_kept_stays_in_its_box(sent: dict[str, str]) -> None:
    request_id = a_request().request_id
    worker = a_worker().go(url_of(request_id))
    form = {"message": "keep me", **sent, **token(worker)}
    worker.shown(worker.client.post(url_of(request_id), form), url_of(request_id))
    assert (worker.status, worker.written_in("Note for staff")) == (422, "keep me")
    assert own_request(request_id).calls == ()


def test_what_was_taken_back_is_listed_and_opened_by_nobody() -> None:
    request_id = a_request().request_id
    withdraw_support_request(request_id=request_id, by=reporter(request_id), at=at())
    worker = a_worker()
    page = worker.go("/staff/requests/?state=withdrawn")
    assert own_request(request_id).reference in page.text
    assert url_of(request_id) not in page.response.content.decode()
    assert [worker.client.get(url_of(each)).status_code for each in (request_id, uuid4())] == [404, 404]


@pytest.mark.parametrize("role", list(Role))
def test_the_table_of_access_holds_on_a_request(role: Role) -> None:
    request_id = a_request().request_id
    for unit in (LIAISON, DESK):
        client: Client = signed_in_client(role=role, unit=unit)
        before = all_kept()
        opens = may(Badge(role=role, unit=unit), Deed.OPEN_REQUEST, unit=LIAISON)
        answer = client.get(url_of(request_id))
        assert (answer.status_code, "07700" in answer.content.decode()) == (
            (200, True) if opens else (403, False)
        )
        if not opens:
            assert client.post(url_of(request_id), {"outcome": "reached"}).status_code == 403
            assert all_kept() == before


def test_the_list_has_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_of_requests, "PAGE_SIZE", 1)
    for number in range(3):
        a_request(send_key=str(number), when=at(hours=number))
    worker = a_worker().go("/staff/requests/?page=2")
    assert "Page 2 of 3" in worker.text
    assert worker.follow("Next page").url == "/staff/requests/?page=3"
    assert worker.follow("Previous page").url == "/staff/requests/?page=2"
    assert worker.go("/staff/requests/?state=called&page=x").url.endswith("x")


def test_requests_without_a_date_come_after_those_with_one() -> None:
    dated = a_request(send_key="1", when=at(days=1)).request_id
    undated = a_request(send_key="2", when=at()).request_id
    SupportRequest.objects.filter(id=undated).update(due_at=None)
    rows = requests_to_talk(badge=Badge(role=Role.SUPERVISOR, unit="")).rows
    assert [row.id for row in rows] == [dated, undated]


@pytest.mark.parametrize(
    ("state", "hours", "colour"),
    [
        (RequestState.WAITING, 1, "in time"),
        (RequestState.WAITING, 8, "amber"),
        (RequestState.WAITING, 11, "late"),
        (RequestState.CALLED, 11, ""),
    ],
)
def test_a_request_that_waits_turns_amber_and_then_late(state: RequestState, hours: int, colour: str) -> None:
    assert colour_of(state, asked_at=at(), due_at=at(hours=10), at=at(hours=hours)) == colour
    assert colour_of(state, asked_at=at(), due_at=None, at=at(hours=hours)) == ""
