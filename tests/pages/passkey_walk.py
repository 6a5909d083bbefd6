"""A walk through the pages of passkeys: none, a refused one, and one that is there."""

from django.test import Client

from tests.a_passkey import a_passkey
from tests.pages.desk_walk import Pages


def walk_passkeys(walk: Pages, desk: Client) -> None:
    """Adding one, confirming by one, and seeing, naming and removing one."""
    walk.get("mfa_add_webauthn", of=desk)
    walk.post("mfa_add_webauthn", of=desk, credential="")
    passkey = a_passkey(int(desk.session["_auth_user_id"]))
    walk.get("mfa_reauthenticate_webauthn", of=desk)
    walk.post("mfa_reauthenticate_webauthn", of=desk, credential="")
    walk.get("mfa_index", of=desk)
    walk.get("mfa_edit_webauthn", passkey.pk, of=desk)
    walk.post("mfa_edit_webauthn", passkey.pk, of=desk, name="")
    walk.get("mfa_remove_webauthn", passkey.pk, of=desk)
