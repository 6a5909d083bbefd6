"""
An amount of money, as people type it: "£1,200.50", "1.200,50 EUR", "about 3 grand", "two hundred pounds", "0.5 BTC".

Which of point and comma parts the pence from the pounds:

1. Where both stand, the last of them; the other only groups the digits.
2. Where one stands more than once, none: it groups the digits, in threes or as the lakhs of India do.
3. Where one stands once before exactly three digits, it groups them ("1.200" and "1,200" are 1200), unless a
   nought stands before it ("0.125"), a word such as k or thousand follows ("1.250k"), the currency has three
   decimals (the dinars, the rial of Oman), or it is a point in an amount of a coin ("1.200 BTC").
4. Otherwise it is the mark of the decimals: as many as the currency has, or up to 18 of a coin.
5. A space or ' before three digits groups them.

An amount without a currency is in that of the place. A sign that many currencies share ($, kr, Rs) is the one of the
place where that is one of them; otherwise $ is the US dollar, and of kr and Rs nothing is said.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from callpoint.rules.reading.currencies import currency_of, currency_pattern, decimals_of, is_coin
from callpoint.rules.reading.words import ABOUT, NUMBERS, either, tidy

LONGEST: Final = 80
"""Longer texts are stories, not amounts, in characters."""
_MOST: Final = Decimal(10) ** 15
"""More than all the money there is: a typing error."""
TIMES: Final = {
    **dict.fromkeys(("k", "thousand", "thousands", "grand", "tys", "тис"), 10**3),
    "hundred": 100,
    **dict.fromkeys(("m", "mn", "million"), 10**6),
    **dict.fromkeys(("bn", "billion"), 10**9),
    **dict.fromkeys(("lakh", "lakhs"), 10**5),
    **dict.fromkeys(("crore", "crores"), 10**7),
}
"""What a word after a number multiplies it by."""
_MORE_OR_LESS: Final = re.compile(
    r"\b(?:at least|more than|over|up to|under|just under|just over|in total|altogether|all in all|or more)\b|\+$"
)
HUNDREDTHS: Final = {"p": "GBP", "pence": "GBP", "penny": "GBP", "cent": "$", "cents": "$"}
"""What a hundredth of a currency is called, and of which."""
_WORDS: Final[dict[str, int | Decimal]] = {
    **NUMBERS,
    "a": 1,
    "an": 1,
    "half a": Decimal("0.5"),
    "a couple": 2,
    "couple": 2,
}
_ANY_WORD: Final = re.compile(rf"\b{either({*_WORDS, *TIMES, 'and', 'of'})}\b")
_NOTHING: Final = {"nothing", "zero"}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency of ISO 4217 or in a coin such as BTC; never less than nothing."""

    amount: Decimal
    currency: str
    is_about: bool


def read_money(text: str, *, home: str) -> Money | None:
    """
    Read one amount; `home` is the currency of the place (ISO 4217).

    None where the text says no amount, more than one, or one that can be read in two ways.
    """
    if len(text) > LONGEST:
        return None
    said = tidy(text).strip(" .!?;").replace(",-", "").replace("/-", "")
    exact = " ".join(_MORE_OR_LESS.sub(" ", ABOUT.sub(" ", said)).split())
    is_about = exact != said or "couple" in exact
    if exact in _NOTHING:
        return Money(Decimal(0), home, is_about)
    for form in _forms():
        found = form.fullmatch(exact)
        if found is None:
            continue
        money = _money(found.groupdict(), home)
        return money and Money(money[0], money[1], is_about)
    return None


