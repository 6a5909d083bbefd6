"""How the name of a file is shown: as it was given, but for signs that turn letters round; and what we call a copy of it."""

import re
import unicodedata
from typing import Final

TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of signs that change the order of the letters around them (Unicode Standard Annex 9)."""
LONGEST_STEM: Final = 40
"""Letters of a name that go into the name of a copy: enough to know it by, short enough for any disk."""
MARKS: Final = frozenset("\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}")


def shown_name(name: str) -> str:
    """
    Write each unseen sign that turns letters round as its code point, such as `[U+202E]`.

    With it in place `photo` + RIGHT-TO-LEFT OVERRIDE + `gpj.exe` would be read as `photoexe.jpg`.
    """
    return "".join(f"[U+{ord(letter):04X}]" if _turns(letter) else letter for letter in name)


def _turns(letter: str) -> bool:
    return letter in MARKS or unicodedata.bidirectional(letter) in TURNING


def plain_stem(name: str) -> str:
    """
    Give a name without its ending, in letters and digits with single hyphens between; '' where none are left.

    Whatever it was called, that is no path, no hidden file, no option of a command, and turns no letters round.
    """
    stem = re.sub(r"\.[^\W_]{1,8}$", "", name) or name
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", stem))
    return "-".join(words)[:LONGEST_STEM].strip("-")
