"""What was promised, for staff: on the page of a report, and over all reports of a unit, as sentences, tables and a file."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.promise_keeping import keep_promises
from callpoint.actions.reading import open_report
from callpoint.clock import now
from callpoint.records.models import Clock, Report
from callpoint.rules.access import Role
from callpoint.rules.lifecycle import ReportState
from tests.actions.promise_run import moved
from tests.makers import DESK, OTHER_DESK, a_report, an_actor, signed_in_client, with_service

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page(client: Client, name: str = "staff_promises", *args: object, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def sent_ago(*, unit: str = DESK, **ago: float) -> UUID:
    return a_report(when=now() - timedelta(**ago), unit=unit)


@pytest.fixture
def supervisor() -> Client:
    return signed_in_client(role=Role.SUPERVISOR, unit="")


def test_nothing_promised_is_said_in_sentences(supervisor: Client) -> None:
    shown = page(supervisor)
    said = ("Nothing is late.", "Nothing falls due in the next two days.", "No promise came to its end")
    assert [words for words in said if words not in shown] == []


def test_what_is_late_comes_first_and_leads_to_its_report(supervisor: Client) -> None:
    report_id = sent_ago(days=15)
    keep_promises(report_id=report_id, by=system("worker"), at=now())
    shown = page(supervisor)
    assert ("promises are late." in shown, reverse("staff_report", args=[report_id]) in shown) == (True, True)
    assert ("First reading" in shown, "They were told a new date" in shown, "Late</strong>" in shown) == (
        True,
    ) * 3


def test_what_falls_due_in_two_days_is_listed_and_what_is_later_is_not(supervisor: Client) -> None:
    report_id = sent_ago(minutes=1)
    Clock.objects.filter(report_id=report_id).update(due_at=now() + timedelta(hours=47))
    assert "promises fall due in the next two days." in page(supervisor)
    Clock.objects.filter(report_id=report_id).update(due_at=now() + timedelta(hours=49))
    assert "Nothing falls due in the next two days." in page(supervisor)


def test_the_share_that_was_kept_stands_as_a_sentence_a_table_and_a_file(supervisor: Client) -> None:
    first, second = sent_ago(minutes=9), sent_ago(days=15)
    for report_id in (first, second):
        open_report(report_id=report_id, by=an_actor(), at=now())
    shown = page(supervisor)
    files = supervisor.get(reverse("staff_promises_csv"))
    lines = files.content.decode().splitlines()
    assert "In the last four weeks 1 of 2 promises were kept in time." in shown
    assert "First reading, at once: 1 of 2 in time, 0 late now." in shown
    assert lines[0] == "promise,unit,kept,late,late_now,share_kept"
    assert sorted(line.split(",")[0] for line in lines[1:]) == sorted(
        {line.split(",")[0] for line in lines[1:]}
    )
    assert files["Content-Disposition"] == 'attachment; filename="promises.csv"'


def test_a_unit_is_chosen_by_its_id_and_what_is_none_is_passed_over(supervisor: Client) -> None:
    sent_ago(days=15, unit=DESK)
    late = (
        "Nothing is late." in page(supervisor, query=f"?unit={unit}") for unit in (DESK, OTHER_DESK, "zz")
    )
    assert list(late) == [False, True, False]
    rows = supervisor.get(reverse("staff_promises_csv") + f"?unit={DESK}").content.decode().splitlines()
    assert {row.split(",")[1] for row in rows[1:]} == {DESK}


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.INVESTIGATOR])
def test_who_is_of_one_unit_sees_that_unit_only(role: Role) -> None:
    member = signed_in_client(role=role, unit=DESK)
    sent_ago(days=15, unit=OTHER_DESK)
    other = page(member, query=f"?unit={OTHER_DESK}")
    sent_ago(days=15, unit=DESK)
    rows = member.get(reverse("staff_promises_csv")).content.decode().splitlines()
    assert ("Nothing is late." in other, 'name="unit"' in other, "Nothing is late." in page(member)) == (
        True,
        False,
        False,
    )
    assert {row.split(",")[1] for row in rows[1:]} == {DESK}


@pytest.mark.parametrize(
    "role", [Role.CALL_HANDLER, Role.ANALYST, Role.SUPPORT_WORKER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_nobody_else_sees_them(role: Role) -> None:
    member = signed_in_client(role=role)
    names = ("staff_promises", "staff_promises_csv")
    assert [member.get(reverse(name)).status_code for name in names] == [403, 403]


def test_the_page_of_a_report_shows_its_running_promises_with_their_state(supervisor: Client) -> None:
    report_id = sent_ago(minutes=1)
    shown = page(supervisor, "staff_report", report_id)
    assert ("What is promised" in shown, "First news to the reporter:" in shown, "In time" in shown) == (
        True,
    ) * 3
    moved(report_id, ReportState.WAITING, by=an_actor(), at=now())
    asked = page(supervisor, "staff_report", report_id)
    assert ("Their time to answer:" in asked, "Stands still" in asked, "They were asked on" in asked) == (
        True,
    ) * 3


def test_a_report_of_a_deployment_that_promises_nothing_shows_none(
    supervisor: Client, settings: Settings
) -> None:
    with_service(settings, role="support-service")
    report_id = sent_ago(minutes=1)
    assert "What is promised" not in page(supervisor, "staff_report", report_id)


def test_a_unit_that_is_gone_is_named_by_its_id(supervisor: Client) -> None:
    report_id = sent_ago(days=15)
    Report.objects.filter(id=report_id).update(unit="gone-desk")
    assert "gone-desk" in page(supervisor)


def test_a_message_of_a_person_ends_what_was_late(supervisor: Client) -> None:
    report_id = sent_ago(days=15)
    write_to_reporter(report_id=report_id, text="Hello", send_key="1", by=an_actor(), at=now())
    late = Clock.objects.get(report_id=report_id, promise="first-update")
    assert (late.ended, "First news to the reporter: 0 of 1 in time, 0 late now." in page(supervisor)) == (
        "late",
        True,
    )
