"""A walk through what hangs together: the links of reports, series, and the search."""

from uuid import UUID

import pytest
from django.test import Client

from callpoint.actions import searching as searching_actions
from callpoint.actions import series as series_actions
from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.corresponding import write_to_staff
from callpoint.analysis.settling import settle_report
from callpoint.clock import now
from callpoint.pages.staff import series_view
from callpoint.records.models import Report, Series, Sighting
from callpoint.rules.standing import RULED, Verdict
from tests.makers import OTHER_DESK, a_report
from tests.pages.desk_walk import Pages

PHONES = ("07700 900321", "07700 900654", "07700 900987")
TOLD = {
    "story": "zzz 07700 900987 zzz zzz@example.org £5 zzz",
    "suspect_phone": PHONES[0],
    "phone": PHONES[1],
    "safe_contact": "yes",
}
"""What names values of several kinds and owners."""


def walk_links(walk: Pages, desk: Client) -> None:
    """Walk all of them."""
    walk.get("staff_series_list", of=desk)
    lonely = a_report(when=now(), story="zzz")
    walk.get("staff_links", lonely, of=desk)
    settle_report(report_id=lonely, at=now())
    walk.get("staff_links", lonely, of=desk)
    reports = _three_that_belong_together()
    walk_judging(walk, desk, reports)
    walk_ruling(walk, desk, reports[0])
    walk_series(walk, desk, reports)
    walk_search(walk, desk, reports[0])


def walk_judging(walk: Pages, desk: Client, reports: list[UUID]) -> None:
    """Links that are judged in each way, refused, and taken back."""
    one, other, third = reports
    Report.objects.filter(id=third).update(unit=OTHER_DESK)
    walk.get("staff_links", one, of=desk)
    told = {"do": "judge", "about": other}
    for wrong in ({"reason": "zzz"}, {"verdict": "same"}, {"verdict": "same", "reason": "zzz" * 400}):
        walk.post("staff_links", one, of=desk, **told, **wrong)
    for verdict in Verdict:
        walk.post("staff_links", one, of=desk, **told, verdict=verdict.value, reason="zzz")
        walk.get("staff_links", one, of=desk)
    lonely = {"about": a_report(when=now(), story="zzz"), "verdict": "same", "reason": "zzz"}
    walk.post("staff_links", one, of=desk, do="judge", **lonely)
    walk.get("staff_links", min(reports), of=desk)
    walk.get("staff_links", one, of=desk)
    walk.post("staff_links", one, of=desk, do="undo", about="zzz")


def walk_ruling(walk: Pages, desk: Client, report_id: UUID) -> None:
    """A value that is ruled not to link, with what is refused."""
    value = Sighting.objects.filter(report=report_id, standing__in=RULED)[0].id
    told = {"do": "rule", "about": value, "verdict": "links-not"}
    for reason in ("", "zzz"):
        walk.post("staff_links", report_id, of=desk, **told, reason=reason)
        walk.get("staff_links", report_id, of=desk)
    walk.post("staff_links", report_id, of=desk, do="unrule", about=value)
    me = reporter(report_id)
    add_to_report(report_id=report_id, answers={"number_shown": PHONES[2]}, send_key="1", by=me, at=now())
    write_to_staff(report_id=report_id, text=f"zzz {PHONES[2]}", send_key="1", by=me, at=now())
    walk.get("staff_report", report_id, of=desk)


def walk_series(walk: Pages, desk: Client, reports: list[UUID]) -> None:
    """The list of series in pages, and one series: raised, named, refused, in pages, and gone."""
    series = Series.objects.get(members__report=reports[0])
    walk.get("staff_series", series.id, of=desk)
    for name in ("zzz" * 40, "zzz"):
        walk.post("staff_series", series.id, of=desk, name=name)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(series_actions, "PAGE_SIZE", 1)
        patched.setattr(series_view, "PAGE_SIZE", 1)
        patched.setattr(series_view, "MOST_PLACES", 1)
        _three_that_belong_together(suspect_phone="07700 900111", story="zzz")
        for number in (1, 2):
            walk.get("staff_series_list", of=desk, query=f"?page={number}")
            walk.get("staff_series", series.id, of=desk, query=f"?page={number}")
    walk.get("staff_series_list", of=desk, query="?which=raised")
    walk.get("staff_series", series.id, of=desk)
    walk.get("staff_series", "00000000-0000-4000-8000-000000000000", of=desk)


def walk_search(walk: Pages, desk: Client, report_id: UUID) -> None:
    """The box: empty, refused, found by value and by words, found nowhere, and further back."""
    walk.get("staff_search", of=desk)
    for looked_for in ("?!", "zzz " * 9, "zzz", PHONES[0], "07700 900000", "zzz qqq"):
        walk.post("staff_search", of=desk, looked_for=looked_for, period="month")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(searching_actions, "MOST_LOOKED_AT", 1)
        walk.post("staff_search", of=desk, looked_for="zzz")
    walk.post("staff_search", of=desk, looked_for=Report.objects.get(id=report_id).reference)


def _three_that_belong_together(**told: str) -> list[UUID]:
    """Three reports of three people that name one phone, settled."""
    made = [
        a_report(when=now(), **{**TOLD, "phone": f"07700 9002{number:02}", **told}) for number in range(3)
    ]
    for report_id in made:
        settle_report(report_id=report_id, at=now())
    return made
