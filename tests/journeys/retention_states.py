"""How to reach the page about erasing old reports, and a report that is held, in every state."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from callpoint.actions.holding_reports import lift_hold, place_hold
from callpoint.actions.shredding import cancel_erasure, confirm_erasure, propose_erasure
from callpoint.clock import now
from tests.actions.retention import (
    Due,
    a_due_report,
    a_month,
    a_supervisor,
    an_old_draft,
    an_old_request,
    carry_out,
)
from tests.journeys.visiting import BANK_STORY, State, Visitor, held, staff
from tests.makers import a_report


def retention_states() -> Iterator[State]:
    """What a supervisor sees of months and holds."""
    shown: tuple[tuple[str, Callable[[Visitor], None], int], ...] = (
        ("no month is due", held("staff_retention", as_=staff), 200),
        ("a month that is due", lambda visitor: _open(visitor, _due()), 200),
        ("a month that somebody proposed", _proposed_by_another, 200),
        ("a month that I proposed", _proposed_by_me, 200),
        ("a month that is confirmed", _confirmed, 200),
        ("a month that was stopped meanwhile", _stopped_meanwhile, 422),
        ("a month that was erased", _erased, 200),
    )
    for name, reach, status in shown:
        yield State(name=name, address="staff_retention", reach=reach, status=status)
    yield State(name="report, held", address="staff_report", reach=_held())
    yield State(name="report, a hold lifted", address="staff_report", reach=_lifted)
    yield State(
        name="report, held without a reason", address="staff_report", status=422, reach=_held(reason=" ")
    )


def _due() -> Due:
    due = a_month()
    a_due_report(due)
    an_old_draft(due)
    an_old_request(due)
    return due


def _open(visitor: Visitor, due: Due) -> None:
    held("staff_retention", as_=staff)(visitor)
    visitor.page.locator(f"#month-{due.month}").wait_for()


def _proposed_by_another(visitor: Visitor) -> None:
    due = _due()
    propose_erasure(month=due.month, by=a_supervisor(), at=now())
    _open(visitor, due)


def _proposed_by_me(visitor: Visitor) -> None:
    due = _due()
    _open(visitor, due)
    visitor.page.locator(f"form:has([value='{due.month}']) button").click()
    visitor.page.get_by_text("Another supervisor must confirm it.").first.wait_for()


def _confirmed(visitor: Visitor) -> None:
    due = _due()
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=now())
    confirm_erasure(order_id=order_id, by=a_supervisor(), at=now())
    _open(visitor, due)


def _stopped_meanwhile(visitor: Visitor) -> None:
    due = _due()
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=now())
    _open(visitor, due)
    cancel_erasure(order_id=order_id, by=a_supervisor(), at=now())
    with visitor.page.expect_navigation() as led:
        visitor.page.locator(f"form:has([value='{order_id}']) button").first.click()
    visitor.status = led.value.status


def _erased(visitor: Visitor) -> None:
    due, waited = _due(), now() - timedelta(days=2)
    order_id = propose_erasure(month=due.month, by=a_supervisor(), at=waited)
    confirm_erasure(order_id=order_id, by=a_supervisor(), at=waited)
    carry_out(order_id, when=now())
    held("staff_retention", as_=staff)(visitor)


def _held(**fields: str) -> Callable[[Visitor], None]:
    """A report that was held before, and is again."""

    def reach(visitor: Visitor) -> None:
        report_id, by = a_report(story=BANK_STORY), a_supervisor()
        for days in (9, 3):
            place_hold(
                report_id=report_id, reason="A court asked for it.", by=by, at=now() - timedelta(days=days)
            )
            if days == 9:
                lift_hold(report_id=report_id, reason="It was heard.", by=by, at=now() - timedelta(days=5))
        held("staff_report", report_id, as_=staff, **fields)(visitor)

    return reach


def _lifted(visitor: Visitor) -> None:
    """A supervisor places a hold and lifts it, both on the page."""
    report_id = a_report(story=BANK_STORY)
    held("staff_report", report_id, as_=staff, reason="A court asked for it.")(visitor)
    visitor.send(reason="It was heard.")
    visitor.page.get_by_text("Lifted by").wait_for(state="attached")
