"""A walk through recording a report and asking its reporter, as staff and as the reporter see it."""

from typing import Protocol
from uuid import UUID

from django.test import Client

from callpoint.actions.acting import reporter, system
from callpoint.actions.adding import add_to_report
from callpoint.actions.asking import ask_reporter, look_after_ask, settle_ask
from callpoint.actions.reading import open_report
from callpoint.actions.recording import record
from callpoint.clock import now
from callpoint.records.asks import asks_that_wait
from callpoint.records.models import Ask, Report
from callpoint.rules.access import Role
from callpoint.rules.missing_facts import Wanted
from callpoint.rules.recording_codes import Decision, RecordedAs
from tests.makers import an_actor

ASKED = ("claimed_name", "number_shown", "codes_given")


class Pages(Protocol):
    """Whoever opens pages and sends forms by the names of their addresses."""

    def get(self, name: str, /, *args: object, of: Client | None = None, query: str = "") -> object:
        """Open a page."""

    def post(self, name: str, /, *args: object, of: Client | None = None, **told: object) -> object:
        """Send a form."""


def walk_asked(walk: Pages, report_id: UUID) -> None:
    """What the reporter sees of a decision, and of questions: open, half answered, and late."""
    by = an_actor(role=Role.SUPERVISOR)
    open_report(report_id=report_id, by=by, at=now())
    for recorded_as in RecordedAs:
        decision = Decision(recorded_as=recorded_as, code="5B", reason="zzz", told="zzz")
        record(report_id=report_id, decision=decision, by=by, at=now())
        walk.get("own_report")
    Report.objects.filter(id=report_id).update(kind="bank-impersonation")
    ask_reporter(report_id=report_id, wanted=Wanted(keys=ASKED), send_key="1", by=by, at=now())
    walk.get("own_report")
    for step in ASKED:
        walk.get("add_step", step)
    walk.post("add_step", "claimed_name", answer="zzz" * 1000)
    walk.post("add_step", "claimed_name", answer="zzz")
    walk.get("own_report")
    Ask.objects.filter(report=report_id).update(due_at=now())
    walk.get("own_report")
    for name in ASKED[1:]:
        walk.post("add_step", name, then="not-known")
    walk.get("own_report")


def walk_asking(walk: Pages, desk: Client, report_id: UUID) -> None:
    """Recording and asking with what is refused, and each standing of an ask on the page of its report."""
    Report.objects.filter(id=report_id).update(kind="bank-impersonation")
    by, whole = an_actor(role=Role.SUPERVISOR), {"as": "crime", "rule": "5A", "reason": "zzz"}
    changes: tuple[dict[str, str], ...] = (
        {"do": "find", "looked_for": "bank"},
        {"do": "find", "looked_for": "zzz"},
        {"as": "zzz"},
        {"rule": ""},
        {"typed_code": "zzz" * 10},
        {"reason": ""},
        {"as": "information"},
        {"reason": "zzz" * 500},
        {"told": "zzz" * 500},
        {},
    )
    walk.get("staff_record", report_id, of=desk)
    for change in changes:
        walk.post("staff_record", report_id, of=desk, **{**whole, **change})
    walk.get("staff_record", report_id, of=desk)
    walk.get("staff_ask", report_id, of=desk)
    walk.post("staff_ask", report_id, of=desk)
    for do in ("show", "send"):
        walk.post("staff_ask", report_id, of=desk, do=do, facts="claimed_name", sentence="zzz")
    for number, key in enumerate(ASKED):
        wanted = Wanted(keys=(key,))
        ask_reporter(report_id=report_id, wanted=wanted, send_key=f"w{number}", by=by, at=now())
    walk.get("staff_ask", report_id, of=desk)
    first = Ask.objects.filter(report=report_id).earliest("asked_at")
    settle_ask(report_id=report_id, ask_id=first.id, by=by, at=now())
    told = {ASKED[1]: "zzz"}
    add_to_report(report_id=report_id, answers=told, send_key="w", by=reporter(report_id), at=now())
    Ask.objects.filter(report=report_id).update(due_at=now())
    for ask_id, held in asks_that_wait():
        look_after_ask(ask_id=ask_id, report_id=held, by=system("t"), at=now())
    walk.get("staff_report", report_id, of=desk)
