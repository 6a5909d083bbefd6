"""Accounts of staff in tests: a colleague who comes, changes, goes and comes again."""

from dataclasses import replace
from uuid import uuid4

from allauth.usersessions.models import UserSession

from callpoint.actions.journalling import write_leaf
from callpoint.actions.people import (
    Place,
    change_place,
    close_account,
    invite,
    open_again,
    set_back_sign_in,
    sign_out_elsewhere,
)
from callpoint.records.models import Report, StaffMember
from callpoint.rules.access import Role
from tests.actions.cases import a_case
from tests.makers import a_report, acting, at


def assigned(member: StaffMember) -> Report:
    """A report that a member of staff has."""
    report = Report.objects.get(id=a_report())
    report.assignee, report.assigned_at = member, at()
    report.save()
    write_leaf(what="report.measure", about=report.id, by=acting(member), at=at(), wrote=[report])
    return report


def people_come_and_go(officer: StaffMember) -> None:
    """Let each action about accounts happen once."""
    by, place = acting(officer), Place(display_name="A colleague", role=Role.ASSESSOR, unit="")
    made = invite(username=f"new-{uuid4()}", place=place, by=by, at=at())
    member = StaffMember.objects.get(username=made.username)
    change_place(staff_id=member.pk, place=replace(place, role=Role.SUPERVISOR), by=by, at=at())
    assigned(member)
    member.refresh_from_db()
    a_case(by=acting(member))
    close_account(staff_id=member.pk, hand_to=officer.pk, by=by, at=at())
    open_again(staff_id=member.pk, by=by, at=at())
    set_back_sign_in(staff_id=member.pk, by=by, at=at())
    UserSession.objects.create(user=officer, ip="192.0.2.1", session_key=f"key-{officer.pk}", user_agent="")
    sign_out_elsewhere(but="", by=by, at=at())
