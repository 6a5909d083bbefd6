"""Lets each action of the desk happen once: who has a report, to which unit it goes, and what people set up."""

from uuid import UUID

from callpoint.actions.acting import system
from callpoint.actions.assigning import give_report, put_back_report, take_report
from callpoint.actions.desk import choose_desk, digest_was_sent, drop_view, holder_was_told, keep_view
from callpoint.actions.moving import move_report, undo_move
from callpoint.actions.peeking import peek_report
from callpoint.actions.welfare import choose_welfare
from callpoint.records.models import SavedView, StaffMember
from callpoint.records.presence import note_presence
from callpoint.records.queries.desk import Choices
from callpoint.records.queries.welfare import Wishes
from callpoint.rules.access import Role
from tests.makers import OTHER_DESK, a_staff_member, acting, at


def it_goes_from_desk_to_desk(mark: str, report_id: UUID, officer: StaffMember) -> None:
    """Let each of them happen once; `mark` stands in every text that is sealed."""
    by, colleague = acting(officer), a_staff_member(role=Role.SUPERVISOR)[0]
    take_report(report_id=report_id, by=by, at=at(minutes=11))
    give_report(report_id=report_id, to=colleague.pk, by=by, at=at(minutes=11))
    put_back_report(report_id=report_id, by=by, at=at(minutes=11))
    move_report(report_id=report_id, unit=OTHER_DESK, reason=f"moved {mark}", by=by, at=at(minutes=12))
    undo_move(report_id=report_id, by=by, at=at(minutes=12))
    peek_report(report_id=report_id, by=by, at=at(minutes=13))
    note_presence(report_id=report_id, staff_id=officer.pk, at=at(minutes=13))
    for name in ("kept", "dropped"):
        keep_view(name=name, query="view=now", by=by, at=at(minutes=13))
    drop_view(view_id=SavedView.objects.get(name="dropped").id, by=by, at=at(minutes=13))
    choose_desk(choices=Choices(mail=f"{mark}@example.org", digest_hour=7), by=by, at=at(minutes=13))
    choose_welfare(wishes=Wishes(is_warned=False), by=by, at=at(minutes=13))
    digest_was_sent(staff_id=officer.pk, today=at().date(), by=system("worker"), at=at(minutes=14))
    holder_was_told(report_id=report_id, by=system("worker"), at=at(minutes=14))
