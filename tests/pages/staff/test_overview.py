"""The supervisor's page: sentences, bars and tables by period and unit, and the files, which tell no small number."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from callpoint.actions.acting import system
from callpoint.actions.assessing import accept
from callpoint.actions.corresponding import write_to_reporter
from callpoint.actions.figures import model_week
from callpoint.actions.promise_keeping import keep_promises
from callpoint.actions.reading import open_report
from callpoint.clock import now
from callpoint.records.models import Report
from callpoint.rules.access import Role
from callpoint.rules.figures import Came, Counted, monday_of
from callpoint.rules.lifecycle import ReportState
from tests.makers import DESK, OTHER_DESK, a_report, an_actor, signed_in_client, with_service

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def page(client: Client, query: str = "") -> str:
    response = client.get(reverse("staff_overview") + query)
    assert response.status_code == 200
    shown = " ".join(response.content.decode().split())
    return shown.replace("\N{LEFT-TO-RIGHT ISOLATE}", "").replace("\N{POP DIRECTIONAL ISOLATE}", "")


def lines(client: Client, table: str, query: str = "") -> list[str]:
    """The lines of a file, without its header, the period and the unit."""
    response = client.get(reverse("staff_overview_csv", args=[table]) + query)
    assert response.status_code == 200
    return [line.rsplit(",", 3)[0] for line in response.content.decode().splitlines()[1:]]


def last_week(**later: float) -> datetime:
    """Noon on the Tuesday of last week, or later by what `timedelta` takes."""
    monday = monday_of(timezone.localdate(now())) - timedelta(days=6)
    noon = datetime.combine(monday, datetime.min.time(), timezone.get_current_timezone()) + timedelta(
        hours=12
    )
    return noon + timedelta(**later)


def sent(number: int = 1, *, unit: str = DESK, **answers: str) -> list[UUID]:
    """So many reports that were sent last week."""
    return [a_report(when=last_week(), unit=unit, **answers) for _each in range(number)]


@pytest.fixture
def supervisor() -> Client:
    return signed_in_client(role=Role.SUPERVISOR, unit="")


def test_nothing_at_all_is_said_in_sentences(supervisor: Client) -> None:
    shown = page(supervisor)
    said = (
        "Nobody began a report last week.",
        "No report was sent last week.",
        "There is no time to a first reading to tell.",
        "No report is open.",
        "No promise is late. In the next two days 0 fall due.",
        "No promise came to its end last week.",
        "No report that was sent last week says an amount.",
        "No report was closed last week.",
        "Too few people said how it went to tell anything.",
    )
    assert ([words for words in said if words not in shown], ".csv" in shown) == ([], False)


def test_how_many_were_read_in_time_comes_first_with_how_long_it_took(supervisor: Client) -> None:
    first, second, _third = sent(3)
    open_report(report_id=first, by=an_actor(), at=last_week(hours=1))
    open_report(report_id=second, by=an_actor(), at=last_week(days=1))
    shown = page(supervisor)
    assert "Of 3 reports sent last week, 2 were read within 2 working days." in shown
    assert (
        "Until a person read it: half took 1 working day, nine in ten more than 10 working days, or not yet."
        in shown
    )


def test_each_step_is_counted_beside_the_period_before(supervisor: Client) -> None:
    by = an_actor(role=Role.SUPERVISOR)
    (report_id,) = sent()
    a_report(when=last_week(days=-7), unit=DESK)
    open_report(report_id=report_id, by=by, at=last_week(hours=1))
    accept(report_id=report_id, by=by, at=last_week(hours=2))
    write_to_reporter(report_id=report_id, text="We look.", send_key="1", by=by, at=last_week(hours=3))
    shown = page(supervisor)
    assert "Of 1 report sent last week, 1 has an answer and 0 is closed." in shown
    assert [
        words for words in ("The week before", "Decided on by a person", "Recorded") if words not in shown
    ] == []


def test_the_period_before_is_counted_as_it_stood_at_the_same_age(supervisor: Client) -> None:
    sent(5)
    earlier = [a_report(when=last_week(days=-7), unit=DESK) for _each in range(5)]
    for report_id in earlier:
        open_report(report_id=report_id, by=an_actor(), at=now())
    for report_id in earlier:
        Report.objects.filter(id=report_id).update(first_read_at=now() - timedelta(days=7, minutes=1))
    assert lines(supervisor, "steps")[2] == "read,fewer than 5,10"
    for report_id in earlier:
        Report.objects.filter(id=report_id).update(first_read_at=now() - timedelta(days=6))
    assert lines(supervisor, "steps")[2] == "read,fewer than 5,fewer than 5"


def test_a_service_that_records_nothing_has_no_such_step(supervisor: Client, settings: Settings) -> None:
    sent()
    with_service(settings, role="support-service")
    assert "Recorded" not in page(supervisor)


def test_open_reports_are_told_by_age_unit_and_state(supervisor: Client) -> None:
    sent(5)
    a_report(when=now() - timedelta(days=40), unit=OTHER_DESK)
    assert "6 reports are open. The oldest was sent 1 month ago." in page(supervisor)
    assert lines(supervisor, "ages", f"?unit={DESK}")[0].startswith(f"{DESK},received,")
    assert lines(supervisor, "ages", f"?unit={DESK}")[0].endswith(",10")


def test_what_is_late_is_told_by_unit(supervisor: Client) -> None:
    for report_id in sent(2):
        keep_promises(report_id=report_id, by=system("worker"), at=now())
    shown = page(supervisor)
    assert ("promises are late." in shown, "Promises by unit" in shown) == (True, True)
    assert lines(supervisor, "promises", f"?unit={OTHER_DESK}") == []


def test_promises_kept_stand_beside_those_of_the_period_before(supervisor: Client) -> None:
    for when in (last_week(), last_week(days=-7)):
        report_id = a_report(when=when, unit=DESK)
        open_report(report_id=report_id, by=an_actor(), at=when + timedelta(minutes=5))
    for query in ("", f"?unit={DESK}"):
        shown = page(supervisor, query)
        assert (
            "promises that ended last week were kept in time (100 in 100). The week before: 100 in 100."
            in shown
        )


def test_money_is_told_as_the_reporters_tell_it(supervisor: Client) -> None:
    sent(pay_amount="£900", recovered="£250")
    sent(pay_amount="$5")
    sent(pay_amount="£100", unit=OTHER_DESK)
    a_report(when=last_week(days=-7), unit=DESK, pay_amount="£70")
    shown = page(supervisor)
    assert "£1,000 went in 2 reports sent last week, as told. £250 came back, told in 1 report." in shown
    assert ("£70" in shown, "US$5" in shown or "$5" in shown) == (True, True)
    assert "Nobody told of money that came back." in page(supervisor, f"?unit={OTHER_DESK}")


def close(report_id: UUID, outcome: str) -> None:
    """Let a report have been closed last week; the steps before it are other tests'."""
    Report.objects.filter(id=report_id).update(
        state=ReportState.CLOSED, outcome=outcome, state_changed_at=last_week(days=1)
    )


