"""The pages about accounts: who sees them, a one-time password shown once, errors that keep what was typed, sessions."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from callpoint.pages.staff.sessions import device_words
from callpoint.records.models import Report, StaffMember
from callpoint.rules.access import Role
from tests.actions.people import assigned
from tests.makers import DESK, OTHER_DESK, a_staff_member, deeds, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEW = {"username": "bea", "name": "Bea Ode", "role": Role.ASSESSOR, "unit": DESK}


def person_url(member: StaffMember) -> str:
    return reverse("staff_person", args=[member.pk])


def page_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_new_account_shows_its_one_time_password_until_it_was_told() -> None:
    desk = signed_in_client(role=Role.SUPERVISOR)
    made = desk.post(reverse("staff_person_new"), NEW)
    member = StaffMember.objects.get(username="bea")
    shown = page_of(desk, made["Location"]).split('class="app-reference__code" dir="ltr" translate="no">')[1]
    password = shown.split("<")[0]
    desk.post(person_url(member), {"do": "told"})
    assert (member.check_password(password), password in page_of(desk, person_url(member))) == (True, False)


def test_a_one_time_password_is_shown_on_no_other_account_and_to_nobody_else() -> None:
    desk, other = signed_in_client(role=Role.SUPERVISOR), signed_in_client(role=Role.SUPERVISOR)
    made, somebody = desk.post(reverse("staff_person_new"), NEW), a_staff_member()[0]
    seen = [
        "One-time password" in page_of(client, url)
        for client, url in ((desk, made["Location"]), (desk, person_url(somebody)), (other, made["Location"]))
    ]
    assert seen == [True, False, False]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": " "}, "Type a user name, at most 60 letters."),
        ({"username": "b" * 61}, "Type a user name, at most 60 letters."),
        ({"username": "taken"}, "Somebody has this user name. Choose another."),
        ({"name": ""}, "Type the name that colleagues and reporters see."),
        ({"role": ""}, "Choose a role that you may give."),
        ({"unit": "zzz"}, "Choose a unit from the list."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(change: dict[str, str], words: str) -> None:
    desk, member = signed_in_client(role=Role.SUPERVISOR), a_staff_member()[0]
    StaffMember.objects.filter(pk=member.pk).update(username="taken")
    typed = {**NEW, **change}
    answer = desk.post(reverse("staff_person_new"), typed)
    page = answer.content.decode()
    kept = [value in page for value in (typed["username"].strip(), typed["name"])]
    assert (answer.status_code, words in page, kept) == (422, True, [True, True])


def test_an_administrator_sees_who_leaves_and_no_way_into_their_account() -> None:
    desk, member = signed_in_client(role=Role.ADMINISTRATOR), a_staff_member(role=Role.INVESTIGATOR)[0]
    page = page_of(desk, person_url(member))
    seen = [words in page for words in ("Close the account", "Set the sign-in back", "Save the change")]
    refused = desk.post(person_url(member), {"do": "set-back"})
    assert (seen, refused.status_code, deeds().count("staff.reset")) == ([True, False, False], 422, 0)


def test_ones_own_account_has_no_form_and_refuses_every_press() -> None:
    desk = signed_in_client(role=Role.SUPERVISOR)
    own = StaffMember.objects.get()
    statuses = {desk.post(person_url(own), {"do": do}).status_code for do in ("change", "close", "set-back")}
    page = page_of(desk, person_url(own))
    shown = [words in page for words in ("Save the change", "Set the sign-in back", "Close the account")]
    assert (shown, statuses) == ([False, False, False], {403})


def test_closing_says_where_the_work_went_and_who_cannot_take_it() -> None:
    desk, leaver = signed_in_client(role=Role.SUPERVISOR), a_staff_member(name="Lee Ver")[0]
    able, unable = a_staff_member(name="Abel Able")[0], a_staff_member(role=Role.AUDITOR)[0]
    report = assigned(leaver)
    refused = desk.post(person_url(leaver), {"do": "close", "hand_to": str(unable.pk)})
    closed = desk.post(person_url(leaver), {"do": "close", "hand_to": str(able.pk)})
    report.refresh_from_db()
    assert (refused.status_code, closed.status_code, report.assignee) == (422, 302, able)
    assert "Closed" in page_of(desk, person_url(leaver))


def test_a_change_that_takes_work_away_says_how_much_and_asks_who_takes_over() -> None:
    desk, member = signed_in_client(role=Role.SUPERVISOR), a_staff_member(name="Mo Ver")[0]
    able, unable = a_staff_member(name="Abel Able")[0], a_staff_member(unit=OTHER_DESK)[0]
    report = assigned(member)
    Report.objects.filter(pk=report.pk).update(unit=DESK)
    moved = {"do": "change", "name": "Mo Ver", "role": Role.ASSESSOR, "unit": OTHER_DESK}
    asked, unfit = (
        desk.post(person_url(member), moved),
        desk.post(person_url(member), {**moved, "takes_over": str(unable.pk)}),
    )
    before = StaffMember.objects.get(pk=member.pk).unit
    done = desk.post(person_url(member), {**moved, "takes_over": str(able.pk)})
    report.refresh_from_db()
    page, again = asked.content.decode(), unfit.content.decode()
    assert (
        [each.status_code for each in (asked, unfit, done)],
        "1 open report, 0 cases, 0 tasks" in page,
        f'value="{OTHER_DESK}" selected' in page,
        "may not take all of these reports" in again,
        f'value="{unable.pk}" selected' in again,
    ) == ([422, 422, 302], True, True, True, True)
    assert (before, report.assignee, StaffMember.objects.get(pk=member.pk).unit) == (DESK, able, OTHER_DESK)


def test_an_account_that_is_not_there_is_not_found() -> None:
    desk = signed_in_client(role=Role.SUPERVISOR)
    url = reverse("staff_person", args=[0])
    assert [desk.get(url).status_code, desk.post(url, {"do": "close"}).status_code] == [404, 404]


def test_one_sees_where_one_is_signed_in_and_ends_the_others() -> None:
    desk = signed_in_client(role=Role.ASSESSOR)
    member = StaffMember.objects.get()
    before = page_of(desk, reverse("staff_sessions"))
    key = desk.session.session_key
    UserSession.objects.filter(session_key=key).update(user_agent="Mozilla/5.0 (Windows NT) Firefox/140")
    told = page_of(desk, reverse("staff_sessions"))
    desk.post(reverse("staff_sessions"))
    assert ("(this device)" in before, "Firefox on Windows" in told) == (True, True)
    assert [row.session_key for row in UserSession.objects.filter(user=member)] == [key]


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/604", "Safari on iOS"),
        ("curl", "A device that does not say what it is"),
        ("Firefox", "Firefox"),
    ],
)
def test_a_device_is_named_as_far_as_it_says(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words
