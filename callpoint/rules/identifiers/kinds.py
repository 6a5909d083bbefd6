"""All kinds together: one value read as typed in a field or a search box, shown, noted, and whether it links."""

from typing import Final

from callpoint.rules.identifiers.accounts import Accounts
from callpoint.rules.identifiers.cards import Cards
from callpoint.rules.identifiers.finding import hits_in
from callpoint.rules.identifiers.folding import fold
from callpoint.rules.identifiers.handles import Handles
from callpoint.rules.identifiers.ibans import Ibans
from callpoint.rules.identifiers.ips import Addresses
from callpoint.rules.identifiers.kind import Kind
from callpoint.rules.identifiers.mails import Emails
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.identifiers.phone_kind import Phones
from callpoint.rules.identifiers.remote import RemoteIds
from callpoint.rules.identifiers.wallets import Wallets
from callpoint.rules.identifiers.web import Domains, Urls

KINDS: Final[dict[IdentifierKind, Kind]] = {
    IdentifierKind.EMAIL: Emails(),
    IdentifierKind.WALLET: Wallets(),
    IdentifierKind.IBAN: Ibans(),
    IdentifierKind.BANK_ACCOUNT: Accounts(),
    IdentifierKind.REMOTE_ID: RemoteIds(),
    IdentifierKind.HANDLE: Handles(),
    IdentifierKind.IP: Addresses(),
    IdentifierKind.URL: Urls(),
    IdentifierKind.DOMAIN: Domains(),
    IdentifierKind.PHONE: Phones(),
    IdentifierKind.CARD: Cards(),
}
"""Each kind, the surest first: the order in which a search box tries them."""
LONGEST: Final = 2100
"""Signs of the longest value that is read."""


def read(kind: IdentifierKind, text: str, *, region: str = "GB") -> str | None:
    """Read one value of a kind typed in a field, in any spelling; None where it is none."""
    said = _said(text)
    value = KINDS[kind].read(said, region=region) if said else None
    return value or _only_one(kind, said, region)


def read_any(text: str, *, region: str = "GB") -> tuple[tuple[IdentifierKind, str], ...]:
    """Give all that a whole text may be, the surest kind first; a search box looks for each."""
    said = _said(text)
    if not said:
        return ()
    found: dict[IdentifierKind, str] = {}
    for kind in KINDS:
        value = read(kind, said, region=region)
        if value is not None and not (kind in _LOOSE and not _SURER.isdisjoint(found)):
            found[kind] = value
    return tuple(found.items())


def show(kind: IdentifierKind, value: str) -> str:
    """Give a value as people read it; never made to be clicked."""
    return KINDS[kind].show(value)


def kind_links(kind: IdentifierKind, value: str) -> bool:
    """Say whether a value can link reports at all: a card's last four or an address inside a network cannot."""
    return KINDS[kind].links(value)


def notes(kind: IdentifierKind, value: str) -> tuple[str, ...]:
    """
    Give short codes of what is odd about a value, such as "fictional", "unallocated", "private".

    Odd values are kept: a caller can show any number.
    """
    return KINDS[kind].notes(value)


_LOOSE: Final = frozenset({IdentifierKind.PHONE, IdentifierKind.CARD})
_SURER: Final = frozenset(
    {
        IdentifierKind.BANK_ACCOUNT,
        IdentifierKind.IBAN,
        IdentifierKind.IP,
        IdentifierKind.WALLET,
        IdentifierKind.REMOTE_ID,
    }
)
"""Digits that are one of these are no phone or card too, though they may have as many."""


def _only_one(kind: IdentifierKind, said: str, region: str) -> str | None:
    """Give the one value of a kind that a short text holds, where it is a good part of the text."""
    hits = [hit for hit in hits_in(said, region=region) if hit.kind is kind]
    return hits[0].value if len(hits) == 1 and 3 * (hits[0].end - hits[0].start) >= len(said) else None


def _said(text: str) -> str:
    return fold(text).text.strip() if len(text) <= LONGEST else ""
