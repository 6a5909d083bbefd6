"""Full card numbers are cut down to their last four digits, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from callpoint.rules.reading.cards import card_numbers_in, is_card_number, last_four, without_card_numbers

CARDS = (
    # The numbers that the schemes and payment firms publish for tests.
    ("4111111111111111", "1111"),
    ("4111 1111 1111 1111", "1111"),
    ("4111-1111-1111-1111", "1111"),
    ("4111 - 1111 - 1111 - 1111", "1111"),
    ("5555.5555.5555.4444", "4444"),
    ("2223 0031 2200 3222", "3222"),
    ("3782 822463 10005", "0005"),
    ("378282246310005", "0005"),
    ("3056 930902 5904", "5904"),
    ("6011 1111 1111 1117", "1117"),
    ("3530111333300000", "0000"),
    ("6200000000000005", "0005"),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "1111"),
    ("41 11 11 11 11 11 11 11", "1111"),
    ("41111111 11111111", "1111"),
    ("4222222222222", "2222"),
    ("٤١١١١١١١١١١١١١١١", "1111"),
)
NOT_CARDS = (
    "07700 900123",
    "+44 7700 900123",
    "07700 900123 07700 900456",
    "415 555 0132 415 555 0133",
    "GB82 WEST 1234 5698 7654 32",
    "DE89 3704 0044 0532 0130 00",
    "FR14 2004 1010 0505 0001 3M02 606",
    "ES91 2100 0418 4502 0005 1332",
    "12-34-56 12345678",
    "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "0x4111111111111111111111111111111111111111",
    "4111111111111112",
    "1111 1111 1111 1117",
    "9780306406157 and 978-0-306-40615-7",
    "2026-11-21 15:38 2026-11-22 15:38",
    "REF4111111111111111",
    "41111111111111111111111111111111",
    "1700000000000",
    "44 11 1111 1111 1111 11",
    "QQ 12 34 56 C",
    "192.168.1.1 192.168.1.2",
    "",
)


@pytest.mark.parametrize(("typed", "four"), CARDS)
def test_a_full_card_number_is_cut_down_wherever_it_stands(typed: str, four: str) -> None:
    assert without_card_numbers(f"He had my card {typed}, then left.") == (
        f"He had my card card ending {four}, then left."
    )


@pytest.mark.parametrize("text", NOT_CARDS)
def test_what_is_no_card_number_stays_as_typed(text: str) -> None:
    assert without_card_numbers(text) == text


def test_what_stands_right_after_a_card_number_does_not_save_it() -> None:
    texts = (
        "4111 1111 1111 1111 01/28 123",
        "4111 1111 1111 1111 2028",
        "4111111111111111/01",
        "4111 1111 1111 1111 123",
    )
    assert [without_card_numbers(text) for text in texts] == [
        "card ending 1111 01/28 123",
        "card ending 1111 2028",
        "card ending 1111/01",
        "card ending 1111 123",
    ]


def test_two_cards_in_a_row_and_a_card_beside_an_iban_are_each_cut_down() -> None:
    text = "4111 1111 1111 1111 5555 5555 5555 4444, GB82 WEST 1234 5698 7654 32, 4111111111111111"
    assert without_card_numbers(text) == (
        "card ending 1111 card ending 4444, GB82 WEST 1234 5698 7654 32, card ending 1111"
    )


@pytest.mark.parametrize(
    ("typed", "four"),
    [
        *CARDS,
        ("1234", "1234"),
        ("it ends in 1234", "1234"),
        ("ending 1234.", "1234"),
        ("4111111111111112", "1112"),
        ("card 4111 1111 1111 1111 exp 01/28, code 123", "1111"),
        ("12", ""),
        ("1 2 3 4", ""),
        ("ending 1234 or 5678", ""),
        ("I do not know", ""),
    ],
)
def test_the_last_four_digits_are_read(typed: str, four: str) -> None:
    assert last_four(typed) == four


@given(st.text("45 -.0123456789aG", max_size=80))
def test_nothing_is_left_of_a_card_number_once_cut_down(text: str) -> None:
    cut = without_card_numbers(text)
    assert (list(card_numbers_in(cut)), without_card_numbers(cut)) == ([], cut)


@given(st.text("0123456789", min_size=15, max_size=15))
def test_every_number_that_a_card_can_have_is_found(middle: str) -> None:
    number = "4" + middle[:14]
    number += luhn.calc_check_digit(number)
    assert is_card_number(number)
    assert without_card_numbers(f"card: {number}.") == f"card: card ending {number[-4:]}."
