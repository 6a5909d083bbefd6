"""One report from its first answer to its last message, so that every kind of row and leaf is there."""

from dataclasses import dataclass
from uuid import UUID

from callpoint.actions.acting import newcomer, reporter, system
from callpoint.actions.corresponding import write_to_reporter, write_to_staff
from callpoint.actions.noticing import notice_for, notice_was_sent
from callpoint.actions.reading import open_report
from callpoint.actions.reporting import answer, discard_draft, tell_other_number
from callpoint.actions.returning import come_back, read_own_messages
from callpoint.actions.staffing import renew_one_time_password, reset_sign_in
from callpoint.actions.upkeep import acknowledge, discard_old_drafts
from callpoint.records.models import Message, StaffMember
from callpoint.rules.access import Role
from tests.makers import a_draft, a_staff_member, acting, at, sent


@dataclass(frozen=True)
class Told:
    """What was written under which markers."""

    report_id: UUID
    code: str
    reference: str


def everything_happens(mark: str, *, safe_contact: str = "no") -> Told:
    """Let each action happen once; `mark` stands in every text that is sealed."""
    begun = a_draft(story=f"story {mark} first")
    report_id, me = begun.report_id, reporter(begun.report_id)
    told: dict[str, str | list[str]] = {
        "story": f"story {mark}",
        "name": f"name {mark}",
        "postcode": "S40 1TB",
        "phone": f"phone {mark}",
        "email": f"{mark}@example.org",
        "address": f"address {mark}",
        "access_needs": ["bsl", f"{mark}"],
        "safe_contact": safe_contact,
    }
    answer(report_id=report_id, answers=told, by=me, at=at(minutes=1))
    reference = sent(begun, when=at(minutes=2))
    acknowledge(report_id=str(report_id), by=system("worker"), at=at(minutes=3))
    officer, _ = a_staff_member(role=Role.SUPERVISOR)
    open_report(report_id=report_id, by=acting(officer), at=at(minutes=4))
    write_to_reporter(
        report_id=report_id, text=f"to you {mark}", send_key="1", by=acting(officer), at=at(minutes=5)
    )
    message = Message.objects.get(staff=officer)
    notice_for(message_id=str(message.id), by=system("worker"), at=at(minutes=6))
    notice_was_sent(message_id=str(message.id), by=system("worker"), at=at(minutes=6))
    come_back(code=begun.code, reference=reference, by=newcomer(), at=at(minutes=7))
    read_own_messages(report_id=report_id, by=me, at=at(minutes=8))
    write_to_staff(report_id=report_id, text=f"to them {mark}", send_key="1", by=me, at=at(minutes=9))
    tell_other_number(report_id=report_id, number=f"number {mark}", by=me, at=at(minutes=10))
    _the_rest(officer)
    return Told(report_id=report_id, code=begun.code, reference=reference)


def _the_rest(officer: StaffMember) -> None:
    thrown_away = a_draft()
    discard_draft(report_id=thrown_away.report_id, by=reporter(thrown_away.report_id), at=at())
    a_draft(when=at(days=-40))
    discard_old_drafts(before=at(days=-30), by=system("worker"), at=at())
    reset_sign_in(username=officer.username, by=system("test"), at=at())
    renew_one_time_password(username=officer.username, by=system("test"), at=at())
