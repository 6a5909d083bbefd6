"""How to reach what is rising, the warnings, the alerts, and the public pages of areas, in every state."""

from collections.abc import Callable, Iterator
from uuid import UUID

from callpoint.clock import now
from tests.actions.trends import DERBYSHIRE, a_draft_alert, a_modelled_year, a_published_alert, a_warning
from tests.journeys.visiting import State, Visitor, held, opened, staff

NOT_PLAIN = {"title": "Hang up", "text": "one " * 30, "what_to_do": "Hang up."}


def trend_states() -> Iterator[State]:
    """What everybody sees of an area, and what staff see of all of them."""
    for name, args in (("areas", ()), ("area", ("derbyshire",))):
        yield State(name=f"{name}, nothing counted", address=name, reach=opened(name, *args))
        yield State(name=f"{name}, a year and an alert", address=name, reach=_told(opened(name, *args)))
    yield State(name="nothing rises yet", address="staff_trends", reach=held("staff_trends", as_=staff))
    yield State(name="something rises", address="staff_trends", reach=_told(held("staff_trends", as_=staff)))
    yield State(name="filters chosen", address="staff_trends", reach=_filtered)
    yield State(name="warnings, none", address="staff_warnings", reach=held("staff_warnings", as_=staff))
    yield State(name="a warning waits", address="staff_warnings", reach=_warned)
    yield State(name="a warning closed", address="staff_warnings", reach=_closed)
    yield State(name="a warning without a reason", address="staff_warnings", status=422, reach=_unreasoned)
    yield from _alert_states()


def _alert_states() -> Iterator[State]:
    yield State(name="alerts, none", address="staff_alerts", reach=held("staff_alerts", as_=staff))
    yield State(name="alerts", address="staff_alerts", reach=_told(held("staff_alerts", as_=staff)))
    yield State(name="a new alert", address="staff_alert_new", reach=held("staff_alert_new", as_=staff))
    yield State(
        name="a new alert without a title",
        address="staff_alert_new",
        status=422,
        reach=held("staff_alert_new", as_=staff, text="A man rings."),
    )
    yield State(name="an alert to look over", address="staff_alert", reach=_alert(a_draft_alert))
    yield State(name="an alert that is public", address="staff_alert", reach=_alert(a_published_alert))
    yield State(name="an alert to change", address="staff_alert_words", reach=_words)
    yield State(name="an alert that is not plain", address="staff_alert", reach=_not_plain)


def _told(reach: Callable[[Visitor], None]) -> Callable[[Visitor], None]:
    """The same page once a year was made up and an alert is public."""

    def reached(visitor: Visitor) -> None:
        a_modelled_year(when=now())
        a_published_alert(when=now())
        reach(visitor)

    return reached


def _filtered(visitor: Visitor) -> None:
    a_modelled_year(when=now())
    visitor.become(staff())
    visitor.open("staff_trends", query=f"?kind=courier-fraud&area={DERBYSHIRE}&weeks=13")


def _warned(visitor: Visitor) -> None:
    a_warning(when=now())
    held("staff_warnings", as_=staff)(visitor)


def _closed(visitor: Visitor) -> None:
    _warned(visitor)
    visitor.page.get_by_label("We knew of it").first.check()
    visitor.page.get_by_role("button", name="I have seen it").first.click()
    visitor.page.get_by_text("Closed last").wait_for()


def _unreasoned(visitor: Visitor) -> None:
    _warned(visitor)
    with visitor.page.expect_navigation() as led:
        visitor.page.get_by_role("button", name="Dismiss it").first.click()
    visitor.status = led.value.status


def _alert(made: Callable[..., UUID]) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        held("staff_alert", made(when=now()), as_=staff)(visitor)

    return reach


def _words(visitor: Visitor) -> None:
    held("staff_alert_words", a_draft_alert(when=now()), as_=staff)(visitor)


def _not_plain(visitor: Visitor) -> None:
    held("staff_alert_words", a_draft_alert(when=now()), as_=staff)(visitor)
    visitor.send(**NOT_PLAIN)
