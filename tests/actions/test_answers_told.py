"""What a reporter hears of an answer: what the body said and no more, in the currency that came, once, and in easy words."""

from uuid import UUID

import pytest

from callpoint.actions.reading import open_report
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Intervention, InterventionAnswer
from callpoint.records.opened import own_report
from tests.actions.interventions import HOLD, STOP, a_paid_report, an_officer, made, replied, went_out
from tests.content.reading import grade
from tests.makers import at

pytestmark = [pytest.mark.django_db, pytest.mark.database]

COINS = {
    "pay_way": "crypto-exchange",
    "crypto_asset": "BTC",
    "crypto_to": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7k",
}
WALLET = "hold-wallet"


def messages(report_id: UUID) -> list[str]:
    return [each.text for each in own_report(report_id).messages]


def told(report_id: UUID, kind: str, result: str) -> str:
    """The last that a reporter hears once a request was answered so."""
    replied(went_out(report_id, kind), result)
    return messages(report_id)[-1]


def test_no_answer_is_not_told_as_an_answer_and_not_as_money_that_is_gone() -> None:
    assert told(a_paid_report(**COINS), WALLET, "no-answer") == (
        "We asked about your money, and no answer came. We do not know if it is held. "
        "This is not your fault. If you paid from a bank, you can ask it to pay you back."
    )


def test_an_account_that_was_closed_before_is_not_told_as_stopped_by_the_report() -> None:
    report_id = a_paid_report(pay_to_account="", story="Pay to sort code 20-11-22 account 55779911.")
    assert told(report_id, "review-account", "already-closed") == (
        "We asked a bank about an account in your report. It was closed before."
    )


def test_coins_that_moved_on_are_told_so() -> None:
    assert "The coins had gone to another place." in told(a_paid_report(**COINS), WALLET, "moved-on")


def test_every_answer_that_is_told_reads_easily() -> None:
    every = [each for kind in knowledge().content.requests.values() for each in kind.results if each.told]
    assert len(every) > 20
    assert {each.told: grade([each.told]) for each in every if grade([each.told]) > 6} == {}


def test_the_currency_is_that_of_the_sums_that_came_not_of_an_answer_without_any() -> None:
    report_id = a_paid_report(**COINS, pay_amount="all I had")
    request_id = went_out(report_id, WALLET)
    seen = []
    for hour, held in enumerate(("", "0.5 BTC", ""), start=3):
        replied(request_id, "held", held=held, hours=hour)
        seen.append(Intervention.objects.get(id=request_id).currency)
    assert (seen, messages(report_id)[-2]) == (
        ["", "BTC", ""],
        "We have an answer about your money. Held for now: 0.5 BTC.",
    )


def test_the_currency_of_what_was_paid_stays() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id)
    replied(request_id, "gone")
    assert Intervention.objects.get(id=request_id).currency == "GBP"


def test_an_answer_that_comes_twice_is_noted_and_told_once() -> None:
    report_id, by = a_paid_report(), an_officer()
    request_id = went_out(report_id)
    for _ in range(2):
        replied(request_id, "held", by=by, held="5", words="Ref 1")
    replied(request_id, "held", by=by, held="6", words="Ref 1")
    assert (InterventionAnswer.objects.count(), len(messages(report_id))) == (2, 3)


BACK = (
    "We wrote that we asked about your money. We no longer ask for it. "
    "If you paid from a bank, you can ask it to pay you back. Write to us here if you want to know why."
)


def test_who_waits_for_an_answer_hears_that_nobody_asks_any_more() -> None:
    report_id = a_paid_report()
    request_id = went_out(report_id, HOLD)
    for hour in (3, 4):
        replied(request_id, "taken-back", words="The wrong bank", hours=hour)
    assert (messages(report_id)[1:], grade([BACK]) <= 6) == ([BACK], True)


def test_who_never_heard_that_somebody_was_asked_hears_of_no_taking_back() -> None:
    report_id = a_paid_report()
    silent, unsent = went_out(report_id, HOLD, tells=False), made(report_id, STOP)
    site = went_out(report_id, "take-down-site")
    for request_id in (silent, unsent, site):
        replied(request_id, "taken-back", words="No use")
    opened = open_report(report_id=report_id, by=an_officer(), at=at(hours=5))
    assert (messages(report_id), {one.result for one in opened.interventions}) == ([], {"taken-back"})
