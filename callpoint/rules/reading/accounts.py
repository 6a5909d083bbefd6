"""A bank account as people type it: sort code and number in either order, or an IBAN."""

import re
from dataclasses import dataclass
from typing import Final

from callpoint.rules.reading.ibans import ibans_in
from callpoint.rules.reading.words import tidy

LONGEST: Final = 120
"""Longer texts are stories, not accounts, in characters."""


@dataclass(frozen=True, slots=True)
class Account:
    """A British sort code as 12-34-56 and number of eight digits, or an IBAN without spaces; the rest is empty."""

    sort_code: str = ""
    number: str = ""
    iban: str = ""


SORT_CODE: Final = r"(?P<sort>\d\d(?:[ ./-]{0,3}\d\d){2})"
NUMBER: Final = r"(?P<number>\d{4}[ -]?\d{4})"
_LABELS: Final = re.compile(
    r"\b(?:uk|sort|code|s/c|sc|bank|account|acct|acc|a/c|ac|number|num|no|nr|iban|is|was|and|the|my|their|his|her)\b\.?"
    r"|[:;,|#&=]"
)
_ORDERS: Final = (
    re.compile(rf"{SORT_CODE}[ /-]{{0,3}}{NUMBER}"),
    re.compile(rf"{NUMBER}[ /-]{{0,3}}{SORT_CODE}"),
)


def read_account(text: str) -> Account | None:
    """
    Read one account; None where it is none, or its IBAN's check digits are wrong.

    Fourteen digits in a row are the sort code and then the number. Whether a bank has such an account is not known
    here: that takes the list of the sort codes and its checks.
    """
    if len(text) > LONGEST:
        return None
    said = " ".join(_LABELS.sub(" ", tidy(text)).split()).strip(" .")
    ibans = list(ibans_in(said))
    if len(ibans) == 1 and ibans[0][:2] == (0, len(said)):
        return Account(iban=ibans[0][2])
    for order in _ORDERS:
        found = order.fullmatch(said)
        if found is not None:
            return british(found)
    return None


def british(found: re.Match[str]) -> Account:
    """Give the account of a match of `SORT_CODE` and `NUMBER`."""
    sort, number = (re.sub(r"\D", "", found[part]) for part in ("sort", "number"))
    return Account(sort_code=f"{sort[:2]}-{sort[2:4]}-{sort[4:]}", number=number)
