"""What a bank needs to stop or hold a payment: the schema `callpoint-hold-request/1` of docs/formats.md."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

HOLD_SCHEMA = "callpoint-hold-request/1"
STOP, HOLD = "stop-or-recall-payment", "hold-funds-at-receiving-bank"


@dataclass(frozen=True, kw_only=True)
class Amount:
    """An amount as it was typed; the value and currency are None where it could not be read for sure."""

    text: str
    value: Decimal | None = None
    currency: str | None = None
    """ISO 4217, or the letters of a coin such as BTC."""
    is_about: bool = False


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A time as it was typed; the first and last minute it can mean are None where it could not be read for sure."""

    text: str
    earliest: datetime | None = None
    latest: datetime | None = None
    is_about: bool = False


@dataclass(frozen=True, kw_only=True)
class Paying:
    """Where the money left."""

    bank: str | None
    account: str | None
    wallet: str | None


@dataclass(frozen=True, kw_only=True)
class Paid:
    """Where the money went."""

    name: str | None
    account: str | None
    bank: str | None
    wallet: str | None


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One payment as the reporter told it; None is what they did not tell."""

    amount: Amount | None
    paid_when: Moment | None
    way: str | None
    """The way of paying as a code of the question `pay_way`."""
    status: str | None
    """Whether it went through, as a code of the question `pay_status`."""
    paying: Paying
    paid: Paid
    reference: str | None
    """The words that went with the payment."""
    crypto_asset: str | None
    transaction_hash: str | None
    gift_card: str | None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who asks, as far as they said."""

    name: str | None
    phone: str | None


@dataclass(frozen=True, kw_only=True)
class Mentioned:
    """What the story names and no payment holds yet; nobody has said that it belongs to this payment."""

    amounts: tuple[str, ...]
    accounts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HoldRequest:
    """A person's request to their own bank, filled from what they told."""

    schema: str = HOLD_SCHEMA
    service: str
    made_at: datetime
    language: str
    report_reference: str | None
    is_crime_number: bool = False
    """Our reference never is one."""
    asked: tuple[str, ...] = (STOP, HOLD)
    reporter: Person
    payments: tuple[Payment, ...]
    mentioned: Mentioned
    not_known: tuple[str, ...]
    """JSON Pointers (RFC 6901) to what was asked and is not known."""
