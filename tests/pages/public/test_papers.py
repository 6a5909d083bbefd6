"""Papers and files of a report: what they hold, whom they open to, and what they never say."""

import json
from typing import Any

import icalendar
import pytest
from django.test import Client, override_settings
from pytest_django import Settings

from callpoint.actions.reporting import Begun
from callpoint.formats import pdf as typesetting
from callpoint.pages.public.session import CODE_MARK, REPORT
from callpoint.records.models import Report
from callpoint.records.opened import code_mark_of
from tests.formats.makers import read, words_of
from tests.makers import NOON, STORY, a_draft, deeds, sent, with_section, with_service
from tests.pages.public.browsing import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FILES = (
    "/report/papers/copy.pdf",
    "/report/papers/copy.json",
    "/report/papers/dates.ics",
    "/report/papers/address.svg",
    "/report/hold/request.pdf",
    "/report/hold/request.json",
)
PAID = {
    "story": STORY,
    "pay_amount": "£900",
    "pay_when": "yesterday at 3pm",
    "pay_way": "faster-payment",
    "pay_from_bank": "Derwent Bank",
    "pay_to_name": "J Quince",
    "pay_to_account": "12-34-56 12345678",
    "pay_amount.2": "50 euro",
    "pay_way.2": "gift-card",
    "pay_status.2": "do-not-know",
    "gift_card.2": "Marrow card 1234",
    "name": "Asha Patel",
}


def telling(**answers: str) -> Browser:
    """Somebody whose session holds a draft: a story, unless other answers are named."""
    return holding(a_draft(when=NOON, **answers))


def sending(**answers: str) -> Browser:
    """Somebody whose session holds a report that is sent."""
    begun = a_draft(when=NOON, **answers)
    sent(begun)
    return holding(begun)


def holding(begun: Begun) -> Browser:
    """A browser whose session holds a report."""
    person = Browser()
    session = person.client.session
    session[REPORT], session[CODE_MARK] = str(begun.report_id), code_mark_of(begun.report_id)
    session.save()
    return person


def taken(person: Browser, address: str) -> Any:
    """A file as it is sent."""
    return person.client.get(address)


@pytest.mark.parametrize("address", [*FILES, "/report/hold/"])
def test_nothing_opens_to_somebody_without_a_report(address: str) -> None:
    response = Client().get(address)
    assert (response.status_code, response["Location"]) == (302, "/report/")


@pytest.mark.parametrize("address", FILES)
def test_a_file_is_kept_by_nobody_and_has_a_neutral_name(settings: Settings, address: str) -> None:
    with_section(settings, "web", public_url="https://report.example.org")
    person = sending()
    response = taken(person, address)
    named = response["Content-Disposition"]
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (200, True)
    assert named.startswith("attachment; filename=")
    assert [
        word
        for word in ("report", "crime", "fraud", "police", str(Report.objects.get().reference))
        if word in named
    ] == []


def test_taking_papers_leaves_no_trace_in_the_journal() -> None:
    person = telling()
    for address in FILES:
        taken(person, address)
    assert deeds() == ["report.begin"]


def test_the_copy_of_a_draft_holds_every_question_and_says_that_it_is_not_sent() -> None:
    person = telling()
    seen = read(taken(person, "/report/papers/copy.pdf").content)
    file = json.loads(taken(person, "/report/papers/copy.json").content)
    missing = [line["question"] for line in file["answers"] if line["question"] not in plain(seen.text)]
    assert (missing, STORY in plain(seen.text), "This is not sent yet." in seen.text) == ([], True, True)
    assert (file["schema"], file["report_reference"], file["sent_at"]) == ("callpoint-copy/1", None, None)
    assert {STORY, None} <= {line["answer"] for line in file["answers"]}


def test_the_copy_of_a_sent_report_holds_reference_dates_and_warning() -> None:
    person = sending()
    seen = read(taken(person, "/report/papers/copy.pdf").content)
    reference = str(Report.objects.get().reference)
    wanted = (
        reference.replace("-", " "),
        "This is not yet a crime number.",
        "You hear from us",
        "That is most likely one more criminal.",
        STORY,
    )
    assert [words for words in wanted if words not in plain(seen.text)] == []
    assert json.loads(taken(person, "/report/papers/copy.json").content)["report_reference"] == reference


