"""The words a time or an amount is said in: numbers, months, weekdays, and those of other languages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
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

_MONTH_NAMES: Final = [
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
    for number, name in enumerate(_MONTH_NAMES, start=1)
    for spelt in (name, name[:3], *(["sept"] if name == "september" else ()))
}
_WEEKDAY_NAMES: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[dict[str, int]] = {
    spelt: number for number, name in enumerate(_WEEKDAY_NAMES) for spelt in (name, name[:3])
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

ABOUT: Final = re.compile(
    r"\b(?:about|around|roughly|approximately|approx|circa|maybe|perhaps|probably|possibly|i think|or so"
    r"|i am not sure but|not sure but|more or less|just before|just after|nearly|almost|tua|oko[lł]o|mniej więcej|приблизно|близько|تقریباً|تقریبا)(?!\w)\.?|~|(?<=\d)ish\b|(?<=[ap]m)ish\b"
)
"""Words that say a value is not exact."""

LANGUAGES: Final = ("cy", "pl", "uk", "ur")
"""Languages, beside English, whose names of months and days are read: those the service is built for."""

_SAID_ELSEWHERE: Final[dict[str, str]] = {
    "heddiw": "today",
    "ddoe": "yesterday",
    "echdoe": "day before yesterday",
    "dzisiaj": "today",
    "dziś": "today",
    "wczoraj": "yesterday",
    "przedwczoraj": "day before yesterday",
    "dni temu": "days ago",
    "tygodnie temu": "weeks ago",
    "tydzień temu": "1 week ago",
    "godzinę temu": "1 hour ago",
    "godziny temu": "hours ago",
    "сьогодні": "today",
    "вчора": "yesterday",
    "учора": "yesterday",
    "позавчора": "day before yesterday",
    "дні тому": "days ago",
    "днів тому": "days ago",
    "тижні тому": "weeks ago",
    "тиждень тому": "1 week ago",
    "годину тому": "1 hour ago",
    "години тому": "hours ago",
    "آج": "today",
    "کل": "yesterday",  # it is also the word for tomorrow: here it is read as the past
    "пообіді": "afternoon",
    "\u0440": "",  # of "року", of the year, as Ukrainian dates end
    "roku": "",
}


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


def in_english(text: str) -> str:
    """Put the English word for each word of a time in one of `LANGUAGES`; `text` as `tidy` gives it."""
    pattern, english = _dictionary()
    return " ".join(pattern.sub(lambda found: english[found[0]], text).split())


@cache
def _dictionary() -> tuple[re.Pattern[str], dict[str, str]]:
    """Gather the names; one that means two things in these languages is left out, but its longer form stays."""
    english: dict[str, str] = {}
    for name, meaning in _names():
        english[name] = meaning if english.get(name, meaning) == meaning else name
    return re.compile(rf"(?<!\w){either(english | _SAID_ELSEWHERE)}(?!\w)"), english | _SAID_ELSEWHERE


def _names() -> Iterator[tuple[str, str]]:
    """Give each name of a month or day that the CLDR knows in these languages, with its English one."""
    from babel import Locale  # noqa: PLC0415 - a page that reads no such words need not load them

    for language in LANGUAGES:
        locale = Locale(language)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    yield tidy(name).rstrip("."), _MONTH_NAMES[number - 1]
            for number, name in locale.days[form]["wide"].items():
                yield tidy(name), _WEEKDAY_NAMES[number]
