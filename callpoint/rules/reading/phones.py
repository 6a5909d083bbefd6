"""A phone number as people type it, by the tables of phonenumbers (Google's libphonenumber)."""

import re
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Final, Literal

from callpoint.rules.reading.words import tidy

Standing = Literal["allocated", "fictional", "unallocated"]
LONGEST: Final = 60
"""Longer texts are stories, not numbers, in characters."""


@dataclass(frozen=True, slots=True)
class Phone:
    """
    One number in the spelling of E.164, of its own country and of other countries.

    It is fictional where its range is set aside for stories and tests, and unallocated where its length is right
    but its range is not in use as far as the tables know: such a number can still be shown on a phone by a caller
    who hides the true one, so it is kept.
    """

    e164: str
    national: str
    international: str
    standing: Standing


FICTIONAL: Final = re.compile(
    # Ofcom's numbers for drama, and the North American 555-0100 to 0199; from memory of both lists.
    r"\+44(?:7700900\d{3}|1632960\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3}"
    r"|2079460\d{3}|28964960\d{2}|2920180\d{3}|1914980\d{3}|1(?:1[3-8]|[2-6]1)4960\d{3})"
    r"|\+1[2-9]\d\d55501\d\d"
)
_LABELS: Final = re.compile(
    r"^(?:(?:my|his|her|their|the|it was|number|no|phone|tel|telephone|mobile|mob|cell|landline|whatsapp|call|text"
    r"|from|is)\b[.:]?[ ]*)+[:#]? *"
)
_DIALLED: Final = re.compile(r"(?:tel:)?(\+?[\d ()./-]{5,40})")


def read_phone(text: str, *, region: str) -> Phone | None:
    """Read one number; `region` is the country (ISO 3166-1) it is dialled in. None where it is no number."""
    if len(text) > LONGEST:
        return None
    found = _DIALLED.fullmatch(_LABELS.sub("", tidy(text)).strip(" ,;."))
    return phone_of(found[1], region=region) if found else None


def phone_of(dialled: str, *, region: str) -> Phone | None:
    """Give the number of digits and marks as they are dialled; None where no country has one of that length."""
    library = _library()
    try:
        number: Any = library.parse(dialled, region)
    except library.NumberParseException:
        return None
    e164 = library.format_number(number, library.PhoneNumberFormat.E164)
    standing = _standing(e164, is_in_use=library.is_valid_number(number))
    if standing == "unallocated" and not _can_be(number, dialled, region):
        return None
    return Phone(
        e164=e164,
        national=library.format_number(number, library.PhoneNumberFormat.NATIONAL),
        international=library.format_number(number, library.PhoneNumberFormat.INTERNATIONAL),
        standing=standing,
    )


def _standing(e164: str, *, is_in_use: bool) -> Standing:
    if FICTIONAL.fullmatch(e164):
        return "fictional"
    return "allocated" if is_in_use else "unallocated"


def _can_be(number: Any, dialled: str, region: str) -> bool:
    """Say whether a number out of use has a right length, and begins as numbers do that are dialled there."""
    library = _library()
    begins = dialled.strip("( ").startswith(("+", "00", dials_home_with(region)))
    return (
        begins
        and not number.italian_leading_zero
        and bool(library.is_possible_number_with_reason(number) == library.ValidationResult.IS_POSSIBLE)
    )


def dials_home_with(region: str) -> str:
    """Give the digit that begins a number within a country: 0 in most, 1 in North America, or none."""
    return str(_library().ndd_prefix_for_region(region, True) or "")


@cache
def _library() -> ModuleType:
    import phonenumbers  # noqa: PLC0415 - its tables are large, and few pages read a number

    return phonenumbers