def test_the_copy_names_the_other_body_that_records_it(settings: Settings) -> None:
    with_service(settings, role="police-force")
    person = telling()
    seen = plain(words_of(taken(person, "/report/papers/copy.pdf").content))
    file = json.loads(taken(person, "/report/papers/copy.json").content)
    assert ("Take it to: Report Fraud" in seen, "This does not yet report it to Report Fraud." in seen) == (
        True,
        True,
    )
    assert file["recorded_by"] == "Report Fraud"


def test_the_copy_of_what_we_record_ourselves_names_no_other_body(settings: Settings) -> None:
    with_service(settings, role="recording-body")
    seen = words_of(taken(telling(), "/report/papers/copy.pdf").content)
    assert ("Take it to" in seen, "Does someone say" in seen) == (False, True)


def test_the_calendar_holds_the_promised_dates_in_neutral_words() -> None:
    made = taken(sending(), "/report/papers/dates.ics").content
    events = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {"Reminder"}
    assert len(events) == 2
    unsafe = ("crime", "fraud", "report", "police", "victim", "CP-", str(Report.objects.get().id))
    assert [word for word in unsafe if word in made.decode()] == []


def test_the_dates_keep_their_names_when_they_are_taken_twice() -> None:
    person = sending()
    files = [taken(person, "/report/papers/dates.ics").content for _ in range(2)]
    names = [
        [str(event["uid"]) for event in icalendar.Calendar.from_ical(made).walk("VEVENT")] for made in files
    ]
    assert (names[0], len(set(names[0]))) == (names[1], 2)


def test_a_draft_has_no_dates_yet() -> None:
    assert taken(telling(), "/report/papers/dates.ics").status_code == 302


def test_the_code_of_our_address_is_the_same_for_everybody_and_only_of_an_https_address(
    settings: Settings,
) -> None:
    assert taken(telling(), "/report/papers/address.svg").status_code == 404
    with_section(settings, "web", public_url="https://report.example.org")
    first, second = (taken(each, "/report/papers/address.svg") for each in (telling(), sending()))
    assert (first.status_code, first["Content-Type"], first.content) == (200, "image/svg+xml", second.content)


def test_the_hold_request_is_filled_from_what_was_told_and_shows_the_gaps() -> None:
    person = telling(**PAID).go("/report/hold/")
    wanted = (
        "£900",
        "yesterday at 3pm",
        "Bank transfer",
        "Derwent Bank",
        "12-34-56 12345678",
        "Marrow card 1234",
    )
    assert (person.status, [words for words in wanted if words not in person.text]) == (200, [])
    added = [
        link.get("href")
        for link in person.tree.iter("a")
        if "".join(link.itertext()).strip().startswith("Add")
    ]
    assert added == [
        "/report/question/payment/",
        "/report/question/payment-to/",
        "/report/question/payment-to/",
        "/report/question/payment-to/",
        "/report/question/payment.2/",
        "/report/question/payment.2/",
        "/report/question/payment-to.2/",
        "/report/question/payment-to.2/",
        "/report/question/reach/",
    ]


def test_an_account_keeps_its_order_on_a_page_that_runs_from_the_right_and_has_nothing_put_in_elsewhere() -> (
    None
):
    person, account = telling(**PAID), "12-34-56 12345678"
    held = f"\N{LEFT-TO-RIGHT ISOLATE}{account}\N{POP DIRECTIONAL ISOLATE}"
    pages = []
    for language in ("en", "ur"):
        with override_settings(LANGUAGES=[(language, language)]):
            pages.append(person.client.get("/report/hold/", headers={"Accept-Language": language}))
    assert [held in page.content.decode() for page in pages] == [False, True]


def test_the_hold_request_as_a_file_has_every_payment_and_points_to_its_gaps() -> None:
    file = json.loads(taken(telling(**PAID), "/report/hold/request.json").content)
    first, second = file["payments"]
    assert (file["schema"], file["reporter"]) == (
        "callpoint-hold-request/1",
        {"name": "Asha Patel", "phone": None},
    )
    assert (first["paid"], second["gift_card"], second["status"]) == (
        {"name": "J Quince", "account": "12-34-56 12345678", "bank": None, "wallet": None},
        "Marrow card 1234",
        None,
    )
    assert [first["amount"], second["amount"]] == [
        {"text": "£900", "value": "900", "currency": "GBP", "is_about": False},
        {"text": "50 euro", "value": "50", "currency": "EUR", "is_about": False},
    ]
    assert file["not_known"] == [
        "/reporter/phone",
        "/payments/0/status",
        "/payments/0/paying/account",
        "/payments/0/paid/bank",
        "/payments/0/reference",
        "/payments/1/paid_when",
        "/payments/1/status",
        "/payments/1/paying/bank",
        "/payments/1/paying/account",
    ]
    assert [pointer for pointer in file["not_known"] if pointed(file, pointer) is not None] == []


