"""Asking others as an officer sees it: offered on the report, looked at in full, made, sent, answered, and listed."""

import io
import re
import zipfile
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from callpoint.actions.admitting import shut_to
from callpoint.records.models import Intervention, InterventionAnswer, Message, Report
from callpoint.records.queries.interventions import open_interventions, recovered_in_all
from callpoint.rules.access import Role
from tests.actions.interventions import HOLD, PAID, STOP, a_paid_report, an_officer, replied, went_out
from tests.actions.restrictions import a_boss, restricted
from tests.makers import DESK, OTHER_DESK, a_report, at, deeds, signed_in_client
from tests.pages.public.browsing import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LOOKED = "I looked at these facts"
KEY = re.compile(r'name="send_key" value="([^"]*)"')


def officer(report_id: UUID, role: Role = Role.INVESTIGATOR) -> Browser:
    """Somebody of staff with a report open."""
    browser = Browser()
    browser.client = signed_in_client(role=role)
    return browser.go(reverse("staff_report", args=[report_id]))


def a_form(report_id: UUID, kind: str = "Hold money that was paid in: £9,400.50") -> Browser:
    return officer(report_id).follow(kind)


def test_a_request_is_ready_in_two_presses_with_nothing_typed() -> None:
    browser = a_form(a_paid_report())
    facts = [value for name, value in PAID.items() if name.startswith("pay_to") or name == "pay_amount"]
    seen = [fact in browser.text for fact in facts]
    browser.press("Make the request", {LOOKED: ""})
    assert (seen, "Ready, not sent yet" in browser.text, browser.heading) == (
        [True] * len(facts),
        True,
        browser.heading,
    )
    row = Intervention.objects.get()
    assert browser.url == f"/staff/report/{row.report_id}/requests/{row.id}/"


def test_without_a_look_at_the_facts_nothing_is_made_and_nothing_typed_is_lost() -> None:
    browser = a_form(a_paid_report())
    browser.press("Make the request", {"Who is asked?": "", "Do you want to add something?": "quokka"})
    who = (browser.text.count("Type who is asked.") >= 2, browser.written_in("Do you want to add something?"))
    browser.press("Make the request", {"Who is asked?": "Bank Q"})
    looked = (
        browser.text.count("Look at these facts, then tick the box.") >= 2,
        Intervention.objects.count(),
    )
    assert (who, looked) == ((True, "quokka"), (True, 0))


def test_words_that_are_too_long_are_said_and_kept() -> None:
    browser = a_form(a_paid_report())
    browser.press("Make the request", {LOOKED: "", "On what power of law, if any?": "x" * 201})
    assert browser.text.count("Make it 1 letter shorter.") == 2


def test_a_change_of_the_facts_meanwhile_is_said() -> None:
    report_id = a_paid_report()
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_interventions", args=[report_id]) + f"?ask={HOLD}&about=payment-1"
    told = {"to": "Bank Q", "confirmed": "yes", "seen": "0" * 32, "send_key": "1"}
    answer = client.post(url, told)
    assert (answer.status_code, "The report changed since" in answer.content.decode()) == (422, True)


def test_what_cannot_be_asked_leads_back_to_what_can_and_nothing_typed_is_lost() -> None:
    report_id = a_paid_report()
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_interventions", args=[report_id])
    gone = f"{url}?ask=hold-money&about=payment-7"
    # Once with a form that is whole, and once with one that lacks the look at the facts.
    answers = [
        client.post(gone, {"to": "Q", "words": "quokka", **looked}) for looked in ({"confirmed": "yes"}, {})
    ]
    pages = [each.content.decode() for each in answers]
    unknown = client.get(f"{url}?ask=magic&about=payment-1").content.decode()
    wanted = ("Nothing was made.", "quokka", "What you can ask")
    assert [each.status_code for each in answers] == [422, 422]
    assert [[words in page for words in wanted] for page in pages] == [[True] * 3] * 2
    assert [words in unknown for words in wanted] == [False, False, True]


