"""Which requests to other bodies a report gives facts for, each with those facts; nothing is typed again.

Payments come from the rows of the report, all else from the identifiers that were found in it. Values of the reporter,
of genuine organisations, and those on a list of what anybody may name, are never offered.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from callpoint.rules.content.model import Question
from callpoint.rules.content.request_model import RequestKind, Target
from callpoint.rules.identifiers import IdentifierKind, Whose
from callpoint.rules.journal import canonical_json
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.links import SeenValue
from callpoint.rules.questionnaire import DO_NOT_KNOW
from callpoint.rules.request_letter import RequestFact
from callpoint.rules.restricting import COVER
from callpoint.rules.rows import Answers, key_of, rows_of
from callpoint.rules.standing import Standing
from callpoint.rules.sums import Sum, read_sum

COIN_WAYS: Final = frozenset({"crypto-exchange", "crypto-atm"})
CARD_WAYS: Final = frozenset({"gift-card"})
NO_BANK_WAYS: Final = COIN_WAYS | CARD_WAYS | {"cash", "cash-by-courier", "money-transfer", "goods"}
"""Ways of paying in which no bank holds the money, unless the report names one."""
SENDING: Final = ("pay_from_bank", "pay_from_account")
RECEIVING: Final = ("pay_to_account", "pay_to_bank", "pay_to_name")
COINS: Final = ("crypto_to", "crypto_hash")
CARD: Final = ("gift_card",)
PAYMENT_QUESTIONS: Final = (
    "pay_amount",
    "pay_when",
    "pay_way",
    "pay_status",
    *SENDING,
    "pay_to_name",
    "pay_to_account",
    "pay_to_bank",
    "pay_reference",
    "crypto_asset",
    "crypto_from",
    *COINS,
    *CARD,
)
"""What of a payment goes along, in the order in which it is read."""
ABOUT_REPORTER: Final = ("name", "phone")
"""Goes to nobody but the reporter's own bank."""
TARGET_OF: Final[Mapping[IdentifierKind, Target]] = {
    IdentifierKind.BANK_ACCOUNT: "account",
    IdentifierKind.IBAN: "account",
    IdentifierKind.WALLET: "crypto",
    IdentifierKind.PHONE: "phone",
    IdentifierKind.URL: "site",
    IdentifierKind.DOMAIN: "site",
    IdentifierKind.EMAIL: "mail",
    IdentifierKind.HANDLE: "profile",
    IdentifierKind.REMOTE_ID: "remote-tool",
}
"""What an identifier of each kind can be asked about; those that are missing lead to no body."""
MAY_BE_ASKED: Final = frozenset({Whose.SUSPECT, Whose.UNKNOWN})
OF_REPORT: Final[Mapping[Target, tuple[str, ...]]] = {
    "firm": ("firm_name", "firm_number"),
    "image": (),
}
"""
Which requests are about what a report tells once, and the answers that go along.

Where none go along its kind alone opens the request: where a picture was shared is told in words that may name people.
"""
PAYMENT, VALUE, TOLD = "payment", "value", "told"


@dataclass(frozen=True, kw_only=True)
class NamedValue:
    """One identifier of a report, as far as a request looks at it."""

    id: UUID
    """Of its sighting."""
    kind: IdentifierKind
    shown: str
    whose: Whose
    standing: Standing
    is_common: bool


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One request that can be made, with all that it will say of the report."""

    kind: RequestKind
    about: str
    """`payment-2` for a row of payments, `value-` and an id for an identifier, `told-1` for the report as a whole."""
    label: str
    """What it is about, as the reporter told it."""
    to: str
    """The body that is asked, where the report names it; else ''."""
    facts: tuple[RequestFact, ...]
    sum: Sum | None
    """What was paid, where it could be read for sure."""
    is_unsure: bool = False
    """Nobody has said whose the identifier is."""

    @property
    def seen(self) -> str:
        """Give a digest of what somebody saw who looked at it, so that a change meanwhile shows."""
        facts = [[fact.name, fact.value] for fact in self.facts]
        return hashlib.sha256(canonical_json([self.kind.id, self.about, facts])).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a report tells, as far as requests go."""

    answers: Answers
    values: Sequence[NamedValue]
    kind: str = ""
    """Of the report; '' where none is known."""


def told_of(answers: Answers, values: Iterable[SeenValue], *, kind: str = "") -> Told:
    """
    Give what a report tells, as far as requests go, from what was opened of it.

    What is covered for whoever looks is left out: a request does not wait until somebody may see the name.
    """
    return Told(
        answers={key: said for key, said in answers.items() if said != COVER},
        values=tuple(
            NamedValue(
                id=each.sighting_id,
                kind=each.kind,
                shown=each.shown,
                whose=each.whose,
                standing=each.standing,
                is_common=each.common is not None,
            )
            for each in values
        ),
        kind=kind,
    )


def request_kinds(known: Knowledge) -> tuple[RequestKind, ...]:
    """Give what can be asked of other bodies in this deployment's jurisdiction, in the order of the content."""
    home = known.jurisdiction
    here = (home.id, home.part_of, "common")
    return tuple(
        kind for kind in known.content.requests.values() if known.content.homes[f"requests/{kind.id}"] in here
    )


def offers(known: Knowledge, told: Told) -> tuple[Offer, ...]:
    """Give every request that the facts of a report allow, those about money first."""
    fitting = [kind for kind in request_kinds(known) if not kind.kinds or told.kind in kind.kinds]
    return tuple(offer for kind in fitting for offer in _offers_of(known, kind, told))


