"""Lost codes at the desk: who waits, one request, and a new code shown once."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import newcomer
from callpoint.actions.lost_codes import ask_for_new_code
from callpoint.records.models import LostCodeRequest
from callpoint.rules.access import Role
from tests.makers import a_draft, at, deeds, sent, signed_in_client
from tests.pages.public.journeys import came_back

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def a_request() -> UUID:
    told = {"name": "Ann Lee", "contact": "07700 900123"}
    ask_for_new_code(told=told, send_key="k", by=newcomer(), at=at())
    return LostCodeRequest.objects.get().id


def page_of(client: Client, request_id: UUID) -> str:
    return client.get(reverse("staff_lost_code", args=[request_id])).content.decode()


def test_the_list_says_when_and_nothing_of_what_was_told() -> None:
    a_request()
    page = signed_in_client(role=Role.SUPERVISOR).get(reverse("staff_lost_codes")).content.decode()
    assert ("12:00 pm on Saturday 21 November 2026" in page, "Ann" in page) == (True, False)


def test_an_officer_who_made_sure_sees_the_new_code_once_and_it_opens_the_report() -> None:
    request_id, reference = a_request(), sent(a_draft())
    officer = signed_in_client(role=Role.SUPERVISOR)
    url = reverse("staff_lost_code", args=[request_id])
    assert "Ann Lee" in page_of(officer, request_id)
    shown = officer.post(url, {"deed": "give", "reference": reference, "checks": ["document", "zzz"]})
    code = shown.content.decode().split('data-copy="')[1].split('"')[0]
    assert came_back(code).heading == "Your report"
    again = officer.post(url, {"deed": "give", "reference": reference, "checks": ["document"]}, follow=True)
    assert (code in again.content.decode(), "answered this before" in again.content.decode()) == (False, True)
    assert deeds().count("report.new-code") == 1


@pytest.mark.parametrize(
    ("reference", "checks", "words"),
    [
        ("CP-1", ["answers"], "A reference has 11 letters and numbers."),
        ("CP-2222-2222-2", ["answers"], "One letter or number is not right"),
        ("", [], "Say how you made sure who it is."),
    ],
)
def test_what_is_not_right_is_said_and_no_code_is_given(
    reference: str, checks: list[str], words: str
) -> None:
    request_id, real = a_request(), sent(a_draft())
    officer = signed_in_client(role=Role.SUPERVISOR)
    told = {"deed": "give", "reference": reference or real, "checks": checks}
    answer = officer.post(reverse("staff_lost_code", args=[request_id]), told)
    page = answer.content.decode()
    assert (answer.status_code, words in page, "report.new-code" in deeds()) == (422, True, False)


def test_a_reference_that_fits_no_report_is_said_to_be_so() -> None:
    request_id, reference = a_request(), sent(a_draft())
    LostCodeRequest.objects.update()
    officer = signed_in_client(role=Role.SUPERVISOR)
    with_another = reference[:3] + "7GH4-K2QX-3"
    answer = officer.post(
        reverse("staff_lost_code", args=[request_id]),
        {"deed": "give", "reference": with_another, "checks": ["answers"]},
    )
    assert answer.status_code == 422
    assert "report.new-code" not in deeds()


def test_a_request_can_be_closed_without_a_code() -> None:
    request_id, officer = a_request(), signed_in_client(role=Role.SUPERVISOR)
    answer = officer.post(reverse("staff_lost_code", args=[request_id]), {"deed": "turn-down"}, follow=True)
    assert ("Nobody waits" in answer.content.decode(), deeds()[-1]) == (True, "lost-code.turn-down")


def test_a_request_that_is_not_there_and_the_report_of_another_unit_are_refused() -> None:
    request_id, reference = a_request(), sent(a_draft())
    officer = signed_in_client(role=Role.ASSESSOR, unit="nobodys-desk")
    missing = officer.get(reverse("staff_lost_code", args=[uuid4()])).status_code
    told = {"deed": "give", "reference": reference, "checks": ["answers"]}
    other = officer.post(reverse("staff_lost_code", args=[request_id]), told).status_code
    assert (missing, other) == (404, 403)
