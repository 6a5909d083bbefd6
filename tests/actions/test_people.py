"""Accounts that others keep: invited, changed, set back, closed with their work handed on, and refused without a trace."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import Actor
from callpoint.actions.people import (
    CannotTakeOverError,
    HandedTo,
    NoNameError,
    NoSuchUnitError,
    OwnAccountError,
    PeopleError,
    Place,
    RoleNotGivenError,
    change_place,
    close_account,
    invite,
    open_again,
    set_back_sign_in,
    sign_out_elsewhere,
)
from callpoint.actions.staffing import NoSuchStaffMemberError
from callpoint.actions.verifying import verify_database
from callpoint.records.models import Report, StaffMember
from callpoint.rules.access import Badge, Deed, NotAllowedError, Role, may
from callpoint.rules.lifecycle import ReportState
from tests.actions.people import assigned
from tests.makers import (
    DESK,
    OTHER_DESK,
    a_staff_member,
    acting,
    all_kept,
    an_actor,
    at,
    deeds,
    signed_in_by_password,
    signed_in_client,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

READERS = (Role.ASSESSOR, Role.INVESTIGATOR, Role.ANALYST, Role.SUPERVISOR, Role.SUPPORT_WORKER)


def place(role: str = Role.ASSESSOR, *, name: str = "Bea Ode", unit: str = DESK) -> Place:
    return Place(display_name=name, role=role, unit=unit)


def supervisor() -> Actor:
    return an_actor(role=Role.SUPERVISOR)


def administrator() -> Actor:
    return an_actor(role=Role.ADMINISTRATOR)


def silent(_text: str) -> None:
    """Say nothing."""


def test_an_invited_person_signs_in_with_the_one_time_password() -> None:
    made = invite(username="bea", place=place(name=" Bea Ode "), by=supervisor(), at=at())
    member = StaffMember.objects.get(username="bea")
    client = signed_in_by_password(member, made.password)
    assert (member.display_name, member.role, client.get(reverse("staff_queue"))["Location"]) == (
        "Bea Ode",
        Role.ASSESSOR,
        reverse("mfa_activate_totp"),
    )


@pytest.mark.parametrize("role", list(Role))
def test_an_administrator_gives_no_role_that_opens_a_story(role: Role) -> None:
    by = administrator()
    before = all_kept()
    if role not in READERS:
        invite(username="new", place=place(role), by=by, at=at())
        assert deeds()[-1] == "staff.add"
        return
    with pytest.raises(RoleNotGivenError):
        invite(username="new", place=place(role), by=by, at=at())
    assert all_kept() == before


@pytest.mark.parametrize(
    "deed",
    [
        lambda pk, by: set_back_sign_in(staff_id=pk, by=by, at=at()),
        lambda pk, by: change_place(staff_id=pk, place=place(Role.AUDITOR), by=by, at=at()),
        lambda pk, by: open_again(staff_id=pk, by=by, at=at()),
    ],
    ids=["set back", "change", "open again"],
)
def test_an_administrator_takes_over_no_account_that_opens_a_story(
    deed: Callable[[int, Actor], object],
) -> None:
    member, by = a_staff_member(role=Role.INVESTIGATOR)[0], administrator()
    before = all_kept()
    with pytest.raises(RoleNotGivenError):
        deed(member.pk, by)
    assert all_kept() == before


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SUPERVISOR, Role.ADMINISTRATOR}])
def test_nobody_else_keeps_accounts(role: Role) -> None:
    member, by = a_staff_member()[0], an_actor(role=role)
    before = all_kept()
    for deed in (
        lambda: invite(username="new", place=place(), by=by, at=at()),
        lambda: change_place(staff_id=member.pk, place=place(), by=by, at=at()),
        lambda: close_account(staff_id=member.pk, hand_to=None, by=by, at=at()),
    ):
        with pytest.raises(NotAllowedError):
            deed()
    assert all_kept() == before


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (place(name="  "), NoNameError),
        (place(role="king"), RoleNotGivenError),
        (place(unit="nowhere"), NoSuchUnitError),
    ],
)
def test_a_place_that_there_is_not_is_refused(wrong: Place, error: type[PeopleError]) -> None:
    by, member = supervisor(), a_staff_member()[0]
    before = all_kept()
    for deed in (
        lambda: invite(username="new", place=wrong, by=by, at=at()),
        lambda: change_place(staff_id=member.pk, place=wrong, by=by, at=at()),
    ):
        with pytest.raises(error):
            deed()
    assert all_kept() == before


def test_a_change_is_one_leaf_and_the_same_again_none() -> None:
    member, by = a_staff_member()[0], supervisor()
    before = len(deeds())
    for _press in range(2):
        change_place(
            staff_id=member.pk, place=place(Role.ANALYST, name="Cy", unit=OTHER_DESK), by=by, at=at()
        )
    member.refresh_from_db()
    assert (member.display_name, member.role, member.unit, deeds()[before:]) == (
        "Cy",
        Role.ANALYST,
        OTHER_DESK,
        ["staff.change"],
    )


def test_nobody_changes_closes_or_sets_back_their_own_account() -> None:
    by = supervisor()
    own = int(by.id)
    before = all_kept()
    for deed in (
        lambda: change_place(staff_id=own, place=place(), by=by, at=at()),
        lambda: close_account(staff_id=own, hand_to=None, by=by, at=at()),
        lambda: set_back_sign_in(staff_id=own, by=by, at=at()),
    ):
        with pytest.raises(OwnAccountError):
            deed()
    assert all_kept() == before


def test_an_account_that_there_is_not_is_said_to_be_none() -> None:
    with pytest.raises(NoSuchStaffMemberError):
        close_account(staff_id=0, hand_to=None, by=supervisor(), at=at())


def test_who_leaves_is_out_at_once_and_a_colleague_has_their_open_reports() -> None:
    member, password = a_staff_member()
    client = signed_in_by_password(member, password)
    colleague = a_staff_member()[0]
    mine, other, closed = assigned(member), assigned(member), assigned(member)
    Report.objects.filter(pk=closed.pk).update(state=ReportState.CLOSED)
    by = supervisor()
    before = len(deeds())
    handed = close_account(staff_id=member.pk, hand_to=colleague.pk, by=by, at=at(minutes=1))
    kept = {row.pk: row.assignee_id for row in Report.objects.all()}
    assert (handed, kept, deeds()[before:]) == (
        2,
        {mine.pk: colleague.pk, other.pk: colleague.pk, closed.pk: member.pk},
        ["report.change-hands", "report.change-hands", "staff.close"],
    )
    assert (UserSession.objects.count(), client.get(reverse("staff_sessions")).status_code) == (0, 302)


def test_without_a_colleague_the_reports_of_who_leaves_are_nobodys() -> None:
    member = a_staff_member()[0]
    report = assigned(member)
    close_account(staff_id=member.pk, hand_to=None, by=administrator(), at=at(minutes=1))
    report.refresh_from_db()
    assert (report.assignee, report.assigned_at) == (None, None)


@pytest.mark.parametrize(
    "colleague",
    [
        lambda member: member.pk,
        lambda _member: 0,
        lambda _member: a_staff_member(role=Role.AUDITOR)[0].pk,
        lambda _member: a_staff_member(unit=OTHER_DESK)[0].pk,
    ],
    ids=["themselves", "nobody", "who opens no report", "another unit"],
)
def test_who_may_not_open_the_reports_cannot_take_them_over(colleague: Callable[[StaffMember], int]) -> None:
    member = a_staff_member()[0]
    assigned(member)
    hand_to, by = colleague(member), supervisor()
    before = all_kept()
    with pytest.raises(CannotTakeOverError):
        close_account(staff_id=member.pk, hand_to=hand_to, by=by, at=at())
    assert all_kept() == before


def test_closing_twice_writes_one_leaf() -> None:
    member, by = a_staff_member()[0], supervisor()
    for _press in range(2):
        close_account(staff_id=member.pk, hand_to=None, by=by, at=at())
    assert deeds().count("staff.close") == 1


def test_an_account_that_is_opened_again_begins_as_a_new_one() -> None:
    client = signed_in_client()
    member, by = StaffMember.objects.get(), supervisor()
    close_account(staff_id=member.pk, hand_to=None, by=by, at=at())
    made = [open_again(staff_id=member.pk, by=by, at=at()) for _press in range(2)][-1]
    member.refresh_from_db()
    assert (member.is_active, member.must_change_password, member.check_password(made.password)) == (
        True,
        True,
        True,
    )
    assert (
        Authenticator.objects.filter(user=member).count(),
        deeds().count("staff.open-again"),
        client.get(reverse("staff_queue")).status_code,
    ) == (0, 1, 302)


def test_a_sign_in_that_was_set_back_ends_every_session() -> None:
    signed_in_client()
    member = StaffMember.objects.get()
    made = set_back_sign_in(staff_id=member.pk, by=supervisor(), at=at())
    member.refresh_from_db()
    assert (UserSession.objects.count(), member.check_password(made.password)) == (0, True)


def test_signing_out_elsewhere_leaves_this_session_and_writes_one_leaf() -> None:
    member, password = a_staff_member()
    other, this = (signed_in_by_password(member, password) for _device in range(2))
    key = this.session.session_key or ""
    ended = [sign_out_elsewhere(but=key, by=acting(member), at=at()) for _press in range(2)]
    assert (ended, deeds().count("staff.sign-out")) == ([1, 0], 1)
    assert [is_in(client) for client in (other, this)] == [False, True]


def is_in(client: Client) -> bool:
    """Whether somebody is still signed in: others are led to the sign-in."""
    return not client.get(reverse("staff_sessions"))["Location"].startswith(reverse("account_login"))


def test_the_journal_stays_true_after_all_of_it() -> None:
    member, by, report = a_staff_member()[0], supervisor(), assigned(a_staff_member()[0])
    close_account(staff_id=report.assignee_id or 0, hand_to=member.pk, by=by, at=at())
    nobody = HandedTo(colleague=None)
    change_place(staff_id=member.pk, place=place(Role.ANALYST), hand_to=nobody, by=by, at=at())
    close_account(staff_id=member.pk, hand_to=None, by=by, at=at())
    open_again(staff_id=member.pk, by=by, at=at())
    report.refresh_from_db()
    assert (verify_database(tell=silent).problems, report.assignee) == ((), None)


def test_every_role_that_reads_is_one_an_administrator_does_not_give() -> None:
    reads = {
        role
        for role in Role
        for deed in (Deed.OPEN_REPORT, Deed.OPEN_REQUEST)
        if may(Badge(role=role, unit=""), deed)
    }
    assert reads == set(READERS)