def offer_of(known: Knowledge, told: Told, *, kind: str, about: str) -> Offer | None:
    """Give one of them; None where the report does not tell what it needs."""
    return next((one for one in offers(known, told) if (one.kind.id, one.about) == (kind, about)), None)


def _offers_of(known: Knowledge, kind: RequestKind, told: Told) -> Iterator[Offer]:
    is_told = _TOLD_IN_PAYMENT.get(kind.target)
    if is_told:
        for row in rows_of(told.answers, PAYMENT_QUESTIONS):
            payment = _Row(answers=told.answers, row=row)
            if is_told(payment):
                yield _about_payment(known, kind, payment)
    if kind.target in OF_REPORT:
        yield from _about_report(kind, _Row(answers=told.answers, row=1))
    in_payments = {fact for row in rows_of(told.answers, COINS) for fact in _coins(told.answers, row)}
    for value in told.values:
        if TARGET_OF.get(value.kind) == kind.target and _may_be_asked(value, in_payments):
            yield _about_value(kind, value)


def _may_be_asked(value: NamedValue, in_payments: Collection[str]) -> bool:
    is_theirs = value.whose in MAY_BE_ASKED and value.standing is not Standing.OWN
    return is_theirs and not value.is_common and value.shown not in in_payments


def _coins(answers: Answers, row: int) -> Iterator[str]:
    payment = _Row(answers=answers, row=row)
    yield from (payment.known(name) for name in COINS)


@dataclass(frozen=True, kw_only=True)
class _Row:
    answers: Answers
    row: int

    def known(self, name: str) -> str:
        """Give the answer in this row; '' where there is none, or it is that they do not know."""
        value = self.answers.get(key_of(name, self.row), "")
        text = ", ".join(value) if isinstance(value, list) else value.strip()
        return "" if text == DO_NOT_KNOW else text

    def tells(self, names: Collection[str]) -> bool:
        """Say whether any of these is answered."""
        return any(self.known(name) for name in names)


def _left_a_bank(payment: _Row) -> bool:
    """Say whether a bank can be asked that the money left: the bank is named, or nothing says that it was none."""
    way = payment.known("pay_way")
    plain = payment.tells({"pay_amount"}) and way not in NO_BANK_WAYS
    return payment.tells(SENDING) or (plain and not payment.tells({*COINS, *CARD}))


def _reached_a_bank(payment: _Row) -> bool:
    way = payment.known("pay_way")
    if way in NO_BANK_WAYS:
        return payment.tells({"pay_to_account"})
    return payment.tells({"pay_to_account", "pay_to_bank"})


_TOLD_IN_PAYMENT: Final[Mapping[Target, Callable[[_Row], bool]]] = {
    "sending-bank": _left_a_bank,
    "receiving-bank": _reached_a_bank,
    "crypto": lambda payment: payment.tells(COINS),
    "gift-card": lambda payment: payment.tells(CARD),
}
"""Which requests are about a payment, and when its row tells enough."""
_BODY: Final[Mapping[Target, str]] = {"sending-bank": "pay_from_bank", "receiving-bank": "pay_to_bank"}
"""Where the reporter named the body itself."""
_LEFT_OUT: Final[Mapping[Target, frozenset[str]]] = {
    "receiving-bank": frozenset({"pay_from_account"}),
    "crypto": frozenset(SENDING),
    "gift-card": frozenset({*SENDING, *RECEIVING}),
}
"""What of a payment is no business of the body."""


def _about_payment(known: Knowledge, kind: RequestKind, payment: _Row) -> Offer:
    left_out = _LEFT_OUT.get(kind.target, frozenset())
    names = [name for name in PAYMENT_QUESTIONS if name not in left_out]
    facts = [
        RequestFact(name=name, value=_in_words(known.content.questions.get(name), value))
        for name in names
        if (value := payment.known(name))
    ]
    first = _Row(answers=payment.answers, row=1)
    about = [RequestFact(name=name, value=first.known(name)) for name in ABOUT_REPORTER if first.known(name)]
    amount = payment.known("pay_amount")
    return Offer(
        kind=kind,
        about=f"{PAYMENT}-{payment.row}",
        label=amount,
        to=payment.known(_BODY[kind.target]) if kind.target in _BODY else "",
        facts=(*facts, *(about if kind.shares_reporter else ())),
        sum=read_sum(amount, home=known.jurisdiction.currency),
    )


def _about_report(kind: RequestKind, told: _Row) -> Iterator[Offer]:
    """Give the request about what the report tells once, where it tells any of it, or need not."""
    wanted = OF_REPORT[kind.target]
    facts = [RequestFact(name=name, value=value) for name in wanted if (value := told.known(name))]
    if facts or not wanted:
        label = facts[0].value if facts else ""
        yield Offer(kind=kind, about=f"{TOLD}-1", label=label, to="", facts=tuple(facts), sum=None)


def _in_words(question: Question | None, value: str) -> str:
    """Give the words of a choice; anything else stays as it was typed."""
    labels = {choice.id: choice.label for choice in question.choices} if question else {}
    return labels.get(value, value)


def _about_value(kind: RequestKind, value: NamedValue) -> Offer:
    return Offer(
        kind=kind,
        about=f"{VALUE}-{value.id}",
        label=value.shown,
        to="",
        facts=(RequestFact(name=value.kind.value, value=value.shown),),
        sum=None,
        is_unsure=value.whose is Whose.UNKNOWN,
    )
