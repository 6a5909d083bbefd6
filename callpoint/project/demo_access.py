"""What a made-up shift did about access: it restricted one report, somebody asks to be let in, and reads were drawn."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor, ActorKind, system
from callpoint.actions.counting import week_of
from callpoint.actions.reading import open_report
from callpoint.actions.restricting import Terms, ask_to_open, restrict_report
from callpoint.actions.sampling_reads import draw_reads
from callpoint.actions.staffing import EXAMPLE_NAME, add_staff_member
from callpoint.records.queries.people import id_of
from callpoint.rules.access import Badge, Role
from callpoint.rules.restricting import Behind, Why

COLLEAGUE: Final = f"{EXAMPLE_NAME}.colleague"
RESTRICTED_BEFORE, ASKED_BEFORE = timedelta(hours=5), timedelta(hours=3)
"""How long before whoever looks at the demonstration each was done."""


def keep_apart(reports: Sequence[UUID], *, mark: str, by: Actor, at: datetime) -> None:
    """Restrict the oldest of these made-up reports, let a made-up colleague ask, and draw from what was read."""
    colleague = _colleague(at=at)
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


def _colleague(*, at: datetime) -> Actor:
    """Make an account that nobody can sign in to: its one-time password is told to nobody."""
    add_staff_member(
        username=COLLEAGUE,
        display_name="Example Colleague (made up)",
        role=Role.SUPERVISOR,
        unit="",
        by=system("demo"),
        at=at - timedelta(days=1),
    )
    badge = Badge(role=Role.SUPERVISOR, unit="")
    return Actor(kind=ActorKind.STAFF, id=str(id_of(COLLEAGUE)), badge=badge)
