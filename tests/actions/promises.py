"""Each deed about promises, once, for the story of everything that happens."""

from callpoint.actions.acting import system
from callpoint.actions.promise_keeping import keep_promises, start_missing, unit_was_alarmed
from callpoint.records.models import Clock, Report
from tests.makers import DESK, a_report, at

WORKER = system("worker")


def promises_are_kept() -> None:
    """Alarm before a date, own up to one that passed, write the promised news, and start what was never started."""
    unread = a_report(when=at())
    for later in (at(hours=20), at(days=60)):
        keep_promises(report_id=unread, by=WORKER, at=later)
    unit_was_alarmed(unit=DESK, by=WORKER, at=at(days=60))
    Clock.objects.filter(report_id=unread).delete()
    Report.objects.filter(id=unread).update(next_promise="", next_due_at=None)
    start_missing(report_id=unread, by=WORKER, at=at(days=60))
