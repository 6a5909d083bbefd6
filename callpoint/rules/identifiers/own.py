"""What is the reporter's own, so that it is never taken for somebody else's."""

import re
from dataclasses import dataclass
from typing import Final

from callpoint.rules.identifiers.model import IdentifierKind

_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Own:
    """The values and the names that a report gives as the reporter's."""

    values: frozenset[tuple[IdentifierKind, str]] = frozenset()
    names: frozenset[str] = frozenset()

    def has(self, kind: IdentifierKind, value: str) -> bool:
        """Say whether a value is the reporter's, or an address or name at a platform bears their whole name."""
        if (kind, value) in self.values:
            return True
        if not self.names or kind not in (IdentifierKind.EMAIL, IdentifierKind.HANDLE):
            return False
        bare = value.rpartition(":")[2].partition("@")[0].lower()
        return any(_bears(bare, name) for name in self.names)


def _bears(bare: str, name: str) -> bool:
    """Say whether first and last name both stand in it; one name alone is too common."""
    parts = _WORD.findall(name.lower())
    return len(parts) >= 2 and parts[0] in bare and parts[-1] in bare


NOTHING_OWN: Final = Own()
