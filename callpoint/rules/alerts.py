"""Alerts for the public: what one must say, how easy it must be to read, and who may take which step.

AlertError
├── NotPlainError       it cannot be published as it is: each reason in words
└── SamePersonError     who wrote it cannot publish it
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from callpoint.rules.content.common_lists import CommonList
from callpoint.rules.identifiers import find
from callpoint.rules.identifiers.folding import fold
from callpoint.rules.linking.common import CommonValues
from callpoint.rules.reading_grade import grade, longest_sentence

HARDEST: Final = 5.0
"""The reading grade above which no public page of ours may be."""
MOST_WORDS: Final = 25
"""Of one sentence."""
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 1500

_SPACE: Final = r"[ .\-\u2013]"
_ACCOUNT_WORDS: Final = r"\b(?:accounts?|acct?|a/c|sort[ -]?codes?|iban|card)\b"
_REACHES_SOMEBODY: Final = re.compile(
    rf"https?://|www\.|[\w.+-]+@[\w-]+\.\w|(?<![\w.])@\w{{3,}}|(?<!\w)(?:\+|0)\d[\d ().-]{{7,}}\d"
    rf"|\b\d\d-\d\d-\d\d\b|\b\d{{4}}(?:{_SPACE}?\d{{4}}){{2,}}|\b\d{{8,}}\b"
    rf"|{_ACCOUNT_WORDS}[^\d.!?\n]{{0,25}}\d(?:{_SPACE}?\d){{5,}}"
    rf"|\d(?:{_SPACE}?\d){{5,}}[^\d.!?\n]{{0,15}}{_ACCOUNT_WORDS}"
    r"|\b(?=\w*\d)(?=\w*[a-z])[0-9a-z]{25,}\b",
    re.IGNORECASE,
)
"""
A web address, a mail address, a name at a platform, a phone number of nine digits or more, a sort code, a card number,
an account number, six digits beside the word for such, a wallet. Whatever `rules.identifiers` finds comes on top.
"""


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


def mark_of(words: AlertWords) -> str:
    """Give a mark of these words and no others: who publishes sends back the mark of what they read."""
    said = json.dumps([words.title, words.text, words.what_to_do])
    return hashlib.sha256(said.encode()).hexdigest()


def faults_of(words: AlertWords, *, common: CommonValues, region: str) -> tuple[Fault, ...]:
    """
    Say what keeps an alert from being published; nothing where it is fine.

    `common` knows the numbers and sites of services, which an alert may name; `region` is the country whose phone
    numbers need no country code.
    """
    faults = list(_faults(words))
    if any(_reaches_somebody(part, common, region) for part in words.all_words()):
        faults.append(Fault.REACHES_SOMEBODY)
    return tuple(faults)


def _reaches_somebody(text: str, common: CommonValues, region: str) -> bool:
    """Say whether a text holds a way to reach or to pay anybody but a service of ours."""
    rest, done = "", 0
    for found in find(text, region=region):
        if common.list_of(found.kind, found.value) is not CommonList.SERVICES:
            return True
        rest += f"{text[done : found.start]};"
        done = found.end
    return _REACHES_SOMEBODY.search(fold(rest + text[done:]).text) is not None


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
