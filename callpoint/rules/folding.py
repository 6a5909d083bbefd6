"""Text made even, so that what reads the same is found however its letters, quotes, dashes and spaces are coded."""

import re
import sys
import unicodedata
from collections.abc import Mapping
from functools import cache


@cache
def same() -> Mapping[int, str]:
    """
    Lead every dash, single quote and double quote to the plain one.

    Made when it is first asked for: it looks at every character there is, which no start of a program should wait for.
    """
    return {
        **dict.fromkeys((c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Pd"), "-"),
        **dict.fromkeys(map(ord, "\u2212\u2043"), "-"),
        **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4\u0060\uff07"), "'"),
        **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"), '"'),
    }


@cache
def _clusters() -> "re.Pattern[str]":
    """Find a letter with the marks on it; made when it is first asked for, as above."""
    marks = "".join(chr(c) for c in range(0x300, sys.maxunicode + 1) if unicodedata.combining(chr(c)))
    return re.compile(f"(?s).[{marks}]*")


def folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """
    Give a text so that what reads the same is the same, and for each of its letters where it stood in the text.

    A letter and the marks on it are folded, and blacked out, as one. What is not seen (soft hyphens, zero width) goes.
    """
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    plain_signs = same()
    for found in _clusters().finditer(text):
        plain = unicodedata.normalize("NFKD", found.group().translate(plain_signs)).casefold()
        seen = [each for each in unicodedata.normalize("NFKD", plain) if unicodedata.category(each) != "Cf"]
        even = "".join(seen).translate(plain_signs)
        letters.append(even)
        places += [found.span()] * len(even)
    return "".join(letters), places


def pattern_of(phrase: str) -> str:
    """Give the pattern that finds a phrase in a folded text, whatever its spaces; '' for a phrase that says nothing."""
    return r"\s+".join(re.escape(word) for word in folded(phrase)[0].split())
