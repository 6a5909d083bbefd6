"""Signing in by the organisation's provider: whom it lets in, and everybody it must not."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
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
from tests.makers import a_code, an_actor, at, signed_in_client, with_section
from tests.pages.staff.a_provider import CLIENT, OTHER_KEY, SECRET, Provider, running_provider

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BEGIN = reverse("openid_connect_login", args=["organisation"])
BACK = reverse("openid_connect_callback", args=["organisation"])
QUEUE = "/staff/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    cache.clear()
    with running_provider() as made:
        with_section(settings, "sign_in", provider=made.url, provider_name="Force login", client_id=CLIENT)
        app = {
            "provider_id": "organisation",
            "name": "Force login",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": made.url, "fetch_userinfo": False, "scope": ["openid"]},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]},
        }
        yield made


def goes_through(client: Client, provider: Provider, **changed: str) -> Any:
    """Begin, agree at the provider, and come back; `changed` is what the browser brings back otherwise."""
    return client.get(BACK, {**provider.answers(client.post(BEGIN)["Location"]), **changed})


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


def test_the_button_stands_on_the_page_and_its_policy_names_the_provider_there_alone(
    provider: Provider,
) -> None:
    page, other = Client().get(reverse("account_login")), Client().get(reverse("account_inactive"))
    policies = [provider.url in each.headers["Content-Security-Policy"] for each in (page, other)]
    assert ("Sign in with Force login" in page.content.decode(), policies) == (True, [True, False])


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
    brought = provider.answers(Client().post(BEGIN)["Location"])
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


def test_a_provider_that_does_not_answer_is_told_so(provider: Provider, settings: Settings) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = f"{provider.url}/nowhere"
    refused = Client().post(BEGIN)
    assert (refused.status_code, "Begin again" in refused.content.decode()) == (403, True)
