"""The words a time or an amount is said in: numbers, months, weekdays, and what is about."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_ONES: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

NUMBERS: Final[dict[str, int]] = (
    {word: number for number, word in enumerate(_ONES, start=1)}
    | {word: number * 10 for number, word in enumerate(_TENS, start=2)}
    | {
        f"{ten} {one}": tens * 10 + ones
        for tens, ten in enumerate(_TENS, start=2)
        for ones, one in enumerate(_ONES[:9], start=1)
    }
)
"""Number words of English, from one to ninety nine, with a space between the tens and the ones."""

MONTH_NAMES: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS: Final[dict[str, int]] = {
    spelt: number
    for number, name in enumerate(MONTH_NAMES, start=1)
    for spelt in (name, name[:3], *(["sept"] if name == "september" else ()))
}
WEEKDAY_NAMES: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[dict[str, int]] = {
    spelt: number for number, name in enumerate(WEEKDAY_NAMES) for spelt in (name, name[:3])
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

ABOUT: Final = re.compile(
    r"\b(?:about|around|roughly|approximately|approx|circa|maybe|perhaps|probably|possibly|i think|or so"
    r"|i am not sure but|not sure but|more or less|just before|just after|nearly|almost|tua|oko[lł]o|mniej więcej|приблизно|близько|تقریباً|تقریبا)(?!\w)\.?|~|(?<=\d)ish\b|(?<=[ap]m)ish\b"
)
"""Words that say a value is not exact."""


def tidy(text: str) -> str:
    """Give text in lower case, with plain digits, quotes, dashes and single spaces."""
    shaped = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN)
    plain = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in shaped
        if unicodedata.category(sign) != "Cf"
    )
    return " ".join(plain.split())


_PLAIN: Final = {
    **dict.fromkeys(range(0x2018, 0x201A), "'"),
    **dict.fromkeys((0x02BC, 0x0060, 0x00B4), "'"),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-"),
    0x060C: ",",  # the comma of Arabic and Urdu
}
"""Quotes, dashes and commas of other scripts, by code point."""


def either(words: Iterable[str]) -> str:
    """Give a pattern of any of these words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
