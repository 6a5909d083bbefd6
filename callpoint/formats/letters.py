"""Which letters our fonts can show, and what stands on paper for those that they cannot."""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
MANIFEST = FONTS / "manifest.json"
NO_SHAPE = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter without a shape."""

LINE_ENDS = frozenset("\n\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")
GUIDES = frozenset(
    "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)
"""Invisible letters that Persian, Urdu and Indian scripts and mixed directions need. Overrides, which can show
a text in another order than it was typed, are left out."""
INSTEAD = {
    **dict.fromkeys(LINE_ENDS, "\n"),
    **{guide: guide for guide in GUIDES},
    "\t": " ",
    "\N{IDEOGRAPHIC SPACE}": " ",
}
"""Letters with a part in setting the text, and what stands for them."""
SILENT = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
"""Classes of the bidirectional algorithm whose letters are not to be seen: embeddings, overrides, controls."""
FROM_THE_RIGHT = frozenset({"R", "AL"})
SYMBOLS = frozenset({"So", "Sk"})


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A text as it can be set, and whether a letter of it had to be left as a sign."""

    text: str
    lost: bool


def shown(text: str) -> Shown:
    """
    Give a text in letters that our fonts have.

    An emoji becomes its name in brackets; a row of the same is counted. Control letters and overrides of
    direction go. Any other letter without a shape becomes U+FFFD, and `lost` says so.
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = tuple(_parts(plain))
    return Shown(text="".join(parts), lost=NO_SHAPE in parts)


def held_in_order(line: str) -> str:
    """Keep a line without a letter that runs from right to left, such as an account number, in its own order."""
    if not line or any(unicodedata.bidirectional(letter) in FROM_THE_RIGHT for letter in line):
        return line
    return f"\N{LEFT-TO-RIGHT ISOLATE}{line}\N{POP DIRECTIONAL ISOLATE}"


def _parts(text: str) -> Iterator[str]:
    for letter, run in groupby(text):
        times = sum(1 for _ in run)
        shape = _shape(letter)
        if len(shape) > 1 and times > 1:
            yield f"[{shape} \N{MULTIPLICATION SIGN}{times}]"
        elif len(shape) > 1:
            yield f"[{shape}]"
        else:
            yield from (shape for _ in range(times))


@cache
def _shape(letter: str) -> str:
    """Give the letter itself, a sign for it, its name, or '' where nothing is to be seen."""
    if letter in INSTEAD:
        return INSTEAD[letter]
    if unicodedata.bidirectional(letter) in SILENT or _only_selects(letter):
        return ""
    if has_shape(letter):
        return letter
    name = unicodedata.name(letter, "").lower() if unicodedata.category(letter) in SYMBOLS else ""
    return name or NO_SHAPE


def _only_selects(letter: str) -> bool:
    """Say whether a letter only chooses the look of the one before it."""
    return unicodedata.name(letter, "").startswith("VARIATION SELECTOR")


def has_shape(letter: str) -> bool:
    """Say whether one of our fonts shows a letter."""
    spans = _spans()
    place = bisect_right(spans, (ord(letter), 0x110000)) - 1
    return place >= 0 and ord(letter) <= spans[place][1]


@cache
def _spans() -> tuple[tuple[int, int], ...]:
    """First and last of every run of letters that some font has, in order and apart from each other."""
    found = sorted(
        (first, last)
        for font in json.loads(MANIFEST.read_text(encoding="utf-8"))["fonts"]
        for first, last in font["letters"]
    )
    merged: list[tuple[int, int]] = []
    for first, last in found:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


@cache
def families() -> tuple[str, ...]:
    """Name our font families in the order in which a letter is looked for."""
    fonts = json.loads(MANIFEST.read_text(encoding="utf-8"))["fonts"]
    return tuple(dict.fromkeys(font["family"] for font in fonts))
