"""Makers for tests about doors: a restricted report, a reporter without a name, and who was let in."""

from typing import Any
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.doors_shown import look_at_door, open_request_to_decide
from callpoint.actions.restricting import (
    Terms,
    ask_to_open,
    let_in,
    lift_restriction,
    refuse_to_let_in,
    restrict_report,
)
from callpoint.records.models import Admission, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.restricting import Behind, Why
from tests.makers import DESK, a_report, acting, an_actor, at

REASON = "The suspect works on the second floor."


def restricted(report_id: UUID, *, by: Actor | None = None, **terms: Any) -> None:
    """Restrict a report, as a new supervisor unless somebody is named."""
    said = Terms(**{"why": Why.COLLEAGUE, "reason": REASON, **terms})
    restrict_report(report_id=report_id, terms=said, by=by or a_boss(), at=at(minutes=1))


def a_boss() -> Actor:
    """A new supervisor."""
    return an_actor(role=Role.SUPERVISOR)


def asked(
    report_id: UUID, *, by: Actor, behind: Behind = Behind.REPORT, reason: str = "I have its twin."
) -> Admission:
    """A request to be let in."""
    ask_to_open(report_id=report_id, behind=behind, reason=reason, by=by, at=at(minutes=2))
    return Admission.objects.get(report=report_id, staff=int(by.id), behind=behind)


def admitted(report_id: UUID, *, by: Actor, behind: Behind = Behind.REPORT, hours: int = 24) -> Admission:
    """Somebody who was let in."""
    row = asked(report_id, by=by, behind=behind)
    let_in(admission_id=row.id, hours=hours, words="", by=a_boss(), at=at(minutes=3))
    row.refresh_from_db()
    return row


def a_nameless(mark: str = "Quill", *, unit: str = DESK, **told: str) -> UUID:
    """A report whose reporter told who they are and chose to give no name."""
    said: dict[str, Any] = {
        "name": f"{mark} Larkspur",
        "phone": "07700 900461",
        "email": f"{mark.lower()}@example.org",
        "address": f"7 {mark} Lane",
        "safe_contact": "yes",
        "anonymous": "yes",
        **told,
    }
    return a_report(unit=unit, **said)


def doors_shut_and_open(mark: str, officer: StaffMember) -> None:
    """Let each action about doors happen once; `mark` stands in every text that is sealed."""
    boss, worker, other = acting(officer), an_actor(), an_actor()
    report_id = a_nameless(mark, story=f"story {mark}")
    restricted(report_id, by=boss, reason=f"why {mark}")
    row = asked(report_id, by=worker, reason=f"ask {mark}")
    open_request_to_decide(admission_id=row.id, by=a_boss(), at=at(minutes=3))
    let_in(admission_id=row.id, hours=24, words=f"yes {mark}", by=a_boss(), at=at(minutes=3))
    row = asked(report_id, by=other, reason=f"ask {mark}")
    refuse_to_let_in(admission_id=row.id, words=f"no {mark}", by=a_boss(), at=at(minutes=3))
    look_at_door(report_id=report_id, behind=Behind.REPORT, by=other, at=at(minutes=3))
    asked(report_id, by=worker, behind=Behind.IDENTITY, reason=f"name {mark}")
    lift_restriction(report_id=report_id, reason=f"over {mark}", by=boss, at=at(minutes=4))
    restricted(report_id, by=boss, reason=f"why {mark}")
