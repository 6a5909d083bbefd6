"""What is handed over, in a bundle or as one sealed file; the words that are blacked out, and the boxes over pictures.

DisclosingError
├── TermsNotCompleteError   no authority, no purpose or no item was given, or a text is too long
├── PhrasesNotFoundError    words to black out stand in nothing that was chosen
└── BoxesNotReadError       a line is no box: page, left, top, width and height
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from callpoint.rules.folding import folded, pattern_of
from callpoint.rules.journal import Json

BUNDLE_SCHEMA: Final = "callpoint-bundle/1"
ANSWERS, ADDITION, MESSAGE, EXHIBIT = "answers", "addition", "message", "exhibit"
"""What an item is; all but the answers are followed by a colon and an id, or a number for an exhibit."""
BLACK: Final = "\N{FULL BLOCK}" * 5
"""Stands for whatever was blacked out, always as long, so that its length tells nothing."""
BUNDLE, SEALED = "bundle", "sealed"
"""The ways of handing over: a signed zip of chosen items, or one exhibit as it lies sealed, and its key apart."""
MOST_LETTERS: Final = 500
MOST_BOXES: Final = 200
REDACTABLE: Final = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "application/pdf"}
)


class DisclosingError(Exception):
    """A bundle or a redaction cannot be made."""


class TermsNotCompleteError(DisclosingError):
    """No authority, no purpose or no item was given, or a text is too long; `fields` names them."""

    def __init__(self, *fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class PhrasesNotFoundError(DisclosingError):
    """Words to black out stand in nothing that was chosen; `phrases` names them."""

    def __init__(self, phrases: Sequence[str]) -> None:
        super().__init__("words that stand nowhere")
        self.phrases = tuple(phrases)


class BoxesNotReadError(DisclosingError):
    """A line is no box; `line` counts from 1, and is 0 where there is no box at all."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is handed over, to whom, what for, and what is blacked out in its text."""

    authority: str
    purpose: str
    items: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    with_dangerous: bool = False
    """Whether files that a scanner calls dangerous go along, which a person says on purpose."""
    way: str = BUNDLE
    """`bundle` or `sealed`."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A black box over one page of a file; all but the page, which counts from 1, in percent of its size."""

    page: int
    left: int
    top: int
    width: int
    height: int


def check_terms(terms: Terms) -> Terms:
    """
    Give terms tidied, where they are complete.

    :raises TermsNotCompleteError: something is missing or too long.
    """
    tidied = Terms(
        authority=terms.authority.strip(),
        purpose=terms.purpose.strip(),
        items=tuple(dict.fromkeys(terms.items)),
        phrases=tuple(dict.fromkeys(phrase.strip() for phrase in terms.phrases if phrase.strip())),
        with_dangerous=terms.with_dangerous,
        way=terms.way,
    )
    texts = {"authority": tidied.authority, "purpose": tidied.purpose}
    wrong = [name for name, text in texts.items() if not 0 < len(text) <= MOST_LETTERS]
    if any(len(phrase) > MOST_LETTERS for phrase in tidied.phrases):
        wrong.append("phrases")
    if not tidied.items:
        wrong.append("items")
    if wrong:
        raise TermsNotCompleteError(*wrong)
    return tidied


def blacked_out(value: Json, phrases: Sequence[str]) -> Json:
    """Black every phrase out in every text of a value, however its letters, quotes, dashes and spaces are coded."""
    patterns = [pattern_of(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    wanted = [pattern for pattern in patterns if pattern]
    return _blacked_out(value, re.compile("|".join(wanted))) if wanted else value


def not_found(values: Json, phrases: Sequence[str]) -> tuple[str, ...]:
    """Give the phrases that stand in no text of the values: each may be spelled in another way there."""
    texts = [folded(text)[0] for text in _texts(values)]
    patterns = {phrase: pattern_of(phrase) for phrase in phrases}
    return tuple(
        phrase
        for phrase, pattern in patterns.items()
        if not pattern or not any(re.search(pattern, text) for text in texts)
    )


def _texts(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for part in value.values() for text in _texts(part))
        case list() | tuple():
            yield from (text for part in value for text in _texts(part))
        case _:
            return


def _blacked_out(value: Json, found: "re.Pattern[str]") -> Json:
    match value:
        case str():
            return _black(value, found)
        case dict():
            return {key: _blacked_out(part, found) for key, part in value.items()}
        case list() | tuple():
            return [_blacked_out(part, found) for part in value]
        case _:
            return value


def _black(text: str, found: "re.Pattern[str]") -> str:
    even, places = folded(text)
    kept, done = [], 0
    for match in found.finditer(even):
        kept += [text[done : places[match.start()][0]], BLACK]
        done = places[match.end() - 1][1]
    return "".join([*kept, text[done:]])


def read_boxes(text: str) -> tuple[Box, ...]:
    """
    Read boxes as a person types them, one a line: page, left, top, width, height, the last four in percent.

    :raises BoxesNotReadError: a line is no box within its page, there are too many, or none.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines or len(lines) > MOST_BOXES:
        raise BoxesNotReadError(0)
    return tuple(_box(number, line) for number, line in lines)


def _box(number: int, line: str) -> Box:
    parts = re.split(r"[\s,;]+", line.strip())
    if len(parts) != 5 or not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        raise BoxesNotReadError(number)
    page, left, top, width, height = (int(part) for part in parts)
    if page < 1 or not width or not height or left + width > 100 or top + height > 100:
        raise BoxesNotReadError(number)
    return Box(page=page, left=left, top=top, width=width, height=height)
