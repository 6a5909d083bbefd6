"""Who works here, changed by those who may: inviting, changing a role, closing an account, signing out everywhere.

PeopleError
├── OwnAccountError          nobody changes the role of their own account, or closes it
├── RoleNotGivenError        this person may not give this role, or touch an account that has it
├── NoSuchUnitError          the content has no such unit
├── NoNameError              an account needs the name that reporters and colleagues see
├── WorkLeftError            somebody has work that they may do no more there, and nobody said who takes it over
└── CannotTakeOverError      whoever takes over the work must have an open account that may take those reports, and work on those cases
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from callpoint.actions.acting import Actor
from callpoint.actions.case_leaving import hand_on_cases, may_take_cases
from callpoint.actions.clocks import reckon
from callpoint.actions.journalling import write_leaf
from callpoint.actions.staffing import (
    NoSuchStaffMemberError,
    OneTimeSignIn,
    add_staff_member,
    reset_sign_in,
)
from callpoint.records.knowledge import knowledge
from callpoint.records.models import StaffMember
from callpoint.records.queries.held_work import HeldWork, held_reports, held_work
from callpoint.records.transaction import writing
from callpoint.rules.access import Badge, Deed, Role, check_may, may, may_give
from callpoint.rules.chance import Chance


class PeopleError(Exception):
    """An account cannot be changed so."""


class OwnAccountError(PeopleError):
    """Nobody changes the role of their own account, or closes it."""


class RoleNotGivenError(PeopleError):
    """This person may not give this role, or touch an account that has it."""


class NoSuchUnitError(PeopleError):
    """The content has no such unit."""


class NoNameError(PeopleError):
    """An account needs the name that reporters and colleagues see."""


class WorkLeftError(PeopleError):
    """Somebody has work that they may do no more there, and nobody said who takes it over; nothing was changed."""

    def __init__(self, work: HeldWork) -> None:
        super().__init__(f"{work.reports} reports, {work.cases} cases, {work.tasks} tasks")
        self.work = work


class CannotTakeOverError(PeopleError):
    """Whoever takes over the work must have an open account that may take those reports, and work on those cases."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What somebody is here: the name that is seen, their role, and their unit; '' for none."""

    display_name: str
    role: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class HandedTo:
    """Who takes work over: a colleague, or None for nobody, which shows it to its units again."""

    colleague: int | None


