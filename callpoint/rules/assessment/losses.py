"""How much went, and how much somebody tried to get: from the payments that were told, else from the story."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from callpoint.rules.assessment.model import Basis, Estimate, Source, SourceSort
from callpoint.rules.content.criteria_model import BoundsFile
from callpoint.rules.measures import NOT_PAID
from callpoint.rules.reading.amounts import amounts_in
from callpoint.rules.reading.money import Money, read_money
from callpoint.rules.rows import key_of, rows_of
from callpoint.rules.suggesting import text_of

PAID_SIGNS: Final = frozenset({"i-paid", "paid"})
"""Signs of triage whose words say that money went, with the amount among them."""
NOTHING_WENT: Final = frozenset({"nothing-lost", "paid-nothing"})
"""Signs by which none went, whatever else sounds like it."""
LOST_WHEN: Final = frozenset({"last-24h", "last-72h", "last-13-months", "earlier"})
"""Answers to when money left by which some went."""
MOST: Final = 10**12
"""More than any loss: a typing error."""


@dataclass(frozen=True, slots=True)
class Loss:
    """The estimate, and where each part was read."""

    estimate: Estimate
    lost: Source | None
    """None where nothing says that money went."""
    tried: Source | None


def loss_of(basis: Basis, bounds: BoundsFile, *, home: str, signs: Collection[str] = ()) -> Loss:
    """
    Add up what went and what was tried, in the home currency (ISO 4217); amounts of unknown worth are named.

    `signs` are what the story tells.
    """
    went, tried, unknown = _Sum(bounds, home), _Sum(bounds, home), False
    for key, status, said in _payments(basis):
        money = read_money(said, home=home) if said else None
        if money is None:
            unknown = unknown or status not in NOT_PAID
        else:
            (tried if status in NOT_PAID else went).take(money, Source(SourceSort.ANSWER, key, said))
    is_gone = _money_went(basis, signs)
    if went.source is None and is_gone:
        for text, money in _in_story(basis, home).items():
            went.take(money, Source(SourceSort.STORY, "story", text))
    lost_source = went.source or (_says_that_it_went(basis) if unknown or is_gone else None)
    estimate = Estimate(
        lost=went.total() if went.source and not went.is_unknown else None,
        tried=tried.total(),
        currency=home,
        is_converted=went.is_converted or tried.is_converted,
        unconverted=tuple(dict.fromkeys((*went.unconverted, *tried.unconverted))),
    )
    return Loss(estimate, lost_source, tried.source)


class _Sum:
    """Amounts of several currencies, added up as far as their worth is known."""

    def __init__(self, bounds: BoundsFile, home: str) -> None:
        self._worth = {home: Decimal(1), **{rate.currency: rate.worth for rate in bounds.rates}}
        self._home = home
        self._sum = Decimal(0)
        self.source: Source | None = None
        self.is_converted = False
        self.unconverted: list[str] = []

    def take(self, money: Money, source: Source) -> None:
        """Add one amount."""
        if not 0 < money.amount < MOST:
            return
        self.source = self.source or source
        worth = self._worth.get(money.currency)
        if worth is None:
            self.unconverted.append(money.currency)
            return
        self.is_converted = self.is_converted or money.currency != self._home
        self._sum += money.amount * worth

    @property
    def is_unknown(self) -> bool:
        """Say whether nothing of what was taken has a known worth."""
        return not self._sum

    def total(self) -> int:
        """Give the sum in whole units, half a unit upwards."""
        return int(self._sum.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _payments(basis: Basis) -> Iterator[tuple[str, str, str]]:
    """Give key, status and amount of each payment that has a status or an amount."""
    answers = basis.answers
    for row in rows_of(answers, ("pay_amount", "pay_status")):
        key = key_of("pay_amount", row)
        status, said = text_of(answers, key_of("pay_status", row)), text_of(answers, key)
        if said or (status and status not in {"do-not-know", *NOT_PAID}):
            yield key, status, said


def _money_went(basis: Basis, signs: Collection[str]) -> bool:
    """Say whether the facts, as triage settled them, say that money went; a payment without a time counts."""
    facts, ids = basis.suggestion.result.facts, basis.suggestion.result.reading.ids
    return facts.money_left in LOST_WHEN or (
        facts.money_left == "unsure" and bool(ids & PAID_SIGNS) and NOTHING_WENT.isdisjoint({*ids, *signs})
    )


def _says_that_it_went(basis: Basis) -> Source:
    said = text_of(basis.answers, "money_left")
    if said in LOST_WHEN:
        return Source(SourceSort.ANSWER, "money_left", said)
    reading = basis.suggestion.result.reading
    words = next((one.text for one in reading.signals if one.id in PAID_SIGNS), "")
    return Source(SourceSort.STORY, "story", words) if words else Source(SourceSort.ANSWER, "pay_status")


def _in_story(basis: Basis, home: str) -> Mapping[str, Money]:
    """
    Give the amount that went by the story: the largest in words that say so, else the only one of the story.

    A story often names the same payment twice, so amounts of it are never added up.
    """
    reading, story = basis.suggestion.result.reading, text_of(basis.answers, "story")
    every = [(start, end, money) for start, end, money in amounts_in(story, home=home)]
    paid = [(each.start, each.end + _BEHIND) for each in reading.signals if each.id in PAID_SIGNS]
    near = [one for one in every if any(one[0] < end and start < one[1] for start, end in paid)]
    if not near and len({(money.amount, money.currency) for _start, _end, money in every}) != 1:
        return {}
    start, end, money = max(near or every, key=lambda one: one[2].amount)
    return {story[start:end]: money}


_BEHIND: Final = 12
"""Letters behind a phrase in which the name of a currency may still stand."""
