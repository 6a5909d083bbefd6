"""What an officer sees of a reporter who came back: rules of contact, additions, a withdrawal; and the crime number."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from callpoint.actions.acting import reporter
from callpoint.actions.adding import add_to_report
from callpoint.actions.crime_numbers import record_crime_number
from callpoint.actions.withdrawing import ask_to_withdraw
from callpoint.pages.staff.contact_shown import contact_lines
from callpoint.records.opened import own_report
from callpoint.rules.access import Role
from tests.makers import a_report, an_actor, at, signed_in_client
from tests.pages.public.browsing import Browser, NotSeenError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LABEL = "Crime number, once police recorded it"


def officer(report_id: UUID, role: Role = Role.SUPERVISOR) -> Browser:
    """Somebody of staff with a report open."""
    browser = Browser()
    browser.client = signed_in_client(role=role)
    return browser.go(reverse("staff_report", args=[report_id]))


def added(report_id: UUID, **answers: str | list[str]) -> None:
    """Add answers as the reporter."""
    add_to_report(
        report_id=report_id, answers=answers, send_key="1", by=reporter(report_id), at=at(minutes=1)
    )


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        ({}, ("They did not say that contact is safe. Write to them here only.",)),
        ({"safe_contact": "yes"}, ("You may contact them.", "Do not leave a message.")),
        (
            {"safe_contact": "yes", "leave_message": "yes", "update_way": "sms"},
            ("You may contact them.", "You may leave a message.", "They want news by text."),
        ),
        (
            {"safe_contact": "yes-neutral-words-only"},
            ("Use plain words that give nothing away.", "Do not leave a message."),
        ),
        (
            {"safe_contact": "yes-neutral-words-only", "safe_times": "after 6 pm."},
            (
                "Use plain words that give nothing away.",
                "Only at certain times: after 6 pm.",
                "Do not leave a message.",
            ),
        ),
        (
            {"safe_contact": "certain-times", "safe_times": "after 6 pm"},
            ("Only at certain times: after 6 pm.", "Do not leave a message."),
        ),
        ({"safe_contact": "certain-times"}, ("Ask first at which times.", "Do not leave a message.")),
        (
            {"safe_contact": "no", "leave_message": "yes", "phone": "1", "update_way": "code-only"},
            (
                "Do not contact them. They come back with their code.",
                "They read news here, with their code.",
            ),
        ),
    ],
)
def test_the_rules_of_contact_are_those_the_reporter_set(
    answers: dict[str, str], lines: tuple[str, ...]
) -> None:
    assert contact_lines(answers) == lines


def test_the_rules_of_contact_stand_first_and_follow_what_the_reporter_says_now() -> None:
    report_id = a_report(safe_contact="yes")
    assert "They changed this on" not in officer(report_id).text
    added(report_id, safe_contact="certain-times", safe_times="after 6 pm")
    text = officer(report_id).text
    assert re.search(
        r"Contact Only at certain times: after 6 pm\. Do not leave a message\. They changed this on", text
    )
    assert text.index("Contact Only") < text.index("In the reporter's own words")


def test_an_officer_sees_what_was_added_and_what_stood_there_before() -> None:
    report_id = a_report(name="Ann", support_wanted="yes")
    added(report_id, name="Ann Lee", support_wanted="", **{"pay_amount.2": "50"})
    text = officer(report_id).text
    added_part = text[text.index("What they added") : text.index("Messages")]
    assert "Added on" in added_part
    for words in ("Ann Lee Before: Ann", "(2) 50", "Taken back Before: Yes"):
        assert words in added_part


def test_a_report_without_additions_names_none() -> None:
    assert "What they added" not in officer(a_report()).text


def test_a_wish_to_withdraw_is_seen_at_once() -> None:
    report_id = a_report()
    assert "asked to withdraw" not in officer(report_id).text
    ask_to_withdraw(report_id=report_id, words="", send_key="1", by=reporter(report_id), at=at(minutes=1))
    assert "The reporter asked to withdraw." in officer(report_id).text


def test_a_crime_number_reaches_the_reporter_and_a_wrong_one_stays_in_its_field() -> None:
    report_id = a_report()
    desk = officer(report_id)
    url = reverse("staff_report", args=[report_id])
    token = next(
        each.get("value") for each in desk.tree.iter("input") if each.get("name") == "csrfmiddlewaretoken"
    )
    form = {"do": "crime-number", "csrfmiddlewaretoken": token}
    desk.shown(desk.client.post(url, {**form, "crime_number": "x" * 41}), url)
    assert (desk.status, desk.value_of(LABEL), "Type the crime number" in desk.text) == (422, "x" * 41, True)
    desk.shown(desk.client.post(url, {**form, "crime_number": "26*77"}, follow=True), url)
    assert (desk.value_of(LABEL), own_report(report_id).crime_number) == ("26*77", "26*77")


def test_who_may_not_record_sees_the_number_and_no_form() -> None:
    report_id = a_report()
    record_crime_number(report_id=report_id, number="26*77", by=an_actor(), at=at(minutes=1))
    desk = officer(report_id, Role.ANALYST)
    assert "26*77" in desk.text
    with pytest.raises(NotSeenError):
        desk.press("Save the crime number")
