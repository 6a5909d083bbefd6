"""The amounts of money in a story: digits beside a currency, or number words before one."""

import re
from collections.abc import Iterator
from typing import Final

from callpoint.rules.reading.currencies import currency_signs
from callpoint.rules.reading.money import HUNDREDTHS, TIMES, Money, read_money
from callpoint.rules.reading.words import NUMBERS, either

_DIGITS: Final = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d\d?)?|\d(?:[\d.,]{0,20}\d)?)")
_BEFORE: Final = 5
"""Characters before the digits that can be a sign or a code."""
_SIGN: Final = re.compile(r"(?P<name>[^\W\d_]{1,3}\$|[^\w\s]|(?<![^\W\d_])[^\W\d_]{2,4}) ?\Z")
_FACTOR: Final = re.compile(rf" ?{either(TIMES)}(?![^\W\d_])", re.IGNORECASE)
_NAME: Final = re.compile(r" ?(?:of )?(?P<name>[^\W\d_]{1,12}|[^\w\s]{1,2})(?![^\W\d_])", re.IGNORECASE)
_NAMED: Final = re.compile(r"\b(?:pounds?|quid|euros?|dollars?|bucks|pence|grand)\b", re.IGNORECASE)
_LONGEST: Final = 70
"""Characters before the name of a currency that can be number words."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_JOINS: Final = frozenset({"and", "of"})
_LEADING: Final = re.compile(r"(?:(?:and|of)[ -])+", re.IGNORECASE)
_NUMBER_WORDS: Final = frozenset(
    {word for number in NUMBERS for word in number.split()}
    | {"a", "an", "half", "couple"}
    | set(TIMES)
    | _JOINS
)


def amounts_in(text: str, *, home: str) -> Iterator[tuple[int, int, Money]]:
    """Find each amount that has a currency: where it starts and ends, and itself."""
    yield from _in_digits(text, home)
    yield from _in_words(text, home)


def _in_digits(text: str, home: str) -> Iterator[tuple[int, int, Money]]:
    for found in _DIGITS.finditer(text):
        start = found.start() - _sign_before(text, found.start())
        end, has_currency = _name_after(text, found.end())
        if has_currency or start < found.start():
            money = read_money(text[start:end], home=home)
            if money is not None:
                yield start, end, money


def _sign_before(text: str, start: int) -> int:
    """Give how many characters before `start` are a currency: its sign, its code, or letters and a sign."""
    found = _SIGN.search(text[max(0, start - _BEFORE) : start])
    if found is None:
        return 0
    for name in (found["name"], found["name"][-1]):
        if name.lower() in currency_signs() and not (name.isalpha() and name != found["name"]):
            return len(found[0]) - len(found["name"]) + len(name)
    return 0


def _name_after(text: str, end: int) -> tuple[int, bool]:
    """Give where an amount ends whose digits end at `end`, and whether a currency follows them."""
    factor = _FACTOR.match(text, end)
    is_grand = factor is not None and factor[0].lower().endswith("grand")
    end = factor.end() if factor else end
    name = _NAME.match(text, end)
    if name and (name["name"].lower() in currency_signs() or name["name"].lower() in HUNDREDTHS):
        return name.end(), True
    return end, is_grand


def _in_words(text: str, home: str) -> Iterator[tuple[int, int, Money]]:
    for found in _NAMED.finditer(text):
        start = _words_begin(text, found.start())
        money = read_money(text[start : found.end()], home=home) if start < found.start() else None
        if money is not None:
            yield start, found.end(), money


def _words_begin(text: str, end: int) -> int:
    """Give where the number words begin that end at `end`, or `end` where none stand there."""
    begins = end
    for word in reversed(list(_WORD.finditer(text, max(0, end - _LONGEST), end))):
        between = text[word.end() : begins]
        if word[0].lower() not in _NUMBER_WORDS or between not in {" ", "-"}:
            break
        begins = word.start()
    joined = _LEADING.match(text, begins, end)
    return joined.end() if joined else begins