def test_a_second_press_of_an_answer_notes_and_tells_it_once() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id)
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_intervention", args=[report_id, request_id])
    told = {"do": "answer", "result": "held", "held": "500", "send_key": "abc"}
    codes = [client.post(url, told).status_code for _ in range(2)]
    noted = (InterventionAnswer.objects.count(), Message.objects.filter(report=report_id).count())
    client.post(url, {**told, "held": "600"})
    assert (codes, noted, InterventionAnswer.objects.count()) == ([302, 302], (1, 2), 2)


def test_each_form_of_an_answer_has_a_key_of_its_own_and_keeps_it() -> None:
    report_id = a_paid_report()
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_intervention", args=[report_id, went_out(report_id)])
    found = [KEY.findall(client.get(url).content.decode()) for _ in range(2)]
    kept = KEY.findall(client.post(url, {"do": "answer", "send_key": "abc"}).content.decode())
    assert (len({key for keys in found for key in keys}), kept) == (2, ["abc"])


def test_a_restricted_report_is_in_the_list_only_for_who_may_open_it() -> None:
    report_id, boss, other = a_paid_report(), a_boss(), an_officer()
    went_out(report_id)
    restricted(report_id, by=boss)
    seen = [len(open_interventions(badge=by.badge, shut=shut_to(by, at=at(hours=3)))) for by in (boss, other)]
    page = signed_in_client(role=Role.INVESTIGATOR).get(reverse("staff_hold_requests")).content.decode()
    assert (seen, "Nobody is asked now" in page) == ([1, 0], True)


def test_the_list_takes_no_sealed_letter_out_of_the_database() -> None:
    report_id = a_paid_report()
    went_out(report_id)
    replied(went_out(report_id, STOP), "held", held="400")
    badge = an_officer().badge
    with CaptureQueriesContext(connection) as asked:
        open_interventions(badge=badge, shut=())
        recovered_in_all(badge=badge)
    said = [each["sql"] for each in asked.captured_queries]
    columns = ('"letter"', '"contact"', '"answers"', '"password"')
    assert (len(said), [column for column in columns if any(column in one for one in said)]) == (2, [])


def test_a_request_goes_out_and_its_answer_comes_in_with_the_sum() -> None:
    report_id = a_paid_report()
    browser = a_form(report_id).press("Make the request", {LOOKED: ""})
    browser.press("It went out", {"To whom there?": "Desk 7"})
    refused = browser.text.count("Choose how it went out.")
    browser.press("It went out", {"Their own web site for police": ""})
    sent = ("Waits for an answer" in browser.text, "Their own web site for police, Desk 7" in browser.text)
    browser.press("Keep the answer", {"All of it is held": "", "How much is held now?": "lots"})
    no_sum = browser.text.count("Type sums such as 9400.50, in the currency that was paid.")
    browser.press("Keep the answer", {"How much is held now?": "9400.50"})
    assert (refused, sent, no_sum) == (2, (True, True), 2)
    assert "All of it is held Held: £9,400.50." in browser.text
    browser.go(reverse("staff_report", args=[report_id]))
    assert browser.text.count("Held: £9,400.50.") == 2


def test_a_refusal_needs_its_reason() -> None:
    report_id = a_paid_report()
    went_out(report_id, STOP)
    browser = officer(report_id).follow("Stop or call back a payment")
    browser.press("Keep the answer", {"They refused": ""})
    assert browser.text.count("Write down why.") == 2


def test_an_answer_without_a_choice_is_refused() -> None:
    report_id = a_paid_report()
    went_out(report_id, STOP)
    browser = officer(report_id).follow("Stop or call back a payment").press("Keep the answer")
    assert browser.text.count("Choose what came of it.") == 2


