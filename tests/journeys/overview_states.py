"""How to reach the supervisor's page: with nothing counted, after a busy week, and for one unit."""

from collections.abc import Callable, Iterator

from tests.journeys.visiting import State, Visitor, held, staff
from tests.makers import DESK
from tests.pages.overview_walk import a_busy_week


def overview_states() -> Iterator[State]:
    """What a supervisor sees of all reports."""
    yield State(name="overview, nothing", address="staff_overview", reach=held("staff_overview", as_=staff))
    yield State(name="overview, a busy week", address="staff_overview", reach=_busy(""))
    yield State(
        name="overview, one unit", address="staff_overview", reach=_busy(f"?period=quarter&unit={DESK}")
    )


def _busy(query: str) -> Callable[[Visitor], None]:
    def reached(visitor: Visitor) -> None:
        a_busy_week()
        visitor.become(staff())
        visitor.open("staff_overview", query=query)

    return reached
