"""A walk through the queue: its views, what is done with ticked reports, looks, moves, and a person's own desk."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from callpoint.clock import now
from callpoint.pages.kept import keep_form
from callpoint.records.models import LostAmount, Report, SavedView
from callpoint.records.presence import note_presence
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.queue_order import View
from tests.makers import DESK, OTHER_DESK, a_report, a_staff_member
from tests.pages.desk_walk import Pages


def walk_queue(walk: Pages, desk: Client) -> None:
    """Walk all of it."""
    ids = [a_report(when=now(), story=story, unit=DESK) for story in ("zzz", "zzz zzz")]
    walk_lines(walk, desk)
    for view in View:
        walk.get("staff_queue", of=desk, query=f"?view={view}")
    for narrowed in (*(f"state={state}" for state in ReportState), "channel=api", "end=yes"):
        walk.get("staff_queue", of=desk, query=f"?{narrowed}")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("callpoint.records.queries.queue.PAGE_SIZE", 1)
        patched.setattr("callpoint.actions.peeking.FIRST_SIGNS", 3)
        walk.get("staff_queue", of=desk, query="?view=all&page=2")
        for report_id in ids:
            walk.get("staff_peek", report_id, of=desk)
    walk_ticked(walk, desk, ids)
    walk.get("staff_queue", of=desk)
    SavedView.objects.all().delete()
    note_presence(report_id=ids[1], staff_id=a_staff_member(name="zzz")[0].pk, at=now())
    for told in ({"do": "move", "unit": OTHER_DESK}, {"do": "take"}):
        walk.post("staff_report", ids[1], of=desk, **told)
    walk.get("staff_report", ids[1], of=desk)
    walk_moves(walk, desk)
    walk.get("staff_desk", of=desk)
    walk.get("staff_desk", of=desk, query="?kept=yes")
    walk.post("staff_desk", of=desk, mail="zzz", hour="7")
    walk.get("staff_unsent", of=with_unsent(desk, ids[0]))


def with_unsent(desk: Client, report_id: UUID) -> Client:
    """Somebody signed in whose session keeps a message that came too late."""
    there = reverse("staff_report", args=[report_id])
    late = RequestFactory().post(there, {"message": "zzz zzz", "send_key": "1"})
    late.session = desk.session
    keep_form(late)
    late.session.save()
    return desk


def walk_ticked(walk: Pages, desk: Client, ids: list[UUID]) -> None:
    """What is done with ticked reports, refused and done; and views that are kept."""
    for told in (
        {"do": "take"},
        {"do": "take", "report": ids[0]},
        {"do": "put-back", "report": ids[1]},
        {"do": "give", "report": ids[0]},
        {"do": "move", "report": ids[0]},
        {"do": "move", "report": ids[0], "reason": "zzz" * 400},
        {"do": "move", "report": ids[0], "reason": "zzz", "unit": "zzz"},
        {"do": "move", "report": ids[0], "reason": "zzz", "unit": DESK},
        {"do": "undo-move", "report": ids[1]},
        {"do": "keep-view"},
        {"do": "keep-view", "name": "zzz"},
    ):
        walk.post("staff_queue", of=desk, **told)
    for did in ("take", "give", "put-back", "move", "undo-move"):
        walk.get("staff_queue", of=desk, query=f"?did={did}&number=1")
        walk.get("staff_queue", of=desk, query=f"?did={did}&number=2")


def walk_lines(walk: Pages, desk: Client) -> None:
    """Lines with each reason, each score, clocks in each colour, and people who have a report open."""
    ids = [a_report(when=now(), story="zzz") for _ in range(4)]
    for score, report_id in enumerate(ids):
        Report.objects.filter(id=report_id).update(
            severity=score,
            vulnerability=score,
            solvability=score,
            call_for_service=bool(score),
            critical=bool(score),
            paid_at=now() - timedelta(minutes=score * 40),
            next_promise="first-read" if score else "",
            next_due_at=now() + timedelta(hours=score * 30 - 40),
            submitted_at=now() - timedelta(hours=45),
        )
        note_presence(report_id=ids[0], staff_id=a_staff_member(name="zzz")[0].pk, at=now())
    LostAmount.objects.create(report_id=ids[0], currency="GBP", units=2)
    walk.get("staff_queue", of=desk, query="?view=all")


def walk_moves(walk: Pages, desk: Client) -> None:
    """A report that was moved, and one whose move was taken back."""
    report_id = a_report(when=now(), story="zzz", unit=DESK)
    desk.post(reverse("staff_report", args=[report_id]), {"do": "move", "unit": OTHER_DESK, "reason": "zzz"})
    walk.get("staff_queue", of=desk)
    walk.get("staff_report", report_id, of=desk)
