"""How to reach the pages of passkeys, in every state."""

from collections.abc import Callable, Iterator

from tests.a_passkey import a_passkey
from tests.journeys.visiting import State, Visitor, held, staff


def passkey_states() -> Iterator[State]:
    """Adding, seeing, naming and removing one, and confirming who one is by it."""
    yield State(name="add a passkey", address="mfa_add_webauthn", reach=held("mfa_add_webauthn", as_=staff))
    for name in ("mfa_index", "mfa_reauthenticate_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"):
        yield State(name=f"{name} with a passkey", address=name, reach=_with_a_passkey(name))
    yield State(name="passkey without a name", address="mfa_edit_webauthn", status=422, reach=_unnamed)


def _with_a_passkey(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        client = staff()
        passkey = a_passkey(int(client.session["_auth_user_id"]))
        args = (passkey.pk,) if name in {"mfa_edit_webauthn", "mfa_remove_webauthn"} else ()
        held(name, *args, as_=lambda: client)(visitor)

    return reach


def _unnamed(visitor: Visitor) -> None:
    _with_a_passkey("mfa_edit_webauthn")(visitor)
    visitor.send(name="")
