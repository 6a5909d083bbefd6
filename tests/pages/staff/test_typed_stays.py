"""Forms that came too late, or could not be taken: what was typed is shown again, whatever changed meanwhile."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from callpoint.actions.acting import reporter
from callpoint.actions.support_consent import withdraw_consent
from callpoint.clock import now
from callpoint.records.models import Case, Referral, StaffMember
from callpoint.rules.access import Role
from callpoint.rules.support_service import CloseReason, ReturnReason
from tests.actions.caseload import LIAISON, an_accepted_entry, an_entry
from tests.actions.closings import a_read_report, a_series
from tests.actions.restrictions import restricted
from tests.actions.support import a_supporter
from tests.makers import DESK, OTHER_DESK, a_report, signed_in_client, with_service
from tests.pages.closing_walk import closed_now

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TYPED = "What I typed, at some length."
COPY_IT = "This was not kept. Copy it before you go on."
WITH_GAP = "outcome-15"


def posted(client: Client, name: str, *args: object, **told: object) -> tuple[int, str]:
    answer = client.post(reverse(name, args=args), told)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def worker(settings: Settings) -> Client:
    with_service(settings, role="police-force")
    return signed_in_client(role=Role.SUPPORT_WORKER, unit=LIAISON)


def gone_on(entry: Referral, state: str) -> Referral:
    reason = {"closed": next(iter(CloseReason)), "returned": next(iter(ReturnReason))}.get(state, "")
    Referral.objects.filter(id=entry.id).update(state=state, end_reason=reason)
    return entry


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("accepted", {"do": "return", "return_reason": "other", "return_words": TYPED}),
        ("closed", {"do": "note", "note_words": TYPED}),
        ("closed", {"do": "pass-on", "service": "victim-support", "pass_words": TYPED}),
        ("closed", {"do": "close", "close_reason": "done", "close_words": TYPED}),
        ("returned", {"do": "note", "note_words": TYPED}),
    ],
)
def test_words_about_an_entry_that_changed_meanwhile_are_shown_again(
    worker: Client, state: str, told: dict[str, str]
) -> None:
    entry = gone_on(an_accepted_entry(a_supporter(), when=now()), state)
    status, page = posted(worker, "staff_referral", entry.id, **told)
    assert (status, page.count(TYPED), 'href="#typed"' in page) == (409, 1, True)


def test_words_about_an_entry_whose_consent_was_withdrawn_are_shown_again(worker: Client) -> None:
    entry = an_accepted_entry(a_supporter(), when=now())
    report_id = UUID(str(entry.report_id))
    withdraw_consent(report_id=report_id, by=reporter(report_id), at=now())
    told = {"do": "contact", "contact_words": TYPED, "answer": "For them."}
    status, page = posted(worker, "staff_referral", entry.id, **told)
    assert (status, page.count(TYPED), page.count("For them.")) == (409, 1, 1)


def test_an_entry_that_waits_shows_no_box_of_typed_words(worker: Client) -> None:
    page = worker.get(reverse("staff_referral", args=[an_entry(when=now()).id])).content.decode()
    assert 'id="typed"' not in page


def a_case(client: Client, report_id: UUID) -> Case:
    client.post(
        reverse("staff_case_new"),
        {"report": report_id, "title": "Bank calls", "aim": "Who rings", "send_key": "1"},
    )
    return Case.objects.get()


def judged(client: Client, case: Case, report_id: UUID) -> tuple[int, str]:
    told = {
        "place": f"{report_id}|answers",
        "relevance": "sensitive",
        "description": TYPED,
        "reason": "My reason.",
    }
    return posted(client, "staff_case_schedule", case.id, **told)


def test_words_for_the_schedule_of_a_case_that_was_closed_meanwhile_are_shown_again() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR), a_report()
    case = a_case(client, report_id)
    client.post(reverse("staff_case", args=[case.id]), {"do": "close", "close-reason": "Solved."})
    status, page = judged(client, case, report_id)
    assert (status, page.count(TYPED), page.count("My reason."), "was closed meanwhile" in page) == (
        409,
        1,
        1,
        True,
    )


def test_words_for_the_schedule_about_a_report_that_was_taken_out_meanwhile_are_shown_again() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR), a_report()
    case = a_case(client, report_id)
    out = {"do": "take-out", "out-report": str(report_id), "out-reason": "Another caller."}
    client.post(reverse("staff_case", args=[case.id]), out)
    status, page = judged(client, case, report_id)
    assert (status, page.count(TYPED), "is not in this case any more" in page) == (409, 1, True)


OF_A_CASE: tuple[dict[str, str], ...] = (
    {"do": "decide", "decision": TYPED, "decision-why": "My reason."},
    {"do": "review", "review": TYPED, "next-review": "2099-01-01"},
    {"do": "add-task", "task": TYPED, "task-due": "2099-01-01"},
    {"do": "take-out", "out-reason": TYPED},
    {"do": "rename", "title": "Waves", "aim": TYPED},
    {"do": "close", "close-reason": TYPED},
)


@pytest.mark.parametrize("told", OF_A_CASE, ids=lambda told: told["do"])
def test_words_about_a_case_that_was_closed_meanwhile_are_shown_again(told: dict[str, str]) -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR), a_report()
    case = a_case(client, report_id)
    client.post(reverse("staff_case", args=[case.id]), {"do": "close", "close-reason": "Solved."})
    status, page = posted(client, "staff_case", case.id, **{"out-report": str(report_id), **told})
    assert (status, page.count(TYPED), "was closed meanwhile" in page) == (422, 1, True)


def moved() -> None:
    """Let everybody of the staff work elsewhere from now on."""
    StaffMember.objects.update(unit=OTHER_DESK)


@pytest.mark.parametrize("told", OF_A_CASE, ids=lambda told: told["do"])
def test_words_about_a_case_that_is_somebody_elses_by_now_are_shown_again_to_be_copied(
    told: dict[str, str],
) -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR), a_report(unit=DESK)
    case = a_case(client, report_id)
    moved()
    status, page = posted(client, "staff_case", case.id, **{"out-report": str(report_id), **told})
    assert (status, page.count(TYPED), COPY_IT in page, str(report_id) in page) == (403, 1, True, False)


def test_words_to_a_reporter_whose_report_is_somebody_elses_by_now_are_shown_again_to_be_copied() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR), a_report(unit=DESK)
    moved()
    status, page = posted(client, "staff_report", report_id, do="write", message=f"{TYPED}\n<b>Bye</b>")
    assert (status, page.count(TYPED), "&lt;b&gt;Bye" in page, COPY_IT in page) == (403, 1, True, True)


def test_words_of_who_has_another_role_by_now_are_shown_again_and_no_secret_is() -> None:
    client = signed_in_client(role=Role.SUPERVISOR)
    StaffMember.objects.update(role=Role.AUDITOR)
    told = {"name": TYPED, "password": "my old pass phrase", "role": "auditor"}
    answer = client.post(reverse("staff_person_new"), told)
    status, page = answer.status_code, answer.content.decode()
    assert (status, page.count(TYPED), "pass phrase" in page) == (403, 1, False)


def test_a_page_that_is_not_open_says_nothing_of_words_where_none_were_typed() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR), a_report(unit=DESK)
    moved()
    url = reverse("staff_report", args=[report_id])
    pages = [client.get(url), client.post(url, {"do": "take"})]
    assert [(page.status_code, COPY_IT in page.content.decode()) for page in pages] == [(403, False)] * 2


def test_words_about_a_report_that_was_restricted_meanwhile_wait_at_its_door_and_at_no_other() -> None:
    client, report_id = signed_in_client(role=Role.INVESTIGATOR), a_report(unit=DESK)
    other, shut = signed_in_client(role=Role.INVESTIGATOR), a_report(unit=DESK)
    for each in (report_id, shut):
        restricted(each)
    led = client.post(reverse("staff_report", args=[report_id]), {"do": "write", "message": TYPED})
    looks = [
        who.get(url).content.decode()
        for who, url in (
            (client, led["Location"]),
            (client, reverse("staff_door", args=[shut])),
            (other, led["Location"]),
        )
    ]
    assert [(page.count(TYPED), COPY_IT in page) for page in looks] == [(1, True), (0, False), (0, False)]


@pytest.fixture
def series() -> tuple[Client, str, UUID, UUID]:
    one, other = a_read_report(), a_read_report()
    client = signed_in_client(role=Role.SUPERVISOR)
    return client, reverse("staff_close_series", args=[a_series(one, other)]), one, other


def test_a_series_without_a_tick_says_so_and_keeps_the_words(series: tuple[Client, str, UUID, UUID]) -> None:
    client, there, _one, _other = series
    answer = client.post(there, {"outcome": WITH_GAP, "gap": TYPED})
    page = answer.content.decode()
    assert (answer.status_code, "Tick at least one report." in page, in_box(page)) == (422, True, True)
    assert (page.count(' name="report"'), page.count(" checked")) == (2, 0)


def test_a_series_of_which_nothing_could_be_closed_keeps_the_words(
    series: tuple[Client, str, UUID, UUID],
) -> None:
    client, there, one, other = series
    for each in (one, other):
        closed_now(each)
    told = {"outcome": WITH_GAP, "gap": TYPED, "report": [str(one), str(other)]}
    answer = client.post(there, told)
    page = answer.content.decode()
    assert (answer.status_code, page.count("Not closed."), in_box(page)) == (409, 2, True)


def test_a_series_of_which_a_part_was_closed_keeps_the_words_for_the_rest(
    series: tuple[Client, str, UUID, UUID],
) -> None:
    client, there, one, other = series
    closed_now(one)
    told = {"outcome": WITH_GAP, "gap": TYPED, "report": [str(one), str(other)]}
    answer = client.post(there, told)
    page = answer.content.decode()
    assert (answer.status_code, page.count("Not closed."), in_box(page)) == (200, 1, True)


def in_box(page: str) -> bool:
    """Whether the words stand in their box, to be changed and sent again."""
    return TYPED in page.partition("<textarea")[2].partition("</textarea>")[0]