@writing
def invite(
    *, username: str, place: Place, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> OneTimeSignIn:
    """
    Make an account for somebody, and a one-time password to tell them.

    :raises callpoint.rules.access.NotAllowedError: this role makes no accounts.
    :raises RoleNotGivenError, NoSuchUnitError, NoNameError: see there.
    :raises callpoint.actions.staffing.NameTakenError: somebody signs in with this name already.
    """
    check_may(by.badge, Deed.MANAGE_STAFF)
    _check_place(place, by)
    return add_staff_member(
        username=username,
        display_name=place.display_name.strip(),
        role=place.role,
        unit=place.unit,
        by=by,
        at=at,
        chance=chance,
    )


@writing
def change_place(
    *, staff_id: int, place: Place, hand_to: HandedTo | None = None, by: Actor, at: datetime
) -> int:
    """
    Give somebody another name, role or unit; it counts from their next page on. The same as before changes nothing.

    Open reports, cases and tasks that they may not work on there go where those of a closed account would. Returns how
    many reports changed hands.

    :raises WorkLeftError: there is such work, and `hand_to` does not say who takes it over.
    :raises CannotTakeOverError: see there; nothing was changed.
    :raises callpoint.rules.access.NotAllowedError: this role changes no accounts.
    :raises callpoint.actions.staffing.NoSuchStaffMemberError: there is no such account.
    :raises OwnAccountError, RoleNotGivenError, NoSuchUnitError, NoNameError: see there.
    """
    member = _of_another(staff_id, by)
    _check_place(place, by)
    wanted = {"display_name": place.display_name.strip(), "role": place.role, "unit": place.unit}
    changed = [name for name, value in wanted.items() if getattr(member, name) != value]
    if not changed:
        return 0
    handed = _leave_behind(member, Badge(role=place.role, unit=place.unit), hand_to, by=by, at=at)
    for name in changed:
        setattr(member, name, wanted[name])
    member.save(update_fields=changed)
    write_leaf(what="staff.change", about=member.pk, by=by, at=at, wrote=[member])
    return handed


@writing
def close_account(*, staff_id: int, hand_to: int | None, by: Actor, at: datetime) -> int:
    """
    Close an account: it is out at once, and its open reports go to a colleague, or back to their units.

    So do the cases it is in charge of, and the tasks it has there; offers of cases to it or by it are taken back. Returns how many reports changed hands, each with a leaf of its own. What the person wrote keeps their name.

    :raises callpoint.rules.access.NotAllowedError: this role closes no accounts.
    :raises callpoint.actions.staffing.NoSuchStaffMemberError: there is no such account.
    :raises OwnAccountError: nobody closes their own account.
    :raises CannotTakeOverError: see there; nothing was closed.
    """
    check_may(by.badge, Deed.MANAGE_STAFF)
    member = _held(staff_id)
    if str(member.pk) == by.id:
        raise OwnAccountError
    handed = _hand_on(member, hand_to, keeps=None, by=by, at=at)
    _end_sessions(member)
    if member.is_active:
        member.is_active = False
        member.save(update_fields=["is_active"])
        write_leaf(what="staff.close", about=member.pk, by=by, at=at, wrote=[member])
    return handed


@writing
def open_again(
    *, staff_id: int, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> OneTimeSignIn:
    """
    Open a closed account again, with a one-time password and no second factor, as if it were new.

    :raises callpoint.rules.access.NotAllowedError, RoleNotGivenError, OwnAccountError: as for `change_place`.
    :raises callpoint.actions.staffing.NoSuchStaffMemberError: there is no such account.
    """
    member = _of_another(staff_id, by)
    if not member.is_active:
        member.is_active = True
        member.save(update_fields=["is_active"])
        write_leaf(what="staff.open-again", about=member.pk, by=by, at=at, wrote=[member])
    return reset_sign_in(username=member.username, by=by, at=at, chance=chance)


@writing
def set_back_sign_in(
    *, staff_id: int, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> OneTimeSignIn:
    """
    Give somebody who lost password or phone a one-time password, and sign them out everywhere.

    :raises callpoint.rules.access.NotAllowedError, RoleNotGivenError, OwnAccountError: as for `change_place`.
    :raises callpoint.actions.staffing.NoSuchStaffMemberError: there is no such account.
    """
    member = _of_another(staff_id, by)
    _end_sessions(member)
    return reset_sign_in(username=member.username, by=by, at=at, chance=chance)


@writing
def sign_out_elsewhere(*, but: str, by: Actor, at: datetime) -> int:
    """End all sessions of one's own account but the one with the key `but`; returns how many."""
    ended = _end_sessions(_held(int(by.id)), but=but)
    if ended:
        write_leaf(what="staff.sign-out", about=by.id, by=by, at=at)
    return ended


def _check_place(place: Place, by: Actor) -> None:
    if not place.display_name.strip():
        raise NoNameError
    if place.role not in set(Role) or not may_give(by.badge, Role(place.role)):
        raise RoleNotGivenError
    if place.unit and place.unit not in knowledge().content.units:
        raise NoSuchUnitError


def _held(staff_id: int) -> StaffMember:
    member = StaffMember.objects.select_for_update(no_key=True).filter(pk=staff_id).first()
    if member is None:
        raise NoSuchStaffMemberError(staff_id)
    return member


def _of_another(staff_id: int, by: Actor) -> StaffMember:
    """Lock the account of somebody else, whose role this person may give."""
    check_may(by.badge, Deed.MANAGE_STAFF)
    member = _held(staff_id)
    if str(member.pk) == by.id:
        raise OwnAccountError
    if not may_give(by.badge, Role(member.role)):
        raise RoleNotGivenError
    return member


def _leave_behind(
    member: StaffMember, keeps: Badge, hand_to: HandedTo | None, *, by: Actor, at: datetime
) -> int:
    """Hand on what somebody may work on no more with the badge they get."""
    if keeps == member.badge():
        return 0
    work = held_work(member.pk, but_for=keeps)
    if work.is_any and hand_to is None:
        raise WorkLeftError(work)
    colleague = hand_to.colleague if hand_to and work.is_any else None
    return _hand_on(member, colleague, keeps=keeps, by=by, at=at)


def _hand_on(
    member: StaffMember, hand_to: int | None, *, keeps: Badge | None, by: Actor, at: datetime
) -> int:
    """Give open reports and cases to a colleague, or to nobody, but for those that the badge they keep lets them work on."""
    colleague = _colleague(member, hand_to)
    reports = list(held_reports(member.pk, but_for=keeps).select_for_update(of=("self",)))
    badge = colleague.badge() if colleague else None
    if badge and not all(may(badge, Deed.TAKE_REPORT, unit=report.unit) for report in reports):
        raise CannotTakeOverError
    if colleague and not may_take_cases(member, colleague, keeps=keeps):
        raise CannotTakeOverError
    hand_on_cases(member, colleague, keeps=keeps, by=by, at=at)
    for report in reports:
        report.assignee, report.assigned_at = colleague, at if colleague else None
        report.save(update_fields=["assignee", "assigned_at"])
        write_leaf(what="report.change-hands", about=report.id, by=by, at=at, wrote=[report])
        reckon(report, by=by, at=at)
    return len(reports)


def _colleague(member: StaffMember, hand_to: int | None) -> StaffMember | None:
    if hand_to is None:
        return None
    found = StaffMember.objects.filter(pk=hand_to, is_active=True).exclude(pk=member.pk).first()
    if found is None:
        raise CannotTakeOverError
    return found


def _end_sessions(member: StaffMember, *, but: str = "") -> int:
    others = list(UserSession.objects.filter(user_id=member.pk).exclude(session_key=but))
    for session in others:
        session.end()
    return len(others)
