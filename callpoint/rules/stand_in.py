"""The smallest ways to find identifiers and to group reports, until the real ones are merged."""

import re
from collections.abc import Sequence

from callpoint.rules.identifiers.model import Found, IdentifierKind, Whose

PATTERNS = {
    IdentifierKind.EMAIL: re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    IdentifierKind.PHONE: re.compile(r"\b0[0-9 ]{9,12}[0-9]\b"),
}


def find(text: str) -> Sequence[Found]:
    """Find mails and phones."""
    found = []
    for kind, pattern in PATTERNS.items():
        for hit in pattern.finditer(text):
            value = hit[0].lower().replace(" ", "")
            found.append(
                Found(
                    kind=kind,
                    value=value,
                    text=hit[0],
                    start=hit.start(),
                    end=hit.end(),
                    whose=Whose.UNKNOWN,
                )
            )
    return found


def read(kind: IdentifierKind, text: str) -> Sequence[Found]:
    """Read a typed answer."""
    return [one for one in find(text) if one.kind is kind]


def kind_links(kind: IdentifierKind) -> bool:
    """Say whether values of a kind link."""
    return kind is not IdentifierKind.CARD


def show(kind: IdentifierKind, value: str) -> str:
    """Show a value."""
    del kind
    return value


def is_common(kind: IdentifierKind, value: str) -> bool:
    """Say whether a value is on a list."""
    return kind is IdentifierKind.EMAIL and value == "help@bank.example"
