"""How to reach what is suggested and decided of a report, in every state, in a browser."""

from collections.abc import Callable, Iterator
from uuid import UUID

from callpoint.actions.acting import system
from callpoint.actions.assessing import Choice, accept, change
from callpoint.actions.suggesting_again import suggest_again
from callpoint.analysis.settling import settle_report
from callpoint.clock import now
from callpoint.rules.access import Role
from tests.journeys.visiting import State, Visitor, held, opened, staff
from tests.makers import a_report, a_staff_member, acting

STORY = (
    "I am 78 and live alone in Chesterfield. A man from my bank told me to move my money. "
    "I sent £9,400 to a safe account 40 minutes ago. He rang from 07700 900321."
)


def assess_states() -> Iterator[State]:
    """The criteria, a suggestion, and what people make of it."""
    yield State(name="how we decide", address="how_we_decide", reach=opened("how_we_decide"))
    yield State(name="report, suggested", address="staff_report", reach=_report(_nothing))
    yield State(name="report, accepted", address="staff_report", reach=_report(_accepted))
    yield State(name="report, changed and linked since", address="staff_report", reach=_report(_changed))
    yield State(name="report, decided meanwhile", address="staff_report", status=422, reach=_meanwhile)
    yield State(name="change the severity", address="staff_change", reach=_change("severity"))
    yield State(name="change the kind", address="staff_change", reach=_change("kind"))
    yield State(name="a change without a reason", address="staff_change", status=422, reach=_unreasoned)


def _nothing(report_id: UUID) -> None:
    del report_id


def _accepted(report_id: UUID) -> None:
    member, _ = a_staff_member(role=Role.SUPERVISOR, name="Bob Reed")
    accept(report_id=report_id, by=acting(member), at=now())


def _changed(report_id: UUID) -> None:
    member, _ = a_staff_member(role=Role.SUPERVISOR, name="Bob Reed")
    words = "They rang us: they keep two cats and no savings."
    choice = Choice(name="vulnerability", said="2", reason_code="told-since", words=words)
    change(report_id=report_id, choice=choice, by=acting(member), at=now())
    for number in range(5):
        settle_report(report_id=a_report(when=now(), story=f"{number} {STORY}"), at=now())
    settle_report(report_id=report_id, at=now())
    suggest_again(report_id=report_id, by=system("worker"), at=now())


def _report(deed: Callable[[UUID], None]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        report_id = a_report(when=now(), story=STORY)
        deed(report_id)
        held("staff_report", report_id, as_=staff)(visitor)

    return reach


def _meanwhile(visitor: Visitor) -> None:
    report_id = a_report(when=now(), story=STORY)
    held("staff_report", report_id, as_=staff)(visitor)
    _changed(report_id)
    visitor.press_in_place(visitor.page.get_by_role("button", name="Accept").first)


def _change(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held("staff_change", a_report(when=now(), story=STORY), name, as_=staff)(visitor)

    return reach


def _unreasoned(visitor: Visitor) -> None:
    _change("severity")(visitor)
    _press(visitor, "Keep my decision")


def _press(visitor: Visitor, button: str) -> None:
    visitor.press(visitor.page.get_by_role("button", name=button).first)
