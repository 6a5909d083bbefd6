"""
One plain spelling for signs that look alike: digits of all scripts, dashes, spaces, full-width letters.

Every sign becomes exactly one, so that places in the folded text are places in the text. Signs that nobody sees are
left out; then a list says where each sign stood.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_UNSEEN: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
)
_SPACES: Final = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_DASHES: Final = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_DIGITS: Final = "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef"
_WIDE: Final = "\uff01-\uff5e\u3002\u2024"
_OTHER: Final = re.compile(f"[{_SPACES}{_DASHES}{_DIGITS}{_WIDE}\u00b7\u2044]")
_HIDDEN: Final = re.compile(f"[{_UNSEEN}]")
_SINGLE: Final = {"\u3002": ".", "\u2024": ".", "\u2044": "/", "\u00b7": "."}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in plain spelling; `places` gives the place of each of its signs in the text, None where the same."""

    text: str
    places: list[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a part of the folded text stands in the text itself."""
        if self.places is None or start == end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Fold a text; plain ASCII without tabs is given back as it is."""
    if text.isascii() or _is_plain(text):
        return Folded(text.replace("\t", " ") if "\t" in text else text)
    places = None
    if _HIDDEN.search(text):
        places = [place for place, sign in enumerate(text) if not _HIDDEN.match(sign)]
        text = _HIDDEN.sub("", text)
    return Folded(_OTHER.sub(_plain, text), places)


_ODD: Final = ("\u00a0", "\u00ad", "\u00b7")
"""What of western letters is folded."""


def _is_plain(text: str) -> bool:
    """Say whether all is western letters, of which only a few are folded: a pound sign should not cost a look at each."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return not any(sign in text for sign in _ODD)


def _plain(found: re.Match[str]) -> str:
    sign = found[0]
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    if sign in _SINGLE:
        return _SINGLE[sign]
    return "-" if unicodedata.category(sign) in {"Pd", "Sm"} else " "
