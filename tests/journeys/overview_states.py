"""How to reach the pages of a supervisor, and what is said before a hard report."""

from collections.abc import Callable, Iterator

from callpoint.actions.assigning import take_report
from callpoint.clock import now
from callpoint.records.knowledge import knowledge
from callpoint.rules.welfare import welfare_rules
from tests.journeys.visiting import State, Visitor, held, staff
from tests.makers import DESK, a_report, a_staff_member, acting
from tests.pages.overview_walk import a_busy_week


def overview_states() -> Iterator[State]:
    """What a supervisor sees of all reports."""
    yield State(name="overview, nothing", address="staff_overview", reach=held("staff_overview", as_=staff))
    yield State(name="overview, a busy week", address="staff_overview", reach=_busy(""))
    yield State(
        name="overview, one unit", address="staff_overview", reach=_busy(f"?period=quarter&unit={DESK}")
    )
    yield State(
        name="a hard report, before it is opened", address="staff_report", reach=_hard("staff_report")
    )
    yield State(name="a look at a hard report", address="staff_peek", reach=_hard("staff_peek"))
    yield State(name="a break is offered", address="staff_queue", reach=_break)
    yield State(name="who has what, nobody", address="staff_loads", reach=held("staff_loads", as_=staff))
    yield State(name="who has what", address="staff_loads", reach=_loads)


def _hard(name: str) -> Callable[[Visitor], None]:
    def reached(visitor: Visitor) -> None:
        report_id = a_report(when=now(), unit=DESK, self_harm="yes", image_threat="yes")
        visitor.become(staff())
        visitor.open(name, report_id)

    return reached


def _break(visitor: Visitor) -> None:
    visitor.become(staff())
    for _each in range(welfare_rules(knowledge()).breaks.after_reports):
        report_id = a_report(when=now(), unit=DESK, self_harm="yes")
        visitor.open("staff_report", report_id, query="?go-on=yes")
    visitor.open("staff_queue")


def _loads(visitor: Visitor) -> None:
    member, _password = a_staff_member(name="Bo Reed")
    take_report(report_id=a_report(when=now(), unit=DESK, self_harm="yes"), by=acting(member), at=now())
    visitor.become(staff())
    visitor.open("staff_loads")


def _busy(query: str) -> Callable[[Visitor], None]:
    def reached(visitor: Visitor) -> None:
        a_busy_week()
        visitor.become(staff())
        visitor.open("staff_overview", query=query)

    return reached
