"""What a table of a language holds: the forms of each English word, and where the order of words differs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Tongue:
    """
    A language as times are said in it.

    `forms` gives each English word or phrase its forms, with commas between them; the longest form in a text
    decides, and the names of months and days that the CLDR has are known without. A word under "" says nothing.
    `orders` are patterns over the English words so found and what they are put as, in turn.
    """

    code: str
    forms: Mapping[str, str]
    orders: tuple[tuple[str, str], ...] = ()
