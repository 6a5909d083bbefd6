"""A walk through the supervisor's page, with reports in every step, money that came back, and what people said."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from callpoint.actions.acting import system
from callpoint.actions.figures import model_week
from callpoint.actions.promise_keeping import keep_promises
from callpoint.actions.reading import open_report
from callpoint.clock import now
from callpoint.records.models import Report
from callpoint.rules.figures import Came, Counted, monday_of
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.overview import Length
from tests.makers import DESK, a_report, an_actor
from tests.pages.desk_walk import Pages


def walk_overview(walk: Pages, desk: Client) -> None:
    """Each period, every unit and one; before and after there is something to count."""
    for length in Length:
        walk.get("staff_overview", of=desk, query=f"?period={length}")
    a_busy_week()
    for query in ("", f"?unit={DESK}", "?period=quarter"):
        walk.get("staff_overview", of=desk, query=query)


def walk_welfare(walk: Pages, desk: Client) -> None:
    """A hard report and a look at it before somebody goes on, and after; an offer of a break; who has what."""
    hard = [
        a_report(when=now(), unit=DESK, story="zzz", self_harm="yes", image_threat="yes")
        for _each in range(6)
    ]
    for name in ("staff_report", "staff_peek"):
        walk.get(name, hard[0], of=desk)
    for report_id in hard:
        walk.get("staff_report", report_id, of=desk, query="?go-on=yes")
    walk.post("staff_report", hard[-1], of=desk, do="take")
    for query in ("", f"?unit={DESK}"):
        walk.get("staff_loads", of=desk, query=query)
    walk.post("staff_break", of=desk, back="/staff/")


def a_busy_week() -> None:
    """A week with reports that were read, are late, and are closed, each with money, and with made-up counts."""
    week = monday_of(timezone.localdate(now())) - timedelta(weeks=1)
    counts: dict[tuple[str, str], int] = {
        (Counted.SENT, ""): 60,
        (Counted.OPEN, ""): 3,
        (Counted.LEFT, "story"): 40,
        **{(each, f"{Came.SENT}.5"): 120 for each in (Counted.EASY, Counted.RESPECT)},
        (Counted.NEXT, f"{Came.SENT}.5"): 20,
    }
    model_week(week=week, counts=counts, by=system("demo"), at=now())
    for weeks in (1, 2):
        when = now() - timedelta(days=timezone.localdate(now()).weekday() + 7 * weeks - 2)
        made = [
            a_report(when=when, unit=DESK, story="zzz", pay_amount="£90", recovered="£20")
            for _each in range(3)
        ]
        open_report(report_id=made[0], by=an_actor(), at=when + timedelta(hours=1))
        keep_promises(report_id=made[1], by=system("worker"), at=now())
        Report.objects.filter(id=made[2]).update(
            state=ReportState.CLOSED,
            state_changed_at=when + timedelta(hours=2),
            outcome=("", "outcome-18")[weeks - 1],
        )
