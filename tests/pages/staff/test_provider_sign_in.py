"""Signing in by the organisation's provider: whom it lets in, and everybody it must not."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.people import close_account
from callpoint.actions.staffing import reset_sign_in
from callpoint.records.models import StaffMember
from callpoint.rules.access import Role
from tests.makers import (
    a_code,
    a_report,
    a_staff_member,
    an_actor,
    at,
    signed_in_by_password,
    signed_in_client,
    with_authenticator,
    with_section,
)
from tests.pages.public.browsing import Browser
from tests.pages.staff.a_provider import BACK, BEGIN, OTHER_KEY, Provider, led_to, named_in, running_provider

pytestmark = [pytest.mark.django_db, pytest.mark.database]

QUEUE = "/staff/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running_provider() as made:
        named_in(settings, made)
        yield made


def goes_through(client: Client, provider: Provider, **changed: str) -> Any:
    """Begin, agree at the provider, and come back; `changed` is what the browser brings back otherwise."""
    return client.get(BACK, {**provider.answers(led_to(client.post(BEGIN))), **changed})


def a_bound_account(provider: Provider) -> StaffMember:
    """Somebody who signed in with password and code, and bound the provider's subject to their account."""
    client = signed_in_client()
    assert goes_through(client, provider)["Location"] == reverse("mfa_index")
    return StaffMember.objects.get(pk=SocialAccount.objects.get().user_id)


def is_in(client: Client) -> bool:
    return client.get(QUEUE).status_code == 200


def test_who_bound_it_signs_in_by_it_and_our_second_factor_is_asked_for(provider: Provider) -> None:
    a_bound_account(provider)
    client = Client()
    led = goes_through(client, provider)
    before = is_in(client)
    cache.clear()  # the code of this half minute was used already
    client.post(led["Location"], {"code": a_code()})
    assert (led["Location"], before, is_in(client)) == (reverse("mfa_authenticate"), False, True)


def test_the_button_stands_on_the_page_and_no_policy_of_ours_names_the_provider(provider: Provider) -> None:
    client = Client()
    page, onward = client.get(reverse("account_login")), client.post(BEGIN)
    policies = [provider.url in each.headers["Content-Security-Policy"] for each in (page, onward)]
    assert ("Sign in with Force login" in page.content.decode(), policies) == (True, [False, False])


def test_no_more_is_kept_of_it_than_the_subject(provider: Provider) -> None:
    provider.claims |= {"email": "ann@force.example", "name": "Ann Real"}
    a_bound_account(provider)
    kept = SocialAccount.objects.values("provider", "uid", "extra_data").get()
    assert kept == {"provider": "organisation", "uid": "subject-1", "extra_data": {}}


class TestSecondFactorOfTheProvider:
    @pytest.mark.parametrize(
        ("chosen", "amr", "led_to"),
        [
            ("provider", ["pwd", "mfa"], "staff_queue"),
            ("provider", ["pwd"], "mfa_authenticate"),
            ("provider", None, "mfa_authenticate"),
            ("ours", ["pwd", "mfa"], "mfa_authenticate"),
        ],
    )
    def test_it_counts_only_where_the_setting_and_the_token_say_so(
        self, provider: Provider, settings: Settings, chosen: str, amr: list[str] | None, led_to: str
    ) -> None:
        a_bound_account(provider)
        with_section(settings, "sign_in", second_factor=chosen)
        provider.claims |= {"amr": amr} if amr else {}
        client = Client()
        led = goes_through(client, provider)
        assert (led["Location"], is_in(client)) == (reverse(led_to), led_to == "staff_queue")


REFUSED: Mapping[str, Mapping[str, Any]] = {
    "an unknown person": {"sub": "subject-2"},
    "an unknown person with the mail address of staff, unverified": {
        "sub": "subject-2",
        "email": "ann@force.example",
        "email_verified": False,
    },
    "an unknown person with the mail address of staff, verified": {
        "sub": "subject-2",
        "email": "ann@force.example",
        "email_verified": True,
    },
    "another nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "a token for another service": {"aud": "another"},
    "a token of another provider": {"iss": "https://another.example"},
    "a token that has run out": {"exp": 1},
}


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED)
def test_nobody_else_is_let_in_and_no_account_is_made(provider: Provider, claims: dict[str, Any]) -> None:
    a_bound_account(provider)
    provider.claims |= claims
    client, members = Client(), StaffMember.objects.count()
    refused = goes_through(client, provider)
    assert (refused.status_code, is_in(client)) == (403, False)
    assert (StaffMember.objects.count(), SocialAccount.objects.count()) == (members, 1)


