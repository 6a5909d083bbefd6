"""A one-time password that nobody used in time opens nothing, and who gives a new one is said to its owner alone."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.staffing import (
    OneTimeSignIn,
    add_staff_member,
    first_sign_in,
    renew_one_time_password,
    reset_sign_in,
)
from callpoint.clock import now
from callpoint.records.models import StaffMember
from callpoint.rules.access import Role
from tests.makers import (
    DESK,
    a_code,
    a_report,
    a_staff_member,
    signed_in_client,
    with_authenticator,
    with_section,
)
from tests.pages.public.browsing import Browser, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RAN_OUT = "Your one-time password has run out"
SET_UP = "Set up your authenticator app"
TOKEN = "csrfmiddlewaretoken"
OWN_PASSWORD = "three random words of mine"
LONG_AGO = timedelta(days=7, minutes=1)


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def a_newcomer(*, ago: timedelta = timedelta(0)) -> OneTimeSignIn:
    return add_staff_member(
        username="asha",
        display_name="Asha Patel",
        role=Role.ASSESSOR,
        unit=DESK,
        by=system("test"),
        at=now() - ago,
    )


def sign_in(username: str, password: str) -> Browser:
    return Browser().go("/staff/").press("Go on", {"User name": username, "Password": password})


def test_it_is_good_for_a_week_and_then_signs_nobody_in() -> None:
    made = a_newcomer(ago=LONG_AGO)
    person = sign_in(made.username, made.password)
    seen = (person.heading, person.status, "callpoint staff reset" in person.text)
    assert (seen, person.go("/staff/").heading) == ((RAN_OUT, 403, True), "Staff sign-in")


def test_a_wrong_password_is_told_the_same_whether_it_has_run_out_or_not() -> None:
    a_newcomer(ago=LONG_AGO)
    seen = [sign_in(name, "wrong password 1") for name in ("asha", "nobody-here-1")]
    assert ({person.status for person in seen}, len({person.text for person in seen})) == ({422}, 1)


def test_the_days_are_a_setting(settings: Settings) -> None:
    made, heard = a_newcomer(ago=timedelta(days=2)), []
    for days in (3, 1):
        with_section(settings, "sign_in", one_time_password_days=days)
        heard.append(sign_in(made.username, made.password).heading)
    assert heard == [SET_UP, RAN_OUT]


@pytest.mark.parametrize("step", ["password", "app", "page"])
def test_who_signed_in_in_time_and_goes_on_after_it_is_told_so_and_is_out(step: str) -> None:
    made = a_newcomer()
    person = sign_in(made.username, made.password)
    if step == "password":
        secret = re.search(r"\b[A-Z2-7]{32}\b", person.text)
        assert secret
        person.press("Turn it on", {"Code from your app": a_code(secret[0])}).follow("Go on")
        assert person.heading == "Choose your own password"
    StaffMember.objects.update(password_given_at=now() - LONG_AGO)
    if step == "password":
        own = {"New password": OWN_PASSWORD, "New password again": OWN_PASSWORD}
        person.press("Keep this password", {"Password you have now": made.password, **own})
    else:
        person.go({"app": reverse("mfa_activate_totp"), "page": "/staff/"}[step])
    seen = (person.heading, person.status, "callpoint staff reset" in person.text)
    member = StaffMember.objects.get()
    assert (seen, member.check_password(made.password), member.must_change_password) == (
        (RAN_OUT, 403, True),
        True,
        True,
    )
    assert person.go("/staff/").heading == "Staff sign-in"


def test_a_form_that_waits_stays_for_who_is_signed_out_so() -> None:
    made = a_newcomer()
    person = sign_in(made.username, made.password)
    url = reverse("staff_report", args=[a_report()])
    token = next(each.get("value") for each in person.tree.iter("input") if each.get("name") == TOKEN)
    person.client.post(url, {TOKEN: token, "do": "write", "message": "Which bank is it?"})
    StaffMember.objects.update(password_given_at=now() - LONG_AGO)
    person.go("/staff/")
    new = renew_one_time_password(username=made.username, by=system("test"), at=now())
    assert (person.heading, new is not None) == (RAN_OUT, True)
    with_authenticator(StaffMember.objects.get())
    StaffMember.objects.update(must_change_password=False)
    cache.clear()
    own = {"User name": made.username, "Password": new.password if new else ""}
    person.follow("Back to sign-in").press("Go on", own).press("Sign in", {"Code from your app": a_code()})
    assert (person.heading, "Which bank is it?" in person.text) == ("This was not sent yet", True)


def test_a_closed_account_is_said_to_be_closed_even_so() -> None:
    made = a_newcomer(ago=LONG_AGO)
    StaffMember.objects.update(is_active=False)
    assert sign_in(made.username, made.password).heading == "This account is closed"


def test_a_new_one_is_good_again() -> None:
    a_newcomer(ago=LONG_AGO)
    renewed = renew_one_time_password(username="asha", by=system("test"), at=now())
    assert renewed is not None
    assert sign_in("asha", renewed.password).heading == SET_UP


def test_a_reset_gives_one_that_runs_out_too() -> None:
    member, _password = a_staff_member()
    old = reset_sign_in(username=member.username, by=system("test"), at=now() - LONG_AGO)
    heard = [sign_in(member.username, old.password).heading]
    new = reset_sign_in(username=member.username, by=system("test"), at=now())
    heard.append(sign_in(member.username, new.password).heading)
    assert heard == [RAN_OUT, SET_UP]


def test_the_first_sign_in_is_good_again_after_each_start() -> None:
    heard = []
    for ago in (LONG_AGO, timedelta(0)):
        made = first_sign_in(unit=DESK, by=system("test"), at=now() - ago)
        assert made is not None
        heard.append(sign_in(made.username, made.password).heading)
    assert heard == [RAN_OUT, SET_UP]


def test_a_password_of_ones_own_does_not_run_out() -> None:
    member, password = a_staff_member()
    StaffMember.objects.update(created_at=now() - timedelta(days=700))
    assert sign_in(member.username, password).heading == SET_UP


def test_who_looks_after_accounts_sees_whose_has_run_out_and_gives_a_new_one() -> None:
    a_newcomer(ago=LONG_AGO)
    staff_id = StaffMember.objects.get().pk
    browser = Browser()
    browser.client.cookies = signed_in_client(role=Role.SUPERVISOR).cookies
    seen = ["One-time password has run out" in browser.go(reverse("staff_people")).text]
    browser.go(reverse("staff_person", args=[staff_id])).press("Set the sign-in back")
    seen += ["It is good for 7 days." in browser.text, "has run out" in browser.text]
    assert (seen, sign_in("asha", _given(browser)).heading) == ([True, True, False], SET_UP)


def _given(browser: Browser) -> str:
    """The one-time password that the page of an account shows."""
    return next(
        text_of(part) for part in browser.tree.iter("p") if "app-reference__code" in part.get("class", "")
    )
