"""What a made-up shift did about access: it restricted one report, somebody asks to be let in, and reads were drawn."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from callpoint.actions.acting import Actor, system
from callpoint.actions.counting import week_of
from callpoint.actions.reading import open_report
from callpoint.actions.restricting import Terms, ask_to_open, restrict_report
from callpoint.actions.sampling_reads import draw_reads
from callpoint.rules.restricting import Behind, Why

RESTRICTED_BEFORE, ASKED_BEFORE = timedelta(hours=5), timedelta(hours=3)
"""How long before whoever looks at the demonstration each was done."""


def keep_apart(reports: Sequence[UUID], *, mark: str, by: Actor, colleague: Actor, at: datetime) -> None:
    """Restrict the first of these made-up reports, let a made-up colleague ask, and draw from what was read."""
    for report_id in reports[1:4]:
        open_report(report_id=report_id, by=colleague, at=at - RESTRICTED_BEFORE)
    terms = Terms(why=Why.PUBLIC_PERSON, reason=f"The suspect stands for election. {mark}")
    restrict_report(report_id=reports[0], terms=terms, by=by, at=at - RESTRICTED_BEFORE)
    ask_to_open(
        report_id=reports[0],
        behind=Behind.REPORT,
        reason=f"I have a report that names the same account. {mark}",
        by=colleague,
        at=at - ASKED_BEFORE,
    )
    draw_reads(week=week_of(at) - timedelta(days=7), by=system("demo"), at=at)
