"""Reports to be suggested of and decided on, and what the page shows of them."""

from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.assessing import (
    Choice,
    Page,
)
from callpoint.actions.assessment_shown import OpenedAssessment
from callpoint.actions.reading import open_report
from callpoint.project import links_work
from callpoint.records.models import Report
from callpoint.rules.access import Role
from tests.makers import (
    NOON,
    a_report,
    a_staff_member,
    acting,
    at,
)

STORY = "I paid £300 for shoes in September and they never came."
PHONE = "07700 900123"
MISREAD = "misread"


def an_officer(name: str = "Asha Patel") -> Actor:
    member, _ = a_staff_member(role=Role.SUPERVISOR, name=name)
    return acting(member)


def a_case(**told: str | list[str]) -> UUID:
    answers: dict[str, str | list[str]] = {"story": STORY, "money_left": "last-13-months", **told}
    return a_report(when=NOON, unit="", **answers)


def shown(report_id: UUID, by: Actor) -> OpenedAssessment:
    return open_report(report_id=report_id, by=by, at=at(hours=2)).assessment


def columns(report_id: UUID) -> dict[str, object]:
    names = (
        "state",
        "urgency",
        "severity",
        "jurisdiction",
        "solvability",
        "vulnerability",
        "call_for_service",
    )
    report = Report.objects.get(id=report_id)
    return {name: getattr(report, name) for name in names}


def a_choice(name: str = "severity", said: str = "3", code: str = MISREAD, words: str = "") -> Choice:
    return Choice(name=name, said=said, reason_code=code, words=words)


def seen(opened: OpenedAssessment) -> Page:
    return Page(decision=opened.decision_mark, suggestion=opened.suggestion_mark)


def looked_at(report_id: UUID) -> None:
    """Let the worker look at a report, as after its sending."""
    links_work.look_for_links(str(report_id), at(minutes=5))
