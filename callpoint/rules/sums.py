"""Sums of money in whole minor units, such as pence, and what of them was held or came back.

NotASumError   the text is no sum of money that can be kept
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from callpoint.rules.reading.currencies import decimals_of
from callpoint.rules.reading.money import read_money

MOST_DECIMALS: Final = 8
"""Of a coin: a hundred-millionth, as banks of coins count bitcoin. Finer parts are cut from what was paid."""
MOST: Final = 10**18
"""In minor units; more does not fit into a column, and nobody was ever paid it."""


class NotASumError(Exception):
    """The text is no sum of money that can be kept."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """An amount in minor units of a currency of ISO 4217, or of a coin such as BTC."""

    minor: int
    currency: str

    @property
    def amount(self) -> Decimal:
        """Give it in whole units: 940050 pence are 9400.50."""
        return Decimal(self.minor).scaleb(-minor_places(self.currency))


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What one body noted of one payment."""

    about: str
    """Which payment of which report: requests about the same one share it."""
    currency: str
    held: int
    returned: int
    asked: int | None
    """What was paid, in the same currency; None where that is not known."""


@dataclass(frozen=True, kw_only=True)
class Recovered:
    """What is held and what came back, in minor units of one currency."""

    currency: str
    held: int
    returned: int


def minor_places(currency: str) -> int:
    """Give how many decimals a minor unit of a currency has: 2 for pounds, 0 for yen, 8 for coins."""
    return min(decimals_of(currency), MOST_DECIMALS)


def read_sum(text: str, *, home: str) -> Sum | None:
    """Read an amount as somebody typed it; None where it says none for sure, or more than can be kept."""
    money = read_money(text, home=home) if text else None
    if money is None or money.is_about:
        return None
    minor = int(money.amount.scaleb(minor_places(money.currency)))
    return Sum(minor=minor, currency=money.currency) if minor < MOST else None


def checked_sum(text: str, *, currency: str, home: str) -> Sum:
    """
    Read a sum that an officer typed; without a currency in it, it is of `currency`, and nothing typed is nought.

    :raises NotASumError: it is no sum, is only about so much, or has parts finer than a minor unit.
    """
    if not text.strip():
        return Sum(minor=0, currency=currency or home)
    money = read_money(text, home=currency or home)
    if money is None or money.is_about:
        raise NotASumError
    exact = money.amount.scaleb(minor_places(money.currency))
    if exact != int(exact) or exact >= MOST:
        raise NotASumError
    return Sum(minor=int(exact), currency=money.currency)


def reply_sums(held: str, returned: str, *, asked: Sum | None, home: str) -> tuple[Sum, Sum]:
    """
    Read the two sums of an answer, what is held and what came back, both in the currency that was paid.

    :raises NotASumError: one is no sum, or is of another currency than the payment or the other sum.
    """
    currency = asked.currency if asked else ""
    first = checked_sum(held, currency=currency, home=home)
    second = checked_sum(returned, currency=currency or first.currency, home=home)
    if not first.minor and second.minor:
        first = Sum(minor=0, currency=second.currency)
    if first.currency != second.currency or (currency and first.currency != currency):
        raise NotASumError
    return first, second


def recovered(notes: Iterable[Noted]) -> tuple[Recovered, ...]:
    """
    Add up what was held and what came back, by currency.

    Two banks may be asked about one payment, and both may name the same money: of one payment no more counts
    than was paid, first what came back and then what is held. Where the amount is not known, the greatest counts.
    """
    payments: dict[tuple[str, str], list[Noted]] = defaultdict(list)
    for note in notes:
        payments[note.about, note.currency].append(note)
    held: dict[str, int] = defaultdict(int)
    returned: dict[str, int] = defaultdict(int)
    for (_, currency), same in payments.items():
        paid = next((note.asked for note in same if note.asked), None)
        back = _of_one([note.returned for note in same], paid)
        returned[currency] += back
        held[currency] += _of_one([note.held for note in same], None if paid is None else paid - back)
    return tuple(
        Recovered(currency=currency, held=held[currency], returned=returned[currency])
        for currency in sorted(held)
        if held[currency] or returned[currency]
    )


def _of_one(sums: list[int], paid: int | None) -> int:
    return max(sums) if paid is None else min(sum(sums), paid)