def test_the_hold_request_says_when_it_was_as_it_was_typed_and_as_it_is_read() -> None:
    file = json.loads(taken(sending(**PAID), "/report/hold/request.json").content)
    assert file["payments"][0]["paid_when"] == {
        "text": "yesterday at 3pm",
        "earliest": "2026-11-20T15:00:00Z",
        "latest": "2026-11-20T15:00:00Z",
        "is_about": False,
    }


def test_what_cannot_be_read_for_sure_stays_as_it_was_typed() -> None:
    person = telling(story=STORY, pay_amount="a lot", pay_when="when my mum was ill")
    [payment] = json.loads(taken(person, "/report/hold/request.json").content)["payments"]
    assert (payment["amount"], payment["paid_when"]) == (
        {"text": "a lot", "value": None, "currency": None, "is_about": False},
        {"text": "when my mum was ill", "earliest": None, "latest": None, "is_about": False},
    )


def test_what_the_story_names_is_shown_apart_and_never_taken_for_an_answer() -> None:
    person = telling(story="They took 900 pounds to 12-34-56 12345678").go("/report/hold/")
    file = json.loads(taken(person, "/report/hold/request.json").content)
    sheet = plain(words_of(taken(person, "/report/hold/request.pdf").content))
    assert (file["payments"][0]["amount"], file["mentioned"]["amounts"]) == (None, ["900 pounds"])
    assert ("You also named: 900 pounds" in person.text, "900 pounds" in sheet) == (True, True)


def test_the_hold_request_as_a_sheet_says_what_is_asked_what_is_known_and_what_is_not() -> None:
    seen = plain(words_of(taken(telling(**PAID), "/report/hold/request.pdf").content))
    wanted = (
        "Please stop this payment",
        "Stop the payment, or call it back.",
        "Payment 1",
        "12-34-56 12345678",
        "Payment 2",
        "Marrow card 1234",
        "What we do not know",
        "I was tricked into a payment.",
    )
    assert [words for words in wanted if words not in seen] == []


def test_the_hold_request_of_a_sent_report_has_its_reference_and_leads_to_no_question() -> None:
    person = sending().go("/report/hold/")
    reference = str(Report.objects.get().reference)
    file = json.loads(taken(person, "/report/hold/request.json").content)
    sheet = plain(words_of(taken(person, "/report/hold/request.pdf").content))
    questions = [link for link in person.tree.iter("a") if "/question/" in (link.get("href") or "")]
    assert (questions, file["report_reference"], reference.replace("-", " ") in sheet) == (
        [],
        reference,
        True,
    )


def test_a_payment_in_coin_is_asked_for_its_wallets_and_not_for_accounts() -> None:
    person = telling(story=STORY, pay_way="crypto-exchange", crypto_to="bc1qexample")
    file = json.loads(taken(person, "/report/hold/request.json").content)
    assert (file["payments"][0]["paid"]["wallet"], "/payments/0/paid/account" in file["not_known"]) == (
        "bc1qexample",
        False,
    )


def test_where_a_paper_cannot_be_made_the_page_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    person = telling()
    taken(person, "/report/papers/copy.pdf")
    (tmp_path / "typesetter.py").write_text("import sys; sys.exit(9)\n", encoding="utf-8")
    monkeypatch.setattr(typesetting, "HERE", tmp_path)
    person.go("/report/papers/copy.pdf")
    assert (person.status, person.heading) == (503, "We could not make the file")


def pointed(file: Any, pointer: str) -> Any:
    """What a JSON Pointer points to."""
    for part in pointer.split("/")[1:]:
        file = file[int(part)] if isinstance(file, list) else file[part]
    return file


def plain(text: str) -> str:
    """Words with single spaces, however their lines were broken."""
    return " ".join(text.split())
