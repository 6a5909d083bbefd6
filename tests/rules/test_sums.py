"""Sums in minor units: read, checked, and added up so that no money counts twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.sums import (
    MOST,
    NotASumError,
    Noted,
    Recovered,
    Sum,
    checked_sum,
    minor_places,
    read_sum,
    recovered,
    reply_sums,
)


def pounds(minor: int) -> Sum:
    return Sum(minor=minor, currency="GBP")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("£9,400.50", pounds(940_050)),
        ("500 yen", Sum(minor=500, currency="JPY")),
        ("0.5 BTC", Sum(minor=50_000_000, currency="BTC")),
        ("about £50", None),
        ("", None),
        ("much", None),
        ("999999999999999 BTC", None),
    ],
)
def test_an_amount_is_read_in_minor_units_where_it_is_sure(text: str, wanted: Sum | None) -> None:
    assert read_sum(text, home="GBP") == wanted


def test_a_sum_is_given_back_in_whole_units() -> None:
    sums = (pounds(940_050), Sum(minor=500, currency="JPY"), Sum(minor=1, currency="BTC"))
    assert [one.amount for one in sums] == [Decimal("9400.50"), Decimal(500), Decimal("0.00000001")]
    assert [minor_places(each) for each in ("GBP", "JPY", "ETH")] == [2, 0, 8]


@pytest.mark.parametrize("text", ["lots", "about 5", "0.123456789 BTC", "999999999999999 BTC"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(NotASumError):
        checked_sum(text, currency="", home="GBP")


@pytest.mark.parametrize(
    ("held", "returned", "asked", "wanted"),
    [
        ("", "", None, (pounds(0), pounds(0))),
        ("5", "", pounds(9), (pounds(500), pounds(0))),
        ("", "5", None, (pounds(0), pounds(500))),
        ("", "5 EUR", None, (Sum(minor=0, currency="EUR"), Sum(minor=500, currency="EUR"))),
        ("1 EUR", "", None, (Sum(minor=100, currency="EUR"), Sum(minor=0, currency="EUR"))),
    ],
)
def test_two_sums_of_an_answer_are_of_one_currency(
    held: str, returned: str, asked: Sum | None, wanted: tuple[Sum, Sum]
) -> None:
    assert reply_sums(held, returned, asked=asked, home="GBP") == wanted


@pytest.mark.parametrize(
    ("held", "returned", "asked"), [("5 EUR", "", pounds(9)), ("", "5 EUR", pounds(9)), ("£5", "5 EUR", None)]
)
def test_two_currencies_are_refused(held: str, returned: str, asked: Sum | None) -> None:
    with pytest.raises(NotASumError):
        reply_sums(held, returned, asked=asked, home="GBP")


def noted(
    about: str = "a", *, held: int = 0, returned: int = 0, asked: int | None = None, currency: str = "GBP"
) -> Noted:
    return Noted(about=about, currency=currency, held=held, returned=returned, asked=asked)


@pytest.mark.parametrize(
    ("notes", "wanted"),
    [
        ([], []),
        ([noted()], []),
        ([noted(held=5, asked=9), noted(held=5, asked=9)], [("GBP", 9, 0)]),
        ([noted(held=5), noted(held=4)], [("GBP", 5, 0)]),
        ([noted("a", held=5), noted("b", held=4)], [("GBP", 9, 0)]),
        ([noted(returned=6, asked=9), noted(held=9, asked=9)], [("GBP", 3, 6)]),
        ([noted(held=1), noted("b", returned=2, currency="EUR")], [("EUR", 0, 2), ("GBP", 1, 0)]),
    ],
)
def test_money_that_two_bodies_name_counts_once(
    notes: list[Noted], wanted: list[tuple[str, int, int]]
) -> None:
    assert recovered(notes) == tuple(
        Recovered(currency=currency, held=held, returned=back) for currency, held, back in wanted
    )


sums = st.integers(min_value=0, max_value=MOST)


@given(st.lists(st.tuples(sums, sums), min_size=1, max_size=5), st.integers(min_value=1, max_value=MOST))
def test_never_more_counts_of_a_payment_than_was_paid(said: list[tuple[int, int]], paid: int) -> None:
    found = recovered(noted(held=held, returned=back, asked=paid) for held, back in said)
    assert sum(each.held + each.returned for each in found) <= paid
