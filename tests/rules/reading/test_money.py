"""An amount as people type it, in any currency and spelling."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.reading.money import LONGEST, Money, read_money
from tests.naughty import EMPTY_LIKE, QUOTES

SAID = (
    ("£1,200.50", "1200.50 GBP"),
    ("1.200,50 EUR", "1200.50 EUR"),
    ("about 3 grand", "3000 GBP about"),
    ("3 thousand pounds", "3000 GBP"),
    ("0.5 BTC", "0.5 BTC"),
    ("0,5 btc", "0.5 BTC"),
    ("3 bitcoins", "3 BTC"),
    ("half a bitcoin", "0.5 BTC"),
    ("1.200 BTC", "1.200 BTC"),
    ("1,200 USDT", "1200 USDT"),
    ("1.123456789012345678 eth", "1.123456789012345678 ETH"),
    ("$40", "40 USD"),
    ("US$40", "40 USD"),
    ("A$40", "40 AUD"),
    ("40 usd", "40 USD"),
    ("USD 40.00", "40 USD"),
    ("50 cents", "0.5 USD"),
    ("250 US dollars", "250 USD"),
    ("300 Canadian dollars", "300 CAD"),
    ("500 quid", "500 GBP"),
    ("two hundred pounds", "200 GBP"),
    ("twenty-five pounds", "25 GBP"),
    ("one thousand two hundred and fifty pounds", "1250 GBP"),
    ("nine hundred and ninety nine pounds", "999 GBP"),
    ("a hundred quid", "100 GBP"),
    ("a couple of hundred pounds", "200 GBP about"),
    ("2 and a half grand", "2500 GBP"),
    ("half a million dollars", "500000 USD"),
    ("25 hundred", "2500 GBP"),
    ("1.2k", "1200 GBP"),
    ("1.250k", "1250 GBP"),
    ("1,2 k€", "1200 EUR"),
    ("£3m", "3000000 GBP"),
    ("1200", "1200 GBP"),
    ("ten", "10 GBP"),
    ("£1.200", "1200 GBP"),
    ("1.000.000", "1000000 GBP"),
    ("£1,234,567.89", "1234567.89 GBP"),
    ("1.234.567,89 €", "1234567.89 EUR"),
    ("₹1,20,000", "120000 INR"),
    ("5 lakh INR", "500000 INR"),
    ("1 200,50 zł", "1200.50 PLN"),
    ("1'200.50 CHF", "1200.50 CHF"),
    ("1200 гривень", "1200 UAH"),
    ("KWD 1.250", "1.250 KWD"),
    ("¥5000", "5000 JPY"),
    ("٣٠٠ pounds", "300 GBP"),
    ("50p", "0.5 GBP"),
    ("ten pence", "0.1 GBP"),
    ("12 pounds 50", "12.5 GBP"),
    ("£12.5", "12.5 GBP"),
    ("£.50", "0.5 GBP"),
    ("£ 40", "40 GBP"),
    ("40£", "40 GBP"),
    ("£40 GBP", "40 GBP"),
    ("1200,-", "1200 GBP"),
    ("5,000.", "5000 GBP"),
    ("over £500", "500 GBP about"),
    ("£500+", "500 GBP about"),
    ("~£40", "40 GBP about"),
    ("£40ish", "40 GBP about"),
    ("£0", "0 GBP"),
    ("nothing", "0 GBP"),
)
NOT_SAID = (
    "lots",
    "all of it",
    "a",
    "and",
    "top 100",
    "£20 note",
    "£40 usd",
    "£100 kr",
    "100 kr",
    "Rs 1,20,000",
    "£200-£300",
    "-£40",
    "twenty seventeen",
    "1.2.3",
    "1,23,4",
    "1.200,505 EUR",
    "12.345.67",
    "0.125",
    "¥5000.50",
    "999999999999999999",
    "12/11/2026",
    "£1" + "0" * LONGEST,
)


@pytest.mark.parametrize(("text", "said"), SAID)
def test_an_amount_is_read_as_people_mean_it(text: str, said: str) -> None:
    amount, currency, *about = said.split()
    assert read_money(text, home="GBP") == Money(Decimal(amount), currency, bool(about))


@pytest.mark.parametrize("text", [*NOT_SAID, *EMPTY_LIKE, *QUOTES])
def test_what_is_no_one_amount_is_left_as_it_is(text: str) -> None:
    assert read_money(text, home="GBP") is None


def test_a_sign_of_many_currencies_is_that_of_the_place() -> None:
    asked = (("$40", "CAD"), ("40 dollars", "AUD"), ("100 kr", "SEK"), ("Rs 500", "INR"), ("40", "EUR"))
    read = [read_money(text, home=home) for text, home in asked]
    assert [money.currency for money in read if money] == ["CAD", "AUD", "SEK", "INR", "EUR"]


@given(st.one_of(st.text(max_size=LONGEST), st.text("0123456789.,' £$€kp", max_size=LONGEST)))
def test_whatever_is_typed_gives_an_amount_or_nothing(text: str) -> None:
    money = read_money(text, home="GBP")
    assert money is None or money.amount >= 0
