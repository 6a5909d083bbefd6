"""
The numbers of payment cards: never kept whole, only their last four digits.

A run of digits is one of a card where it begins as the card schemes' numbers do, has a length they use, passes the
check digit (ISO/IEC 7812-1, Luhn) and is written together, one by one, in twos or eights, or in the groups that are
printed on cards. Numbers within an IBAN, and longer runs, are none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from stdnum import luhn

from callpoint.rules.reading.ibans import ibans_in

_SCHEMES: Final = (
    # First and last prefix, and the lengths in use; from memory of what the schemes publish.
    ("34", "34", {15}),  # American Express
    ("37", "37", {15}),
    ("300", "305", {14, 16}),  # Diners Club
    ("36", "36", {14, 16}),
    ("38", "39", {14, 16}),
    ("3528", "3589", {16, 17, 18, 19}),  # JCB
    ("4", "4", {13, 16, 19}),  # Visa
    ("50", "50", {13, 14, 15, 16, 17, 18, 19}),  # Maestro
    ("51", "55", {16}),  # Mastercard
    ("56", "58", {13, 14, 15, 16, 17, 18, 19}),  # Maestro
    ("60", "60", {16, 17, 18, 19}),  # Discover, RuPay, Maestro
    ("62", "62", {16, 17, 18, 19}),  # UnionPay
    ("63", "63", {16, 18, 19}),  # Maestro
    ("64", "65", {16, 17, 18, 19}),  # Discover, RuPay
    ("67", "67", {16, 18, 19}),  # Maestro
    ("2200", "2204", {16, 17, 18, 19}),  # Mir
    ("2221", "2720", {16}),  # Mastercard
    ("81", "82", {16, 17, 18, 19}),  # UnionPay, RuPay
)
_PRINTED: Final = re.compile(
    # Sizes of groups, one letter each: d is 4, f is 6 and so on. A card's own groups, with what may follow it.
    r"(?=(dddd[abc]|dddd|dfe|dfd|hh|ddh|dhd|hdd|(?<!b)b{8}(?!b)|(?<!a)a{13,19}(?!a)|[m-s]))"
)
_SIZES: Final = {size: chr(ord("a") + size - 1) for size in range(1, 20)}
_RUN: Final = re.compile(r"(?<![\w])\d+(?:[ \t\u00a0\u2007\u2009\u202f.\u2010-\u2015-]{1,3}\d+)*(?!\w)")
_SHORTEST: Final = 13
"""Digits of the shortest number of a card."""
_GROUP: Final = re.compile(r"\d+")
_LAST_FOUR: Final = re.compile(r"(?:.*\D)?(\d{4})\D*", re.DOTALL)


def without_card_numbers(text: str) -> str:
    """Give the text with each full card number cut down to "card ending 1234"."""
    parts, done = [], 0
    for start, end in card_numbers_in(text):
        parts += [text[done:start], f"card ending {_digits(text[start:end])[-4:]}"]
        done = end
    return "".join([*parts, text[done:]])


def last_four(text: str) -> str:
    """Give the last four digits of a card as typed, a full number or "ending in 1234"; empty where none are."""
    digits = _digits(text)
    if len(digits) == 4 or 13 <= len(digits) <= 19:
        found = _LAST_FOUR.fullmatch(text)
        return digits[-4:] if len(digits) > 4 or found else ""
    return next((_digits(text[start:end])[-4:] for start, end in card_numbers_in(text)), "")


def card_numbers_in(text: str) -> Iterator[tuple[int, int]]:
    """Find each full card number: where it starts and ends."""
    runs = [run for run in _RUN.finditer(text) if run.end() - run.start() >= _SHORTEST]
    in_ibans = {place for start, end, _iban in ibans_in(text) for place in range(start, end)} if runs else ()
    for run in runs:
        if run.start() in in_ibans:
            continue
        groups = [found.span() for found in _GROUP.finditer(text, *run.span())]
        for first, last in cards_in_groups([_digits(text[start:end]) for start, end in groups]):
            yield groups[first][0], groups[last - 1][1]


def cards_in_groups(groups: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find the cards in a run of groups of digits, by their places: a day or a code may stand after the number."""
    shape = "".join(_SIZES.get(len(group), "z") for group in groups)
    free = 0
    for found in _PRINTED.finditer(shape):
        if found.start() < free:
            continue
        # What follows four groups of four can be a part of the number or, as a day or a code, not.
        for length in (len(found[1]), 4) if found[1].startswith("dddd") else (len(found[1]),):
            if is_card_number("".join(groups[found.start() : found.start() + length])):
                free = found.start() + length
                yield found.start(), free
                break


def is_card_number(digits: str) -> bool:
    """Say whether plain digits are a card's number: its beginning, its length and its check digit."""
    fits = any(
        first <= digits[: len(first)] <= last and len(digits) in lengths for first, last, lengths in _SCHEMES
    )
    return fits and bool(luhn.is_valid(digits))


def _digits(text: str) -> str:
    """Give the digits of a text, in any script, as plain ones."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())
