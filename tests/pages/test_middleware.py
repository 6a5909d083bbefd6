"""What every request passes: idle sessions, strange cookies, and forms that are ours."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.pages import middleware
from callpoint.records.models import StaffMember
from callpoint.rules.access import Role
from tests.makers import NOON, a_staff_member, signed_in_client, with_authenticator

pytestmark = [pytest.mark.django_db, pytest.mark.database]

STORY = "They took 300 pounds from me last spring."


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **later: float) -> None:
        self.at += timedelta(**later)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let a test move the time that sessions are counted by."""
    moved = Clock()
    monkeypatch.setattr(middleware, "now", moved)
    return moved


def a_reporter() -> Client:
    client = Client()
    client.post(reverse("question", args=["story"]), {"answer": STORY})
    return client


def sees_the_story(client: Client) -> bool:
    return STORY in client.get(reverse("check"), follow=True).text


def test_a_reporter_s_session_lives_two_hours_after_each_visit(clock: Clock) -> None:
    client, seen = a_reporter(), []
    for minutes in (1, 119, 119, 121):
        clock.go_on(minutes=minutes)
        seen.append(sees_the_story(client))
    assert seen == [True, True, True, False]


def test_a_staff_session_ends_after_fifteen_idle_minutes(clock: Clock) -> None:
    client = signed_in_client(role=Role.SUPERVISOR)
    codes = []
    for minutes in (1, 14, 14, 16):
        clock.go_on(minutes=minutes)
        codes.append(client.get(reverse("staff_queue")).status_code)
    assert codes == [200, 200, 200, 302]


@pytest.mark.parametrize("is_other", [False, True], ids=["the same person", "somebody else"])
def test_a_form_that_came_after_an_idle_time_is_shown_to_nobody_but_its_writer_and_only_until_it_is_sent(
    clock: Clock, *, is_other: bool
) -> None:
    client, there = signed_in_client(role=Role.SUPERVISOR), reverse("staff_desk")
    writer = StaffMember.objects.get()
    other, _ = a_staff_member(role=Role.SUPERVISOR)
    with_authenticator(other)
    clock.go_on(minutes=16)
    client.post(there, {"mail": "words that were typed"})
    client.force_login(other if is_other else writer)
    shown = client.get(reverse("staff_unsent"))
    client.post(there, {"mail": ""})
    sent = client.get(reverse("staff_unsent"))
    assert ("words that were typed" in shown.content.decode(), sent.status_code) == (not is_other, 302)


@pytest.mark.parametrize("cookie", ["aaaaaaaa\\000", "'; DROP TABLE", "", "\xe9"])
def test_a_session_cookie_that_is_none_of_ours_is_no_session(cookie: str) -> None:
    client = Client()
    client.cookies["session"] = cookie
    assert client.get(reverse("question", args=["situation"])).status_code == 200


ORIGINS = [
    ("null", "same-origin", 302),
    ("null", None, 302),
    ("null", "cross-site", 403),
    ("https://evil.example", "cross-site", 403),
    ("http://testserver", "same-origin", 302),
]


@pytest.mark.parametrize(("origin", "site", "status"), ORIGINS)
def test_our_own_forms_are_told_from_foreign_ones(origin: str, site: str | None, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("question", args=["story"])).text
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    headers = {"Origin": origin} | ({"Sec-Fetch-Site": site} if site else {})
    told = {"answer": STORY, "csrfmiddlewaretoken": token}
    assert client.post(reverse("question", args=["story"]), told, headers=headers).status_code == status


FOREIGN = [
    ("https://evil.example", None),
    ("https://evil.example", "same-origin"),
    ("null", "cross-site"),
    ("null", "same-site"),
    ("http://testserver", "cross-site"),
]


@pytest.mark.parametrize(("origin", "site"), FOREIGN)
@pytest.mark.parametrize("name", ["staff_queue", "return"])
def test_nothing_of_a_foreign_form_is_shown_ready_to_be_sent(
    name: str, origin: str, site: str | None
) -> None:
    headers = {"Origin": origin} | ({"Sec-Fetch-Site": site} if site else {})
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse(name), {"words": STORY, "reference": "zzz"}, headers=headers)
    held = [word for word in (STORY, "zzz", "csrfmiddlewaretoken") if word in answer.text]
    assert (answer.status_code, held) == (403, [])


@pytest.mark.parametrize(("origin", "site"), [("null", "same-origin"), ("null", "none"), ("null", None)])
def test_a_form_of_our_own_whose_session_ended_is_shown_again(origin: str, site: str | None) -> None:
    headers = {"Origin": origin} | ({"Sec-Fetch-Site": site} if site else {})
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("staff_queue"), {"words": STORY}, headers=headers)
    assert (answer.status_code, STORY in answer.text) == (403, True)


def test_a_foreign_form_is_refused_without_a_token_too() -> None:
    client = Client(enforce_csrf_checks=True)
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert (
        client.post(reverse("question", args=["story"]), {"answer": STORY}, headers=headers).status_code
        == 403
    )
