"""What a person who searches may mean, and how words are found in what people wrote.

SearchError
├── NothingToFindError   no letter or digit was typed
└── TooMuchTypedError    more than one search can be
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from callpoint.rules.folding import folded, same
from callpoint.rules.identifiers.kinds import read_any
from callpoint.rules.identifiers.model import IdentifierKind
from callpoint.rules.reference import ReferenceNotReadError, read_reference

MOST_LETTERS: Final = 200
MOST_WORDS: Final = 8
AROUND: Final = 70
"""Letters shown on each side of what was found."""
_WORDS: Final = re.compile(r'"([^"]+)"|(\S+)')
_SERIES: Final = re.compile(r"(?:series|s)[ #-]*(\d{1,9})", re.IGNORECASE)


class SearchError(Exception):
    """Nothing can be looked for."""


class NothingToFindError(SearchError):
    """No letter or digit was typed."""


class TooMuchTypedError(SearchError):
    """More was typed than one search can be; `over` letters or words too many."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} too many")
        self.over = over


@dataclass(frozen=True, kw_only=True)
class Query:
    """What was typed, and all that it may mean."""

    text: str
    reference: str
    """'' where it is no reference of ours."""
    series: int | None
    values: tuple[tuple[IdentifierKind, str], ...]
    words: tuple[str, ...]
    """Patterns, each of which must be found."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a text that is shown: found, or what stands around it."""

    text: str
    is_found: bool


Snippet = tuple[Piece, ...]


def read_query(text: str, *, prefix: str, region: str) -> Query:
    """
    Read what was typed: a reference, the number of a series, an identifier in any spelling, a name or words.

    Words in double quotes must stand together.

    :raises NothingToFindError: there is nothing to look for.
    :raises TooMuchTypedError: it is too long, or has too many words.
    """
    typed = " ".join(text.split())
    if not any(letter.isalnum() for letter in typed):
        raise NothingToFindError
    if len(typed) > MOST_LETTERS:
        raise TooMuchTypedError(len(typed) - MOST_LETTERS)
    words = tuple(filter(None, (_pattern(whole or word) for whole, word in _WORDS.findall(typed))))
    if len(words) > MOST_WORDS:
        raise TooMuchTypedError(len(words) - MOST_WORDS)
    series = _SERIES.fullmatch(typed)
    return Query(
        text=typed,
        reference=_reference(typed, prefix),
        series=int(series[1]) if series else None,
        values=read_any(typed, region=region),
        words=words,
    )


def snippet_of(texts: Sequence[str], words: Iterable[str]) -> Snippet | None:
    """
    Give the place where the first words stand, with what is around it; None where one of them stands in no text.

    Marks on letters, and how quotes and dashes are coded, do not matter; a word is found at the beginning of words.
    """
    patterns = [re.compile(word) for word in words]
    if not patterns:
        return None
    quick = [quickly_even(text) for text in texts]
    if not all(any(pattern.search(even) for even in quick) for pattern in patterns):
        return None
    for text in (text for text, even in zip(texts, quick, strict=True) if _any_in(patterns, even)):
        even, places = _even(text)
        spans = sorted(
            (places[match.start()][0], places[match.end() - 1][1])
            for pattern in patterns
            for match in pattern.finditer(even)
        )
        if spans:
            return _cut(text, spans)
    return None  # pragma: no cover - every pattern was found in one of the texts


def quickly_even(text: str) -> str:
    """Make a text even as `_even` does, without the places: most texts are looked at and hold nothing."""
    if text.isascii():
        return text.lower().translate(same())
    plain = unicodedata.normalize("NFKD", text.translate(same())).casefold()
    letters = unicodedata.normalize("NFKD", plain).translate(same())
    return "".join(
        each for each in letters if not unicodedata.combining(each) and unicodedata.category(each) != "Cf"
    )


def _any_in(patterns: Sequence["re.Pattern[str]"], even: str) -> bool:
    return any(pattern.search(even) for pattern in patterns)


def _reference(typed: str, prefix: str) -> str:
    try:
        return read_reference(typed, prefix=prefix)
    except ReferenceNotReadError:
        return ""


def _pattern(said: str) -> str:
    """Give the pattern of a word or of words that stand together; '' for signs alone."""
    words = [re.escape(word) for word in _even(said)[0].split() if any(sign.isalnum() for sign in word)]
    return r"(?<!\w)" + r"\s+".join(words) if words else ""


def _even(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Fold a text, and leave out the marks on its letters: José is found as Jose."""
    letters, places = folded(text)
    kept = [place for place, letter in enumerate(letters) if not unicodedata.combining(letter)]
    return "".join(letters[place] for place in kept), [places[place] for place in kept]


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> Snippet:
    """Cut out what stands around the first place, and mark every place within it."""
    begin, end = max(0, spans[0][0] - AROUND), min(len(text), spans[0][1] + AROUND)
    pieces, done = [Piece(text="…", is_found=False)] if begin else [], begin
    for start, stop in spans:
        if start < done or stop > end:
            continue
        pieces += [
            Piece(text=text[done:start], is_found=False),
            Piece(text=text[start:stop], is_found=True),
        ]
        done = stop
    pieces.append(Piece(text=text[done:end] + ("…" if end < len(text) else ""), is_found=False))
    return tuple(piece for piece in pieces if piece.text)
