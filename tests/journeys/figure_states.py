"""How to reach the pages about the service itself, in a browser."""

from collections.abc import Iterator
from datetime import timedelta

from callpoint.actions.acting import system
from callpoint.actions.counting import week_of
from callpoint.actions.figures import model_week
from callpoint.clock import now
from callpoint.pages.public import limits
from callpoint.project.demo_figures import modelled
from callpoint.rules.figures import WEEKS
from tests.journeys.visiting import State, Visitor, opened


def figure_states() -> Iterator[State]:
    """How the service does, with nothing and with a quarter counted; and how it was for somebody."""
    for name in ("feedback", "feedback_thanks", "figures"):
        yield State(name=name, address=name, reach=opened(name))
    yield State(name="feedback of nothing", address="feedback", status=422, reach=_said_nothing)
    yield State(name="too much feedback", address="feedback", status=429, reach=_said_too_often)
    yield State(name="figures of a quarter", address="figures", reach=_a_quarter)


def _said_nothing(visitor: Visitor) -> None:
    visitor.open("feedback", query="?after=gave-up")
    visitor.send()


def _said_too_often(visitor: Visitor) -> None:
    visitor.patch.setattr(limits, "SAYINGS_PER_HOUR", 1)
    for _ in range(2):
        _said_nothing(visitor)


def _a_quarter(visitor: Visitor) -> None:
    a_modelled_quarter()
    visitor.open("figures")


def a_modelled_quarter() -> None:
    """Make up the figures of a quarter, as a demonstration does."""
    for weeks in range(WEEKS):
        week = week_of(now()) - timedelta(weeks=weeks + 1)
        model_week(week=week, counts=modelled(weeks), by=system("test"), at=now())
