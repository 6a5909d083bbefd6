"""How to reach the pages of passkeys, in every state."""

from collections.abc import Callable, Iterator

from tests.journeys.visiting import State, Visitor, held, staff
from tests.makers import a_passkey


def passkey_states() -> Iterator[State]:
    """Adding, seeing, naming and removing one, and confirming who one is by it."""
    for name in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
        yield State(name=name, address=name, reach=held(name, as_=staff))
    for name in ("mfa_index", "mfa_edit_webauthn", "mfa_remove_webauthn"):
        yield State(name=f"{name} with a passkey", address=name, reach=_with_a_passkey(name))
    yield State(name="passkey without a name", address="mfa_edit_webauthn", status=422, reach=_unnamed)


def _with_a_passkey(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        client = staff()
        passkey = a_passkey(int(client.session["_auth_user_id"]))
        args = () if name == "mfa_index" else (passkey.pk,)
        held(name, *args, as_=lambda: client)(visitor)

    return reach


def _unnamed(visitor: Visitor) -> None:
    _with_a_passkey("mfa_edit_webauthn")(visitor)
    visitor.send(name="")
