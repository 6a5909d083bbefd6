"""A form kept for after the sign-in waits through all that a first sign-in asks for, and holds no password."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.staffing import reset_sign_in
from callpoint.clock import now
from callpoint.pages.kept import (
    PLACE,
    TYPED,
    WHOLE_FORM,
    form_before,
    keep_form,
    note_whose_ended,
    sign_out_but_for_form,
)
from callpoint.pages.way_in import AHEAD
from callpoint.records.models import StaffMember
from callpoint.rules.access import Role
from tests.makers import (
    a_code,
    a_report,
    a_staff_member,
    signed_in_by_password,
    signed_in_client,
    with_authenticator,
)
from tests.pages.public.browsing import Browser
from tests.pages.staff.a_provider import BACK, DISCOVERY, Raw, led_to, named_in, running_provider

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TEXT = "Which bank is it?"
OWN_PASSWORD = "three random words of mine"
UNSENT = "This was not sent yet"


def report_url() -> str:
    return reverse("staff_report", args=[a_report()])


def at_work(here: str) -> tuple[Browser, StaffMember, str]:
    """Somebody who has a report open, and their password."""
    member, password = a_staff_member(role=Role.SUPERVISOR)
    with_authenticator(member)
    browser = Browser()
    browser.client.cookies = signed_in_by_password(member, password).cookies
    browser.go(here).press("Sign in", {"Code from your app": a_code()}).go(here)
    return browser, member, password


def sends_too_late(browser: Browser) -> None:
    """Send what was typed when the session is over."""
    browser.client.cookies.clear()
    cache.clear()
    browser.press("Send message", {"Write to the reporter": TEXT}).press("Send it once more")
    assert browser.heading == "Staff sign-in"


def with_an_app(browser: Browser) -> Browser:
    secret = re.search(r"\b[A-Z2-7]{32}\b", browser.text)
    assert secret
    return browser.press("Turn it on", {"Code from your app": a_code(secret[0])})


def chooses_a_password(browser: Browser, old: str) -> Browser:
    own = {"New password": OWN_PASSWORD, "New password again": OWN_PASSWORD}
    return browser.press("Keep this password", {"Password you have now": old, **own})


def test_it_waits_while_an_app_is_set_up_and_a_password_is_chosen() -> None:
    browser, member, _old = at_work(report_url())
    new = reset_sign_in(username=member.username, by=system("test"), at=now())
    sends_too_late(browser)
    browser.press("Go on", {"User name": member.username, "Password": new.password})
    with_an_app(browser).follow("Go on")
    assert browser.heading == "Choose your own password"
    chooses_a_password(browser, new.password)
    assert (browser.heading, TEXT in browser.text) == (UNSENT, True)


def test_it_waits_while_an_app_is_set_up() -> None:
    browser, member, password = at_work(report_url())
    sends_too_late(browser)
    Authenticator.objects.all().delete()
    browser.press("Go on", {"User name": member.username, "Password": password})
    with_an_app(browser).follow("Go on")
    assert (browser.heading, TEXT in browser.text) == (UNSENT, True)


def test_a_form_sent_by_who_must_set_up_an_app_first_waits_too() -> None:
    browser, _member, _password = at_work(report_url())
    Authenticator.objects.all().delete()
    browser.press("Send message", {"Write to the reporter": TEXT})
    with_an_app(browser).follow("Go on")
    assert (browser.heading, TEXT in browser.text) == (UNSENT, True)


def test_a_page_that_was_asked_for_is_shown_after_the_set_up() -> None:
    member, password = a_staff_member(role=Role.SUPERVISOR)
    cache.clear()
    browser = Browser().go(reverse("staff_people"))
    browser.press("Go on", {"User name": member.username, "Password": password})
    with_an_app(browser).follow("Go on")
    assert browser.heading == "People"


def test_without_one_the_set_up_leads_to_the_first_list_of_the_role() -> None:
    member, password = a_staff_member(role=Role.SUPPORT_WORKER)
    cache.clear()
    browser = Browser().go(reverse("account_login"))
    browser.press("Go on", {"User name": member.username, "Password": password})
    with_an_app(browser).follow("Go on")
    assert browser.heading == "Requests to talk"


def test_another_form_that_was_sent_since_ends_the_wait() -> None:
    here = report_url()
    browser, member, password = at_work(here)
    sends_too_late(browser)
    Authenticator.objects.all().delete()
    with_authenticator(member)
    browser.press("Go on", {"User name": member.username, "Password": password})
    browser.press("Sign in", {"Code from your app": a_code()}).go(here)
    browser.press("Send message", {"Write to the reporter": "Another."}).go(reverse("staff_unsent"))
    assert browser.heading == "Reports that wait"


def signs_in_after_all(browser: Browser, member: StaffMember, password: str) -> Browser:
    """Go on from a page that says what went wrong, by its one link."""
    cache.clear()
    browser.follow("Back to sign-in").press("Go on", {"User name": member.username, "Password": password})
    return browser


def test_it_waits_while_a_one_time_password_that_ran_out_is_replaced() -> None:
    browser, member, _old = at_work(report_url())
    gone = reset_sign_in(username=member.username, by=system("test"), at=now() - timedelta(days=8))
    sends_too_late(browser)
    browser.press("Go on", {"User name": member.username, "Password": gone.password})
    assert browser.heading == "Your one-time password has run out"
    new = reset_sign_in(username=member.username, by=system("test"), at=now())
    with_an_app(signs_in_after_all(browser, member, new.password)).follow("Go on")
    chooses_a_password(browser, new.password)
    assert (browser.heading, TEXT in browser.text) == (UNSENT, True)


@pytest.mark.parametrize("trouble", ["nobody's", "not asked for", "down"])
def test_it_waits_while_a_provider_signs_nobody_in(settings: Settings, trouble: str) -> None:
    browser, member, password = at_work(report_url())
    Authenticator.objects.all().delete()
    with_authenticator(member)
    sends_too_late(browser)
    with running_provider() as provider:
        named_in(settings, provider)
        browser.go(f"{reverse('account_login')}?next={reverse('staff_unsent')}").press(
            "Sign in with Force login"
        )
        brought = provider.answers(led_to(browser.response))
        provider.claims = {"sub": "nobody-1", **({"nonce": "zzz"} if trouble == "not asked for" else {})}
        if trouble == "down":
            provider.raw[DISCOVERY] = Raw(body=b"", status=500)
        browser.shown(browser.client.get(BACK, brought), BACK)
    assert browser.heading == "Nobody was signed in"
    signs_in_after_all(browser, member, password).press("Sign in", {"Code from your app": a_code()})
    assert (browser.heading, TEXT in browser.text) == (UNSENT, True)


PASSWORDS = {"oldpassword": "my old pass phrase", "password1": OWN_PASSWORD, "password2": OWN_PASSWORD}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("account_change_password", PASSWORDS),
        ("account_reauthenticate", {"password": "my old pass phrase"}),
        ("mfa_reauthenticate", {"code": "123456"}),
        ("mfa_activate_totp", {"code": "123456"}),
        ("mfa_add_webauthn", {"credential": "zzz"}),
    ],
)
def test_a_password_or_code_that_came_too_late_is_not_kept(name: str, typed: dict[str, str]) -> None:
    client = Client()
    led = client.post(reverse(name), typed)
    assert (led.status_code, "unsent" in led["Location"], TYPED in client.session) == (302, False, False)


@pytest.mark.parametrize(
    ("url", "typed"),
    [
        ("/report/question/story/", {"answer": TEXT}),
        ("/return/report/", {"message": TEXT}),
        ("/return/", {"code": "1234 5678 9012 3456 7890"}),
        ("/report/check/", None),
    ],
)
def test_what_a_reporter_sends_or_opens_in_a_browser_of_staff_is_kept_for_nobody_there(
    url: str, typed: dict[str, str] | None
) -> None:
    staff, nobody = signed_in_by_password(*a_staff_member(role=Role.SUPERVISOR)), Client()
    led = [each.get(url) if typed is None else each.post(url, typed) for each in (staff, nobody)]
    kept = {PLACE, TYPED, AHEAD} & set(staff.session.keys())
    as_led = [(each.status_code, each.headers.get("Location")) for each in led]
    assert (as_led[0], kept) == (as_led[1], {PLACE, TYPED} & set(nobody.session.keys()))


def test_a_reporter_in_a_browser_of_staff_who_are_not_set_up_yet_is_no_staff() -> None:
    client = signed_in_by_password(*a_staff_member(role=Role.SUPERVISOR))
    client.post(reverse("question", args=["story"]), {"answer": TEXT})
    page = client.get(reverse("check"), follow=True).content.decode()
    there = client.get(reverse("staff_queue"))["Location"]
    assert (TEXT in page, reverse("account_logout") in page, there) == (
        True,
        False,
        reverse("mfa_activate_totp"),
    )


def test_the_time_that_a_reporter_reads_there_is_that_of_the_session() -> None:
    client = signed_in_by_password(*a_staff_member(role=Role.SUPERVISOR))
    client.post(reverse("question", args=["story"]), {"answer": TEXT})
    page = client.get(reverse("check"), follow=True).content.decode()
    assert re.search(r'data-(stay-)?minutes="15"', page)


def test_a_form_that_is_kept_holds_no_password_and_no_code() -> None:
    secrets = {"code": "123456", "password": "my old pass phrase"}
    request = RequestFactory().post("/staff/", {"csrfmiddlewaretoken": "zzz", "message": TEXT, **secrets})
    request.session, request.user = SessionBase(), AnonymousUser()
    keep_form(request)
    kept = form_before(request)
    assert kept is not None
    assert [(each.name, each.value) for each in kept.fields] == [("message", TEXT)]


def test_the_form_of_somebody_else_stays_theirs_where_a_password_runs_out_beside_it() -> None:
    theirs, mine = a_staff_member(name="Ann Lee")[0], a_staff_member(name="Bob Reed")[0]
    request = RequestFactory().post("/staff/", {"message": TEXT})
    request.session, request.user = SessionStore(), mine
    keep_form(request)
    note_whose_ended(request, theirs.pk)
    sign_out_but_for_form(request)
    seen = []
    for request.user in (mine, theirs):
        seen.append(form_before(request) is not None)
    assert seen == [False, True]


def test_the_beat_of_an_open_report_neither_ends_the_wait_nor_is_kept() -> None:
    report_id = a_report()
    client = Client()
    client.post(reverse("staff_presence", args=[report_id]), {"do": "leave"})
    assert TYPED not in client.session
    there = signed_in_client(role=Role.SUPERVISOR)
    kept = there.session
    kept[PLACE], kept[TYPED] = WHOLE_FORM, "zzz"
    kept.save()
    there.post(reverse("staff_presence", args=[report_id]), {"do": "leave"})
    assert there.session.get(TYPED) == "zzz"
