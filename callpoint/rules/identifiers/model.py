"""What an identifier is, and whose it is."""

from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    """What sort of identifier; the canonical value of each is what `cli.md` and the cases call its value."""

    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    DOMAIN = "domain"
    IP = "ip"
    BANK_ACCOUNT = "bank_account"
    IBAN = "iban"
    WALLET = "wallet"
    HANDLE = "handle"
    CARD = "card"
    REMOTE_ID = "remote_id"


class Whose(StrEnum):
    """Whose an identifier is, as far as the words around it tell."""

    SUSPECT = "suspect"
    REPORTER = "reporter"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One identifier as it stands in a text: `text[start:end]`, in code points."""

    kind: IdentifierKind
    value: str
    text: str
    start: int
    end: int
    whose: Whose