def test_a_repeat_of_the_sending_changes_nothing() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id)
    client = signed_in_client(role=Role.INVESTIGATOR)
    url = reverse("staff_intervention", args=[report_id, request_id])
    before = Intervention.objects.get().sent_at
    answer = client.post(url, {"do": "sent", "channel": "post"})
    assert (answer.status_code, Intervention.objects.get().sent_at) == (302, before)


def test_the_paper_and_the_signed_file_are_downloaded_and_each_is_a_leaf() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id)
    client = signed_in_client(role=Role.INVESTIGATOR)
    paper = client.get(reverse("staff_request_paper", args=[report_id, request_id]))
    whole = client.get(reverse("staff_request_bundle", args=[report_id, request_id]))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(whole.streaming_content)))  # type: ignore[attr-defined]  # it streams
    assert (paper["Content-Type"], paper.content[:5], deeds()[-2:]) == (
        "application/pdf",
        b"%PDF-",
        ["intervention.print", "intervention.hand-out"],
    )
    assert packed.namelist() == ["request.pdf", "request.json", "README.txt", "verify.py", "manifest.json"]


def test_the_paper_is_in_the_services_own_language_whatever_the_officer_reads() -> None:
    report_id = a_paid_report()
    there = reverse("staff_request_paper", args=[report_id, went_out(report_id)])
    client = signed_in_client(role=Role.INVESTIGATOR)
    papers = [client.get(there).content]
    client.cookies["language"] = "pl"
    papers.append(client.get(there).content)
    assert papers[0] == papers[1]


def test_a_request_that_is_not_there_is_not_found() -> None:
    report_id, other = a_paid_report(), a_paid_report()
    request_id = went_out(other)
    client = signed_in_client(role=Role.INVESTIGATOR)
    names = ("staff_intervention", "staff_request_paper", "staff_request_bundle")
    codes = [client.get(reverse(name, args=[report_id, request_id])).status_code for name in names]
    assert codes == [404, 404, 404]


def test_a_changed_request_is_not_handed_out() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id)
    Report.objects.filter(id=report_id).update(reference="CP-2222-2222-2222")
    answer = signed_in_client(role=Role.INVESTIGATOR).get(
        reverse("staff_request_bundle", args=[report_id, request_id])
    )
    assert (answer.status_code, "You got nothing." in answer.content.decode()) == (422, True)


def test_a_report_without_money_says_what_would_open_a_request() -> None:
    browser = officer(a_report(unit=DESK, story="I am afraid of somebody."))
    shown = "No payment and no detail of theirs is told yet." in browser.text
    browser.follow("All requests about this report")
    assert (shown, "Nothing to ask yet" in browser.text, "Nothing was asked yet" in browser.text) == (
        True,
        True,
        True,
    )


def test_the_list_over_all_says_what_is_late_and_what_came_back() -> None:
    report_id, other = a_paid_report(), a_paid_report(unit=OTHER_DESK)
    went_out(other, by=an_officer(unit=OTHER_DESK))
    went_out(report_id)
    replied(went_out(report_id, STOP), "returned", returned="400")
    client = signed_in_client(role=Role.INVESTIGATOR)
    page = client.get(reverse("staff_hold_requests")).content.decode()
    reference = Report.objects.get(id=report_id).reference
    wanted = ["1 answer is overdue", "Sent back: £400.00.", "Answer overdue", f">{reference}<"]
    assert ([words in page for words in wanted], page.count("app-queue__row")) == ([True] * 4, 1)


def test_nobody_is_asked_yet() -> None:
    page = signed_in_client(role=Role.SUPERVISOR).get(reverse("staff_hold_requests")).content.decode()
    wanted = ["No answer is overdue", "Nobody is asked now", "Nothing is held and nothing came back yet."]
    assert [words in page for words in wanted] == [True, True, True]


def test_who_may_not_ask_sees_what_was_asked_and_no_way_to_ask() -> None:
    report_id = a_paid_report()
    went_out(report_id)
    browser = officer(report_id, Role.ANALYST)
    assert ("Hold money that was paid in" in browser.text, "Ready to make" in browser.text) == (True, False)
