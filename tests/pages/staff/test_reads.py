"""What others read, and suspected abuse, in the pages."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.actions.acting import Actor, reporter
from callpoint.actions.reading import open_report
from callpoint.actions.restricting import ask_to_open
from callpoint.clock import now
from callpoint.records.models import (
    FamilyName,
    Lowering,
    Message,
    NameAlert,
    Report,
    ReporterBlock,
    SampledRead,
    StaffMember,
)
from callpoint.rules.access import Role
from callpoint.rules.restricting import Behind
from tests.actions.abuse import CALM
from tests.makers import DESK, OTHER_DESK, STORY, a_report, a_staff_member, acting, signed_in_client
from tests.pages.access_walk import drawn_now, stopped_now

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked_to_see(report_id: UUID, *, by: Actor, at: datetime) -> None:
    """Ask to see who reported; in this unit the reason alone opens it."""
    ask_to_open(report_id=report_id, behind=Behind.IDENTITY, reason="I have its twin.", by=by, at=at)


def a_read() -> Client:
    """Somebody opened a report that names them; a supervisor looks."""
    member = a_staff_member(name="Jo Vale")[0]
    report_id = a_report(when=now(), unit=DESK, suspect_name="Jo Vale")
    open_report(report_id=report_id, by=acting(member), at=now())
    drawn_now()
    return signed_in_client(role=Role.SUPERVISOR, unit="")


def test_reads_are_shown_with_who_what_and_why_and_judged() -> None:
    boss = a_read()
    url = reverse("staff_reads")
    page = boss.get(url).content.decode()
    parts = ("Jo Vale", "Opened the report", "Their unit has the report", "Their own name stands there")
    assert ([part in page for part in parts], STORY in page) == ([True] * 4, False)
    for about, model in (("own-name", NameAlert), ("sampled", SampledRead)):
        row = model.objects.get()
        told = {"about": about, "read": str(row.id)}
        wrong = [
            boss.post(url, told).status_code,
            boss.post(url, {**told, "verdict": "not-fine"}).status_code,
        ]
        right = boss.post(url, {**told, "verdict": "not-fine", "note": "She knows him."}).status_code
        row.refresh_from_db()
        assert (wrong, right, row.verdict) == ([422, 422], 302, "not-fine")


@pytest.mark.parametrize("told", [{}, {"about": "own-name", "read": "x"}, {"about": "x", "read": "0" * 32}])
def test_a_form_about_no_read_finds_nothing(told: dict[str, str]) -> None:
    boss = signed_in_client(role=Role.SUPERVISOR)
    missing = {"about": "sampled", "read": "0" * 32, "verdict": "fine"}
    assert [boss.post(reverse("staff_reads"), each).status_code for each in (told, missing)] == [404, 404]


def test_an_auditor_looks_at_reads_and_opens_no_report() -> None:
    a_read()
    auditor = signed_in_client(role=Role.AUDITOR, unit="")
    page = auditor.get(reverse("staff_reads")).content.decode()
    assert ("Jo Vale" in page, "/staff/report/" in page) == (True, False)


def _alert_of(**told: Any) -> Report:
    member = a_staff_member(name="Jo Vale")[0]
    report_id = a_report(when=now(), unit=DESK, **told)
    open_report(report_id=report_id, by=acting(member), at=now())
    return Report.objects.get(id=report_id)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"suspect_name": "Jo Vale"}, "Their own name stands there, on the side of the suspect"),
        ({"name": "Jo Vale"}, "Their own name stands there, on the side of who reported"),
    ],
)
def test_whoever_may_open_a_report_reads_on_which_side_of_it_the_name_stands(
    told: dict[str, str], words: str
) -> None:
    _alert_of(**told)
    shown = [
        words in signed_in_client(role=role, unit="").get(reverse("staff_reads")).content.decode()
        for role in (Role.SUPERVISOR, Role.AUDITOR)
    ]
    assert shown == [True, False]


@pytest.mark.parametrize("side", ["name", "suspect_name"])
def test_the_side_of_a_name_is_not_said_where_the_reporter_chose_that_few_know_theirs(side: str) -> None:
    report = _alert_of(**{"anonymous": "yes", "email": "a@example.org", side: "Jo Vale"})
    boss, member = signed_in_client(role=Role.SUPERVISOR, unit=""), StaffMember.objects.latest("pk")
    before = boss.get(reverse("staff_reads")).content.decode()
    asked_to_see(report.id, by=acting(member), at=now())
    after = boss.get(reverse("staff_reads")).content.decode()
    plain = "Their own name stands there."
    assert [(plain in page, "on the side of" in page) for page in (before, after)] == [
        (True, False),
        (False, True),
    ]


def test_a_family_name_is_entered_counted_and_never_shown_again() -> None:
    boss, member = signed_in_client(role=Role.SUPERVISOR), a_staff_member(name="Jo Vale")[0]
    url, person = reverse("staff_family"), str(member.pk)
    wrong = [
        boss.post(url, {"do": "add", "person": "", "name": "Rowan Vale"}).status_code,
        boss.post(url, {"do": "add", "person": person, "name": ""}).status_code,
    ]
    boss.post(url, {"do": "add", "person": person, "name": "Rowan Tansley"})
    page = boss.get(url).content.decode()
    own = boss.post(url, {"do": "add", "person": boss.session["_auth_user_id"], "name": "X Y Z ab"})
    assert (wrong, "1 name" in page, "Tansley" in page, own.status_code) == ([422, 422], True, False, 403)
    boss.post(url, {"do": "drop", "person": person})
    assert not FamilyName.objects.exists()


def a_flood() -> list[str]:
    told = {"phone": "07700 900188", "safe_contact": "yes"}
    return [
        str(a_report(when=now() - timedelta(minutes=each), story=CALM, unit=DESK, **told))
        for each in range(5)
    ]


def test_a_flood_is_shown_with_its_reason_put_below_others_and_back() -> None:
    reports, boss = a_flood(), signed_in_client(role=Role.SUPERVISOR, unit="")
    url, told = reverse("staff_abuse"), {"sign": "same-contact"}
    page = boss.get(url).content.decode()
    wrong = boss.post(url, {**told, "do": "lower", "report": reports})
    low = boss.post(url, {**told, "do": "lower", "report": reports, "reason": "One phone."})
    queue = boss.get(reverse("staff_queue")).content.decode()
    assert ("5 reports with the same phone" in page, wrong.status_code, low.status_code) == (True, 422, 302)
    assert (Lowering.objects.count(), "Below others" in queue, Report.objects.count()) == (5, True, 5)
    assert "5 reports now stand below others." in boss.get(low["Location"]).content.decode()
    boss.post(url, {"do": "put-back", "report": reports})
    assert not Lowering.objects.filter(put_back_at=None).exists()


def test_whoever_works_in_one_unit_lowers_the_reports_of_that_unit_only() -> None:
    reports = a_flood()
    Report.objects.filter(id__in=reports[:2]).update(unit=OTHER_DESK)
    references = dict(Report.objects.values_list("id", "reference"))
    ann, url = signed_in_client(role=Role.INVESTIGATOR, unit=DESK), reverse("staff_abuse")
    page = ann.get(url).content.decode()
    shown = [str(references[UUID(each)]) in page for each in reports]
    told = {"do": "lower", "sign": "same-contact", "report": reports, "reason": "One phone."}
    low = ann.post(url, told)
    assert (shown, low.status_code, {str(row.report_id) for row in Lowering.objects.all()}) == (
        [False, False, True, True, True],
        302,
        set(reports[2:]),
    )


def test_a_reason_that_is_not_taken_stays_typed_where_the_group_grew_meanwhile() -> None:
    reports, boss = a_flood(), signed_in_client(role=Role.SUPERVISOR, unit="")
    a_report(when=now(), story=CALM, unit=DESK, phone="07700 900188", safe_contact="yes")
    long = "quokka" * 400
    told = {"do": "lower", "sign": "same-contact", "report": reports, "reason": long}
    answer = boss.post(reverse("staff_abuse"), told)
    assert (answer.status_code, long in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"do": "lower"},
        {"do": "lower", "sign": "x"},
        {"do": "put-back"},
        {"do": "put-back", "report": "x"},
    ],
)
def test_a_form_about_no_group_finds_nothing(told: dict[str, str]) -> None:
    assert signed_in_client(role=Role.SUPERVISOR).post(reverse("staff_abuse"), told).status_code == 404


def test_two_people_stop_the_words_of_a_reporter_in_the_pages() -> None:
    report_id = a_report(when=now(), unit=DESK, story=CALM)
    url = reverse("staff_block", args=[report_id])
    ann, boss = signed_in_client(role=Role.INVESTIGATOR), signed_in_client(role=Role.SUPERVISOR)
    told = {"do": "propose", "days": "3", "reason": "Forty messages.", "told": "Please wait."}
    wrong = [ann.post(url, {**told, field: ""}).status_code for field in ("days", "reason")]
    ann.post(url, told)
    own, unknown = ann.post(url, {"do": "confirm"}).status_code, ann.post(url, {"do": "x"}).status_code
    boss.post(url, {"do": "confirm"})
    row = ReporterBlock.objects.get()
    assert (wrong, own, unknown, row.until is not None) == ([422, 422], 403, 404, True)
    assert "Stopped until" in boss.get(url).content.decode()
    assert [boss.post(url, {"do": "end"}).status_code for _twice in range(2)] == [302, 302]


def a_sender() -> Client:
    client = Client()
    client.post(reverse("question", args=["story"]), {"answer": CALM})
    client.post(reverse("check"), {"submit_key": "k", "true_as_known": "yes"})
    return client


def test_a_stopped_reporter_reads_their_report_why_and_where_help_is_and_says_once_that_it_is_wrong() -> None:
    client = a_sender()
    report = Report.objects.get()
    stopped_now(report.id)
    url = reverse("own_report")
    page = client.get(url).content.decode()
    sent = client.post(url, {"message": "More words", "send_key": "1"})
    added = client.post(reverse("add_step", args=["suspect"]), {"suspect_name": "Bo Dunn"})
    empty = client.post(url, {"do": "disagree", "disagree": " "}).status_code
    client.post(url, {"do": "disagree", "disagree": "It was my son."})
    after = client.get(url).content.decode()
    assert ("You cannot send us new words now" in page, CALM in page) == (True, True)
    assert (sent.status_code, "More words" in sent.content.decode(), added.status_code) == (422, True, 302)
    assert (
        empty,
        "You told us that this is wrong" in after,
        Message.objects.filter(staff=None, is_from_service=False).count(),
    ) == (422, True, 0)
    assert reporter(report.id).id == str(report.id)
