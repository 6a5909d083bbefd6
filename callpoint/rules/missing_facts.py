"""What a reporter can be asked for: the facts a report lacks, which were asked already, and how an ask stands.

AskError
├── NothingAskedError       no fact was picked
├── NotMissingError         a fact was picked that the report does not lack
├── AskedAlreadyError       a fact was picked that an open ask asks for
├── TooManyFactsError       more facts were picked than one message may ask for
└── SentenceTooLongError    the own sentence has more characters than one may have
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from callpoint.rules.content.model import Question, Unit
from callpoint.rules.content.whole import Content
from callpoint.rules.dates import calendar_of
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.promises import due_at, promise_due
from callpoint.rules.questionnaire import DO_NOT_KNOW, completeness
from callpoint.rules.rows import Answers
from callpoint.rules.way import DECLARATION, STORY

WINDOW: Final = "ask-window"
"""The promise whose time somebody has to answer."""
WITHOUT_PROMISE: Final = "P14D"
"""The time to answer where the content of a place names none; a choice of this service."""
MOST_FACTS: Final = 8
"""Facts in one message: more than these are a form, and a form is left lying."""
SENTENCE_LIMIT: Final = 500
"""Characters of what staff write in their own words."""
SUGGESTED: Final = 3
"""Facts that are ticked already when somebody begins to ask."""
_NEVER: Final = frozenset({STORY, DECLARATION, "own_kind", "not_intimate", "file_shows", "file_captured"})
"""What is asked in places of its own: the story stays as sent, and files have their own page."""
_NO_FIELD: Final = frozenset({"file"})
"""Types of question whose answer is no words."""


class AskError(Exception):
    """A reporter cannot be asked so."""


class NothingAskedError(AskError):
    """No fact was picked: words alone are a message."""


class NotMissingError(AskError):
    """A fact was picked that the report does not lack."""


class AskedAlreadyError(AskError):
    """Facts were picked that an open ask asks for: `keys`."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


class TooManyFactsError(AskError):
    """More facts were picked than one message may ask for."""


class SentenceTooLongError(AskError):
    """The own sentence has `over` characters more than one may have."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


class FactStanding(StrEnum):
    """What became of one fact that was asked for."""

    OPEN = "open"
    ANSWERED = "answered"
    NOT_KNOWN = "not-known"


class AskStanding(StrEnum):
    """What became of an ask."""

    OPEN = "open"
    PARTLY = "partly"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    DECLINED = "declined"
    SETTLED = "settled"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a member of staff wants to ask for: facts by the ids of their questions, and words of their own."""

    keys: tuple[str, ...]
    sentence: str = ""


def missing_facts(content: Content, *, kind: str, answers: Answers) -> tuple[Question, ...]:
    """Give what a report lacks, most useful first: what its kind asks, then what an official form needs, then the rest."""
    asked = content.kinds[kind].ask if kind in content.kinds else ()
    blank = completeness(content, kinds=(kind,), answers=answers).blank
    lacking = [
        one
        for one in (content.questions[name] for name in blank)
        if one.id not in _NEVER and one.type not in _NO_FIELD
    ]
    return tuple(sorted(lacking, key=lambda one: _rank(one, asked)))


def _rank(question: Question, asked: Sequence[str]) -> tuple[int, int]:
    """Rank a question; those of one rank stay in the order of the content."""
    if question.id in asked:
        return 0, asked.index(question.id)
    return (1, 0) if question.serves else (2, 0)


def checked_ask(wanted: Wanted, *, missing: Collection[str], is_open: Collection[str]) -> Wanted:
    """
    Give an ask as it is sent: each fact once, in the order it was picked.

    `missing` are the ids of what the report lacks, `is_open` of what an open ask already asks for.

    :raises AskError: it cannot be sent so; see the head of this module.
    """
    keys, sentence = tuple(dict.fromkeys(wanted.keys)), wanted.sentence.replace("\r\n", "\n").strip()
    if not keys:
        raise NothingAskedError
    if not set(keys) <= set(missing):
        raise NotMissingError
    twice = tuple(key for key in keys if key in is_open)
    if twice:
        raise AskedAlreadyError(twice)
    if len(keys) > MOST_FACTS:
        raise TooManyFactsError
    if len(sentence) > SENTENCE_LIMIT:
        raise SentenceTooLongError(len(sentence) - SENTENCE_LIMIT)
    return Wanted(keys=keys, sentence=sentence)


def answer_due(known: Knowledge, *, unit: Unit | None, at: datetime) -> datetime:
    """Give the day by which an answer is asked for; it binds nobody, so it is the same in every role."""
    calendar, promise = calendar_of(known, unit), known.content.promises.get(WINDOW)
    due = promise_due(promise, starts_at=at, calendar=calendar) if promise else None
    return due or due_at(WITHOUT_PROMISE, days="calendar", starts_at=at, calendar=calendar)


def remind_at(*, asked_at: datetime, due: datetime) -> datetime:
    """Give when the one reminder goes out: at half of the time."""
    return asked_at + max(timedelta(0), due - asked_at) / 2


def fact_standing(
    key: str, *, told_since: Mapping[str, str | list[str]], not_known: Collection[str]
) -> FactStanding:
    """Say what became of a fact; `told_since` are the answers that came after it was asked for."""
    told = told_since.get(key)
    if told and told != DO_NOT_KNOW:
        return FactStanding.ANSWERED
    return FactStanding.NOT_KNOWN if told or key in not_known else FactStanding.OPEN


def ask_standing(facts: Iterable[FactStanding], *, is_settled: bool, is_over: bool) -> AskStanding:
    """Say what became of an ask: `is_settled` by a person, `is_over` where its time has passed."""
    found = tuple(facts)
    if FactStanding.OPEN not in found:
        return AskStanding.ANSWERED if FactStanding.ANSWERED in found else AskStanding.DECLINED
    if is_settled:
        return AskStanding.SETTLED
    if is_over:
        return AskStanding.OVERDUE
    return AskStanding.OPEN if set(found) <= {FactStanding.OPEN} else AskStanding.PARTLY
