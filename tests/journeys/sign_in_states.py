"""How to reach the sign-in of the staff and what they set for themselves, in every state."""

from collections.abc import Iterator

from tests.journeys.visiting import State, Visitor, half_in, held, newcomer, opened, staff, typed


def sign_in_states() -> Iterator[State]:
    """The way in for staff, with what is refused at each step."""
    yield State(name="sign-in", address="account_login", reach=opened("account_login"))
    yield State(
        name="sign-in, nothing typed",
        address="account_login",
        status=422,
        reach=typed("account_login", login="", password=""),
    )
    yield State(
        name="sign-in, wrong",
        address="account_login",
        status=422,
        reach=typed("account_login", login="zzz", password="zzz"),
    )
    yield State(
        name="closed account", address="account_inactive", status=403, reach=opened("account_inactive")
    )
    yield State(
        name="set up an app", address="mfa_activate_totp", reach=held("mfa_activate_totp", as_=newcomer)
    )
    yield State(
        name="set up an app, wrong code",
        address="mfa_activate_totp",
        status=422,
        reach=held("mfa_activate_totp", as_=newcomer, code="000000"),
    )
    yield State(name="code", address="mfa_authenticate", reach=held("mfa_authenticate", as_=half_in))
    yield State(
        name="wrong code",
        address="mfa_authenticate",
        status=422,
        reach=held("mfa_authenticate", as_=half_in, code="000000"),
    )


def account_states() -> Iterator[State]:
    """What staff set for themselves."""
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "account_logout",
        "account_change_password",
    ):
        yield State(name=name, address=name, reach=held(name, as_=staff))
    yield State(name="recovery codes", address="mfa_view_recovery_codes", reach=_recovery_codes)
    wrong = {"oldpassword": "zzz", "password1": "zzz", "password2": "yyy"}
    yield State(
        name="password, wrong",
        address="account_change_password",
        status=422,
        reach=held("account_change_password", as_=staff, **wrong),
    )
    yield State(
        name="confirm password",
        address="account_reauthenticate",
        reach=held("account_reauthenticate", as_=staff),
    )
    yield State(
        name="confirm password, wrong",
        address="account_reauthenticate",
        status=422,
        reach=held("account_reauthenticate", as_=staff, password="zzz"),
    )
    yield State(name="confirm it", address="mfa_reauthenticate", reach=held("mfa_reauthenticate", as_=staff))
    yield State(
        name="confirm code, wrong",
        address="mfa_reauthenticate",
        status=422,
        reach=held("mfa_reauthenticate", as_=staff, code="000000"),
    )


def _recovery_codes(visitor: Visitor) -> None:
    held("mfa_generate_recovery_codes", as_=staff)(visitor)
    visitor.send()
