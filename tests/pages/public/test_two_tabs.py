"""Forms that come from an old tab, or too late: they change what they asked, and no word of theirs is lost."""

import pytest
from django.test import Client

from callpoint.pages.public import reporting
from callpoint.records.models import Report
from callpoint.records.opened import own_report
from callpoint.rules.rows import MOST_ROWS, Answers, key_of
from tests.pages.public.browsing import Browser
from tests.pages.public.filing import Filer

pytestmark = [pytest.mark.django_db]

STORY = "I sent 900 pounds and then 50 pounds to a man who said he was my bank."
PAYMENT, TO = "/report/question/payment/", "/report/question/payment-to/"


def told(person: Filer) -> Answers:
    """What the report of a person says."""
    return own_report(person.report_id).answers


def test_a_form_leaves_alone_what_it_did_not_ask() -> None:
    person = Filer(story=STORY)
    person.post(PAYMENT, pay_way="gift-card")
    person.post(TO, pay_to_name="A", gift_card="Steam 1234")
    person.post(TO, asked="pay_to_name", answer="B")
    person.post(TO, pay_to_name="C")
    assert (told(person)["pay_to_name"], told(person)["gift_card"]) == ("C", "Steam 1234")


def test_a_group_that_was_asked_and_left_empty_is_taken_back() -> None:
    person = Filer(story=STORY)
    person.post(PAYMENT, pay_amount="900", pay_way="gift-card")
    person.post(PAYMENT, asked="pay_amount pay_way", pay_amount="900")
    assert (told(person)["pay_amount"], told(person).get("pay_way")) == ("900", None)


def test_an_answer_to_a_question_that_fits_no_more_is_kept() -> None:
    person = Filer(story=STORY)
    person.post(PAYMENT, pay_way="cash")
    person.post(TO, asked="pay_to_name gift_card", pay_to_name="A", gift_card="Steam 1234")
    assert told(person)["gift_card"] == "Steam 1234"


def test_the_form_says_what_it_asks() -> None:
    person = Filer(story=STORY)
    html = person.client.get("/report/question/money-back/", follow=True).content.decode()
    assert 'name="asked"' in html


@pytest.mark.parametrize("fields", [{}, {"asked": "told_ref"}])
def test_a_late_answer_of_a_sheet_of_one_question_is_shown_and_begins_no_report(
    fields: dict[str, str],
) -> None:
    person = Filer(story=STORY)
    late = Client().post("/report/question/told-reference/", {"answer": "CAD 99", **fields})
    again = Client().post("/report/question/told-reference/", {"answer": " ", **fields})
    assert ("CAD 99" in late.content.decode(), 'name="code"' in late.content.decode()) == (True, True)
    assert (again.status_code, Report.objects.count(), bool(person)) == (302, 1, True)


def test_a_late_answer_of_a_sheet_of_one_question_is_back_in_its_field_after_the_code() -> None:
    person = Browser()
    filer = Filer(story=STORY)
    filer.post("/report/question/told/", asked="told_who", answer="police")
    person.client = filer.client
    code = person.go(PAYMENT).code()
    late = Browser()
    late.client = Client()
    place = "/report/question/told-reference/"
    late.shown(late.client.post(place, {"answer": "CAD 99"}, follow=True), place)
    late.press("Open my report", {"Your private code": code})
    assert (late.url, "CAD 99" in late.response.content.decode()) == (place, True)


def test_what_is_ticked_counts_though_the_offer_was_taken_in_another_tab() -> None:
    person = Filer(story=STORY)
    ticks = {"asked": "pay_amount pay_way", "pay_amount": "", "pay_amount-offer": ["900 pounds", "50 pounds"]}
    for _ in range(2):
        person.post(PAYMENT, **ticks)
    amounts = {key: value for key, value in told(person).items() if key.startswith("pay_amount")}
    assert amounts == {"pay_amount": "900 pounds", "pay_amount.2": "50 pounds"}


def test_more_ticks_than_rows_stay_offered_and_are_said() -> None:
    person = Filer(story=STORY)
    last = key_of("payment", MOST_ROWS)
    person.post(f"/report/question/{last}/", pay_amount="1")
    ticks = {"asked": "pay_amount", "answer": "", "answer-offer": ["900 pounds", "50 pounds"]}
    ticks |= {"asked": "pay_amount pay_way", "pay_amount-offer": ticks["answer-offer"]}
    refused = person.post(PAYMENT, **ticks)
    assert (refused.status_code, refused.content.decode().count(" checked")) == (422, 2)


LONG_WORD = 5
"""Letters from which on a word stands in no digest by chance."""


def test_nothing_of_an_answer_is_kept_in_memory() -> None:
    Filer(story=STORY)
    kept = [
        reporting.suggestion_for({"story": STORY, "money_left": f"{number}"})
        for number in range(reporting.MOST_KEPT + 5)
    ]
    assert len(kept) > len(reporting._kept) <= reporting.MOST_KEPT  # noqa: SLF001 - the memory itself is what is tested
    memory = repr([*reporting._kept])  # noqa: SLF001 - the memory itself is what is tested
    assert [word for word in STORY.split() if len(word) >= LONG_WORD and word in memory] == []


@pytest.mark.parametrize("began", ["0001-01-01T00:00:00+00:00", "2020-01-01T00:00:00+00:00"])
def test_a_clock_that_began_long_ago_is_refused(began: str) -> None:
    answered = Client().post("/now/clock.ics", {"guide": "ransomware", "began": began})
    assert answered.status_code == 400
