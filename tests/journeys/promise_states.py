"""How to reach what was promised, with nothing, with what is late, due and kept, and on the page of a report."""

from collections.abc import Iterator
from datetime import timedelta

from callpoint.actions.acting import system
from callpoint.actions.promise_keeping import keep_promises
from callpoint.actions.reading import open_report
from callpoint.clock import now
from callpoint.rules.lifecycle import ReportState
from tests.actions.promise_run import moved
from tests.journeys.visiting import State, Visitor, held, staff
from tests.makers import DESK, a_report, an_actor


def promise_states() -> Iterator[State]:
    """What a supervisor sees of promises."""
    yield State(name="promises, none", address="staff_promises", reach=held("staff_promises", as_=staff))
    yield State(name="promises, late and due", address="staff_promises", reach=_owed)
    yield State(name="report, a promise stands still", address="staff_report", reach=_asked)


def _owed(visitor: Visitor) -> None:
    late = a_report(when=now() - timedelta(days=9), unit=DESK)
    keep_promises(report_id=late, by=system("worker"), at=now())
    read = a_report(when=now() - timedelta(hours=1), unit=DESK)
    open_report(report_id=read, by=an_actor(), at=now())
    visitor.become(staff())
    visitor.open("staff_promises")


def _asked(visitor: Visitor) -> None:
    report_id = a_report(when=now() - timedelta(hours=1), unit=DESK)
    open_report(report_id=report_id, by=an_actor(), at=now())
    moved(report_id, ReportState.WAITING, by=an_actor(), at=now())
    visitor.become(staff())
    visitor.open("staff_report", report_id)
