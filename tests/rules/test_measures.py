"""What is counted of a report: ids of the content, whole units and a minute, and never what was typed."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from callpoint.rules.measures import BRAND_ANSWERS, PLATFORM_ANSWERS, Measures, Told, brands_of, measures_of
from tests.rules.known import known

SENT = datetime(2026, 11, 21, 12, 0, 30, tzinfo=UTC)
BRANDS = brands_of(known().content)


def measured(
    answers: Mapping[str, str | list[str]], *, kind: str = "shopping-fraud", **added_at: datetime
) -> Measures:
    told = Told(answers=answers, at=SENT, added_at=added_at, kind=kind, who="self")
    return measures_of(told, known())


def test_nothing_told_is_nothing_counted() -> None:
    nothing = Measures(who="self", contact_by="", platform="", brand="", paid_at=None, lost={}, returned={})
    assert measured({}) == nothing


def test_the_columns_hold_all_but_the_amounts() -> None:
    found = measured({"contact_channel": "whatsapp", "claimed_name": "the HMRC", "pay_amount": "£5"})
    assert found.readable_columns() == {
        "who": "self",
        "contact_by": "whatsapp",
        "platform": "whatsapp",
        "brand": "hmrc",
        "paid_at": None,
    }


@pytest.mark.parametrize(
    ("said", "kind", "found"),
    [
        ("call", "shopping-fraud", "call"),
        ("do-not-know", "phishing-text", "text"),
        ("other", "doorstep-fraud", "in-person"),
        ("My own words", "shopping-fraud", ""),
        (["call"], "phishing-call", "call"),
        ("email", "phishing-text", "email"),
    ],
)
def test_how_people_were_reached_is_an_id_of_the_question(said: str, kind: str, found: str) -> None:
    assert measured({"contact_channel": said}, kind=kind).contact_by == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Facebook Marketplace", "facebook"),
        ("it was on FB", "facebook"),
        ("https://www.vinted.co.uk/items/1", "vinted"),
        ("m.facebook.com/groups/4", "facebook"),
        ("facebook.com.pay-now.example", ""),
        ("notfacebook.com", ""),
        ("a shop nobody knows", ""),
        ("Someone named Skylar", ""),
        ("Royal Mail", "royal-mail"),
        ("Royal Bank of Scotland", "rbs"),
        ("x", ""),
        ("", ""),
    ],
)
def test_only_names_of_the_list_are_found_and_only_as_whole_words(text: str, found: str) -> None:
    assert BRANDS.named_in(text) == found


def test_the_first_answer_that_names_one_counts_row_by_row() -> None:
    answers: dict[str, str | list[str]] = {
        "platform": "some site",
        "listing_url": "ebay.co.uk/1",
        "profile_url": ["x"],
    }
    assert BRANDS.first(answers, PLATFORM_ANSWERS) == "ebay"
    assert BRANDS.first({"claimed_name": ["HMRC"], "claimed_body": "dvla"}, BRAND_ANSWERS) == "dvla"


def test_a_content_without_names_finds_none() -> None:
    assert brands_of(known().content).named_in("nothing of ours") == ""


def test_what_went_is_added_up_by_currency_and_rounded_at_the_end() -> None:
    answers: dict[str, str | list[str]] = {
        "pay_amount": "£1,200.30",
        "pay_amount.2": "about 300.30 pounds",
        "pay_amount.3": "€99.50",
        "pay_amount.4": "£5,000",
        "pay_status.4": "stopped",
        "pay_amount.5": "0.3 BTC",
        "pay_amount.6": "no idea",
        "pay_amount.7": ["9"],
        "pay_amount.8": "nothing",
    }
    assert measured(answers).lost == {"GBP": 1501, "EUR": 100, "BTC": 0}


def test_a_typing_error_is_no_loss() -> None:
    assert measured({"pay_amount": "£999,999,999,999,99"}).lost == {}
    assert measured({"pay_amount": "2000000 million pounds"}).lost == {}


def test_the_latest_payment_counts_to_the_minute_by_the_moment_at_which_it_was_told() -> None:
    answers: dict[str, str | list[str]] = {
        "pay_when": "an hour ago",
        "pay_when.2": "20 minutes ago",
        "pay_when.3": "one minute ago",
        "pay_status.3": "attempted",
        "pay_when.4": "some day",
        "pay_when.5": ["x"],
        "pay_amount": "£1",
    }
    assert measured(answers).paid_at == datetime(2026, 11, 21, 11, 40, tzinfo=UTC)
    later = measured({"pay_when": "an hour ago"}, pay_when=SENT + timedelta(days=1))
    assert later.paid_at == datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
