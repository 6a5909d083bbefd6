"""What the trends count of a report: who was harmed, how they were reached, where, as whom, how much went and when.

Only ids of the content, whole units of money and a minute come out of here; what was typed never does.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from callpoint.rules.content.whole import Content
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.reading.contacts import read_address
from callpoint.rules.reading.money import read_money
from callpoint.rules.reading.when import order_in, read_when
from callpoint.rules.rows import Answers, key_of, rows_of

PLATFORM_ANSWERS: Final = ("platform", "service_name", "listing_url", "profile_url", "page_address")
"""Answers that say on which site or app it happened; the first that names one of the list counts."""
BRAND_ANSWERS: Final = ("claimed_name", "claimed_body", "employer_name", "firm_name", "false_domain")
"""Answers that say as whom they came."""
CONTACT: Final = "contact_channel"
NOT_TOLD: Final = frozenset({"", "do-not-know", "other"})
CONTACT_OF_KIND: Final[Mapping[str, str]] = {
    "phishing-call": "call",
    "phishing-email": "email",
    "phishing-text": "text",
    "postal-scam": "letter",
    "doorstep-fraud": "in-person",
}
"""Kinds that are what they are by how people were reached; it counts where nobody said otherwise."""
NOT_PAID: Final = frozenset({"attempted", "stopped"})
"""Answers to `pay_status` by which nothing went."""
RETURNED: Final = "recovered"
MOST_UNITS: Final = 10**12
"""More than any loss: such an amount is a typing error and counts as none."""


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What is counted of one report; '' where it is not known."""

    who: str
    contact_by: str
    """A choice of the question `contact_channel`."""
    platform: str
    brand: str
    paid_at: datetime | None
    """The last minute at which the latest payment can have been made."""
    lost: Mapping[str, int]
    """Currency (ISO 4217, or a coin) to whole units that went; what came back is not taken off."""
    returned: Mapping[str, int]
    """The same of what came back, as the reporter says."""

    def readable_columns(self) -> dict[str, str | datetime | None]:
        """Give the columns of a report that hold them, without the amounts, which have a table of their own."""
        return {
            "who": self.who,
            "contact_by": self.contact_by,
            "platform": self.platform,
            "brand": self.brand,
            "paid_at": self.paid_at,
        }


@dataclass(frozen=True, kw_only=True)
class Told:
    """The answers of a report, when each was given, and what the rules made of kind and person."""

    answers: Answers
    at: datetime
    """When the report was sent: an aware time."""
    added_at: Mapping[str, datetime]
    """Answers that were added later, and when: "an hour ago" is an hour before that."""
    kind: str
    who: str


def measures_of(told: Told, known: Knowledge) -> Measures:
    """Take from the answers what is counted."""
    contact_by = _contact(told, known.content)
    brands = brands_of(known.content)
    return Measures(
        who=told.who,
        contact_by=contact_by,
        platform=brands.first(told.answers, PLATFORM_ANSWERS)
        or (contact_by if contact_by in known.content.brands else ""),
        brand=brands.first(told.answers, BRAND_ANSWERS),
        paid_at=_paid_at(told, known),
        lost=_lost(told.answers, known.jurisdiction.currency),
        returned=_summed(told.answers, [RETURNED], home=known.jurisdiction.currency),
    )


@dataclass(frozen=True, eq=False)
class Brands:
    """The closed list, ready to be looked for in an answer."""

    words: re.Pattern[str]
    by_word: Mapping[str, str]
    by_domain: Mapping[str, str]

    def named_in(self, text: str) -> str:
        """Give the id of the name that an answer says or whose address it is; '' where it is none of the list."""
        address = read_address(text.strip())
        if address is not None:
            # "facebook.com.pay-now.example" is not Facebook's: only the end of a host says whose it is.
            parts = address.host.removeprefix("www.").split(".")
            tails = (".".join(parts[at:]) for at in range(len(parts)))
            return next((self.by_domain[tail] for tail in tails if tail in self.by_domain), "")
        found = self.words.search(text.casefold())
        return self.by_word[found[0]] if found else ""

    def first(self, answers: Answers, names: tuple[str, ...]) -> str:
        """Give the first id that some answers name, in their order and row by row."""
        said = (answers.get(key_of(name, row), "") for name in names for row in rows_of(answers, names))
        return next((brand for text in said if isinstance(text, str) and (brand := self.named_in(text))), "")


@lru_cache(maxsize=4)
def brands_of(content: Content) -> Brands:
    """Lay out the list of a content; the longer of two words that fit is looked for first."""
    by_word = {word: brand.id for brand in content.brands.values() for word in brand.words}
    ordered = sorted(by_word, key=lambda word: (-len(word), word))
    either = "|".join(re.escape(word) for word in ordered) or r"(?!)"
    return Brands(
        words=re.compile(rf"(?<![\w.@-])(?:{either})(?![\w@-])"),
        by_word=by_word,
        by_domain={domain: brand.id for brand in content.brands.values() for domain in brand.domains},
    )


def _contact(told: Told, content: Content) -> str:
    said = told.answers.get(CONTACT, "")
    question = content.questions.get(CONTACT)
    offered = {choice.id for choice in question.choices} if question else set()
    if isinstance(said, str) and said not in NOT_TOLD and said in offered:
        return said
    return CONTACT_OF_KIND.get(told.kind, "")


def _payments(answers: Answers) -> tuple[int, ...]:
    """Give the rows of payments by which something may have gone."""
    rows = rows_of(answers, ("pay_amount", "pay_when"))
    return tuple(row for row in rows if answers.get(key_of("pay_status", row), "") not in NOT_PAID)


def _lost(answers: Answers, home: str) -> Mapping[str, int]:
    """Add up what went in each currency."""
    return _summed(answers, [key_of("pay_amount", row) for row in _payments(answers)], home=home)


def _summed(answers: Answers, keys: Iterable[str], *, home: str) -> Mapping[str, int]:
    """Add up the amounts of some answers in each currency, then round to whole units, half a unit upwards."""
    total: Counter[str] = Counter()
    exact: dict[str, Decimal] = {}
    for key in keys:
        said = answers.get(key, "")
        money = read_money(said, home=home) if isinstance(said, str) and said else None
        if money is not None and money.amount > 0:
            exact[money.currency] = exact.get(money.currency, Decimal(0)) + money.amount
    for currency, amount in exact.items():
        if amount < MOST_UNITS:
            total[currency] = int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return dict(total)


def _paid_at(told: Told, known: Knowledge) -> datetime | None:
    """Read when each payment was, as of the moment at which that was said, and give the latest."""
    zone, order = ZoneInfo(known.jurisdiction.timezone), order_in(known.jurisdiction.country)
    found = []
    for row in _payments(told.answers):
        key = key_of("pay_when", row)
        said = told.answers.get(key, "")
        said_at = told.added_at.get(key, told.at).astimezone(zone)
        when = read_when(said, at=said_at, order=order) if isinstance(said, str) and said else None
        if when is not None:
            found.append(when.latest)
    latest = max(found, default=None)
    return latest - timedelta(seconds=latest.second, microseconds=latest.microsecond) if latest else None
