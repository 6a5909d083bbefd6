"""How to reach the sign-in of the staff and what they set for themselves, in every state."""

from collections.abc import Iterator
from datetime import timedelta

from callpoint.actions.acting import system
from callpoint.actions.assigning import take_report
from callpoint.actions.people import close_account
from callpoint.actions.staffing import add_staff_member
from callpoint.clock import now
from callpoint.rules.access import Role
from tests.journeys.passkey_states import passkey_states
from tests.journeys.visiting import State, Visitor, half_in, held, newcomer, opened, staff, typed
from tests.makers import DESK, OTHER_DESK, a_report, a_staff_member, acting, an_actor


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
        name="sign-in, a one-time password that has run out",
        address="account_login",
        status=403,
        reach=_too_late,
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
    yield from passkey_states()
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


def people_states() -> Iterator[State]:
    """The accounts of others: the list, making one, and one in each state."""
    yield State(name="people", address="staff_people", reach=held("staff_people", as_=staff))
    yield State(name="a new person", address="staff_person_new", reach=held("staff_person_new", as_=staff))
    yield State(
        name="a new person without a name",
        address="staff_person_new",
        status=422,
        reach=held("staff_person_new", as_=staff, username="zzz"),
    )
    yield State(name="a person, invited", address="staff_person", reach=_invited)
    yield State(name="a change that takes work away", address="staff_person", status=422, reach=_work_is_left)
    yield State(name="a closed account of somebody", address="staff_person", reach=_closed)
    yield State(
        name="where I am signed in", address="staff_sessions", reach=held("staff_sessions", as_=staff)
    )


def _too_late(visitor: Visitor) -> None:
    """Somebody types a one-time password that was given a year ago."""
    made = add_staff_member(
        username=f"zzz-{now().timestamp()}",
        display_name="Zed",
        role=Role.ASSESSOR,
        unit="",
        by=system("test"),
        at=now() - timedelta(days=365),
    )
    typed("account_login", login=made.username, password=made.password)(visitor)


def _invited(visitor: Visitor) -> None:
    """An account that was just made, with its one-time password."""
    held("staff_person_new", as_=staff)(visitor)
    visitor.page.get_by_label("User name").fill(f"zzz-{now().timestamp()}")
    visitor.page.get_by_label("Name that colleagues and reporters see").fill("Zed")
    visitor.page.get_by_role("radio", name="Assessor").check()
    with visitor.page.expect_navigation() as led:
        visitor.page.get_by_role("button", name="Make the account").click()
    visitor.status = led.value.status


def _closed(visitor: Visitor) -> None:
    member, _password = a_staff_member()
    close_account(staff_id=member.pk, hand_to=None, by=an_actor(role=Role.SUPERVISOR), at=now())
    held("staff_person", member.pk, as_=staff)(visitor)


def _work_is_left(visitor: Visitor) -> None:
    member, _password = a_staff_member()
    take_report(report_id=a_report(when=now(), unit=DESK), by=acting(member), at=now())
    held("staff_person", member.pk, as_=staff)(visitor)
    visitor.page.get_by_label("Unit").select_option(OTHER_DESK)
    visitor.press(visitor.page.get_by_role("button", name="Save the change"))


def _recovery_codes(visitor: Visitor) -> None:
    held("mfa_generate_recovery_codes", as_=staff)(visitor)
    visitor.send()
