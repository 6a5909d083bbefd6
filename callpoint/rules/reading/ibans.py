"""The international bank account numbers in a text, checked by their digits (ISO 13616, by python-stdnum)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from stdnum import numdb
from stdnum.iso7064 import mod_97_10
from stdnum.util import get_cc_module

_STARTS: Final = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d\d(?=[ -]?[A-Za-z\d]{2})", re.ASCII)
_GOES_ON: Final = re.compile(r"(?:(?:[ -]| ?\r?\n)?[A-Za-z\d]+)*", re.ASCII)
_WORDS: Final = re.compile(r"[A-Za-z\d]+", re.ASCII)
_LONGEST: Final = 34
"""Characters of the longest IBAN that the standard allows; the spaces between them come on top."""


def ibans_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Find each valid IBAN: where it starts and ends, and itself without spaces."""
    done = 0
    for found in _STARTS.finditer(text):
        if found.start() < done:
            continue
        valid = valid_iban_at(text, found.start())
        if valid is not None:
            done, iban = valid
            yield found.start(), done, iban


def valid_iban_at(text: str, start: int) -> tuple[int, str] | None:
    """Give the end of the IBAN that starts here; the words after it may look like more of it."""
    length = _length_of(text[start : start + 2].upper())
    if not length:
        return None
    whole = _GOES_ON.match(text, start, start + 2 * _LONGEST)
    read = 0
    for word in _WORDS.finditer(text, start, whole.end() if whole else start):
        read += len(word[0])
        if read == length:
            iban = re.sub(r"[\s-]", "", text[start : word.end()]).upper()
            return (word.end(), iban) if _holds(iban) else None
    return None


def _holds(iban: str) -> bool:
    """
    Say whether check digits, shape and the country's own check hold, as python-stdnum says them.

    Its own function reads its registry anew for each number, which takes ten times as long as all the rest.
    """
    shape, country = _shape_of(iban[:2])
    if not mod_97_10.is_valid(iban[4:] + iban[:4]) or not shape.fullmatch(iban[4:]):
        return False
    return country is None or bool(country.is_valid(iban))


_SIGNS: Final = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Za-z0-9]"}


@cache
def _shape_of(country: str) -> tuple[re.Pattern[str], Any]:
    """Give the shape that a country's registry entry says, and its own check where it has one."""
    bban = numdb.get("iban").info(country)[0][1].get("bban", "")
    parts = re.findall(r"([1-9][0-9]*)!([nac])", bban)
    shape = "".join(f"{_SIGNS[sign]}{{{length}}}" for length, sign in parts)
    return re.compile(shape), get_cc_module(country.lower(), "iban")


@cache
def _length_of(country: str) -> int:
    """Give how long an IBAN of a country is, by the registry of IBANs; 0 where it has none."""
    if len(country) != 2:
        return 0
    known = numdb.get("iban").info(country)[0][1]
    return 4 + sum(int(part) for part in re.findall(r"\d+", known.get("bban", ""))) if known else 0
