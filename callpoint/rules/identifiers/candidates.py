"""
The one pass over a text that finds where an identifier may stand, by google-re2, in linear time.

Nothing here decides: each candidate is handed to the kinds that it may be. The pattern has no part that looks far ahead
without taking what it saw, so that a text made to be slow is read in the same time as any other.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

import re2


class Shape(Enum):
    """What a candidate looks like."""

    SCHEME = "scheme"
    AT = "at"
    DOT = "dot"
    NUMBER = "number"
    COLONS = "colons"
    TOKEN = "letters and digits"  # noqa: S105 - no secret: what a candidate looks like
    WORD = "word"
    MASKED = "masked"
    TAG = "tag"


class Candidate(NamedTuple):
    """A place to look at, in signs of the text."""

    shape: Shape
    start: int
    end: int
    text: str


_NUMBER: Final = (
    # Six signs or more: fewer are no number that we know. O and l stand where 0 and 1 were mistaken.
    r"(?:\+ ?|\(\+? ?)?(?:\b[OolI|]{1,3})?[0-9](?:[ ().\-/]{0,3}[OolI|]{0,2}[0-9]|[OolI|]){5,}"
)
_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
_WORDS: Final = (
    "snap(?:chat)?s?|insta(?:gram)?s?|ig|telegram|tg|discord|tik ?tok|facebook|fb|twitter|messenger"
    "|tele|(?:telegram|instagram)(?:ie|em|u|a)|(?:facebook|tik ?tok)(?:iem|u|a)|snapcha(?:cie|ta|tem)|discord(?:zie|em|a)"
    "|twitter(?:ze|em|a)|messenger(?:ze|em|a)"
    "|any ?desk|team ?viewer|rust ?desk|ultra ?viewer|supremo|remote id|end(?:ing|ed|s)|last (?:four|4)"
)
# Of other scripts and endings: \b of re2 knows ASCII only, so these stand without one.
_FOREIGN: Final = (
    r"(?:телеграм|[іи]нстаграм|фейсбук|т[іи]к ?ток|снапчат|д[иі]скорд|тв[иі]т?тер)\pL{0,3}"
    r"|ٹیلی ?گرام|انسٹا ?گرام|فیس ?بک|ٹک ?ٹاک|سنیپ ?چیٹ|ڈسکارڈ"
    r"|\bko[nń]cz[aą]c\pL{1,3} si[eę]|\byn gorffen|закінчується"
)
_ALTERNATIVES: Final = (
    r"(?:\[?:\]?|\[:)(?://|\[//\]|\\\\)\]?[^\s<>\"]+",
    r"@[\pL\d_.\-]*",
    rf"{_OPEN} ?(?i:at|@) ?{_CLOSE}",
    r" (?i:at) [\d\-]*\pL[\pL\d\-]*(?i: dot |\.)[\pL\d]",
    rf"{_OPEN} ?(?i:dot|\.) ?{_CLOSE}",
    r" (?i:dot) [\pL\d]",
    r"\b[A-Za-z0-9]{20,}",
    r"\b[13LMT48][1-9A-HJ-NP-Za-km-z]{7,} ?\r?\n",
    r"\b(?i:bc1|ltc1|0x)[A-Za-z0-9]+",
    r"\b(?:(?i:iban))?[A-Za-z]{2}[0-9]{2}",
    r"(?:[*xX\x{2022}#]{2,}[ \-]?|\b[xX]|\*|\.{2,3} ?|\x{2026}\.?)[0-9]{4}\b",
    r"\b[0-9]{1,3}(?:(?:\.|\[\.\]|\(\.\)|\{\.\}|\[(?i:dot)\]|\((?i:dot)\))[0-9]{1,3}){3}\b",
    _NUMBER,
    # As it is dictated: 07700, 900, 123.
    r"\b0[0-9]{4}(?:, ?[0-9]{3}){2}\b",
    r"\b[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]*",
    r"\.\pL{2}",
    r"#[0-9]{4}\b",
    rf"\b(?i:{_WORDS})\b",
    rf"(?i:{_FOREIGN})",
    r"\b(?:X|TT|SC|sc|tt)\b",
    r"\b(?:[Oo]n|via) x\b",
    r"\x{1F47B}",
)
_PATTERN: Final = re2.compile("|".join(f"(?:{part})" for part in _ALTERNATIVES))
_BY_FIRST: Final = {
    ":": Shape.SCHEME,
    "@": Shape.AT,
    ".": Shape.DOT,
    "+": Shape.NUMBER,
    "*": Shape.MASKED,
    "\u2022": Shape.MASKED,
    "\u2026": Shape.MASKED,
    "\U0001f47b": Shape.WORD,
}


def candidates(text: str) -> Iterator[Candidate]:
    """Give each candidate of a folded text in its order; none overlaps another."""
    # A pound sign is nothing to the pattern that a dollar is not, and a text without it is mostly plain.
    signs = text.replace("£", "$").encode("utf-8", "replace")
    plain = len(signs) == len(text)
    seen_bytes = seen_signs = 0
    for found in _PATTERN.finditer(signs):
        start, end = found.span()
        if not plain:
            before, within = signs[seen_bytes:start].decode(), signs[start:end].decode()
            seen_bytes, start = end, seen_signs + len(before)
            seen_signs = end = start + len(within)
        said = text[start:end]
        if said[-1] in " \r\n":
            said = said.rstrip(" \r\n") or " "
            end = start + len(said)
        shape = _shape(said)
        if shape is Shape.WORD and _parted(said, text[end : end + 2]):
            shape = Shape.TOKEN
        yield Candidate(shape, start, end, said)


_PLAIN_NUMBER: Final = re.compile(r"\d[\d ().\-/]+").fullmatch


def _parted(said: str, after: str) -> bool:
    """Say whether letters at the end of a line are the beginning of an address that goes on in the next, not a word."""
    return (
        "\n" in after
        and said.isalpha()
        and said[1:] not in (said[1:].lower(), said[1:].upper())
        and not _A_WORD(said)
    )


_A_WORD: Final = re.compile(_WORDS, re.IGNORECASE).fullmatch


def _shape(said: str) -> Shape:
    first = said[0]
    shape = _BY_FIRST.get(first) or (_PLAIN_NUMBER(said) and Shape.NUMBER)
    if shape is not None:
        return shape if shape is Shape.NUMBER else _by_rest(shape, said)
    if first in "[({< ":
        return _bracketed(said)
    if (
        first in "xX*#\u2022"
        and said[-4:].isdigit()
        and (said[1:2] in "xX*#\u2022" or (len(said) == _ONE_CROSSED and first != "#"))
    ):
        return Shape.MASKED
    if first == "#":
        return Shape.TAG
    return _worded(said)


def _by_rest(shape: Shape, said: str) -> Shape:
    """Tell a scheme from mere colons, and a host's dot from dots in place of a card's other digits."""
    if shape is Shape.SCHEME and "/" not in said and "\\" not in said:
        return Shape.COLONS
    return Shape.MASKED if shape is Shape.DOT and said[1:2] == "." else shape


_ONE_CROSSED: Final = 5


def _bracketed(said: str) -> Shape:
    inner = said.strip(" [](){}<>").lower()
    if "//" in said or "\\" in said:
        return Shape.SCHEME
    if inner.startswith("at") or inner == "@":
        return Shape.AT
    return Shape.DOT if inner.startswith(("dot", ".")) or not inner else Shape.NUMBER


def _worded(said: str) -> Shape:
    if ":" in said:
        return Shape.COLONS
    if said[:4].lower() == "last":
        return Shape.WORD
    bare = said.isalnum()
    if (
        bare
        and said.strip(_MISREAD if len(said) < _LEAST_TOKEN else "")
        and not said.isdecimal()
        and (
            len(said) >= _LEAST_TOKEN
            or any(map(str.isdigit, said))
            or said[:3].lower() in _STARTS
            or said[:2] in _HEX
        )
    ):
        return Shape.TOKEN
    if _is_iban_start(said):
        return Shape.TOKEN
    return Shape.WORD if said[-1].isalpha() and not said[0].isdigit() else Shape.NUMBER


_LEAST_TOKEN: Final = 20
_MISREAD: Final = "0123456789OolI"
"""Digits, and the letters that a scanner takes for them: a short word of these alone is a number."""
_STARTS: Final = ("bc1", "ltc")
_HEX: Final = ("0x", "0X")


def _is_iban_start(said: str) -> bool:
    return len(said) <= 8 and said[:2].isalpha() and any(sign.isdigit() for sign in said)
