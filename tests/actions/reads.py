"""Makers for tests about reads that others look at."""

from datetime import date, timedelta
from uuid import UUID

from callpoint.actions.acting import system
from callpoint.actions.counting import week_of
from callpoint.actions.own_names import add_family_name, drop_family_names
from callpoint.actions.reading import open_report
from callpoint.actions.sampling_reads import draw_reads, judge_name_alert, judge_sampled_read
from callpoint.records.models import NameAlert, SampledRead, StaffMember
from callpoint.rules.sampled_reads import Verdict
from tests.actions.restrictions import a_boss
from tests.makers import DESK, a_report, a_staff_member, acting, at, seeded

THIS_WEEK = week_of(at())
LATER = at(days=7)


def draw(week: date = THIS_WEEK, *, seed: int = 1) -> int:
    """Draw from a week, as the worker does once it is over."""
    return draw_reads(week=week, by=system("worker"), at=LATER, chance=seeded(str(seed)))


def reads_are_looked_at(mark: str, officer: StaffMember) -> None:
    """Let each action about reads happen once; `mark` stands in every text that is sealed."""
    member, boss = a_staff_member(name="Jo Dunn")[0], a_boss()
    add_family_name(staff_id=member.pk, name=f"family {mark}", by=boss, at=at())
    add_family_name(staff_id=officer.pk, name=f"other {mark}", by=boss, at=at())
    drop_family_names(staff_id=officer.pk, by=boss, at=at())
    report_id: UUID = a_report(unit=DESK, name="Jo Dunn")
    open_report(report_id=report_id, by=acting(member), at=at(minutes=1))
    alert = NameAlert.objects.get(report=report_id)
    judge_name_alert(read_id=alert.id, verdict=Verdict.ASK, note=f"ask {mark}", by=boss, at=at(minutes=2))
    draw()
    read = SampledRead.objects.order_by("leaf")[0]
    judge_sampled_read(
        read_id=read.id,
        verdict=Verdict.NOT_FINE,
        note=f"why {mark}",
        by=a_boss(),
        at=LATER + timedelta(hours=1),
    )
