"""The pages of cases: from a report to a case and back, what each shows, and what leaves the service."""

import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from callpoint.clock import now
from callpoint.records.models import Case, CaseHandOver, CaseMaterial, CaseTask, Report, StaffMember
from callpoint.rules.access import Role
from tests.actions.closings import a_series
from tests.actions.disclosure import a_png, with_file
from tests.makers import DESK, OTHER_DESK, a_report, a_staff_member, deeds, signed_in_client

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CALLER = "07700 900123"


def an_officer(*, role: Role = Role.INVESTIGATOR, unit: str = DESK) -> Client:
    return signed_in_client(role=role, unit=unit)


def a_told_report(unit: str = DESK) -> UUID:
    when = now() - timedelta(days=1)
    return a_report(when=when, unit=unit, story=f"He rang from {CALLER}.", name="Ann Lee")


def shown(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def begun(client: Client, report_id: UUID) -> Case:
    told = {"report": report_id, "title": "Bank calls", "aim": "Who rings", "send_key": "1"}
    answer = client.post(reverse("staff_case_new"), told)
    case = Case.objects.latest("opened_at")
    assert answer["Location"] == reverse("staff_case", args=[case.id])
    return case


def done(client: Client, case: Case, **told: object) -> int:
    sent = {name.replace("_", "-"): value for name, value in told.items()}
    return client.post(reverse("staff_case", args=[case.id]), sent).status_code


def test_a_case_is_begun_on_the_page_of_a_report_which_then_leads_to_it() -> None:
    client, report_id = an_officer(), a_told_report()
    assert f"{reverse('staff_case_new')}?report={report_id}" in shown(client, "staff_report", report_id)
    assert str(Report.objects.get().reference) in shown(
        client, "staff_case_new", query=f"?report={report_id}"
    )
    case = begun(client, report_id)
    page = shown(client, "staff_report", report_id)
    assert (reverse("staff_case", args=[case.id]) in page, str(case.reference) in page) == (True, True)


def test_an_assessor_sees_that_a_report_is_in_a_case_and_no_way_there() -> None:
    report_id = a_told_report()
    case = begun(an_officer(), report_id)
    page = shown(an_officer(role=Role.ASSESSOR), "staff_report", report_id)
    assert (case.reference in page, "/staff/case" in page) == (True, False)


def test_a_case_of_a_series_takes_its_reports_of_the_own_unit() -> None:
    ours, theirs = a_told_report(), a_told_report(OTHER_DESK)
    series, client = a_series(ours, theirs), an_officer()
    assert f"?series={series}" in shown(client, "staff_series", series)
    page = shown(client, "staff_case_new", query=f"?series={series}")
    assert "This is about the 2 reports of the series." in page
    told = {"series": series, "title": "Wave", "aim": "Who", "send_key": "1"}
    assert client.post(reverse("staff_case_new"), told).status_code == 302
    assert [member.report_id for member in Case.objects.get().members.all()] == [ours]


def test_a_report_goes_into_a_case_that_is_there() -> None:
    client, first, second = an_officer(), a_told_report(), a_told_report()
    case = begun(client, first)
    assert "Bank calls" in shown(client, "staff_case_new", query=f"?report={second}")
    answer = client.post(reverse("staff_case_new"), {"report": second, "do": "put-in", "case": case.id})
    assert (answer.status_code, case.members.count()) == (302, 2)


@pytest.mark.parametrize("said", ["", "zzz", "00000000-0000-4000-8000-000000000000"])
def test_a_case_that_is_not_there_is_not_chosen(said: str) -> None:
    client, report_id = an_officer(), a_told_report()
    answer = client.post(reverse("staff_case_new"), {"report": report_id, "do": "put-in", "case": said})
    assert (answer.status_code, "Choose a case." in answer.content.decode()) == (422, True)


def test_what_was_typed_for_a_new_case_stays_where_something_is_missing() -> None:
    client, report_id = an_officer(), a_told_report()
    answer = client.post(reverse("staff_case_new"), {"report": report_id, "title": "", "aim": "Who rings"})
    page = answer.content.decode()
    assert (answer.status_code, "Give the case a title." in page, "Who rings" in page) == (422, True, True)


def test_of_a_report_of_another_unit_no_case_is_begun() -> None:
    client, theirs = an_officer(), a_told_report(OTHER_DESK)
    answers = [
        client.get(f"{reverse('staff_case_new')}?report={theirs}"),
        client.post(reverse("staff_case_new"), {"report": theirs, "title": "x", "aim": "y"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Case.objects.exists()


def test_a_case_shows_people_identifiers_promises_files_and_what_happened() -> None:
    client, report_id = an_officer(), a_told_report()
    with_file(report_id, a_png(), "zanzibar.png")
    case = begun(client, report_id)
    before = len(deeds())
    page = shown(client, "staff_case", case.id)
    assert deeds()[before:] == ["report.read-in-case", "case.read"]
    for words in (
        "Bank calls",
        "Who rings",
        "Ann Lee",
        "+44 7700 900123",
        "Its custody agrees with the log.",
    ):
        assert words in page
    assert ("Recorded, as a crime or not" in page, "The report came in" in page, "zanzibar" in page) == (
        True,
        True,
        False,
    )
    assert f"<title>Case {case.reference}" in page


def test_a_report_that_went_to_another_unit_shows_its_columns_and_none_of_its_words() -> None:
    client, report_id = an_officer(), a_told_report()
    case = begun(client, report_id)
    Report.objects.update(unit=OTHER_DESK)
    page = shown(client, "staff_case", case.id)
    assert ("Ann Lee" in page, str(Report.objects.get().reference) in page) == (False, True)
    assert reverse("staff_report", args=[report_id]) not in page


def test_decisions_tasks_and_reviews_are_written_on_the_page() -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    me = StaffMember.objects.get(display_name="Asha Patel").pk
    assert done(client, case, do="decide", decision="Ask the bank", decision_why="It knows") == 302
    assert done(client, case, do="add-task", task="Ring them", task_who=me, task_due="2099-01-01") == 302
    assert done(client, case, do="review", review="Goes on", next_review="2099-02-02") == 302
    task = CaseTask.objects.get()
    assert done(client, case, do="finish", task_id=task.id) == 302
    page = shown(client, "staff_case", case.id)
    for words in ("Ask the bank", "It knows", "Ring them", "Goes on", "Not done after all", "Task done"):
        assert words in page
    assert done(client, case, do="put-back", task_id=task.id) == 302
    assert "It is done" in shown(client, "staff_case", case.id)


WRONG = (
    (
        {"do": "decide", "decision": "", "decision-why": "It knows"},
        "Write down what was decided.",
        "It knows",
    ),
    ({"do": "decide", "decision": "Ask", "decision-why": ""}, "Say why, in a sentence or two.", "Ask"),
    ({"do": "add-task", "task": "Ring", "task-due": "x"}, "Choose a day from today on.", "Ring"),
    (
        {"do": "add-task", "task": "Ring", "task-due": "2099-01-01", "task-who": "0"},
        "may work on this",
        "Ring",
    ),
    ({"do": "review", "review": "", "next-review": "2099-01-01"}, "what came of the review", "2099-01-01"),
    ({"do": "rename", "title": "", "aim": "Other"}, "Give the case a title.", "Other"),
    ({"do": "rename", "title": "z" * 121, "aim": "Other"}, "Make this 1 letter shorter.", "Other"),
    ({"do": "close", "close-reason": " "}, "Say why, in a sentence or two.", "Close the case"),
)


@pytest.mark.parametrize(("told", "error", "kept"), WRONG)
def test_what_was_typed_stays_where_it_could_not_be_taken(
    told: dict[str, str], error: str, kept: str
) -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    answer = client.post(reverse("staff_case", args=[case.id]), told)
    page = unescape(answer.content.decode())
    assert (answer.status_code, error in page, kept in page) == (422, True, True)


def test_a_report_is_taken_out_and_the_reason_stands_on_the_page() -> None:
    client, report_id = an_officer(), a_told_report()
    case = begun(client, report_id)
    assert done(client, case, do="take-out", out_report=report_id, out_reason="Another caller.") == 302
    page = shown(client, "staff_case", case.id)
    assert ("Another caller." in page, "No report is in this case" in page) == (True, True)
    assert done(client, case, do="take-out", out_report=report_id, out_reason="Twice") == 404
    assert done(client, case, do="take-out", out_report="zzz", out_reason="x") == 404
    assert done(client, case, do="finish", task_id=report_id) == 404


def test_a_closed_case_says_so_takes_nothing_and_is_opened_again() -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    assert done(client, case, do="close", close_reason="Solved.") == 302
    assert "Bank calls" in shown(client, "staff_cases", query="?which=closed")
    assert "Bank calls" not in shown(client, "staff_cases")
    assert done(client, case, do="decide", decision="x", decision_why="y") == 422
    assert done(client, case, do="open-again", close_reason="New report.") == 302
    assert done(client, case, do="nothing") == 302
    assert "Bank calls" in shown(client, "staff_cases", query="?which=own")


def test_the_list_shows_what_is_due_first() -> None:
    client = an_officer()
    begun(client, a_told_report())
    Case.objects.update(review_on=now().date())
    assert "Review due" in shown(client, "staff_cases")


def test_cases_of_another_unit_and_those_that_are_not_there_stay_shut() -> None:
    case, other = begun(an_officer(unit=OTHER_DESK), a_told_report(OTHER_DESK)), an_officer()
    nobodys = "00000000-0000-4000-8000-000000000000"
    for name in ("staff_case", "staff_case_hand_over", "staff_case_schedule", "staff_case_schedule_csv"):
        found = [other.get(reverse(name, args=[each])).status_code for each in (case.id, nobodys)]
        assert (name, found) == (name, [403, 404])
    for each, status in ((case.id, 403), (nobodys, 404)):
        assert other.post(reverse("staff_case_export", args=[each])).status_code == status
        assert other.post(reverse("staff_case_pack", args=[each, nobodys])).status_code == status
    assert "Bank calls" not in shown(other, "staff_cases")


def hand_over(client: Client, case: Case, **told: object) -> int:
    return client.post(reverse("staff_case_hand_over", args=[case.id]), told).status_code


def test_a_colleague_reads_what_changed_and_what_falls_due_and_accepts() -> None:
    client, report_id = an_officer(), a_told_report()
    case = begun(client, report_id)
    colleague = signed_in_client(role=Role.INVESTIGATOR, name="Bo Roe")
    to = StaffMember.objects.get(display_name="Bo Roe").pk
    assert hand_over(client, case, do="offer", to=to, note="The bank rings at ten.") == 302
    assert "Offered to you" in shown(colleague, "staff_cases")
    page = shown(colleague, "staff_case_hand_over", case.id)
    for words in (
        "The bank rings at ten.",
        "Put into this case",
        "Changes in the last 24 hours",
        "I accept this case",
    ):
        assert words in page
    assert "Recorded, as a crime or not" in page
    assert hand_over(client, case, do="accept", answer="") == 403
    assert hand_over(colleague, case, do="refuse", answer="") == 422
    assert hand_over(colleague, case, do="accept", answer="") == 302
    assert Case.objects.get().officer_id == to


@pytest.mark.parametrize(
    ("query", "words"),
    [("?hours=12", "last 12 hours"), ("?hours=168", "last 7 days"), ("?hours=x", "last 24 hours")],
)
def test_changes_are_shown_for_the_hours_that_were_chosen(query: str, words: str) -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    page = shown(client, "staff_case_hand_over", case.id, query=query)
    assert (words in page, "Put into this case" in page) == (True, True)


def test_an_offer_without_a_note_or_a_colleague_keeps_what_was_typed() -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    a_staff_member(role=Role.INVESTIGATOR, name="Bo Roe")
    answer = client.post(
        reverse("staff_case_hand_over", args=[case.id]), {"do": "offer", "to": "0", "note": "Ten"}
    )
    page = answer.content.decode()
    assert (answer.status_code, "Choose a colleague." in page, "Ten" in page) == (422, True, True)
    assert hand_over(client, case, do="nothing") == 302


def test_another_force_gets_a_signed_pack_and_its_answer_is_entered() -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    assert hand_over(client, case, do="offer-force", body="Another force", purpose="Money went there") == 302
    offer = CaseHandOver.objects.get()
    answer = client.post(reverse("staff_case_pack", args=[case.id, offer.id]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
    pack = zipfile.ZipFile(io.BytesIO(content))
    assert pack.read("to-read.pdf").startswith(b"%PDF")
    assert json.loads(pack.read("case.json"))["for"] == "Another force"
    assert case.reference in answer["Content-Disposition"]
    assert hand_over(client, case, do="accept", answer="DS Roe said yes") == 302
    assert "DS Roe said yes" in shown(client, "staff_case_hand_over", case.id)


def test_the_schedule_lists_everything_and_what_was_said_of_it_also_as_a_file() -> None:
    client, report_id = an_officer(), a_told_report()
    with_file(report_id, a_png())
    case = begun(client, report_id)
    here = reverse("staff_case_schedule", args=[case.id])
    told = {"place": f"{report_id}|answers", "relevance": "sensitive", "description": "=cmd()", "reason": ""}
    refused = client.post(here, told)
    assert (refused.status_code, "Say why it is sensitive." in refused.content.decode()) == (422, True)
    taken = client.post(here, {**told, "reason": "It names a source."})
    assert (taken.status_code, taken["Location"].partition("#")[0]) == (302, here)
    page = shown(client, "staff_case_schedule", case.id)
    assert ("1 of 2 things is sorted" in page or "1 of 2 things are sorted" in page, "Exhibit 1" in page) == (
        True,
        True,
    )
    rows = list(csv.reader(io.StringIO(client.get(f"{here[:-1]}.csv").content.decode())))
    assert [row[6:9] for row in rows[1:]] == [
        ["Unused and sensitive", "'=cmd()", "It names a source."],
        ["Nobody has said", "", ""],
    ]


@pytest.mark.parametrize("place", ["", "zzz|answers", "|answers"])
def test_a_thing_that_is_not_there_is_not_judged(place: str) -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    told = {"place": place, "relevance": "zzz", "description": "x"}
    assert client.post(reverse("staff_case_schedule", args=[case.id]), told).status_code == 404
    assert not CaseMaterial.objects.exists()


def test_the_reports_leave_as_csv_or_json_and_a_wrong_list_of_columns_says_so() -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    here = reverse("staff_case_export", args=[case.id])
    table = client.post(here, {"mapping": "pattern", "form": "csv"})
    (row,) = csv.DictReader(io.StringIO(table.content.decode()))
    (element,) = json.loads(client.post(here, {"mapping": "pattern", "form": "json"}).content)["reports"]
    assert (row["Victim.Name"], element["Victim"]["Name"]) == ("Ann Lee", "Ann Lee")
    assert table["Content-Disposition"].startswith("attachment")
    refused = client.post(here, {"mapping": "none"})
    assert (refused.status_code, "There is no such list of columns." in refused.content.decode()) == (
        409,
        True,
    )


def test_what_was_typed_into_a_case_that_was_closed_meanwhile_is_shown_to_be_copied() -> None:
    client, report_id = an_officer(), a_told_report()
    case = begun(client, report_id)
    done(client, case, do="close", close_reason="Solved.")
    forms = (
        ("staff_case", {"do": "decide", "decision": "Ask Zanzibar", "decision-why": "Quint knows"}),
        ("staff_case", {"do": "review", "review": "Ask Zanzibar", "next-review": "Quint"}),
        ("staff_case_hand_over", {"do": "offer", "to": "1", "note": "Ask Zanzibar, Quint knows"}),
    )
    for name, told in forms:
        answer = client.post(reverse(name, args=[case.id]), told)
        page = unescape(answer.content.decode())
        assert (answer.status_code, "This case was closed meanwhile." in page) == (422, True)
        assert (name, "Ask Zanzibar" in page, "Quint" in page) == (name, True, True)


def test_a_second_press_of_a_form_on_the_page_writes_nothing() -> None:
    client = an_officer()
    case = begun(client, a_told_report())
    page = shown(client, "staff_case", case.id)
    keys = set(re.findall('name="send_key" value="([0-9a-f]{32})"', page))
    assert (len(keys), page.count('name="send_key"')) == (1, 3)
    told = {"do": "decide", "decision": "Ask", "decision-why": "So", "send_key": keys.pop()}
    for _press in range(2):
        client.post(reverse("staff_case", args=[case.id]), told)
    assert case.entries.count() == 1
