"""A walk through the sign-in of staff, with what is refused at each step."""

from datetime import timedelta
from typing import Protocol

from django.core.cache import cache
from django.test import Client

from callpoint.actions.acting import system
from callpoint.actions.staffing import add_staff_member
from callpoint.clock import now
from callpoint.rules.access import Role
from tests.makers import a_code, a_staff_member, signed_in_by_password, with_authenticator

NAME = "Asha Patel"


class Pages(Protocol):
    """A walk that opens pages and sends forms."""

    browser: Client

    def asking(self, client: Client) -> Client:
        """Let a client ask in the language of the walk."""

    def get(self, name: str, /, *args: object, of: Client | None = None, query: str = "") -> object:
        """Open a page."""

    def post(self, name: str, /, *args: object, of: Client | None = None, **told: object) -> object:
        """Send a form."""


def walk_sign_in(walk: Pages) -> None:
    """The way in, with what is refused at each step."""
    walk.browser = walk.asking(Client())
    walk.get("account_login")
    walk.get("account_inactive")
    walk.post("account_login", login="", password="")
    walk.post("account_login", login="staff-name", password="zzz")
    cache.clear()
    made = add_staff_member(
        username="staff-late",
        display_name=NAME,
        role=Role.ASSESSOR,
        unit="",
        by=system("test"),
        at=now() - timedelta(days=365),
    )
    walk.post("account_login", login=made.username, password=made.password)
    member, password = a_staff_member(name=NAME)
    fresh = walk.asking(signed_in_by_password(member, password))
    walk.get("mfa_activate_totp", of=fresh)
    walk.post("mfa_activate_totp", of=fresh, code="000000")
    with_authenticator(member)
    half = walk.asking(signed_in_by_password(member, password))
    walk.get("mfa_authenticate", of=half)
    walk.post("mfa_authenticate", of=half, code="")
    walk.post("mfa_authenticate", of=half, code="000000")
    cache.clear()
    walk.post("mfa_authenticate", of=half, code=a_code())
    for name in ("account_reauthenticate", "mfa_reauthenticate"):
        walk.get(name, of=half)
        walk.post(name, of=half, password="zzz", code="000000")