def test_a_token_signed_by_another_key_lets_nobody_in(provider: Provider) -> None:
    a_bound_account(provider)
    provider.key = OTHER_KEY
    client = Client()
    assert (goes_through(client, provider).status_code, is_in(client)) == (403, False)


@pytest.mark.parametrize("state", ["", "of-another-browser"])
def test_an_answer_with_another_state_lets_nobody_in(provider: Provider, state: str) -> None:
    a_bound_account(provider)
    client = Client()
    assert (goes_through(client, provider, state=state).status_code, is_in(client)) == (403, False)


def test_an_answer_that_another_browser_began_lets_nobody_in(provider: Provider) -> None:
    a_bound_account(provider)
    brought = provider.answers(led_to(Client().post(BEGIN)))
    client = Client()
    assert (client.get(BACK, brought).status_code, is_in(client)) == (403, False)


def test_a_closed_account_stays_closed(provider: Provider) -> None:
    member = a_bound_account(provider)
    close_account(staff_id=member.pk, hand_to=None, by=an_actor(role=Role.SUPERVISOR), at=at())
    client = Client()
    led = goes_through(client, provider)
    assert (led["Location"], is_in(client)) == (reverse("account_inactive"), False)


def test_what_is_bound_to_one_is_not_bound_to_another(provider: Provider) -> None:
    member = a_bound_account(provider)
    cache.clear()
    refused = goes_through(signed_in_client(name="Bob"), provider)
    assert (refused.status_code, SocialAccount.objects.get().user) == (403, member)


@pytest.mark.parametrize("how", ["by oneself", "by a reset"])
def test_a_binding_that_was_removed_lets_nobody_in(provider: Provider, how: str) -> None:
    client = signed_in_client()
    goes_through(client, provider)
    if how == "by oneself":
        client.post(reverse("staff_provider_remove"))
    else:
        reset_sign_in(username=SocialAccount.objects.get().user.username, by=system("test"), at=at())
    other = Client()
    assert (goes_through(other, provider).status_code, is_in(other)) == (403, False)


def test_without_a_provider_there_is_neither_a_button_nor_an_address() -> None:
    answers = [Client().post(BEGIN).status_code, Client().get(BACK).status_code]
    assert (answers, "Sign in with" in Client().get(reverse("account_login")).content.decode()) == (
        [404, 404],
        False,
    )


def test_a_form_kept_for_after_the_sign_in_is_offered_after_the_provider(provider: Provider) -> None:
    here, text = reverse("staff_report", args=[a_report()]), "Which bank is it?"
    member, password = a_staff_member(role=Role.SUPERVISOR)
    with_authenticator(member)
    SocialAccount.objects.create(user=member, provider="organisation", uid="subject-1")
    browser = Browser()
    browser.client.cookies = signed_in_by_password(member, password).cookies
    browser.go(here).press("Sign in", {"Code from your app": a_code()}).go(here)
    browser.client.cookies.clear()
    cache.clear()
    browser.press("Send message", {"Write to the reporter": text}).press("Send it once more")
    browser.press("Sign in with Force login")
    browser.go(provider.leads_back(led_to(browser.response)))
    _forget_the_code(member)
    browser.press("Sign in", {"Code from your app": a_code()})
    assert (browser.heading, text in browser.text) == ("This was not sent yet", True)


def _forget_the_code(member: StaffMember) -> None:
    """Let the app's code of this half minute count again."""
    Authenticator.objects.filter(user=member).delete()
    with_authenticator(member)
    cache.clear()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_sign_in_by_the_provider_leads_nowhere_but_here(provider: Provider, elsewhere: str) -> None:
    member = a_bound_account(provider)
    cache.clear()
    client = Client()
    client.get(BACK, provider.answers(led_to(client.post(BEGIN, {"next": elsewhere}))))
    _forget_the_code(member)
    led = client.post(reverse("mfa_authenticate"), {"code": a_code()})
    assert led["Location"] == reverse("staff_queue")
