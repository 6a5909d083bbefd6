"""What the keyring remembers of the care taken of it: sheets made, rehearsals held, rotations finished.

The notes lie inside the sealed keyring, so nobody without the root key can write one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Occasion(StrEnum):
    """What was done."""

    SHEET = "sheet"
    REHEARSAL = "rehearsal"
    NEW_ROOT = "new-root"
    REWRAPPED = "rewrapped"
    """No row was left under a retired key-encryption key."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One occasion; `root` is the fingerprint of the root key it was about."""

    what: Occasion
    at: str
    root: str
    sheet: int | None = None
    """The number that all shares of one sheet bear (0 to 32767)."""
    shares: tuple[int, ...] = ()
    """Which shares were put together, from 1."""


def as_note(entry: Mapping[str, Any]) -> Note:
    """Read a note as `dataclasses.asdict` and JSON left it."""
    return Note(**{**entry, "what": Occasion(entry["what"]), "shares": tuple(entry["shares"])})
