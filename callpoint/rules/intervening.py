"""Requests to other bodies: what one has to say before it is made, by when an answer is wanted, and what an answer holds.

InterventionError
├── NoBodyError             nobody is named who is asked
├── NotConfirmedError       the officer has not looked at what must be looked at
├── TooManyWordsError       a text has more characters than one may have
├── NoChannelError          by which way it went out is not said
├── NoSuchResultError       this request has no such answer
└── NoReasonGivenError      this answer is noted with a reason
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from callpoint.rules.content.due_times import Calendar, due_at
from callpoint.rules.content.request_model import RequestKind, RequestResult
from callpoint.rules.promises import colour_at
from callpoint.rules.sums import Sum, reply_sums

BODY_LIMIT: Final = 200
"""Characters of the name of a body, of a contact, and of an authority."""
WORDS_LIMIT: Final = 2000
"""Characters of covering words, and of a reason."""
TAKEN_BACK: Final = "taken-back"
"""The answer of nobody: we asked for it no longer."""


class Channel(StrEnum):
    """By which way a request went out."""

    SECURE_MAIL = "secure-mail"
    PORTAL = "portal"
    PHONE = "phone"
    MAIL = "mail"
    POST = "post"
    BY_HAND = "by-hand"


Standing = Literal["ready", "open", "due soon", "overdue", "answered"]


class InterventionError(Exception):
    """A step about a request cannot be taken."""


class NoBodyError(InterventionError):
    """Nobody is named who is asked."""


class NotConfirmedError(InterventionError):
    """The officer has not looked at what must be looked at."""


class TooManyWordsError(InterventionError):
    """The text named `field` has `over` characters more than one may have."""

    def __init__(self, field: str, over: int) -> None:
        super().__init__(f"{field}: {over} characters over")
        self.field = field
        self.over = over


class NoChannelError(InterventionError):
    """By which way it went out is not said."""


class NoSuchResultError(InterventionError):
    """This request has no such answer."""


class NoReasonGivenError(InterventionError):
    """This answer is noted with a reason."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What an officer adds to a request; all of it may stay as it was drafted."""

    to: str
    words: str = ""
    authority: str = ""
    is_confirmed: bool = False
    tells: bool = True
    """Whether the reporter hears of it."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a body answered."""

    result: str
    held: str = ""
    """The sum that is held, as an officer typed it."""
    returned: str = ""
    words: str = ""
    """The reason, and the reference of the body."""


@dataclass(frozen=True, kw_only=True)
class NotedReply:
    """What a body answered, as it is kept; both sums are of one currency."""

    result: str
    held: Sum
    returned: Sum
    words: str


def checked_wording(said: Wording) -> Wording:
    """
    Give what an officer added as it is kept.

    :raises NoBodyError, NotConfirmedError, TooManyWordsError: the request cannot be made so.
    """
    clean = replace(said, to=_clean(said.to), words=_clean(said.words), authority=_clean(said.authority))
    if not clean.to:
        raise NoBodyError
    for field, text, most in (
        ("to", clean.to, BODY_LIMIT),
        ("words", clean.words, WORDS_LIMIT),
        ("authority", clean.authority, BODY_LIMIT),
    ):
        check_length(field, text, most)
    if not clean.is_confirmed:
        raise NotConfirmedError
    return clean


def check_length(field: str, text: str, most: int) -> None:
    """
    Let a text pass that is not too long.

    :raises TooManyWordsError: it is.
    """
    if len(text) > most:
        raise TooManyWordsError(field, len(text) - most)


def checked_sending(channel: str, contact: str) -> tuple[Channel, str]:
    """
    Give by which way and to whom a request went out, as it is kept; the contact may be left out.

    :raises NoChannelError, TooManyWordsError: it cannot be kept so.
    """
    if channel not in set(Channel):
        raise NoChannelError
    said = _clean(contact)
    check_length("contact", said, BODY_LIMIT)
    return Channel(channel), said


def checked_reply(kind: RequestKind | None, said: Reply, *, asked: Sum | None, home: str) -> NotedReply:
    """
    Give an answer as it is kept: sums only where the answer comes with some, a reason where it needs one.

    `kind` is None where the request did not go out, which can only be taken back. `asked` is what was paid.

    :raises NoSuchResultError, NoReasonGivenError, TooManyWordsError: it cannot be kept so.
    :raises callpoint.rules.sums.NotASumError: a sum is none, or of another currency than what was paid.
    """
    words = _clean(said.words)
    check_length("words", words, WORDS_LIMIT)
    result = result_of(kind, said.result)
    if result is None and said.result != TAKEN_BACK:
        raise NoSuchResultError
    if not words and (result is None or result.reason):
        raise NoReasonGivenError
    sums = (said.held, said.returned) if result and result.sums else ("", "")
    held, returned = reply_sums(*sums, asked=asked, home=home)
    return NotedReply(result=said.result, held=held, returned=returned, words=words)


def result_of(kind: RequestKind | None, result: str) -> RequestResult | None:
    """Give one answer of a kind of request; None where there is no such one."""
    return next((one for one in kind.results if one.id == result), None) if kind else None


def answer_due(kind: RequestKind, *, urgency: str, sent_at: datetime, calendar: Calendar) -> datetime:
    """Give by when an answer is wanted: sooner for a report of the class now, where the content says so."""
    if urgency == "now" and kind.due_now:
        return due_at(kind.due_now, days="calendar", starts_at=sent_at, calendar=calendar)
    return due_at(kind.due, days=kind.days, starts_at=sent_at, calendar=calendar)


def standing_of(
    *, sent_at: datetime | None, due: datetime | None, answered_at: datetime | None, at: datetime
) -> Standing:
    """Say how a request stands; from three quarters of its time on it is due soon."""
    if answered_at:
        return "answered"
    if sent_at is None or due is None:
        return "ready"
    looks: dict[str, Standing] = {"in time": "open", "amber": "due soon", "late": "overdue"}
    return looks[colour_at(starts_at=sent_at, due=due, at=at)]


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
