"""A walk through cases: the list, beginning one, one with everything in it, handing it over, its schedule."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from callpoint.actions import cases
from callpoint.actions.acting import reporter
from callpoint.actions.case_handing_over import accept_case, offer_case
from callpoint.actions.corresponding import write_to_staff
from callpoint.clock import now
from callpoint.pages.staff import case_new, case_view
from callpoint.records.knowledge import knowledge
from callpoint.records.models import (
    Case,
    CaseHandOver,
    CaseReport,
    CaseTask,
    Clock,
    Report,
)
from callpoint.rules.access import Role
from callpoint.rules.cases import Relevance
from callpoint.rules.content.export_model import ExportMapping
from callpoint.vault.models import CustodyEntry, Exhibit, ExhibitState, ScanState
from tests.actions.closings import a_series
from tests.actions.declared import declare
from tests.actions.disclosure import a_png, with_file
from tests.makers import OTHER_DESK, a_report, a_staff_member, acting
from tests.pages.desk_walk import Pages

LATE = {"due_at": now() - timedelta(hours=1), "amber_at": now() - timedelta(days=1)}


def walk_cases(walk: Pages, desk: Client) -> None:
    """Walk all of it."""
    walk.get("staff_cases", of=desk)
    one, other, third = (
        a_report(when=now() - timedelta(days=days), story="zzz 07700 900987", name="zzz", suspect_name="zzz")
        for days in (1, 2, 3)
    )
    Report.objects.filter(id__in=[one, other, third]).update(unit=OTHER_DESK)
    with_file(one, a_png(), "zzz")
    write_to_staff(report_id=one, text="zzz", send_key="case", by=reporter(one), at=now())
    case_id = walk_beginning(walk, desk, one)
    walk_one(walk, desk, case_id)
    walk_tasks(walk, desk, case_id)
    walk.get("staff_report", one, of=desk)
    walk_members(walk, desk, case_id, (one, other, third))
    walk_handing_over(walk, desk, case_id)
    walk_schedule(walk, desk, case_id, one)
    walk_export(walk, desk, case_id)
    walk_ending(walk, desk, case_id)


def walk_beginning(walk: Pages, desk: Client, report_id: UUID) -> UUID:
    """The form without and with what was typed, of a report and of a series."""
    query = f"?report={report_id}"
    walk.get("staff_case_new", of=desk, query=query)
    for told in ({"title": "", "aim": ""}, {"title": "zzz" * 67, "aim": "zzz" * 1001}, {"do": "put-in"}):
        walk.post("staff_case_new", of=desk, report=report_id, **told)
    walk.post("staff_case_new", of=desk, report=report_id, title="zzz", aim="zzz", send_key="zzz")
    walk.get("staff_case_new", of=desk, query=query)
    with pytest.MonkeyPatch.context() as patched:
        series = a_series(report_id, a_report(when=now(), story="zzz"))
        walk.get("staff_case_new", of=desk, query=f"?series={series}")
        patched.setattr(case_new, "MOST_REPORTS", 1)
        patched.setattr(cases, "MOST_REPORTS", 0)
        walk.get("staff_case_new", of=desk, query=f"?series={series}")
        walk.post("staff_case_new", of=desk, series=series, title="zzz", aim="zzz", send_key="zzz 2")
    return Case.objects.get().id


def walk_one(walk: Pages, desk: Client, case_id: UUID) -> None:
    """Decisions and reviews, each thing that is wrong with them, and the list with what is due."""
    walk.get("staff_case", case_id, of=desk)
    for do in ("decide", "review", "rename", "take-out", "close"):
        out = CaseReport.objects.get().report_id
        walk.post("staff_case", case_id, of=desk, do=do, **{"out-report": out})
    walk.post("staff_case", case_id, of=desk, do="review", review="zzz", **{"next-review": "2000-01-01"})
    walk.post("staff_case", case_id, of=desk, do="decide", decision="zzz", **{"decision-why": "zzz" * 1001})
    walk.post("staff_case", case_id, of=desk, do="decide", decision="zzz", **{"decision-why": "zzz"})
    walk.post("staff_case", case_id, of=desk, do="review", review="zzz", **{"next-review": "2099-01-01"})
    Case.objects.update(review_on=now().date())
    for which in ("", "?which=own", "?which=closed"):
        walk.get("staff_cases", of=desk, query=which)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(case_view, "MOST_SHOWN", 1)
        walk.get("staff_case", case_id, of=desk)


def walk_tasks(walk: Pages, desk: Client, case_id: UUID) -> None:
    """Tasks: given out wrongly, late, and done."""
    who = str(Case.objects.get().officer_id)
    for told in ({}, {"task": "zzz"}, {"task": "zzz", "task-due": "2099-01-01", "task-who": "0"}):
        walk.post("staff_case", case_id, of=desk, do="add-task", **told)
    for key in ("zzz 1", "zzz 2"):
        told = {"task": "zzz", "task-due": "2099-01-01", "task-who": who, "send_key": key}
        walk.post("staff_case", case_id, of=desk, do="add-task", **told)
    CaseTask.objects.update(due_on=now().date() - timedelta(days=1))
    walk.get("staff_cases", of=desk)
    walk.get("staff_case", case_id, of=desk)
    done = CaseTask.objects.order_by("pk")[0]
    walk.post("staff_case", case_id, of=desk, do="finish", **{"task-id": done.pk})
    walk.get("staff_case", case_id, of=desk)


def walk_members(walk: Pages, desk: Client, case_id: UUID, reports: tuple[UUID, ...]) -> None:
    """Reports that come, go, and are late in each way; a file in each state."""
    one, other, third = reports
    for report_id in (other, third):
        walk.post("staff_case_new", of=desk, report=report_id, do="put-in", case=case_id)
    told = {"out-report": third, "out-reason": "zzz"}
    walk.post("staff_case", case_id, of=desk, do="take-out", **told)
    Clock.objects.filter(report=one).update(**LATE)
    Clock.objects.filter(report=other).delete()
    for state in ScanState:
        Exhibit.objects.filter(report_id=one).update(scan=state)
        walk.get("staff_case", case_id, of=desk)
    Exhibit.objects.filter(report_id=one).update(state=ExhibitState.QUARANTINED)
    CustodyEntry.objects.update(what="zzz")
    walk.get("staff_case", case_id, of=desk)
    Clock.objects.filter(report=one).update(paused_at=now())
    walk.get("staff_case", case_id, of=desk)
    Clock.objects.filter(report=one).update(paused_at=None)


def walk_handing_over(walk: Pages, desk: Client, case_id: UUID) -> None:
    """Each view of the page, offers that are wrong, that wait, and that were answered in each way."""
    colleague, _ = a_staff_member(role=Role.SUPERVISOR, unit="", name="zzz")
    for query in ("", "?hours=12", "?hours=72", "?hours=168"):
        walk.get("staff_case_hand_over", case_id, of=desk, query=query)
    Case.objects.update(review_on=now().date() - timedelta(days=1))
    for told in (
        {"do": "offer"},
        {"do": "offer", "to": colleague.pk},
        {"do": "offer-force"},
        {"do": "accept"},
    ):
        walk.post("staff_case_hand_over", case_id, of=desk, **told)
    walk.post("staff_case_hand_over", case_id, of=desk, do="offer-force", body="zzz")
    walk.post("staff_case_hand_over", case_id, of=desk, do="offer", to=colleague.pk, note="zzz")
    walk.get("staff_case", case_id, of=desk)
    walk.get("staff_case_hand_over", case_id, of=desk)
    walk.post("staff_case_hand_over", case_id, of=desk, do="refuse")
    accept_case(case_id=case_id, answer="zzz", by=acting(colleague), at=now())
    owner = CaseHandOver.objects.get().offered_by
    Case.objects.update(officer=colleague)
    offer_case(case_id=case_id, to=owner.pk, note="zzz", by=acting(colleague), at=now())
    for name in ("staff_cases", "staff_case", "staff_case_hand_over"):
        walk.get(name, *([] if name == "staff_cases" else [case_id]), of=desk)
    walk.post("staff_case_hand_over", case_id, of=desk, do="refuse", answer="zzz")
    for do in ("accept", "refuse"):
        walk.post("staff_case_hand_over", case_id, of=desk, do="offer-force", body="zzz", purpose="zzz")
        walk.get("staff_case_hand_over", case_id, of=desk)
        walk.post("staff_case_hand_over", case_id, of=desk, do=do)
        walk.post("staff_case_hand_over", case_id, of=desk, do=do, answer="zzz")
    walk.get("staff_case_hand_over", case_id, of=desk)
    walk.get("staff_case", case_id, of=desk)


def walk_schedule(walk: Pages, desk: Client, case_id: UUID, report_id: UUID) -> None:
    """The schedule with things that nobody, and that somebody has said something of."""
    walk.get("staff_case_schedule", case_id, of=desk)
    told = {"place": f"{report_id}|answers", "relevance": Relevance.SENSITIVE.value}
    for more in ({}, {"description": "zzz"}, {"description": "zzz", "reason": "zzz"}):
        walk.post("staff_case_schedule", case_id, of=desk, **told, **more)
    for item, relevance in (("exhibit:1", "used"), ("answers", "unused")):
        said = {"place": f"{report_id}|{item}", "relevance": relevance, "description": "zzz"}
        walk.post("staff_case_schedule", case_id, of=desk, **said)
    gone = {"place": f"{case_id}|answers", "relevance": "used", "description": "zzz"}
    walk.post("staff_case_schedule", case_id, of=desk, **gone)
    walk.get("staff_case_schedule", case_id, of=desk)


def walk_export(walk: Pages, desk: Client, case_id: UUID) -> None:
    """Exports that are not made."""
    walk.post("staff_case_export", case_id, of=desk, mapping="zzz")
    columns = [{"name": "zzz", "field": "zzz"}]
    wrong = ExportMapping.model_validate({"id": "zzz", "title": "zzz", "columns": columns})
    with pytest.MonkeyPatch.context() as patched:
        declare(patched, exports={**knowledge().content.exports, "zzz": wrong})
        walk.post("staff_case_export", case_id, of=desk, mapping="zzz")


def walk_ending(walk: Pages, desk: Client, case_id: UUID) -> None:
    """A case that is closed, what it takes no more, and that is opened again."""
    walk.post("staff_case", case_id, of=desk, do="close", **{"close-reason": "zzz"})
    for name in ("staff_case", "staff_case_hand_over", "staff_case_schedule"):
        walk.get(name, case_id, of=desk)
    walk.get("staff_cases", of=desk, query="?which=closed")
    walk.post("staff_case", case_id, of=desk, do="decide", decision="zzz", **{"decision-why": "zzz"})
    walk.post("staff_case", case_id, of=desk, do="open-again")
    walk.post("staff_case", case_id, of=desk, do="open-again", **{"close-reason": "zzz"})
    walk.get("staff_case", case_id, of=desk)
    walk.get("staff_report", CaseReport.objects.filter(taken_out_at=None)[0].report_id, of=desk)
