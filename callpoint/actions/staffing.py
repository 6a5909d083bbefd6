"""Who works here: making an account, the one-time password of the first one.

StaffingError
├── NameTakenError           somebody signs in with this name already
├── NoSuchRoleError          the role is not in the table of access
└── NoSuchStaffMemberError   nobody signs in with this name
"""

import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.models import StaffMember
from callpoint.records.transaction import writing
from callpoint.rules.access import Role
from callpoint.rules.chance import Chance
from callpoint.rules.journal import SALT_SIZE

FIRST_NAME = "first"
"""What the first member of staff signs in with, until somebody makes accounts with real names."""

EXAMPLE_PREFIX = "example."
"""How the names of the demonstration's accounts begin: nobody signs in to them, and the first account stays open."""


class StaffingError(Exception):
    """An account cannot be made."""


class NameTakenError(StaffingError):
    """Somebody signs in with this name already."""


class NoSuchRoleError(StaffingError):
    """The role is not in the table of access."""


class NoSuchStaffMemberError(StaffingError):
    """Nobody signs in with this name."""


@dataclass(frozen=True, kw_only=True)
class OneTimeSignIn:
    """A name and a password that must be changed at the first sign-in."""

    username: str
    password: str


@writing
def add_staff_member(
    *,
    username: str,
    display_name: str,
    role: str,
    unit: str,
    by: Actor,
    at: datetime,
    chance: Chance = secrets.token_bytes,
) -> OneTimeSignIn:
    """
    Make an account with a one-time password.

    :raises NameTakenError: somebody signs in with this name already.
    :raises NoSuchRoleError: the role is not in the table of access.
    """
    if role not in set(Role):
        raise NoSuchRoleError(role)
    if StaffMember.objects.filter(username=username).exists():
        raise NameTakenError(username)
    password = _one_time_password(chance)
    member = StaffMember.objects.create(
        username=username,
        display_name=display_name,
        role=role,
        unit=unit,
        salt=chance(SALT_SIZE),
        password=make_password(password),
        must_change_password=True,
        created_at=at,
    )
    write_leaf(what="staff.add", about=member.pk, by=by, at=at, wrote=[member])
    return OneTimeSignIn(username=username, password=password)


@writing
def renew_one_time_password(
    *, username: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> OneTimeSignIn | None:
    """Give an account that was never used a new one-time password; None where it was used."""
    unused = StaffMember.objects.select_for_update().filter(username=username, must_change_password=True)
    member = unused.first()
    if member is None:
        return None
    password = _one_time_password(chance)
    member.password = make_password(password)
    member.save(update_fields=["password"])
    write_leaf(what="staff.renew-password", about=member.pk, by=by, at=at, wrote=[member])
    return OneTimeSignIn(username=username, password=password)


@writing
def first_sign_in(
    *, unit: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> OneTimeSignIn | None:
    """
    Give the first member of staff a way in: a supervisor, who may see every unit's reports.

    None once that account has a password of its own, or others were made without it.
    """
    if StaffMember.objects.filter(username=FIRST_NAME).exists():
        return renew_one_time_password(username=FIRST_NAME, by=by, at=at, chance=chance)
    if StaffMember.objects.exclude(username__startswith=EXAMPLE_PREFIX).exists():
        return None
    return add_staff_member(
        username=FIRST_NAME,
        display_name="First supervisor",
        role=Role.SUPERVISOR,
        unit=unit,
        by=by,
        at=at,
        chance=chance,
    )


@writing
def reset_sign_in(
    *, username: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> OneTimeSignIn:
    """
    Give somebody who lost password or phone a new one-time password, and take the second factor and the provider away.

    The next sign-in sets both up anew.

    :raises NoSuchStaffMemberError: nobody signs in with this name.
    """
    member = StaffMember.objects.select_for_update().filter(username=username).first()
    if member is None:
        raise NoSuchStaffMemberError(username)
    Authenticator.objects.filter(user_id=member.pk).delete()
    SocialAccount.objects.filter(user_id=member.pk).delete()
    password = _one_time_password(chance)
    member.password = make_password(password)
    member.must_change_password = True
    member.save(update_fields=["password", "must_change_password"])
    write_leaf(what="staff.reset", about=member.pk, by=by, at=at, wrote=[member])
    return OneTimeSignIn(username=username, password=password)


@writing
def password_was_changed(*, staff_id: int, by: Actor, at: datetime) -> None:
    """Note that a member of staff now has a password of their own."""
    member = StaffMember.objects.select_for_update().get(pk=staff_id)
    member.must_change_password = False
    member.save(update_fields=["must_change_password"])
    write_leaf(what="staff.change-password", about=member.pk, by=by, at=at, wrote=[member])


def _one_time_password(chance: Chance) -> str:
    """Make 80 random bits in four groups that can be read aloud."""
    letters = b32encode(chance(10)).decode().lower()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))
