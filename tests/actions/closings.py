"""Makers for tests about closing: a report that was read, letters, and closings at each step."""

from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.closing import Proposal, check_closing, propose_closing
from callpoint.actions.closings_shown import draft_closing
from callpoint.actions.reading import open_report
from callpoint.records.models import Closing, Report
from callpoint.rules.access import Role
from callpoint.rules.letters import Letter
from tests.makers import a_report, an_actor, at

OPEN_OUTCOME = "sent-in-error"
"""One person closes with it."""
SENSITIVE_OUTCOME = "no-crime-found"
"""It says no, so two do."""


def a_read_report(*, by: Actor | None = None, **answers: str | list[str]) -> UUID:
    """A report that an officer has opened."""
    report_id = a_report(**answers)
    unit = Report.objects.get(id=report_id).unit
    open_report(report_id=report_id, by=by or an_actor(unit=unit), at=at(hours=1))
    return report_id


def of_unit(report_id: UUID, *, role: str = Role.INVESTIGATOR) -> Actor:
    """A new member of staff of the unit that holds a report."""
    return an_actor(role=role, unit=Report.objects.get(id=report_id).unit)


def a_letter(report_id: UUID, outcome: str, *, by: Actor) -> Letter:
    """The standard letter of an outcome for a report, its gap closed."""
    drafted = draft_closing(report_id=report_id, outcome_id=outcome, letter_id="", by=by, at=at(hours=2))
    assert drafted.letter is not None
    said = {name: part.replace("{gap}", GAP) for name, part in drafted.letter.parts().items()}
    return Letter.of(said)


GAP = "Call them by phone to ask more."
"""What an officer may put into any gap."""


def a_proposal(report_id: UUID, *, by: Actor, outcome: str = OPEN_OUTCOME) -> Proposal:
    """What an officer would send."""
    return Proposal(outcome=outcome, letter=a_letter(report_id, outcome, by=by))


def proposed(report_id: UUID, *, by: Actor, outcome: str = SENSITIVE_OUTCOME) -> Closing:
    """A closing as it stands after somebody proposed it."""
    propose_closing(
        report_id=report_id, proposal=a_proposal(report_id, by=by, outcome=outcome), by=by, at=at(hours=3)
    )
    return Closing.objects.filter(report=report_id).latest("proposed_at")


def closed(report_id: UUID, *, by: Actor | None = None, outcome: str = OPEN_OUTCOME) -> Closing:
    """A closing whose letter went out, by two people where it must be."""
    closing = proposed(report_id, by=by or of_unit(report_id), outcome=outcome)
    if closing.sent_at is None:
        check_closing(closing_id=closing.id, by=of_unit(report_id), at=at(hours=4))
        closing.refresh_from_db()
    return closing
