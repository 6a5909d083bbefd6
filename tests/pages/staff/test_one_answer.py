"""A press whose form a script sends: the page it leads to comes in the same answer, with the same reading noted."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import reverse

from callpoint.pages.one_answer import OneAnswer
from callpoint.records.models import Report
from callpoint.rules.access import Role
from tests.makers import DESK, a_report, deeds, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY_SCRIPT = {"Callpoint-Swap": "1"}


def test_the_page_it_leads_to_comes_at_once_and_says_where_it_is() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR, unit=DESK), a_report(unit=DESK)
    here = reverse("staff_report", args=[report_id]) + "?view=unit&state=received"
    answer = client.post(here, {"do": "take"}, headers=BY_SCRIPT)
    read_again = client.get(here)
    assert (answer.status_code, answer["Content-Location"]) == (200, here)
    assert ('value="put-back"' in answer.text, answer.text.count("<h1"), read_again.status_code) == (
        True,
        1,
        200,
    )
    assert Report.objects.get(id=report_id).assignee is not None


def test_it_notes_the_reading_as_the_long_way_does() -> None:
    noted = []
    for headers in (BY_SCRIPT, {}):
        before = len(deeds())
        client, report_id = signed_in_client(role=Role.INVESTIGATOR, unit=DESK), a_report(unit=DESK)
        client.post(reverse("staff_report", args=[report_id]), {"do": "take"}, headers=headers, follow=True)
        noted.append(deeds()[before:])
    assert noted[0] == noted[1]
    assert "report.open" in noted[0]


def test_a_form_that_is_sent_without_the_script_is_led_on_as_ever() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR, unit=DESK), a_report(unit=DESK)
    answer = client.post(reverse("staff_report", args=[report_id]), {"do": "take"})
    assert (answer.status_code, answer.has_header("Content-Location")) == (302, False)


def test_what_is_not_taken_is_shown_without_a_way_on() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR, unit=DESK), a_report(unit=DESK)
    answer = client.post(reverse("staff_report", args=[report_id]), {"message": ""}, headers=BY_SCRIPT)
    assert (answer.status_code, answer.has_header("Content-Location")) == (422, False)


@pytest.mark.parametrize("status", [302, 403, 404, 500, 503])
def test_a_next_page_that_cannot_be_shown_is_asked_for_by_the_browser_so_that_the_press_is_saved(
    status: int,
) -> None:
    answers = [HttpResponseRedirect("/staff/"), HttpResponse(status=status)]
    answer = OneAnswer(lambda _request: answers.pop(0))(RequestFactory().post("/staff/", headers=BY_SCRIPT))
    assert (answer.status_code, answer["Location"], answers) == (302, "/staff/", [])


@pytest.mark.parametrize("way", ["/", "https://example.org/staff/", "//example.org/staff/"])
def test_a_way_that_leaves_the_desk_is_only_named(way: str) -> None:
    asked: list[str] = []

    def respond(request: HttpRequest) -> HttpResponse:
        asked.append(request.path)
        return HttpResponseRedirect(way)

    answer = OneAnswer(respond)(RequestFactory().post("/staff/", headers=BY_SCRIPT))
    assert (answer.status_code, asked) == (302, ["/staff/"])
