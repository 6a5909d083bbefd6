"""How the name of a file is shown: as it was given, but for signs that are not seen and turn letters round."""

import unicodedata
from typing import Final

TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Bidirectional classes of signs that change the order of the letters around them (Unicode Standard Annex 9)."""
MARKS: Final = frozenset("\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}")


def shown_name(name: str) -> str:
    """
    Write each unseen sign that turns letters round as its code point, such as `[U+202E]`.

    With it in place `photo` + RIGHT-TO-LEFT OVERRIDE + `gpj.exe` would be read as `photoexe.jpg`.
    """
    return "".join(f"[U+{ord(letter):04X}]" if _turns(letter) else letter for letter in name)


def _turns(letter: str) -> bool:
    return letter in MARKS or unicodedata.bidirectional(letter) in TURNING