def test_outcomes_are_told_by_kind_and_unit(supervisor: Client) -> None:
    first, second, third = sent(3)
    close(first, "uk-18")
    close(second, "uk-18")
    close(third, "")
    Report.objects.filter(id=third).update(kind="", unit="")
    shown = page(supervisor)
    assert "3 reports were closed last week. Most often, 2 times: uk-18." in shown
    assert [words for words in ("No outcome", "No kind", "No unit", "(2 times)") if words not in shown] == []
    assert "1 report was closed last week. It ended so: " not in shown


def test_what_people_said_and_where_they_stopped_comes_from_the_published_counts(supervisor: Client) -> None:
    week = monday_of(timezone.localdate(now())) - timedelta(weeks=1)
    counts: dict[tuple[str, str], int] = {
        (Counted.SENT, ""): 60,
        (Counted.LEFT, "story"): 40,
        (Counted.EASY, f"{Came.SENT}.5"): 120,
        (Counted.RESPECT, f"{Came.SENT}.5"): 20,
    }
    model_week(week=week, counts=counts, by=system("demo"), at=now())
    shown = page(supervisor)
    assert "Of 100 reports begun on the web last week, 60 were sent." in shown
    assert ("about 100 in 100" in shown, "too few to say" in shown, "made up for show" in shown) == (
        True,
    ) * 3
    assert (
        "begun on the web" in page(supervisor, f"?unit={DESK}"),
        lines(supervisor, "way", f"?unit={DESK}"),
    ) == (
        False,
        [],
    )
    assert lines(supervisor, "way")[:4] == [
        "begun,100,fewer than 5",
        "story,100,fewer than 5",
        "more,60,fewer than 5",
        "sent,60,fewer than 5",
    ]


def test_a_file_tells_no_small_number_and_no_exact_one(supervisor: Client) -> None:
    sent(7, pay_amount="£111")
    sent(2, unit=OTHER_DESK, pay_amount="$3")
    assert lines(supervisor, "steps")[0] == "sent,10,fewer than 5"
    assert lines(supervisor, "money") == [
        "GBP,780,10,too few to say,fewer than 5",
        "USD,too few to say,fewer than 5,too few to say,fewer than 5",
    ]


def test_a_file_of_outcomes_and_of_days_stands_under_names_that_stay(supervisor: Client) -> None:
    for report_id in sent(5):
        open_report(report_id=report_id, by=an_actor(), at=last_week(hours=1))
        close(report_id, "uk-18")
    kind = Report.objects.values_list("kind", flat=True)[0]
    assert lines(supervisor, "outcomes") == [f"uk-18,{kind},{DESK},10"]
    assert lines(supervisor, "days")[0] == "0,10,fewer than 5"


def test_period_and_unit_stand_in_the_address_and_what_is_none_is_passed_over(supervisor: Client) -> None:
    sent()
    chosen = page(supervisor, f"?period=quarter&unit={DESK}")
    wrong = page(supervisor, "?period=zzqq&unit=zzqq")
    assert f"overview/steps.csv?period=quarter&amp;unit={DESK}" in chosen
    assert "in the last 13 weeks" in chosen
    assert ("zzqq" in wrong, "last week" in wrong) == (False, True)
    assert "in the last four weeks" in page(supervisor, "?period=month")


def test_a_table_that_there_is_not_is_not_found(supervisor: Client) -> None:
    assert supervisor.get(reverse("staff_overview_csv", args=["zzqq"])).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_nobody_else_sees_it(role: Role) -> None:
    member = signed_in_client(role=role)
    urls = (reverse("staff_overview"), reverse("staff_overview_csv", args=["steps"]))
    assert [member.get(url).status_code for url in urls] == [403, 403]
