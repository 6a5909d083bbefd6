"""By when something was promised, in the hours of the unit that is bound."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from callpoint.rules.content.model import Promise, Unit
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.promises import Calendar, Rights, amber_at, promise_due

OF_THE_SERVICE: Final = "this service"
"""How the content names the body that is bound where that is whoever runs this deployment."""
BINDS_UNITS: Final = frozenset({"police-force", "recording-body"})
"""Roles whose own units and officers the content binds; others cannot promise what those do."""
KEEPS_REPORTS: Final = BINDS_UNITS | {"support-service"}
"""Roles that take reports; a guide takes none and promises nothing."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under what a promise is given: the unit that holds the report, the role of the deployment, whose rights."""

    unit: Unit | None
    role: str
    rights: Rights = "usual"


@dataclass(frozen=True, kw_only=True)
class Term:
    """The times of one promise."""

    amber_at: datetime
    due_at: datetime


def promised(
    known: Knowledge, promise_id: str, *, unit: Unit | None, role: str, at: datetime
) -> datetime | None:
    """
    Give the time by which a promise that starts `at` is due.

    None where the content has no such promise, or where it binds another body than a deployment of this role.
    """
    term = term_of(known, promise_id, terms=Terms(unit=unit, role=role), at=at)
    return term.due_at if term else None


def term_of(known: Knowledge, promise_id: str, *, terms: Terms, at: datetime) -> Term | None:
    """Give when a promise that starts `at` turns amber and is due; None where `promised` gives none."""
    promise = known.content.promises.get(promise_id)
    if promise is None or not binds(promise, role=terms.role):
        return None
    calendar = calendar_of(known, terms.unit)
    due = promise_due(promise, starts_at=at, calendar=calendar, rights=terms.rights)
    if due is None:
        return None
    return Term(due_at=due, amber_at=amber_at(promise, starts_at=at, due=due, calendar=calendar))


def binds(promise: Promise, *, role: str) -> bool:
    """Say whether a deployment of this role can give a promise at all."""
    return role in (KEEPS_REPORTS if promise.bound == OF_THE_SERVICE else BINDS_UNITS)


def calendar_of(known: Knowledge, unit: Unit | None) -> Calendar:
    """Give the days off of the deployment's jurisdiction and the duty hours of a unit; without one, every hour."""
    home = known.jurisdiction
    around = known.content.jurisdictions.get(home.part_of)
    return Calendar(
        timezone=home.timezone,
        holidays=frozenset(home.holidays or (around.holidays if around else ())),
        duty_hours=unit.duty_hours if unit else "24/7",
    )
