"""International bank account numbers, checked by python-stdnum; the words after one may look like more of it."""

import re
from collections.abc import Iterator
from typing import Final

from callpoint.rules.identifiers.kind import Hit, Scene
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.reading.ibans import valid_iban_at

_MARKS: Final = re.compile(r"[\s\-.]")


def find_at(scene: Scene, start: int) -> Iterator[Hit]:
    """Find an IBAN that begins here."""
    if scene.text[start - 1 : start].isalnum() and scene.text[start - 4 : start].lower() != "iban":
        return
    found = valid_iban_at(scene.text, start)
    if found is not None:
        yield Hit(IdentifierKind.IBAN, found[1], start, found[0])


class Ibans:
    """IBANs."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one IBAN typed in a field, with any marks between its signs."""
        del region
        said = _MARKS.sub("", text).removeprefix("IBAN").removeprefix("iban").lstrip(":")
        found = valid_iban_at(said, 0)
        return found[1] if found and found[0] == len(said) else None

    def show(self, value: str) -> str:
        """Give it in fours."""
        return " ".join(value[at : at + 4] for at in range(0, len(value), 4))

    def links(self, value: str) -> bool:
        """Say yes: it is one account."""
        return bool(value)

    def notes(self, value: str) -> tuple[str, ...]:
        """Say nothing: its check digits hold, more is not known."""
        del value
        return ()
