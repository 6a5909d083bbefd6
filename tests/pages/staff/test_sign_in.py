"""The first sign-in from a one-time password to the queue, page by page, and what a wrong one is told."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import system
from callpoint.actions.staffing import OneTimeSignIn, add_staff_member, reset_sign_in
from callpoint.clock import now
from callpoint.records.models import StaffMember
from callpoint.rules.access import Role
from tests.a_passkey import a_passkey
from tests.makers import (
    DESK,
    TOTP_SECRET,
    a_code,
    a_staff_member,
    at,
    deeds,
    signed_in_client,
    with_authenticator,
)
from tests.pages.public.browsing import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN_PASSWORD = "three random words of mine"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    """Let the library's count of tries begin anew."""
    cache.clear()


def sign_in(username: str, password: str) -> Browser:
    return Browser().go("/staff/").press("Go on", {"User name": username, "Password": password})


def with_an_app(person: Browser) -> Browser:
    """Bind an app with the key that the page shows."""
    secret = re.search(r"\b[A-Z2-7]{32}\b", person.text)
    assert secret
    return person.press("Turn it on", {"Code from your app": a_code(secret[0])})


def choose(person: Browser, old: str, new: str) -> Browser:
    """Choose a password."""
    return person.press(
        "Keep this password", {"Password you have now": old, "New password": new, "New password again": new}
    )


def a_newcomer() -> OneTimeSignIn:
    return add_staff_member(
        username="asha", display_name="Asha Patel", role=Role.ASSESSOR, unit=DESK, by=system("test"), at=now()
    )


def test_a_one_time_password_leads_to_an_app_then_to_an_own_password_then_to_the_queue() -> None:
    made = a_newcomer()
    person = sign_in(made.username, made.password)
    assert person.heading == "Set up your authenticator app"
    with_an_app(person)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert person.go("/staff/").heading == "Choose your own password"
    whose = {one.get("autocomplete"): one.get("value") for one in person.tree.iter("input")}
    assert whose["username"] == made.username  # so that a program that keeps passwords knows
    choose(person, made.password, OWN_PASSWORD)
    assert person.go("/staff/").heading == "Reports that wait"
    assert (StaffMember.objects.get().must_change_password, deeds()) == (
        False,
        ["staff.add", "staff.change-password"],
    )


def test_a_name_a_password_and_a_code_sign_in() -> None:
    member, password = a_staff_member()
    with_authenticator(member)
    person = sign_in(member.username, password)
    assert person.heading == "Enter your code"
    person.press("Sign in", {"Code from your app": a_code()})
    assert (person.heading, person.status) == ("Reports that wait", 200)


def test_a_code_works_once() -> None:
    member, password = a_staff_member()
    with_authenticator(member)
    code = a_code()
    seen = []
    for _ in range(2):
        person = sign_in(member.username, password).press("Sign in", {"Code from your app": code})
        seen.append(person.heading)
    assert seen == ["Reports that wait", "Enter your code"]


def test_a_wrong_name_and_a_wrong_password_are_told_the_same_and_echo_no_password() -> None:
    member, _ = a_staff_member()
    seen = [sign_in(name, "wrong password 1") for name in (member.username, "nobody-here-1")]
    texts = {person.text for person in seen}
    assert ([person.status for person in seen], len(texts)) == ([422, 422], 1)
    assert ["wrong password" in person.response.content.decode() for person in seen] == [False, False]


def test_a_wrong_code_does_not_sign_in() -> None:
    member, password = a_staff_member()
    with_authenticator(member)
    wrong = "000000" if a_code() != "000000" else "000001"
    person = sign_in(member.username, password).press("Sign in", {"Code from your app": wrong})
    assert (person.status, person.heading) == (422, "Enter your code")
    assert person.go("/staff/").heading != "Reports that wait"


def test_a_short_or_common_password_is_refused_with_words() -> None:
    made = a_newcomer()
    person = with_an_app(sign_in(made.username, made.password)).go("/staff/")
    for weak in ("short", "password1234"):
        choose(person, made.password, weak)
        assert (person.status, person.heading) == (422, "Choose your own password")
    assert StaffMember.objects.get().must_change_password


def test_guessing_passwords_is_stopped_even_if_the_last_guess_is_right() -> None:
    member, password = a_staff_member()
    with_authenticator(member)
    for _ in range(12):
        Client().post(reverse("account_login"), {"login": member.username, "password": "wrong"})
    right = Client().post(reverse("account_login"), {"login": member.username, "password": password})
    assert right.status_code in {422, 429}


def test_the_secret_of_an_app_and_recovery_codes_are_sealed() -> None:
    client = signed_in_client()
    assert client.get(reverse("staff_queue")).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        everything = str(cursor.fetchall())
    assert TOTP_SECRET not in everything


def test_signing_out_takes_one_press_and_no_address_does_it_alone() -> None:
    client = signed_in_client()
    client.get(reverse("account_logout"))
    assert client.get(reverse("staff_queue")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("staff_queue")).status_code == 302


def test_a_reset_ends_the_sessions_that_were_open() -> None:
    client = signed_in_client()
    reset_sign_in(username=StaffMember.objects.get().username, by=system("test"), at=at())
    assert client.get(reverse("staff_queue"))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_set_password"])
def test_nobody_signs_up_or_resets_by_mail(name: str) -> None:
    answers = [
        Client().get(reverse(name)),
        Client().post(reverse(name), {"username": "x", "password1": OWN_PASSWORD}),
    ]
    assert [answer["Location"] for answer in answers] == [reverse("account_login")] * 2
    assert StaffMember.objects.count() == 0


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/staff/content/"]
)
def test_a_sign_in_leads_nowhere_but_here(next_url: str) -> None:
    member, password = a_staff_member()
    with_authenticator(member)
    client = Client()
    client.post(reverse("account_login"), {"login": member.username, "password": password, "next": next_url})
    answer = client.post(reverse("mfa_authenticate"), {"code": a_code()})
    assert answer["Location"] == ("/staff/content/" if next_url.startswith("/staff") else "/staff/")


def test_a_passkey_that_fails_where_somebody_confirms_who_they_are_is_said_on_that_page() -> None:
    client = signed_in_client()
    a_passkey(int(client.session["_auth_user_id"]))
    client.get(reverse("mfa_reauthenticate_webauthn"))
    for credential in ("", "{}", "null"):
        answer = client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": credential})
        assert (answer.status_code, "Confirm it is you" in answer.text, "#passkey" in answer.text) == (
            422,
            True,
            True,
        )
