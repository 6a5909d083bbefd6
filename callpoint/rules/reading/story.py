"""What a story already says: phones, addresses, accounts and amounts, found to be offered again, not to be kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Generic, TypeVar

from callpoint.rules.reading.accounts import NUMBER, SORT_CODE, Account, british
from callpoint.rules.reading.amounts import amounts_in
from callpoint.rules.reading.cards import card_numbers_in
from callpoint.rules.reading.contacts import DOMAIN, LABEL, WebAddress, read_address, read_email
from callpoint.rules.reading.ibans import ibans_in
from callpoint.rules.reading.money import Money
from callpoint.rules.reading.phones import Phone, dials_home_with, phone_of

Value = TypeVar("Value")
LONGEST: Final = 20_000
"""Characters of a story that are read; the rest is left alone."""
MOST: Final = 50
"""More of one sort than this are not offered."""
_TRIED: Final = 100
"""So many pieces of text are tried for each sort: the time of a story made to be slow is bounded."""


@dataclass(frozen=True, slots=True)
class Mention(Generic[Value]):
    """A value, the words of the story that say it, and where they start and end."""

    value: Value
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a story says, each in its order; nothing stands in two of them."""

    phones: tuple[Mention[Phone], ...] = ()
    emails: tuple[Mention[str], ...] = ()
    addresses: tuple[Mention[WebAddress], ...] = ()
    accounts: tuple[Mention[Account], ...] = ()
    amounts: tuple[Mention[Money], ...] = ()


Found = tuple[int, int, Value]
"""Where a value starts and ends, and the value."""


def said_in(story: str, *, region: str, home: str) -> Said:
    """
    Find what a story says; `region` is the country phones are dialled in, `home` its currency.

    Card numbers are left out. An amount needs a currency; a phone begins with +, or as the country dials.
    """
    text = story[:LONGEST]
    taken = bytearray(len(text))
    _take(taken, [(start, end, "") for start, end in card_numbers_in(text)], text)
    return Said(
        emails=_take(taken, _emails_in(text), text),
        addresses=_take(taken, _addresses_in(text), text),
        accounts=_take(taken, _accounts_in(text), text),
        amounts=_take(taken, islice(amounts_in(text, home=home), _TRIED), text),
        phones=_take(taken, _phones_in(text, region), text),
    )


def _take(taken: bytearray, found: Iterable[Found[Value]], text: str) -> tuple[Mention[Value], ...]:
    """Keep the first of what stands in no other value, and mark its place."""
    kept: list[Mention[Value]] = []
    for start, end, value in found:
        if not any(taken[start:end]) and len(kept) < MOST:
            taken[start:end] = b"1" * (end - start)
            kept.append(Mention(value, text[start:end], start, end))
    return tuple(kept)


_EMAIL: Final = re.compile(rf"(?<![\w.+%'-])[\w.+%'-]{{1,64}}(?:@| ?[\[(]at[\])] ?){DOMAIN}", re.IGNORECASE)
_OFTEN: Final = [
    "com",
    "net",
    "org",
    "info",
    "biz",
    "uk",
    "io",
    "app",
    "shop",
    "store",
    "online",
    "site",
    "xyz",
    "top",
    "club",
    "dev",
    "eu",
    "de",
    "fr",
    "pl",
    "ua",
    "ru",
    "cn",
    "ca",
    "au",
    "nz",
    "ie",
]
"""Last parts of hosts that make a bare word an address; others need http, www or a path."""
_DOT: Final = r"(?:\.|\[\.\]|\(\.\))"
_ADDRESS: Final = re.compile(
    rf"(?<![\w@.-])(?:(?:h(?:tt|xx)ps?://|www{_DOT})(?:{LABEL}{_DOT}){{1,10}}(?-i:[a-z]{{2,24}}|[A-Z]{{2,24}})"
    rf"|(?:{LABEL}{_DOT}){{1,10}}(?:{'|'.join(_OFTEN)}))(?![\w@])(?::\d{{1,5}})?(?:[/?#][^\s<>\"]*[\w/=&#-])?",
    re.IGNORECASE,
)
_GAP: Final = r"[^\d\n]{1,40}?"
_ACCOUNTS: Final = (
    re.compile(rf"(?<![\d-]){SORT_CODE.replace('{0,3}', '{1,3}')}{_GAP}(?<!\d){NUMBER}(?![\d-])"),
    re.compile(rf"(?<![\d-]){NUMBER}{_GAP}(?<!\d){SORT_CODE.replace('{0,3}', '{1,3}')}(?![\d-])"),
    re.compile(rf"(?i:sort code)[^\d\n]{{1,9}}{SORT_CODE}{_GAP}(?<!\d){NUMBER}(?![\d-])"),
)


def _emails_in(text: str) -> Iterator[Found[str]]:
    for found in islice(_EMAIL.finditer(text), _TRIED):
        email = read_email(found[0])
        if email is not None:
            yield *found.span(), email


def _addresses_in(text: str) -> Iterator[Found[WebAddress]]:
    for found in islice(_ADDRESS.finditer(text), _TRIED):
        address = read_address(found[0])
        if address is not None:
            yield *found.span(), address


def _accounts_in(text: str) -> Iterator[Found[Account]]:
    for start, end, iban in ibans_in(text):
        yield start, end, Account(iban=iban)
    for pattern in _ACCOUNTS:
        for found in pattern.finditer(text):
            yield *found.span(), british(found)


_DIALLED: Final = {
    "0": re.compile(r"(?<![\w.@/-])(?:\+|\(?0)[\d ().-]{6,22}\d(?!\w)"),
    "1": re.compile(
        r"(?<![\w.@/-])(?:\+[\d ().-]{6,22}\d|(?:1[ .-]?)?\(?[2-9]\d\d\)?[ .-]{0,2}\d{3}[ .-]?\d{4})(?!\w)"
    ),
    "": re.compile(r"(?<![\w.@/-])(?:\+|00)[\d ().-]{6,22}\d(?!\w)"),
}
"""How a number in a text begins, by the digit that numbers begin with within the country."""
_GROUP: Final = re.compile(r"\d+")
_SHORTEST: Final = 8
"""Characters of the shortest phone number in a story that is none of a service, such as 999."""


def _phones_in(text: str, region: str) -> Iterator[Found[Phone]]:
    """Find phone numbers; where one stands right after another, the first ends where it is one in use."""
    pattern = _DIALLED.get(dials_home_with(region), _DIALLED[""])
    position = tried = 0
    while tried < _TRIED:
        found = pattern.search(text, position)
        if found is None:
            return
        ends = [group.end() for group in _GROUP.finditer(text, *found.span())]
        phones = [
            (end, phone_of(text[found.start() : end], region=region))
            for end in ends
            if end - found.start() > _SHORTEST
        ]
        tried += len(phones)
        in_use = [(end, phone) for end, phone in phones if phone and phone.standing != "unallocated"]
        any_whole = [(end, phone) for end, phone in phones[-1:] if phone]
        end, phone = next(reversed(in_use or any_whole), (ends[0], None))
        position = end
        if phone is not None:
            yield found.start(), end, phone
