"""What is said back of an answer, and that reading it again gives the same."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from callpoint.pages.read_back import money_shown, read_back, time_shown
from callpoint.rules.reading.money import read_money
from callpoint.rules.reading.when import read_when
from tests.rules.reading.phrases import SAID

NOW = datetime(2026, 11, 21, 15, 38, tzinfo=ZoneInfo("Europe/London"))
LANGUAGES = ("en", "cy", "pl", "uk", "ur")


def plain(text: str) -> str:
    return text.replace("\u2066", "").replace("\u2069", "").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("question_type", "typed", "said"),
    [
        ("date~", "last Tuesday", "Tuesday 17 November 2026"),
        ("date~", "about 3/11", "about Tuesday 3 November 2026"),
        ("date~", "14:30 yesterday", "2:30 pm on Friday 20 November 2026"),
        ("date~", "last night about 9pm", "about 9 pm on Friday 20 November 2026"),
        ("date~", "3-5 Nov", "from Tuesday 3 November 2026 to Thursday 5 November 2026"),
        ("date~", "since March", "from Sunday 1 March 2026 to Saturday 21 November 2026"),
        ("date~", "yesterday morning", "between 6:00 am and 11:59 am on Friday 20 November 2026"),
        (
            "date~",
            "last night",
            "between 6:00 pm on Friday 20 November 2026 and 5:59 am on Saturday 21 November 2026",
        ),
        ("date~", "in the spring", "spring 2026"),
        ("date~", "last winter", "winter 2025 to 2026"),
        ("date~", "Nov 25", "Tuesday 25 November 2025"),
        ("date~", "last month", "October 2026"),
        ("date~", "two years ago", "about 2024"),
        ("money", "about 1.2k", "about £1,200"),
        ("money", "$40.5", "US$40.50"),
        ("money", "0,5 btc", "0.5 BTC"),
        ("phone", "+447700900123", "07700 900123"),
        ("phone", "+14155550132", "+1 415-555-0132"),
        ("bank_account", "123456 12345678", "sort code 12-34-56, account number 12345678"),
        ("bank_account", "GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32"),
        ("email", "bob at mail dot com", "bob@mail.com"),
        ("url", "hxxps://bad[.]com/x", "https://bad.com/x"),
        ("domain", "bad[.]com", "bad.com"),
        ("card", "4111 1111 1111 1111", "card ending 1111"),
    ],
)
def test_an_answer_is_said_back_as_it_is_read(question_type: str, typed: str, said: str) -> None:
    assert plain(read_back(question_type, typed, at=NOW)) == f"We read this as: {said}."


@pytest.mark.parametrize(
    ("question_type", "typed"),
    [
        ("date~", "when I was ill"),
        ("date~", "spring 2026"),
        ("money", "all of it"),
        ("money", "£40"),
        ("phone", "do not know"),
        ("phone", "07700 900123"),
        ("bank_account", "Barclays"),
        ("email", "bob"),
        ("email", "bob@mail.com"),
        ("url", "his shop"),
        ("url", "https://bad.com/x"),
        ("card", "my blue one"),
        ("text", "£40"),
    ],
)
def test_nothing_is_said_where_there_is_nothing_to_add(question_type: str, typed: str) -> None:
    assert read_back(question_type, typed, at=NOW) == ""


@pytest.mark.parametrize("phrase", [phrase for phrase, _, _ in SAID] + ["0:00 yesterday to 5am today"])
def test_what_is_said_back_of_a_time_is_read_the_same(phrase: str) -> None:
    read = read_when(phrase, at=NOW)
    assert read is not None
    assert read_when(time_shown(read, at=NOW), at=NOW) == read


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_amounts_of_each_language_are_read_the_same(language: str) -> None:
    times = [read_when(text, at=NOW) for text in ("3 Nov 2026", "May 2025", "14:30 on 3 March")]
    amounts = [
        read_money(text, home="GBP") for text in ("£1200", "£1200.50", "$40.10", "12.125 BTC", "UAH 1")
    ]
    with translation.override(language):
        assert [read_when(time_shown(read, at=NOW), at=NOW) for read in times if read] == times
        assert [read_money(money_shown(read), home="GBP") for read in amounts if read] == amounts


def test_a_whole_hour_is_said_as_the_language_says_hours() -> None:
    read = read_when("9pm on 3 March", at=NOW)
    assert read is not None
    with translation.override("pl"):
        assert time_shown(read, at=NOW).startswith("21:00")


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from(["GBP", "EUR", "BTC", "PLN"]))
def test_every_amount_said_back_is_read_the_same(amount: object, currency: str) -> None:
    read = read_money(f"{amount} {currency}", home="GBP")
    assert read is not None
    assert read_money(money_shown(read), home="GBP") == read
