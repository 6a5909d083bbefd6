"""Identifiers in what people write: phones, accounts, wallets, sites and names, found, read and shown."""

from callpoint.rules.identifiers.finding import find
from callpoint.rules.identifiers.kinds import kind_links, notes, read, read_any, show
from callpoint.rules.identifiers.model import Found, IdentifierKind, Whose
from callpoint.rules.identifiers.own import NOTHING_OWN, Own

__all__ = [
    "NOTHING_OWN",
    "Found",
    "IdentifierKind",
    "Own",
    "Whose",
    "find",
    "kind_links",
    "notes",
    "read",
    "read_any",
    "show",
]
