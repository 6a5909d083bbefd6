"""Who may open which page: every role, own and other unit, every address, asserted from the table of access."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.clock import now
from callpoint.pages.access import Audience
from callpoint.pages.way_in import BEFORE_SECOND_FACTOR
from callpoint.records.models import StaffMember
from callpoint.rules.access import EVERY_UNIT, Badge, Deed, Role, may
from tests.makers import (
    DESK,
    OTHER_DESK,
    STORY,
    a_draft,
    a_report,
    a_staff_member,
    all_kept,
    deeds,
    signed_in_by_password,
    signed_in_client,
    with_authenticator,
)
from tests.pages.public.addresses import Address, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.database]

STAFF = [address for address in addresses() if address.is_staff]
CLOSED = [address for address in STAFF if address.opens_to is not Audience.ANYONE]
BY_DEED = [address for address in CLOSED if isinstance(address.opens_to, Deed)]
DEEDS_WITH_A_REPORT = {
    Deed.OPEN_REPORT,
    Deed.WRITE_TO_REPORTER,
    Deed.RECORD_CRIME_NUMBER,
    Deed.OPEN_REQUEST,
    Deed.GIVE_NEW_CODE,
    Deed.DISCLOSE,
    Deed.HAND_OVER,
    Deed.OPEN_REFERRAL,
    Deed.RESTRICT,
    Deed.PROPOSE_BLOCK,
}


NOBODYS = "00000000-0000-4000-8000-000000000000"
"""An id in an address that nothing has: whoever may open such a page is told that it is not there."""
ABOUT_NOBODY = {"staff_person", "staff_case_new"}
"""Addresses whose example is a number that nobody has, or that name nothing without a query."""


def report_url(report_id: UUID) -> str:
    return reverse("staff_report", args=[report_id])


INSIDE_A_PAGE = {
    Deed.WRITE_TO_REPORTER,
    Deed.RECORD_CRIME_NUMBER,
    Deed.RETRY_WORK,
    Deed.NOTE_CALL,
    Deed.PLACE_HOLD,
    Deed.LIFT_HOLD,
    Deed.JUDGE_LINKS,
    Deed.RULE_VALUES,
    Deed.NAME_SERIES,
    Deed.JUDGE_WARNING,
    Deed.PUBLISH_ALERT,
    Deed.CHECK_CLOSING,
    Deed.TAKE_REPORT,
    Deed.MOVE_REPORT,
    Deed.LIFT_RESTRICTION,
    Deed.LOWER_REPORTS,
    Deed.CONFIRM_BLOCK,
}
"""Deeds that are a form on a page of another deed; the action checks them."""


def test_every_deed_of_the_table_has_a_page_here() -> None:
    assert {address.opens_to for address in BY_DEED} | INSIDE_A_PAGE == set(Deed)


@pytest.mark.parametrize("role", list(Role))
def test_the_table_of_access_holds_on_every_address(role: Role) -> None:
    badge = Badge(role=role, unit=DESK)
    client = signed_in_client(role=role, unit=DESK)
    places = {DESK: a_report(unit=DESK), OTHER_DESK: a_report(unit=OTHER_DESK)}
    for address in BY_DEED:
        deed = address.opens_to
        assert isinstance(deed, Deed)
        if deed in DEEDS_WITH_A_REPORT:
            continue
        opened = 404 if NOBODYS in address.url or address.name in ABOUT_NOBODY else 200
        assert client.get(address.url).status_code == (opened if may(badge, deed) else 403)
    for unit, report_id in places.items():
        before = len(deeds())
        opens, writes = (may(badge, deed, unit=unit) for deed in (Deed.OPEN_REPORT, Deed.WRITE_TO_REPORTER))
        answer = client.get(report_url(report_id))
        assert (answer.status_code, STORY in answer.content.decode()) == (
            (200, True) if opens else (403, False)
        )
        assert deeds()[before:] == (["report.open"] if opens else [])
        before = len(deeds())
        sent = client.post(report_url(report_id), {"message": "Hello", "send_key": "1"})
        assert sent.status_code == (302 if writes else 403)
        assert deeds()[before:] == (["message.from-staff"] if writes else [])


@pytest.mark.parametrize("role", list(Role))
def test_no_report_and_a_draft_are_not_there_for_anybody_and_leave_no_trace(role: Role) -> None:
    client = signed_in_client(role=role)
    draft = a_draft().report_id
    before = all_kept()
    status = 404 if may(Badge(role=role, unit=DESK), Deed.OPEN_REPORT) else 403
    for report_id in (draft, uuid4()):
        answers = [client.get(report_url(report_id)), client.post(report_url(report_id), {"message": "x"})]
        assert [answer.status_code for answer in answers] == [status, status]
    assert all_kept() == before


@pytest.mark.parametrize("role", [role for role in Role if may(Badge(role=role, unit=DESK), Deed.SEE_QUEUE)])
def test_the_queue_lists_what_may_be_seen_and_opens_nothing(role: Role) -> None:
    client = signed_in_client(role=role, unit=DESK)
    mine, theirs = a_report(unit=DESK), a_report(unit=OTHER_DESK)
    before = len(deeds())
    page = client.get(reverse("staff_queue")).content.decode()
    assert (report_url(mine) in page, report_url(theirs) in page) == (True, role in EVERY_UNIT)
    assert (STORY in page, deeds()[before:]) == (False, [])


@pytest.mark.parametrize("address", CLOSED, ids=lambda address: address.name)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_nobody_without_a_sign_in_comes_in(address: Address, method: str) -> None:
    before = all_kept()
    answer = getattr(Client(), method)(address.url)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
    assert all_kept() == before


def test_a_reporters_session_is_no_sign_in() -> None:
    client = Client()
    client.post("/report/question/story/", {"answer": STORY})
    assert {client.get(address.url).status_code for address in CLOSED} == {302}


def test_without_a_second_factor_everything_leads_to_setting_one_up() -> None:
    member, password = a_staff_member(role=Role.SUPERVISOR)
    client = signed_in_by_password(member, password)
    led = {
        address.name: client.get(address.url).get("Location")
        for address in STAFF
        if address.name not in BEFORE_SECOND_FACTOR
    }
    assert led == dict.fromkeys(led, reverse("mfa_activate_totp"))
    assert {"staff_queue", "staff_report", "staff_content"} <= set(led)


def test_with_a_one_time_password_everything_leads_to_changing_it() -> None:
    member, password = a_staff_member(role=Role.SUPERVISOR)
    with_authenticator(member)
    StaffMember.objects.filter(pk=member.pk).update(must_change_password=True, password_given_at=now())
    client = Client()
    client.force_login(member)
    led = {
        address.name: client.get(address.url).get("Location")
        for address in STAFF
        if address.name not in BEFORE_SECOND_FACTOR
    }
    assert led == dict.fromkeys(led, reverse("account_change_password"))
    assert password


def test_what_may_be_used_before_the_second_factor_shows_no_report() -> None:
    deeds_of = {address.name: address.opens_to for address in addresses()}
    assert [name for name in BEFORE_SECOND_FACTOR if isinstance(deeds_of[name], Deed)] == []


def test_the_password_alone_does_not_sign_in_where_an_app_is_bound() -> None:
    member, password = a_staff_member(role=Role.SUPERVISOR)
    with_authenticator(member)
    client = signed_in_by_password(member, password)
    assert client.get(reverse("staff_queue"))["Location"].startswith(reverse("account_login"))


def test_a_closed_account_is_out_at_once() -> None:
    client = signed_in_client(role=Role.SUPERVISOR)
    StaffMember.objects.update(is_active=False)
    assert client.get(reverse("staff_queue")).status_code == 302


def test_a_role_that_changed_counts_from_the_next_page_on() -> None:
    client = signed_in_client(role=Role.SUPERVISOR)
    StaffMember.objects.update(role=Role.AUDITOR)
    assert client.get(reverse("staff_queue")).status_code == 403
