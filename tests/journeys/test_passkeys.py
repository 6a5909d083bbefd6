"""Passkeys in a real browser with an authenticator that is not: add one, sign in with it, name it, remove it."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.seeing import Watch
from tests.journeys.visiting import Visitor
from tests.makers import a_code as code_of_app
from tests.makers import a_staff_member, with_authenticator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def visitor(
    desk: Page, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Visitor:
    made = Visitor(desk, live_server.url, settings, monkeypatch)
    made.begin_anew()
    return made


@pytest.fixture
def device(desk: Page) -> Iterator[str]:
    """A device that holds passkeys, and whose owner always agrees; gives its id."""
    session = desk.context.new_cdp_session(desk)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield str(made["authenticatorId"])
    session.send("WebAuthn.disable")


def press(visitor: Visitor, button: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=button).click()


def test_a_passkey_is_added_signs_in_is_named_and_removed_and_no_script_is_refused(
    visitor: Visitor, device: str
) -> None:
    member, password = a_staff_member()
    with_authenticator(member)
    watch, page = Watch(visitor.page, visitor.url), visitor.page
    sign_in_by_password(visitor, member.username, password)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Code from your app").fill(code_of_app())
    press(visitor, "Sign in")
    visitor.open("mfa_add_webauthn")
    page.get_by_label("Name of this passkey").fill("Desk one")
    press(visitor, "Add this passkey")
    press_sign_out(visitor)
    cache.clear()
    sign_in_by_password(visitor, member.username, password, led_to="staff_sessions")
    press(visitor, "Use a passkey")
    expect(page).to_have_url(visitor.url + reverse("staff_sessions"))
    name_and_remove(visitor)
    assert (device != "", Authenticator.objects.filter(type="webauthn").count(), watch.taken()) == (
        True,
        0,
        [],
    )


def sign_in_by_password(visitor: Visitor, username: str, password: str, led_to: str = "staff_queue") -> None:
    visitor.open("account_login", query=f"?next={reverse(led_to)}")
    visitor.page.get_by_label("User name").fill(username)
    visitor.page.get_by_label("Password").fill(password)
    press(visitor, "Go on")


def press_sign_out(visitor: Visitor) -> None:
    visitor.open("account_logout")
    press(visitor, "Sign out")


def name_and_remove(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("mfa_index")
    expect(page.get_by_text("Desk one", exact=True)).to_be_visible()
    page.get_by_role("link", name="Name it").click()
    page.get_by_label("Name of this passkey").fill("Desk two")
    press(visitor, "Keep this name")
    expect(page.get_by_text("Desk two", exact=True)).to_be_visible()
    page.get_by_role("link", name="Remove it").click()
    press(visitor, "Remove it")
    expect(page.get_by_text("You have no passkey.")).to_be_visible()


def test_a_passkey_of_somebody_else_signs_nobody_in(visitor: Visitor, device: str) -> None:
    """The device holds the passkey of one; another gave their password and has a passkey on another device."""
    assert device
    one, other = a_staff_member(), a_staff_member()
    for member, password in (one, other):
        with_authenticator(member)
        sign_in_by_password(visitor, member.username, password)
        visitor.page.get_by_label("Code from your app").fill(code_of_app())
        press(visitor, "Sign in")
        visitor.open("mfa_add_webauthn")
        press(visitor, "Add this passkey")
        press_sign_out(visitor)
        cache.clear()
    mine, theirs = (Authenticator.objects.get(user=member, type="webauthn") for member, _ in (one, other))
    sign_in_by_password(visitor, other[0].username, other[1])
    told = visitor.page.locator("[data-passkey]").get_attribute("data-options") or ""
    assert (theirs.data["credential"]["id"] in told, mine.data["credential"]["id"] in told) == (True, False)
    visitor.page.locator("[data-passkey]").evaluate(
        "(form, [from, to]) => { form.dataset.options = form.dataset.options.replaceAll(from, to); }",
        [theirs.data["credential"]["id"], mine.data["credential"]["id"]],
    )
    press(visitor, "Use a passkey")
    expect(visitor.page.get_by_text("This passkey was not taken.").first).to_be_visible()
    visitor.open("staff_queue")
    expect(visitor.page).not_to_have_url(visitor.url + reverse("staff_queue"))
