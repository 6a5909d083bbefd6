"""Reading a UK postcode however it is typed: no space, lower case, O for 0, I for 1.

Formats: Royal Mail, "Programmers' Guide to the Postcode Address File": an outward code of
two to four characters, then a digit (the sector) and two letters that are never C I K M O V.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from callpoint.rules.places.model import Form, Reason

_OUTWARD_SLIPS = str.maketrans("OI", "01")
_DIGIT_SLIPS = str.maketrans("OIL", "011")
_UNIT = re.compile(r"[ABD-HJLNP-UW-Z]{2}")
_FULL = re.compile(r"([A-Z0-9]{2,4})([0-9OIL])(?![01]{2})([A-Z01]{2})")
_PARTIAL = re.compile(r"([A-Z0-9]{2,4}) ([0-9OIL])[A-Z]?")
_SECTOR = re.compile(r"([A-Z0-9]{2,4})([0-9OIL])")
_INSIDE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")


def without_slips(outcode: str) -> str:
    """Return the key under which an outward code is found however O, 0, I and 1 are typed.

    An L is not taken for a 1 here: SL8 (Buckinghamshire) and S18 (Derbyshire) both exist.
    """
    return outcode.translate(_OUTWARD_SLIPS)


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode as far as it was given; `reason` says why less of it was used."""

    outcode: str
    sector: str = ""
    """Outward code, space, digit; '' when only the outward code was given."""
    unit: str = ""
    """The last two letters."""
    reason: Reason = ""

    @property
    def form(self) -> Form:
        """How much of it was given."""
        return "unit" if self.unit else "sector" if self.sector else "outcode"

    @property
    def spelled(self) -> str:
        """The official spelling."""
        return f"{self.sector}{self.unit}" or self.outcode


def read_postcode(text: str, outcodes: Mapping[str, str]) -> Postcode | None:
    """Return the postcode, sector or outward code that the whole text spells, else None.

    `outcodes` holds every known outward code under its key of `without_slips`.
    Written together, an outward code wins over a sector: S12 is never S1 2.
    """
    words = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text)).upper().split()
    compact = "".join(words)
    if not (2 <= len(compact) <= 7 and compact.isascii()):
        return None
    for shape, written in ((_FULL, compact), (_PARTIAL, " ".join(words))):
        found = shape.fullmatch(written)
        if found and (outcode := outcodes.get(without_slips(found[1]))):
            return _postcode(outcode, *found.groups()[1:])
    if outcode := outcodes.get(without_slips(compact)):
        return Postcode(outcode)
    found = _SECTOR.fullmatch(compact)
    if found and (outcode := outcodes.get(without_slips(found[1]))):
        return _postcode(outcode, found[2])
    return None


def postcode_inside(text: str, outcodes: Mapping[str, str]) -> Postcode | None:
    """Return the first well-spelled full postcode among other words, else None."""
    for found in _INSIDE.finditer(" ".join(text.upper().split())):
        if postcode := read_postcode(found[0], outcodes):
            return postcode
    return None


def _postcode(outcode: str, digit: str, unit: str = "") -> Postcode:
    sector = f"{outcode} {digit.translate(_DIGIT_SLIPS)}"
    if unit and not _UNIT.fullmatch(unit):
        return Postcode(outcode, sector, reason="unit-not-possible")
    return Postcode(outcode, sector, unit)
