"""Alerts for the public: what one must say, how easy it must be to read, and who may take which step.

AlertError
├── NotPlainError       it cannot be published as it is: each reason in words
└── SamePersonError     who wrote it cannot publish it
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from callpoint.rules.reading_grade import grade, longest_sentence

HARDEST: Final = 5.0
"""The reading grade above which no public page of ours may be."""
MOST_WORDS: Final = 25
"""Of one sentence."""
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 1500

_REACHES_SOMEBODY: Final = re.compile(
    r"https?://|www\.|[\w.+-]+@[\w-]+\.\w|(?<!\w)(?:\+|0)\d[\d ()-]{7,}\d|\b\d{2}-\d{2}-\d{2}\b"
)
"""A web address, a mail address, a phone number of nine digits or more, a sort code."""


class AlertState(StrEnum):
    """Where an alert stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


MOVES: Final[Mapping[AlertState, frozenset[AlertState]]] = MappingProxyType(
    {
        AlertState.DRAFT: frozenset({AlertState.PUBLISHED, AlertState.WITHDRAWN}),
        AlertState.PUBLISHED: frozenset({AlertState.WITHDRAWN}),
        AlertState.WITHDRAWN: frozenset(),
    }
)


class Fault(StrEnum):
    """What keeps an alert from being published."""

    NO_TITLE = "no title"
    NO_TEXT = "no text"
    NO_ADVICE = "no advice"
    TOO_LONG = "too long"
    TOO_HARD = "too hard to read"
    LONG_SENTENCE = "a sentence of more than 25 words"
    REACHES_SOMEBODY = "an address, a phone number or an account"


@dataclass(frozen=True, kw_only=True)
class AlertWords:
    """What an alert says, as typed."""

    title: str
    text: str
    what_to_do: str

    def all_words(self) -> tuple[str, ...]:
        """Give each part that says something."""
        return tuple(part for part in (self.title, self.text, self.what_to_do) if part.strip())


class AlertError(Exception):
    """A step about an alert cannot be taken."""


class NotPlainError(AlertError):
    """It cannot be published as it is."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


class SamePersonError(AlertError):
    """Who wrote an alert cannot publish it."""


def grade_of(words: AlertWords) -> float:
    """Give the reading grade of the whole alert, 0 where it says nothing."""
    return max(0.0, round(grade(words.all_words()), 1))


def faults_of(words: AlertWords) -> tuple[Fault, ...]:
    """Say what keeps an alert from being published; nothing where it is fine."""
    return tuple(_faults(words))


def _faults(words: AlertWords) -> Iterator[Fault]:
    for part, fault in (
        (words.title, Fault.NO_TITLE),
        (words.text, Fault.NO_TEXT),
        (words.what_to_do, Fault.NO_ADVICE),
    ):
        if not part.strip():
            yield fault
    if len(words.title) > LONGEST_TITLE or max(len(words.text), len(words.what_to_do)) > LONGEST_TEXT:
        yield Fault.TOO_LONG
    if grade_of(words) > HARDEST:
        yield Fault.TOO_HARD
    if longest_sentence(words.all_words()) > MOST_WORDS:
        yield Fault.LONG_SENTENCE
    if any(_REACHES_SOMEBODY.search(part) for part in words.all_words()):
        yield Fault.REACHES_SOMEBODY
