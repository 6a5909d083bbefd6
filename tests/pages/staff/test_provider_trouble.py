"""The organisation's provider is down, answers what cannot be read, or names itself otherwise than the settings do."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.pages.staff.provider_answers import METHODS, read_discovery
from tests.makers import a_staff_member, signed_in_client, with_authenticator, with_section
from tests.pages.staff.a_provider import (
    BACK,
    BEGIN,
    DISCOVERY,
    KEYS,
    SECRET,
    TOKEN,
    Provider,
    Raw,
    led_to,
    named_in,
    running_provider,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PASSWORD = "Sign in with your password, or try again in a few minutes."
CODE = "a-code"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running_provider() as made:
        named_in(settings, made)
        member, _password = a_staff_member()
        with_authenticator(member)
        SocialAccount.objects.create(user=member, provider="organisation", uid="subject-1")
        yield made


GARBAGE: Mapping[str, Raw] = {
    "a fault": Raw(body=b"", status=500),
    "a page": Raw(body=b"<html>Back soon</html>", headers={"Content-Type": "text/html"}),
    "no type": Raw(body=b"{", headers={}),
    "broken JSON": Raw(body=b"{"),
    "bytes": Raw(body=b"\xff\xfe\x00"),
    "nothing": Raw(body=b""),
    "a list": Raw(body=b"[1]"),
    "a list with the right word": Raw(body=b'["access_token", "id_token", "keys"]'),
    "a number": Raw(body=b"7"),
    "null": Raw(body=b"null"),
    "an empty object": Raw(body=b"{}"),
    "a redirect": Raw(body=b"", status=302, headers={"Location": "/elsewhere"}),
}


def shown(answer: Any) -> tuple[int, bool]:
    """The status, and whether the page leads to the password."""
    said = answer.content.decode()
    return answer.status_code, PASSWORD in said and reverse("account_login") in said


def log_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.name.startswith("callpoint")]


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_at_the_start_shows_a_page_with_what_to_do(
    provider: Provider, garbage: Raw, caplog: pytest.LogCaptureFixture
) -> None:
    provider.raw[DISCOVERY] = garbage
    answer = Client().post(BEGIN)
    assert (shown(answer), len(log_lines(caplog))) == ((503, True), 1)


@pytest.mark.parametrize("path", [DISCOVERY, TOKEN, KEYS])
@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_at_the_return_shows_a_page_with_what_to_do_and_signs_nobody_in(
    provider: Provider, path: str, garbage: Raw, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    brought = provider.answers(led_to(client.post(BEGIN)))
    provider.raw[path] = garbage
    answer = client.get(BACK, brought)
    lines = log_lines(caplog)
    assert (shown(answer), len(lines), client.get("/staff/").status_code) == ((503, True), 1, 302)
    assert [secret for secret in (SECRET, CODE, brought["state"]) if secret in " ".join(lines)] == []


def test_a_provider_that_is_down_is_said_at_the_start_and_at_the_return(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    with running_provider() as gone:
        named_in(settings, gone)
        brought = gone.answers(led_to(client.post(BEGIN)))
    answers = [client.get(BACK, brought), Client().post(BEGIN)]
    assert ([shown(each) for each in answers], log_lines(caplog)) == (
        [(503, True)] * 2,
        ["Nobody was signed in by the organisation's provider: ConnectionError"] * 2,
    )


def test_who_binds_an_account_is_led_back_to_it_where_the_provider_is_down(provider: Provider) -> None:
    client = signed_in_client(name="Bob")
    provider.raw[DISCOVERY] = GARBAGE["a fault"]
    answer = client.post(BEGIN)
    assert (answer.status_code, f'href="{reverse("mfa_index")}"' in answer.content.decode()) == (503, True)


ODD_TOKENS: Mapping[str, tuple[str, object]] = {
    "no subject": ("sub", None),
    "an empty subject": ("sub", ""),
    "a number as the subject": ("sub", 7),
    "a list as the subject": ("sub", ["subject-1"]),
    "a subject that is too long": ("sub", "x" * 300),
    "an odd way of signing in": ("amr", 7),
    "an id of the token that is a list": ("jti", [1]),
}


@pytest.mark.parametrize("claim", ODD_TOKENS.values(), ids=ODD_TOKENS)
def test_a_signed_token_with_odd_claims_is_no_fault_of_ours(
    provider: Provider, claim: tuple[str, object], settings: Settings
) -> None:
    with_section(settings, "sign_in", second_factor="provider")
    provider.claims |= dict([claim])
    client = Client()
    answer = client.get(BACK, provider.answers(led_to(client.post(BEGIN))))
    assert (answer.status_code < 500 or shown(answer), client.get("/staff/").status_code) in (
        (True, 302),
        ((503, True), 302),
    )


def test_a_word_that_only_holds_the_word_of_a_second_factor_is_none(
    provider: Provider, settings: Settings
) -> None:
    with_section(settings, "sign_in", second_factor="provider")
    provider.claims |= {"amr": "no-mfa-at-all"}
    client = Client()
    answer = client.get(BACK, provider.answers(led_to(client.post(BEGIN))))
    assert (answer["Location"], client.get("/staff/").status_code) == (reverse("mfa_authenticate"), 302)


@pytest.mark.parametrize(
    ("said", "named"),
    [("access_denied", "access_denied"), ("server_error", "server_error"), ("zzz\nzzz", "another")],
)
def test_a_person_who_comes_back_with_an_error_may_begin_again_and_the_log_names_known_ones(
    provider: Provider, said: str, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    brought = provider.answers(led_to(client.post(BEGIN)))
    answer = client.get(BACK, {"error": said, "error_description": "zzz", "state": brought["state"]})
    lines = log_lines(caplog)
    assert (answer.status_code, "Begin again" in answer.content.decode(), lines) == (
        403,
        True,
        [f"Nobody was signed in by the organisation's provider: it said {named}"],
    )


def as_it_is(url: str) -> str:
    return url


def with_slash(url: str) -> str:
    return f"{url}/"


def as_document(url: str) -> str:
    return f"{url}{DISCOVERY}"


@pytest.mark.parametrize("configured", [as_it_is, with_slash, as_document])
@pytest.mark.parametrize("named", [as_it_is, with_slash])
def test_a_slash_at_the_end_of_the_issuer_makes_no_difference(
    provider: Provider,
    settings: Settings,
    configured: Callable[[str], str],
    named: Callable[[str], str],
) -> None:
    named_in(settings, provider, issuer=configured(provider.url))
    provider.says["issuer"] = named(provider.url)
    client = Client()
    answer = client.get(BACK, provider.answers(led_to(client.post(BEGIN))))
    assert answer["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize(("named", "token"), [(as_it_is, with_slash), (with_slash, as_it_is)])
def test_the_token_must_name_the_issuer_just_as_the_document_does(
    provider: Provider, named: Callable[[str], str], token: Callable[[str], str]
) -> None:
    provider.says["issuer"], provider.claims["iss"] = named(provider.url), token(provider.url)
    client = Client()
    answer = client.get(BACK, provider.answers(led_to(client.post(BEGIN))))
    assert (answer.status_code, client.get("/staff/").status_code) == (403, 302)


UNSAFE: Mapping[str, tuple[str, object]] = {
    "another issuer": ("issuer", "https://another.example"),
    "no issuer": ("issuer", None),
    "a script as its page": ("authorization_endpoint", "javascript:alert(1)"),
    "its page without TLS": ("authorization_endpoint", "http://another.example/authorize"),
    "no page": ("authorization_endpoint", None),
    "a page without a host": ("authorization_endpoint", "/authorize"),
    "a page with a line break": ("authorization_endpoint", "https://another.example/\r\nX: y"),
    "a page with an address that is too long": ("authorization_endpoint", f"https://a.example/{'x' * 2000}"),
    "tokens without TLS": ("token_endpoint", "http://another.example/token"),
    "keys from a file": ("jwks_uri", "file:///etc/passwd"),
    "keys at a number": ("jwks_uri", 7),
    "keys at a broken host": ("jwks_uri", "https://[a"),
    "ways to ask for tokens that are null": (METHODS, None),
    "one way to ask for tokens": (METHODS, "client_secret_post"),
    "ways to ask for tokens that are numbers": (METHODS, [7]),
    "ways to ask for tokens by name": (METHODS, {"client_secret_post": True}),
}


@pytest.mark.parametrize("odd", UNSAFE.values(), ids=UNSAFE)
def test_a_discovery_document_that_leads_astray_is_not_followed(
    provider: Provider, odd: tuple[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    provider.says |= dict([odd])
    answer = Client().post(BEGIN)
    assert (shown(answer), odd[0] in log_lines(caplog)[0]) == ((503, True), True)


def test_a_discovery_document_need_not_say_how_tokens_are_asked_for(provider: Provider) -> None:
    document = {name: told for name, told in provider.told(DISCOVERY).items() if name != METHODS}
    assert read_discovery(document, provider=provider.url) == document


def test_a_page_of_the_provider_may_have_a_query_of_its_own(provider: Provider) -> None:
    provider.says["authorization_endpoint"] = "https://login.another.example/authorize?policy=staff"
    client = Client()
    onward = led_to(client.post(BEGIN))
    assert (
        onward.startswith("https://login.another.example/authorize?policy=staff&"),
        onward.count("?"),
    ) == (
        True,
        1,
    )


def test_the_way_on_stays_behind_the_page_of_the_trouble(provider: Provider) -> None:
    onward = reverse("staff_unsent")
    leads_back = f'href="{reverse("account_login")}?next={quote(onward, safe="")}"'
    client = Client()
    brought = provider.answers(led_to(client.post(BEGIN, {"next": onward})))
    provider.raw[TOKEN] = GARBAGE["a fault"]
    answers = [client.get(BACK, brought)]
    provider.raw[DISCOVERY] = GARBAGE["a fault"]
    answers.append(client.post(BEGIN, {"next": onward}))
    assert [leads_back in each.content.decode() for each in answers] == [True, True]