DIGITS: Final = r"\d(?:[\d.,' ]*\d)?|\.\d+"
_TIMES: Final = either(TIMES)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Give the forms of an amount: a sign before or after digits, words, pounds and pence."""
    sign = currency_pattern()
    amount = rf"(?P<digits>{DIGITS})(?P<half> and a half)? ?(?P<times>{_TIMES})?(?![^\W\d_])"
    words = rf"(?P<words>(?:(?:{either(_WORDS)}|{_TIMES}|and|of)[ -]?)+)"
    return (
        re.compile(rf"(?P<before>{sign}) ?{amount}(?: ?(?P<after>{sign}))?"),
        re.compile(rf"{amount}(?: ?(?:of )?(?P<after>{sign}))?"),
        re.compile(
            rf"(?P<digits>\d+) ?(?P<after>{sign})(?: and)? ?(?P<hundredths>\d\d?) ?(?:p|pence|cents?)?"
        ),
        re.compile(rf"(?P<digits>\d+) ?(?P<small>{either(HUNDREDTHS)})"),
        re.compile(rf"{words}(?P<small>pence|penny|cents?)"),
        re.compile(rf"{words}(?:of )?(?P<after>{sign})?"),
    )


def _money(found: dict[str, str | None], home: str) -> tuple[Decimal, str] | None:
    """Put amount and currency together; a currency said twice must be the same."""
    small = found.get("small")
    signs = [found.get("before"), found.get("after"), HUNDREDTHS[small] if small else None]
    said = {currency_of(sign.lower(), home=home) for sign in signs if sign} or {home}
    currency = said.pop()
    if currency is None or said - {None} or (said and None in said):
        return None
    times = TIMES[found.get("times") or ""] if found.get("times") else 1
    amount = _words(found["words"] or "") if "words" in found else _digits(found, currency, times)
    if amount is None or amount >= _MOST:
        return None
    return amount / 100 if small else amount, currency


def _words(said: str) -> Decimal | None:
    """Add up number words: "one thousand two hundred and fifty"; None where they are none."""
    total, part, counted = Decimal(0), Decimal(0), False
    for word in _ANY_WORD.findall(said.replace("-", " ")):
        if word in {"and", "of"}:
            continue
        if word in TIMES:
            part = (part or Decimal(1)) * TIMES[word]
            counted = True
            if TIMES[word] >= 1000:
                total, part = total + part, Decimal(0)
        elif part % 100:
            return None  # "twenty seventeen" is no amount
        else:
            part += _WORDS[word]
            counted = counted or word not in {"a", "an"}
    return total + part if counted else None


def _digits(found: dict[str, str | None], currency: str, times: int) -> Decimal | None:
    """Read the digits of a form by the rules above."""
    said = found["digits"] or ""
    plain = _marked(re.sub(r"(?<=\d)[ '](?=\d{3}(?!\d))", "", said), currency, times)
    if plain is None:
        return None
    amount = Decimal(plain) + (Decimal("0.5") if found.get("half") else 0)
    if found.get("hundredths"):
        amount += Decimal((found["hundredths"] or "").ljust(2, "0")) / 100
    return amount * times


_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*|[1-9]\d?(?:,\d\d)*,\d{3}")
_MARK: Final = re.compile(r"(?P<whole>[\d.,]*)(?P<mark>[.,])(?P<part>\d+)")


def _marked(said: str, currency: str, times: int) -> str | None:
    """Give the digits with a point where the decimals begin; None where the marks make no sense."""
    if said.isdecimal():
        return said
    found = _MARK.fullmatch(said)
    is_single = found is not None and found["whole"].isdecimal()
    if _GROUPED.fullmatch(said) and not (is_single and _has_thousandths(said, currency, times)):
        return re.sub("[.,]", "", said)
    if found is None or not (is_single or not found["whole"] or _is_grouped(found["whole"], found["mark"])):
        return None
    whole = re.sub("[.,]", "", found["whole"]) or "0"
    most = 6 if times > 1 else decimals_of(currency)
    return f"{whole}.{found['part']}" if len(found["part"]) <= most else None


def _is_grouped(whole: str, mark: str) -> bool:
    """Say whether digits before the mark of the decimals are grouped by the other mark."""
    return mark not in whole and bool(_GROUPED.fullmatch(whole))


def _has_thousandths(said: str, currency: str, times: int) -> bool:
    return times > 1 or decimals_of(currency) == 3 or (is_coin(currency) and "." in said)
