"""The letter that closes a report: its five parts, what fills them in, and what keeps one from being sent.

LetterError
└── NotPlainError   it cannot be sent as it is: each fault, and in which part
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Final, Self

from callpoint.rules.reading_grade import grade, sentences, words

HARDEST: Final = 6.0
"""The reading grade above which no letter of ours may be (goal U8)."""
MOST_WORDS: Final = 25
"""Of one sentence."""
LONGEST_PART: Final = 3000
MEASURED: Final = "en"
"""The one language whose reading grade is known."""

BLAMES: Final = re.compile(
    r"""\b(?:
        you\ (?:should|ought\ to)(?:\ not|n't)?\ have | you\ could\ have | should've | should\ have\ known
      | why\ (?:did|didn't)\ you | (?:fell|fallen|fall|falling)\ for | gullible | careless(?:ly|ness)? | naive(?:ly)?
      | foolish(?:ly)? | stupid(?:ly)? | silly | reckless(?:ly)? | irresponsibl[ey] | (?:too|so|overly)\ trusting
      | (?<!not\ )(?:your|their)\ own\ fault | (?<!not\ )your\ fault | your\ (?:own\ )?mistakes? | to\ blame
      | you\ (?:were|are)\ warned | you\ (?:allowed|ignored|failed|admit(?:ted)?|let(?!\ us\ know))
      | your\ (?:failure|negligence|carelessness) | negligen\w* | be\ more\ careful | next\ time
      | you\ (?:chose|decided)\ to\ (?:send|give|pay|share) | you\ willingly | of\ your\ own\ free\ will
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that lay the fault on the person harmed, or sound like it."""
_EMPTY_PHRASES: Final = re.compile(
    r"\b(?:insufficient\s+evidence|no\s+(?:further\s+|viable\s+)?lines?\s+of\s+(?:enquiry|inquiry))\b",
    re.IGNORECASE,
)
"""Phrases that tell nobody anything (assessment criteria, section 8)."""
_BARE_NUMBER: Final = re.compile(
    r"\b(?:outcome|code|category|disposal)(?:\s+(?:number|no\.?|code))?\s*\d+\b", re.IGNORECASE
)
_GAP: Final = re.compile(r"\{[^{}\n]{0,60}\}")
_FEWEST_WORDS: Final = 3
"""A part with fewer is a number or a catchword, and no sentence."""


class LetterError(Exception):
    """A letter cannot be sent."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The five parts of a closing letter, as text; in a template, `{name}` stands for what a report fills in."""

    sorry: str
    did: str
    decided: str
    why: str
    still: str

    @classmethod
    def of(cls, parts: Mapping[str, str]) -> Self:
        """Take the parts by name; line ends become one character, and a part nobody gave is empty."""
        return cls(
            **{name: parts.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip() for name in PARTS}
        )

    def parts(self) -> dict[str, str]:
        """Give every part by its name, in the order of the letter."""
        return asdict(self)


PARTS: Final = tuple(field.name for field in fields(Letter))

STANDARD: Final = Letter(
    sorry="We are sorry that this came to you. It was not your fault.",
    did="{did}",
    decided="{decision}",
    why="{reason}",
    still="{still}",
)
"""What every letter says where staff have written nothing of their own."""

FILLED: Final = frozenset(
    {
        *("reference", "sent_on", "read_on", "review_by", "service", "crime_number"),
        *("did", "decision", "reason", "still"),
    }
)
"""The names that a report fills in; any other in braces is a gap that an officer closes."""


@dataclass(frozen=True, order=True, kw_only=True)
class Fault:
    """One thing that keeps a letter from being sent: in which part ('' = all of it), what, and the words it is about."""

    part: str
    what: str
    said: str = ""


EMPTY: Final = "empty"
TOO_LONG: Final = "too long"
TOO_HARD: Final = "too hard"
LONG_SENTENCE: Final = "long sentence"
BLAME: Final = "blames"
EMPTY_PHRASE: Final = "tells nothing"
BARE_NUMBER: Final = "bare number"
OPEN_GAP: Final = "open gap"
NO_LAST_DATE: Final = "no last date"
FAULTS: Final = (
    *(EMPTY, TOO_LONG, TOO_HARD, LONG_SENTENCE, BLAME),
    *(EMPTY_PHRASE, BARE_NUMBER, OPEN_GAP, NO_LAST_DATE),
)


class NotPlainError(LetterError):
    """It cannot be sent as it is."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(sorted({fault.what for fault in faults})))
        self.faults = faults


def filled(template: Letter, facts: Mapping[str, str]) -> Letter:
    """Put the facts of a report into a template; a name without a fact stays, so that it is seen as a gap."""

    def put(found: re.Match[str]) -> str:
        return facts.get(found.group()[1:-1].strip(), found.group())

    # Twice: the sentences that an outcome gives may name facts themselves. What a fact holds beyond that stays as it is.
    once = {name: _GAP.sub(put, part) for name, part in template.parts().items()}
    return Letter.of({name: _GAP.sub(put, part) for name, part in once.items()})


def redated(letter: Letter, *, before: str, after: str) -> Letter:
    """Give the letter with the last date for a review as of the day it goes out; nothing else changes."""
    return replace(letter, still=letter.still.replace(before, after)) if before else letter


def grade_of(letter: Letter) -> float:
    """Give the reading grade of the whole letter, 0 where it says nothing."""
    return max(0.0, round(grade(letter.parts().values()), 1))


def check_plain(letter: Letter, *, language: str, review_by: str) -> None:
    """
    Let a letter pass that says what it must, in words that anybody reads.

    :raises NotPlainError: otherwise.
    """
    faults = faults_of(letter, language=language, review_by=review_by)
    if faults:
        raise NotPlainError(faults)


def faults_of(letter: Letter, *, language: str, review_by: str) -> tuple[Fault, ...]:
    """
    Say what keeps a letter from being sent; nothing where it is fine.

    `review_by` is the last date for a review in words; '' where none is promised. Only English has a grade.
    """
    faults = [fault for name, part in letter.parts().items() for fault in _faults_of_part(name, part)]
    if language.partition("-")[0] == MEASURED and grade_of(letter) > HARDEST:
        faults.append(Fault(part="", what=TOO_HARD, said=f"{grade_of(letter):.1f}"))
    if review_by and review_by not in letter.still:
        faults.append(Fault(part="still", what=NO_LAST_DATE, said=review_by))
    return tuple(faults)


def faults_of_template(template: Letter) -> tuple[Fault, ...]:
    """
    Say what is wrong with a template before it is filled in; a name in braces is none here.

    Where no part tells the last date for a review, by itself or within `{still}`, that is a fault.
    """
    found = [
        fault
        for name, part in template.parts().items()
        for fault in _faults_of_part(name, part)
        if fault.what not in {OPEN_GAP, BARE_NUMBER}
    ]
    if not any(name in template.still for name in ("{still}", "{review_by}")):
        found.append(Fault(part="still", what=NO_LAST_DATE))
    return tuple(found)


def unknown_names(template: Letter) -> tuple[str, ...]:
    """Give the names in braces that no report fills in: they stay as gaps for the officer."""
    named = (found[1:-1].strip() for part in template.parts().values() for found in _GAP.findall(part))
    return tuple(dict.fromkeys(name for name in named if name not in FILLED))


def _faults_of_part(name: str, part: str) -> Iterator[Fault]:
    if not part:
        yield Fault(part=name, what=EMPTY)
        return
    if len(part) > LONGEST_PART:
        yield Fault(part=name, what=TOO_LONG, said=str(len(part) - LONGEST_PART))
    for sentence in sentences(part):
        if len(words(sentence)) > MOST_WORDS:
            yield Fault(part=name, what=LONG_SENTENCE, said=sentence)
    for pattern, what in ((BLAMES, BLAME), (_EMPTY_PHRASES, EMPTY_PHRASE), (_GAP, OPEN_GAP)):
        for found in pattern.finditer(part):
            yield Fault(part=name, what=what, said=found.group())
    numbers = [found.group() for found in _BARE_NUMBER.finditer(part)]
    if numbers or _is_bare(part):
        yield Fault(part=name, what=BARE_NUMBER, said=numbers[0] if numbers else part)


def _is_bare(part: str) -> bool:
    """Say whether a part is a number and no sentence; letters of any script make a word."""
    has_digit = any(letter.isdigit() for letter in part)
    return has_digit and sum(any(map(str.isalpha, word)) for word in part.split()) < _FEWEST_WORDS
