"""The made-up people of a demonstration: accounts that nobody can sign in to."""

from datetime import datetime

from callpoint.actions.acting import Actor, ActorKind, system
from callpoint.actions.staffing import EXAMPLE_PREFIX, add_staff_member
from callpoint.records.queries.people import id_of
from callpoint.rules.access import Badge, Role


def made_up_person(called: str, *, role: Role, unit: str = "", at: datetime) -> Actor:
    """Make an account whose one-time password is told to nobody; `called` ends its name and says its work."""
    username = EXAMPLE_PREFIX + called.lower().replace(" ", ".")
    add_staff_member(
        username=username,
        display_name=f"Example {called} (made up)",
        role=role,
        unit=unit,
        by=system("demo"),
        at=at,
    )
    return Actor(kind=ActorKind.STAFF, id=str(id_of(username)), badge=Badge(role=role, unit=unit))
