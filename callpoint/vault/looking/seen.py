"""What is seen of a file, and why nothing is: the words between the child program and who started it.

NotSeenError   the file cannot be shown; `why` says the reason
"""

from dataclasses import dataclass
from enum import StrEnum

MOST_CHARACTERS = 20_000
"""Of a text; the rest is in the original."""
LONGEST_FACT = 500
"""Characters of a fact, a header or a name."""


VEIL_SIDE = 12
"""Squares of a veil along its longer side: enough to tell a letter from a photo, and too few to see what it shows."""


class Why(StrEnum):
    """The reasons for which a file cannot be shown."""

    NO_PREVIEW = "no preview of this kind"
    TOO_LARGE = "too large"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_MANY_PARTS = "too many parts"
    TOO_MUCH = "takes too much time or memory"
    LOCKED = "needs a password"
    DAMAGED = "cannot be read"
    BUSY = "others are looking"


class NotSeenError(Exception):
    """The file cannot be shown."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that lies in a file, never taken out of it: its name, its size in bytes, what is odd about it."""

    name: str
    size: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is seen of a file besides its pictures."""

    facts: tuple[tuple[str, str], ...] = ()
    """Name and value, in order: of a picture where and when it was taken, of a mail its headers."""
    text: str = ""
    entries: tuple[Entry, ...] = ()
    pictures: int = 0
    """How many pictures can be asked for."""
    veils: tuple[tuple[str, ...], ...] = ()
    """Of each picture a few large squares, row by row: each row a colour (`#rrggbb`) a square, parted by spaces."""
    is_cut: bool = False
    """Whether there is more than is shown."""


OVERRIDES = frozenset("\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}")
"""What turns letters around, so that a name reads as another; no writing needs it in one line of its own."""
PLAIN_CONTROLS = frozenset("\t\n")


def visible(text: str) -> str:
    """Show what hides or turns letters around as its code, and drop what no line can hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_visible(letter) for letter in lines)


def _visible(letter: str) -> str:
    is_control = letter < " " or "\x7f" <= letter < "\xa0"
    is_half = "\ud800" <= letter <= "\udfff"
    if letter in OVERRIDES or is_half or (is_control and letter not in PLAIN_CONTROLS):
        return f"[U+{ord(letter):04X}]"
    return letter


def short(text: str) -> str:
    """Cut a fact to its longest and put it on one line."""
    return visible(" ".join(text[: 4 * LONGEST_FACT].split()))[:LONGEST_FACT]
