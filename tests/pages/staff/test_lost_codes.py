"""Lost codes at the desk: who waits, one request, and a new code shown until it was given."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import newcomer
from callpoint.actions.lost_codes import ask_for_new_code
from callpoint.clock import now
from callpoint.pages.staff import given_code
from callpoint.records.models import LostCodeRequest, Report
from callpoint.rules.access import Role
from tests.makers import a_draft, at, deeds, sent, signed_in_client
from tests.pages.public.journeys import came_back

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def a_request() -> UUID:
    told = {"name": "Ann Lee", "contact": "07700 900123"}
    ask_for_new_code(told=told, send_key=str(uuid4()), by=newcomer(), at=at())
    return LostCodeRequest.objects.get(outcome="").id


def page_of(client: Client, request_id: UUID) -> str:
    return client.get(reverse("staff_lost_code", args=[request_id])).content.decode()


def test_the_list_says_when_and_nothing_of_what_was_told() -> None:
    a_request()
    page = signed_in_client(role=Role.SUPERVISOR).get(reverse("staff_lost_codes")).content.decode()
    assert ("12:00 pm on Saturday 21 November 2026" in page, "Ann" in page) == (True, False)


def a_given_code() -> tuple[Client, str, str]:
    """An officer who gave a new code, the address of the request, and the code."""
    request_id, reference = a_request(), sent(a_draft())
    officer = signed_in_client(role=Role.SUPERVISOR)
    url = reverse("staff_lost_code", args=[request_id])
    assert "Ann Lee" in page_of(officer, request_id)
    told = {"deed": "give", "reference": reference, "checks": ["document", "zzz"]}
    shown = officer.post(url, told, follow=True)
    assert shown.redirect_chain == [(url, 302)]
    return officer, url, shown.content.decode().split('data-copy="')[1].split('"')[0]


def test_an_officer_who_made_sure_sees_the_new_code_and_it_opens_the_report() -> None:
    _, _, code = a_given_code()
    assert (came_back(code).heading, deeds().count("report.new-code")) == ("Your report", 1)


def test_the_new_code_is_there_again_after_a_second_press_or_a_reload_until_it_was_given() -> None:
    officer, url, code = a_given_code()
    told = {"deed": "give", "reference": Report.objects.get().reference, "checks": ["document"]}
    seen = [
        code in officer.post(url, told, follow=True).content.decode(),
        code in officer.get(url).content.decode(),
        code in signed_in_client(role=Role.SUPERVISOR).get(url).content.decode(),
    ]
    assert officer.post(url, {"deed": "given"})["Location"] == reverse("staff_lost_codes")
    page = officer.get(url).content.decode()
    assert (seen, code in page, "answered this before" in page) == ([True, True, False], False, True)


def test_the_new_code_lies_sealed_in_the_session_and_is_gone_after_ten_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    officer, url, code = a_given_code()
    digits = "".join(filter(str.isdigit, code))
    other = reverse("staff_lost_code", args=[a_request()])
    assert (digits in str(dict(officer.session)), code in officer.get(other).content.decode()) == (
        False,
        False,
    )
    later = now() + timedelta(minutes=11)
    monkeypatch.setattr(given_code, "now", lambda: later)
    assert (code in officer.get(url).content.decode(), given_code.GIVEN in officer.session) == (False, False)


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
