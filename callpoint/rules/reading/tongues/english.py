"""The English of what was said in another language, word for word, so that one grammar reads them all."""

# ruff: noqa: RUF001 - letters that look like Latin ones are meant

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from callpoint.rules.reading.tongues.polish import POLISH
from callpoint.rules.reading.tongues.shape import Tongue
from callpoint.rules.reading.tongues.ukrainian import UKRAINIAN
from callpoint.rules.reading.tongues.urdu import URDU
from callpoint.rules.reading.tongues.welsh import WELSH
from callpoint.rules.reading.words import MONTH_NAMES, WEEKDAY_NAMES, either, tidy

TONGUES: Final = (POLISH, WELSH, UKRAINIAN, URDU)
"""The languages, beside English, that times are read in; a phrase is all in one of them."""

_SMALL: Final = r"0?[0-5](?::\d\d)?"
_ORDERS: Final = (
    (r"^((?:about )?)(?=(?:minute|hour|day|fortnight|week|month|year) ago)", r"\g<1>1 "),
    (r"^since (?=.+ to )", "from "),
    (rf"\b(today|yesterday|{either(WEEKDAY_NAMES)}) about (\d{{1,2}})$", r"\1 about at \2"),
    (r"^((?:last|this) year) (?=[a-z])(.+)$", r"\2 \1"),
    # A small hour of the night is of the date named, but of yesterday's or Tuesday's night it may be of two days.
    (rf"\b(at {_SMALL}) night\b", r"\1 smallhours"),
    (rf"^(?=.*smallhours).*\b(?:yesterday|{either(WEEKDAY_NAMES)})\b.*$", "?"),
    (rf"^.*(?<![\d:]){_SMALL} night\b.*$", "?"),
)
"""Orders of words that the English grammar does not have, of any language."""


def in_english(text: str) -> Iterator[str]:
    """Give `text`, as `tidy` gives it, in English: once for each language that has one of its words."""
    folded = _folded(text)
    for tongue in TONGUES:
        lexicon = _lexicon(tongue)
        english = " ".join(lexicon.words.sub(lexicon.in_english, folded).split())
        if english != folded:
            for pattern, order in lexicon.orders:
                english = " ".join(pattern.sub(order, english).split())
            yield english


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The forms of a language with their English words; those cut short need a figure beside them."""

    words: re.Pattern[str]
    whole: Mapping[str, str]
    short: Mapping[str, str]
    orders: tuple[tuple[re.Pattern[str], str], ...]

    def in_english(self, found: re.Match[str]) -> str:
        """Give the English of a form; cut short, a month is a word of its own in places (a fox, a letter)."""
        form, text = found[0], found.string
        beside = text[max(0, found.start() - 2) : found.start()] + text[found.end() : found.end() + 3]
        english = self.whole.get(form)
        if english is None:
            english = self.short[form] if any(sign.isdecimal() for sign in beside) else form
        return f" {english}"  # for it may stand right after a figure


@cache
def _lexicon(tongue: Tongue) -> _Lexicon:
    """Gather the forms of a language; what its table says goes before the names of the CLDR."""
    short, names = _names(tongue.code)
    whole = names | {form: word for word, forms in tongue.forms.items() for form in _forms(forms)}
    orders = tuple((re.compile(pattern), order) for pattern, order in (*tongue.orders, *_ORDERS))
    return _Lexicon(re.compile(rf"(?<![^\W\d]){either(whole | short)}(?!\w)"), whole, short, orders)


def _forms(said: str) -> Iterator[str]:
    return (_folded(tidy(form)) for form in said.split(", "))


def _names(code: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give the months cut short, and the names of months and days, that the CLDR has; with the English ones."""
    from babel import Locale  # noqa: PLC0415 - a page that reads no such words need not load them

    locale = Locale(code)
    short, names = dict[str, str](), dict[str, str]()
    for form in ("format", "stand-alone"):
        for width, into in (("abbreviated", short), ("wide", names)):
            for number, name in locale.months[form][width].items():
                into[_folded(tidy(name)).rstrip(".")] = MONTH_NAMES[number - 1]
        for number, name in locale.days[form]["wide"].items():
            names[_folded(tidy(name))] = WEEKDAY_NAMES[number]
    return short, names


_IN_WORD: Final = re.compile(r"(?<=[^\W\d])'(?=\w)")
_ALIKE: Final = str.maketrans({"ł": "l", "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "۔": "."})
"""Letters that people type for one another."""


def _folded(text: str) -> str:
    """Leave out accents, and apostrophes within words: many type without them."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _IN_WORD.sub("", bare).translate(_ALIKE)
