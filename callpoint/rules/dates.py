"""By when something was promised, in the hours of the unit that is bound."""

from datetime import datetime

from callpoint.rules.content.model import Unit
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.promises import Calendar, promise_due


def promised(known: Knowledge, promise_id: str, *, unit: Unit | None, at: datetime) -> datetime | None:
    """Give the time by which a promise that starts `at` is due; None where the content has no such promise."""
    promise = known.content.promises.get(promise_id)
    if promise is None:
        return None
    home = known.jurisdiction
    around = known.content.jurisdictions.get(home.part_of)
    calendar = Calendar(
        timezone=home.timezone,
        holidays=frozenset(home.holidays or (around.holidays if around else ())),
        duty_hours=unit.duty_hours if unit else "24/7",
    )
    return promise_due(promise, starts_at=at, calendar=calendar)
