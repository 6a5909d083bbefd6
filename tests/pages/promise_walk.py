"""A walk through what was promised: the list of staff, and the page of a report in each state of its clocks."""

from datetime import timedelta

from django.test import Client

from callpoint.actions.acting import reporter, system
from callpoint.actions.corresponding import write_to_staff
from callpoint.actions.promise_keeping import keep_promises
from callpoint.actions.reading import open_report
from callpoint.clock import now
from callpoint.rules.lifecycle import ReportState
from tests.actions.promise_run import moved
from tests.makers import DESK, a_report, an_actor
from tests.pages.desk_walk import Pages
from tests.pages.overview_walk import walk_overview, walk_welfare


def walk_promises(walk: Pages, desk: Client) -> None:
    """Nothing promised, then what is late, due, kept, stands still, and is closed."""
    walk.get("staff_promises", of=desk)
    late = a_report(when=now() - timedelta(days=9), unit=DESK, story="zzz")
    write_to_staff(report_id=late, text="zzz", send_key="1", by=reporter(late), at=now() - timedelta(days=8))
    keep_promises(report_id=late, by=system("worker"), at=now())
    read = a_report(when=now() - timedelta(hours=1), unit=DESK, story="zzz")
    open_report(report_id=read, by=an_actor(), at=now())
    for unit in ("", f"?unit={DESK}"):
        walk.get("staff_promises", of=desk, query=unit)
    for state in (ReportState.WAITING, ReportState.CLOSED):
        moved(read, state, by=an_actor(), at=now())
        walk.get("staff_report", read, of=desk)
    walk.get("staff_promises", of=desk)
    walk_overview(walk, desk)
    walk_welfare(walk, desk)
