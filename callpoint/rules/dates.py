"""By when something was promised, in the hours of the unit that is bound."""

from datetime import datetime
from typing import Final

from callpoint.rules.content.model import Unit
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.promises import Calendar, promise_due

OF_THE_SERVICE: Final = "this service"
"""How the content names the body that is bound where that is whoever runs this deployment."""
BINDS_UNITS: Final = frozenset({"police-force", "recording-body"})
"""Roles whose own units and officers the content binds; others cannot promise what those do."""
KEEPS_REPORTS: Final = BINDS_UNITS | {"support-service"}
"""Roles that take reports; a guide takes none and promises nothing."""


def promised(
    known: Knowledge, promise_id: str, *, unit: Unit | None, role: str, at: datetime
) -> datetime | None:
    """
    Give the time by which a promise that starts `at` is due.

    None where the content has no such promise, or where it binds another body than a deployment of this role.
    """
    promise = known.content.promises.get(promise_id)
    if promise is None or role not in (KEEPS_REPORTS if promise.bound == OF_THE_SERVICE else BINDS_UNITS):
        return None
    return promise_due(promise, starts_at=at, calendar=calendar_of(known, unit))


def calendar_of(known: Knowledge, unit: Unit | None) -> Calendar:
    """Give the days off of the deployment's jurisdiction and the duty hours of a unit; without one, every hour."""
    home = known.jurisdiction
    around = known.content.jurisdictions.get(home.part_of)
    return Calendar(
        timezone=home.timezone,
        holidays=frozenset(home.holidays or (around.holidays if around else ())),
        duty_hours=unit.duty_hours if unit else "24/7",
    )
