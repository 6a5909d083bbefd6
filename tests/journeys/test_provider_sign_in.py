"""The organisation's sign-in in a real browser, whose policy decides where a form may lead."""

from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.seeing import OTHER_MODES, PHONE, broken_rules, scrolls_sideways
from tests.journeys.visiting import Visitor
from tests.makers import a_code, a_staff_member, with_authenticator
from tests.pages.staff.a_provider import DISCOVERY, Provider, Raw, named_in, running_provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running_provider() as made:
        named_in(settings, made)
        yield made


@pytest.fixture
def visitor(
    phone: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    made = Visitor(phone, live_server.url, settings, monkeypatch)
    made.begin_anew()
    return made


def test_a_sign_in_page_on_another_host_than_the_issuer_is_reached_with_and_without_scripts(
    visitor: Visitor, provider: Provider
) -> None:
    provider.says["authorization_endpoint"] = provider.url.replace("127.0.0.1", "localhost") + "/authorize"
    member, _password = a_staff_member()
    with_authenticator(member)
    SocialAccount.objects.create(user=member, provider="organisation", uid="subject-1")
    cache.clear()
    page = visitor.page
    visitor.open("account_login")
    page.get_by_role("button", name="Sign in with Force login").click()
    page.get_by_label("Code from your app").fill(a_code())
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(visitor.url + reverse("staff_queue"))


@pytest.mark.parametrize(
    ("address", "answer", "heading"),
    [
        ("/slow", Raw(body=b"", status=204), "On to Force login"),
        (DISCOVERY, Raw(body=b"{"), "Nobody was signed in"),
    ],
)
def test_the_page_before_the_provider_and_that_of_its_trouble_can_be_read_by_all(
    desk: Page,
    live_server: LiveServer,
    provider: Provider,
    address: str,
    answer: Raw,
    heading: str,
) -> None:
    provider.says["authorization_endpoint"] = f"{provider.url}/slow"
    provider.raw[address] = answer
    desk.goto(live_server.url + reverse("account_login"))
    desk.get_by_role("button", name="Sign in with Force login").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(heading)
    found = []
    for mode in (PHONE, *OTHER_MODES):
        mode.put_on(desk)
        found += [*broken_rules(desk, mode), *(["too wide"] if scrolls_sideways(desk) else [])]
    assert found == []
