"""Accounts of staff: made with a one-time password, renewed, reset, and refused without a trace."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.staffing import (
    NameTakenError,
    NoSuchRoleError,
    NoSuchStaffMemberError,
    OneTimeSignIn,
    add_staff_member,
    first_sign_in,
    password_was_changed,
    renew_one_time_password,
    reset_sign_in,
)
from callpoint.records.models import StaffMember
from callpoint.rules.access import Role
from tests.makers import DESK, a_staff_member, all_kept, at, deeds, seeded, with_authenticator

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY = system("test")
ONE_TIME = re.compile(r"([a-z2-7]{4}-){3}[a-z2-7]{4}")


def add(username: str = "asha", role: str = Role.ASSESSOR) -> OneTimeSignIn:
    return add_staff_member(
        username=username, display_name="Asha Patel", role=role, unit=DESK, by=BY, at=at(), chance=seeded()
    )


def test_trying_a_password_changes_no_row_even_where_hashing_became_stronger(settings: Settings) -> None:
    member, password = a_staff_member()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    before = all_kept()
    assert (member.check_password(password), member.check_password("wrong")) == (True, False)
    assert all_kept() == before


def first() -> OneTimeSignIn | None:
    return first_sign_in(unit=DESK, by=BY, at=at())


def works(made: OneTimeSignIn | None) -> bool:
    assert made
    return StaffMember.objects.get(username=made.username).check_password(made.password)


def test_a_new_account_has_a_one_time_password_that_must_be_changed() -> None:
    made = add()
    member = StaffMember.objects.get()
    held = (
        member.username,
        str(member),
        member.role,
        member.unit,
        member.must_change_password,
        member.is_active,
    )
    assert held == ("asha", "Asha Patel", "assessor", DESK, True, True)
    assert ONE_TIME.fullmatch(made.password)
    assert (works(made), deeds()) == (True, ["staff.add"])


def test_a_renewed_password_replaces_the_old_one() -> None:
    old = add()
    new = renew_one_time_password(username="asha", by=BY, at=at())
    assert (works(new), works(old), deeds()) == (True, False, ["staff.add", "staff.renew-password"])


def test_a_password_of_ones_own_is_never_renewed() -> None:
    member, _ = a_staff_member()
    before = all_kept()
    assert renew_one_time_password(username=member.username, by=BY, at=at()) is None
    assert all_kept() == before


def test_the_first_sign_in_is_a_supervisor_and_stays_open_until_used() -> None:
    old, new = first(), first()
    member = StaffMember.objects.get()
    assert (works(new), works(old), member.role, member.username) == (True, False, "supervisor", "first")
    password_was_changed(staff_id=member.pk, by=BY, at=at())
    before = all_kept()
    assert (first(), all_kept()) == (None, before)


def test_there_is_no_first_sign_in_where_somebody_works_already() -> None:
    a_staff_member()
    before = all_kept()
    assert (first(), all_kept()) == (None, before)


def test_a_reset_takes_password_and_second_factor_away() -> None:
    member, old = a_staff_member()
    with_authenticator(member)
    made = reset_sign_in(username=member.username, by=BY, at=at())
    member.refresh_from_db()
    assert (works(made), member.check_password(old), member.must_change_password) == (True, False, True)
    assert (Authenticator.objects.count(), deeds()[-1]) == (0, "staff.reset")


REFUSED: dict[str, tuple[type[Exception], Callable[[], object]]] = {
    "a name that is taken": (NameTakenError, add),
    "a role that is not in the table": (NoSuchRoleError, lambda: add("ben", "chief")),
    "a reset of nobody": (NoSuchStaffMemberError, lambda: reset_sign_in(username="nobody", by=BY, at=at())),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_leaves_no_trace(name: str) -> None:
    add()
    before = all_kept()
    error, deed = REFUSED[name]
    with pytest.raises(error):
        deed()
    assert all_kept() == before
