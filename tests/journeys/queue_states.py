"""How to reach the queue and a person's own desk, in every state."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from callpoint.actions.moving import move_report
from callpoint.clock import now
from callpoint.records.models import LostAmount, Report
from callpoint.records.presence import note_presence
from callpoint.records.queries import queue as queue_queries
from callpoint.rules.access import Role
from tests.journeys.visiting import State, Visitor, held, staff
from tests.makers import DESK, OTHER_DESK, a_report, a_staff_member, an_actor
from tests.pages.queue_walk import with_unsent


def queue_states() -> Iterator[State]:
    """Views, pages and forms of the queue; the queue holds the reports of the states before it."""
    yield State(
        name="empty queue",
        address="staff_queue",
        reach=held("staff_queue", as_=partial(staff, unit="nobodys-desk", role=Role.ASSESSOR)),
    )
    yield State(name="queue", address="staff_queue", reach=_queue("?view=all"))
    yield State(name="second page of the queue", address="staff_queue", reach=_queue("?view=all&page=2"))
    yield State(name="queue, nothing fits", address="staff_queue", reach=_queue("?view=all&channel=bulk"))
    yield State(name="end of a view", address="staff_queue", reach=_queue("?view=all&end=yes"))
    yield State(name="queue, a view kept", address="staff_queue", reach=_kept("By phone"))
    yield State(name="queue, no name", address="staff_queue", status=422, reach=_kept(" "))
    yield State(name="queue, nothing ticked", address="staff_queue", status=422, reach=_take)
    yield State(name="queue, moved", address="staff_queue", reach=_moved)
    yield State(name="look at a report", address="staff_peek", reach=_peeked)
    yield State(name="report of others", address="staff_report", reach=_held_by_others)
    yield State(
        name="form that came after the session",
        address="staff_unsent",
        reach=held("staff_unsent", as_=lambda: with_unsent(staff(), a_report(unit=DESK))),
    )
    yield State(name="own desk", address="staff_desk", reach=held("staff_desk", as_=staff))
    yield State(
        name="own desk, no address",
        address="staff_desk",
        status=422,
        reach=held("staff_desk", as_=staff, mail="zzz"),
    )


def a_full_desk() -> list[UUID]:
    """Three reports: money going now, a late one that somebody has open, and one of another unit."""
    ids = [a_report(when=now() - timedelta(hours=3), unit=unit) for unit in (DESK, DESK, OTHER_DESK)]
    Report.objects.filter(id=ids[0]).update(
        paid_at=now() - timedelta(minutes=20), severity=2, vulnerability=3, urgency="now"
    )
    LostAmount.objects.update_or_create(report_id=ids[0], currency="GBP", defaults={"units": 9400})
    Report.objects.filter(id=ids[1]).update(
        next_promise="first-read", next_due_at=now() - timedelta(hours=1), urgency="soon"
    )
    note_presence(report_id=ids[1], staff_id=a_staff_member(name="Ann Lee")[0].pk, at=now())
    return ids


def _queue(query: str) -> Callable[[Visitor], None]:
    """Leave room for two reports on each page of the queue."""

    def reach(visitor: Visitor) -> None:
        a_full_desk()
        visitor.patch.setattr(queue_queries, "PAGE_SIZE", 2)
        visitor.become(staff())
        visitor.open("staff_queue", query=query)

    return reach


def _kept(name: str) -> Callable[[Visitor], None]:
    def reach(visitor: Visitor) -> None:
        _queue("?view=all")(visitor)
        visitor.page.locator("summary", has_text="Your own views").click()
        visitor.page.locator("#name").fill(name)
        _press(visitor, "Keep this view")

    return reach


def _take(visitor: Visitor) -> None:
    _queue("?view=all")(visitor)
    _press(visitor, "Take")


def _press(visitor: Visitor, words: str) -> None:
    visitor.press_in_place(visitor.page.get_by_role("button", name=words, exact=True))


def _moved(visitor: Visitor) -> None:
    _queue("?view=all")(visitor)
    visitor.page.locator("[data-row] input").first.check()
    visitor.page.locator("summary", has_text="Give to a colleague").click()
    visitor.page.locator("#unit").select_option("message-watch-desk")
    visitor.page.locator("#reason").fill("They watch messages.")
    _press(visitor, "Move to this unit")


def _peeked(visitor: Visitor) -> None:
    report_id = a_report(story="A man rang me. " * 60)
    held("staff_peek", report_id, as_=staff)(visitor)


def _held_by_others(visitor: Visitor) -> None:
    _first, second, third = a_full_desk()
    move_report(report_id=second, unit=OTHER_DESK, reason="They live there.", by=an_actor(), at=now())
    Report.objects.filter(id=third).update(assignee=a_staff_member(name="Bob Ray")[0])
    held("staff_report", second, as_=staff)(visitor)
