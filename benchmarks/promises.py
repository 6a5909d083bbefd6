"""The clock run forward 90 days over 1,000 reports: which promised updates came by their date (goal U12).

The same run as tests/actions/test_promise_run.py, at its full size, on SQLite: reports of mixed kinds sent at all hours,
weekends, holidays and the change of the clocks among them; half of them are never touched by a person again. What is
counted is what a reporter sees: dates on their page, and messages. What a submit costs more for it is measured first.

Run: .venv/bin/python -m benchmarks.promises [reports] [seed]
"""

import sys
import time
from datetime import timedelta

from benchmarks.whole_report import set_up

REPORTS = 1000
TURN = timedelta(hours=2)


def main(arguments: list[str]) -> int:
    """Run it and say what came of it; 1 where a promised update was missed, or came twice."""
    reports, seed = (*(int(each) for each in arguments), *(REPORTS, 6)[len(arguments) :])
    set_up()
    from tests.actions.promise_run import run

    began = time.process_time()
    found = run(reports=reports, seed=seed, turn=TURN)
    spent = time.process_time() - began
    whole = found.kept == found.promised and not found.without_promise and not found.doubled
    print(f"reports {found.reports}, 90 days, seed {seed}, {spent:.0f} s of CPU")
    print(f"promised updates {found.promised}, kept by their date {found.kept}")
    print(f"news by the service {found.by_machine}, by people {found.by_people}")
    print(f"turns at which an open report promised nothing {found.without_promise}")
    print(f"said twice {found.doubled}; first readings that came late {found.late_reads}")
    print(f"a submit's own share: {_share() * 1000:.1f} ms of CPU")
    return 0 if whole else 1


def _share() -> float:
    """Measure what starting the clocks adds to a submit, on average of a hundred."""
    from django.db import transaction

    from callpoint.actions.clocks import begin
    from callpoint.records.models import Clock, Report
    from tests.makers import a_report

    report = Report.objects.get(id=a_report())
    Clock.objects.filter(report=report).delete()
    spent = 0.0
    for _ in range(100):
        with transaction.atomic():
            began = time.process_time()
            begin(report, at=report.submitted_at or report.created_at)
            spent += time.process_time() - began
            transaction.set_rollback(True)
    return spent / 100


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
