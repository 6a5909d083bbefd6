"""What a story already says is found, once each, in a time that a hostile story cannot stretch."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.reading.accounts import Account
from callpoint.rules.reading.money import Money
from callpoint.rules.reading.story import LONGEST, MOST, Said, said_in

STORY = (
    "On 17/11/2026 at 14:30 (ref 2026-11-17 14) I had a call from 07700 900123 07700 900456. I paid £1,200.50 to sort"
    " code 12-34-56, account number 12345678, then 500 quid, two hundred and fifty pounds, and 3 grand, and 0.5 BTC."
    " IBAN GB82 WEST 1234 5698 7654 32 and my card was 4111 1111 1111 1111. He wrote from bob@evil.example, site"
    " hxxps://evil[.]example/login, or www.evil-bank.co.uk.Then I lost US$40 and 50p. It cost 3 pounds and of pounds."
    " I have 2 dogs, 1.2.3.4 of 5, AB£7 and my email bob@x.com. Number 0100 000 0000 and 020 7946. Not a..b@c.com,"
    " 12345678 in 123456, 100 kr."
)


PARTS = ("phones", "emails", "addresses", "accounts", "amounts")


def words(said: Said) -> dict[str, list[str]]:
    return {part: [mention.text for mention in getattr(said, part)] for part in PARTS}


def test_a_story_says_all_it_says() -> None:
    assert words(said_in(STORY, region="GB", home="GBP")) == {
        "phones": ["07700 900123", "07700 900456", "0100 000 0000"],
        "emails": ["bob@evil.example", "bob@x.com"],
        "addresses": ["hxxps://evil[.]example/login", "www.evil-bank.co.uk"],
        "accounts": ["GB82 WEST 1234 5698 7654 32", "12-34-56, account number 12345678"],
        "amounts": [
            "£1,200.50",
            "500 quid",
            "3 grand",
            "0.5 BTC",
            "US$40",
            "50p",
            "3 pounds",
            "£7",
            "two hundred and fifty pounds",
        ],
    }


def test_each_mention_has_its_value_and_its_place() -> None:
    (mention,) = said_in("I paid £40 then.", region="GB", home="GBP").amounts
    assert (mention.value, mention.text, mention.start, mention.end) == (
        Money(Decimal(40), "GBP", is_about=False),
        "£40",
        7,
        10,
    )


def test_an_account_is_found_in_either_order_and_by_its_label() -> None:
    stories = ("12345678 sort 12 34 56", "sort code 123456 number 12345678", "12-34-56 1234 5678")
    read = [said_in(story, region="GB", home="GBP").accounts for story in stories]
    assert [[mention.value for mention in found] for found in read] == [
        [Account(sort_code="12-34-56", number="12345678")]
    ] * 3


def test_numbers_are_found_as_the_country_dials_them() -> None:
    story = "Call (415) 555-0132, 1-415-555-0133 or +44 7700 900123, +48 22 621 02 51."
    assert [
        [mention.text for mention in said_in(story, region=region, home="USD").phones]
        for region in ("US", "ES")
    ] == [
        ["(415) 555-0132", "1-415-555-0133", "+44 7700 900123", "+48 22 621 02 51"],
        ["+44 7700 900123", "+48 22 621 02 51"],
    ]


def test_no_more_than_some_are_offered() -> None:
    said = said_in("a1@b.com " * 80, region="GB", home="GBP")
    assert len(said.emails) == MOST


HOSTILE = (
    "1 ",
    "0 ",
    "0",
    "a",
    "a.",
    "a@",
    "+44 ",
    "GB82 ",
    "GB82WEST",
    "£1 ",
    "1,",
    "0.0.",
    "two ",
    "pounds ",
    "12 34 56 ",
    "12-34-56 x",
    "12345678x",
    "4111 1111 1111 1112 ",
    "07700 900124 ",
    "a-",
    "(",
    "[.]",
    "www.",
    "https://",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_story_takes_no_longer_than_its_length(piece: str) -> None:
    story = (piece * LONGEST)[:LONGEST]
    said_in(piece, region="GB", home="GBP")
    begun = time.process_time()
    said_in(story * 2, region="GB", home="GBP")
    assert time.process_time() - begun < 1.0  # it is some hundredths; a quadratic one would take minutes


@given(st.one_of(st.text(max_size=300), st.text("0123456789+-() .@GBx[]/:£pk", max_size=300)))
def test_no_two_mentions_stand_in_one_place(story: str) -> None:
    said = said_in(story, region="GB", home="GBP")
    places = sorted((mention.start, mention.end) for part in PARTS for mention in getattr(said, part))
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
