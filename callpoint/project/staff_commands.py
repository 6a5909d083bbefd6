"""Making staff accounts from the command line."""

import sys

from callpoint.actions.acting import system
from callpoint.actions.staffing import (
    NameTakenError,
    NoSuchRoleError,
    NoSuchStaffMemberError,
    OneTimeSignIn,
    add_staff_member,
    first_sign_in,
    reset_sign_in,
)
from callpoint.clock import now
from callpoint.project.exit_codes import BAD_INPUT, WELL
from callpoint.records.knowledge import knowledge
from callpoint.rules.access import Role

BY = "command line"


def add(*, username: str, name: str, role: str, unit: str) -> int:
    """Make an account and print its one-time password."""
    units = knowledge().content.units
    if unit and unit not in units:
        print(f"There is no unit {unit}. Choose one of: {', '.join(units)}.", file=sys.stderr)
        return BAD_INPUT
    try:
        made = add_staff_member(
            username=username, display_name=name, role=role, unit=unit, by=system(BY), at=now()
        )
    except NameTakenError:
        print(f"Somebody signs in as {username} already. Choose another name.", file=sys.stderr)
        return BAD_INPUT
    except NoSuchRoleError:
        print(f"There is no role {role}. Choose one of: {', '.join(Role)}.", file=sys.stderr)
        return BAD_INPUT
    _show(made)
    return WELL


def first() -> int:
    """Print the first sign-in while it is open; print nothing once it was used."""
    fallback = next(unit.id for unit in knowledge().content.units.values() if unit.fallback)
    made = first_sign_in(unit=fallback, by=system(BY), at=now())
    if made:
        _show(made)
    return WELL


def reset(*, username: str) -> int:
    """Take a lost second factor away and print a new one-time password."""
    try:
        made = reset_sign_in(username=username, by=system(BY), at=now())
    except NoSuchStaffMemberError:
        print(f"Nobody signs in as {username}.", file=sys.stderr)
        return BAD_INPUT
    _show(made)
    return WELL


def _show(made: OneTimeSignIn) -> None:
    print(f"{made.username} {made.password}")
