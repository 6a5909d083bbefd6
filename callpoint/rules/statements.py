"""Statements that a reporter signs: what one may say, its hash, how it stands, and its draft from the report.

StatementError
├── NoTextError            there is nothing to sign
├── NoNameError            no name stands under it
├── NotAgreedError         the reporter has not said that these are their words
└── TooLongError           a text has more characters than one may have
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from callpoint.rules.journal import Json, canonical_json
from callpoint.rules.receipt import time_value

TEXT_LIMIT: Final = 20_000
"""Characters of a statement."""
NAME_LIMIT: Final = 200


class StatementKind(StrEnum):
    """What a statement is."""

    WITNESS = "witness"
    """What happened."""
    PERSONAL = "personal"
    """What it did to the person, in their own words; it is offered and never asked for."""


class StatementStanding(StrEnum):
    """How a statement stands."""

    OFFERED = "offered"
    SIGNED = "signed"
    USED = "used"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class StatementError(Exception):
    """A statement cannot be taken as it is."""


class NoTextError(StatementError):
    """There is nothing to sign."""


class NoNameError(StatementError):
    """No name stands under it."""


class NotAgreedError(StatementError):
    """The reporter has not said that these are their words."""


class TooLongError(StatementError):
    """A text is `over` characters longer than one may be."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What a reporter signs: the whole text, their name as they typed it, and that they ticked the box."""

    text: str
    name: str
    is_agreed: bool


def checked_text(text: str) -> str:
    """
    Give the text of a statement as it is kept.

    :raises NoTextError, TooLongError: it cannot be kept.
    """
    clean = _clean(text)
    if not clean:
        raise NoTextError
    if len(clean) > TEXT_LIMIT:
        raise TooLongError(len(clean) - TEXT_LIMIT)
    return clean


def checked_signature(said: Signature) -> Signature:
    """
    Give what a reporter signs as it is kept.

    :raises NoTextError, TooLongError, NoNameError, NotAgreedError: it cannot be signed so.
    """
    text, name = checked_text(said.text), " ".join(said.name.split())
    if not name or len(name) > NAME_LIMIT:
        raise NoNameError
    if not said.is_agreed:
        raise NotAgreedError
    return Signature(text=text, name=name, is_agreed=True)


def signed_value(*, text: str, name: str, at: datetime) -> Json:
    """Give what is hashed of a signed statement: its text, the name under it, and when it was signed."""
    return {"name": name, "signed_at": time_value(at), "statement": text}


def statement_hash(*, text: str, name: str, at: datetime) -> str:
    """Give the SHA-256 of a signed statement, in hexadecimal: the leaf of the signing commits to it."""
    return hashlib.sha256(canonical_json(signed_value(text=text, name=name, at=at))).hexdigest()


def standing_of(
    *,
    signed_at: datetime | None,
    declined_at: datetime | None,
    used_at: datetime | None,
    withdrawn_at: datetime | None,
) -> StatementStanding:
    """Say how a statement stands, from what was done last."""
    steps = (
        (withdrawn_at, StatementStanding.WITHDRAWN),
        (used_at, StatementStanding.USED),
        (signed_at, StatementStanding.SIGNED),
        (declined_at, StatementStanding.DECLINED),
    )
    return next((standing for at, standing in steps if at), StatementStanding.OFFERED)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
