"""A reporter's own copy of a report as a file for programs: the schema `callpoint-copy/1` of docs/formats.md."""

from dataclasses import dataclass
from datetime import datetime

from callpoint.rules.journal import Json

COPY_SCHEMA = "callpoint-copy/1"


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """A question as it was asked, with what was typed or chosen."""

    question: str
    answer: str | None
    """None where it was left out."""


@dataclass(frozen=True, kw_only=True)
class SentText:
    """What was sent at one time, to the last letter, with the hash that the receipt names."""

    what: str
    """How it came: report, addition or message."""
    sent_at: datetime
    content: Json
    """As `callpoint.rules.receipt` hashes it: its canonical JSON has the SHA-256 below."""
    sha256: str


@dataclass(frozen=True, kw_only=True)
class OwnCopy:
    """All that a report says, for its own reporter."""

    schema: str = COPY_SCHEMA
    service: str
    language: str
    """BCP 47; the language of the questions."""
    made_at: datetime
    report_reference: str | None
    """None until the report is sent."""
    is_crime_number: bool = False
    """Our reference never is one."""
    sent_at: datetime | None
    recorded_by: str | None
    """The other body that records this kind of crime, to which nothing was sent; None where it is this service."""
    other_reference: str | None
    """The number that body gave the reporter."""
    answers: tuple[GivenAnswer, ...]
    as_sent: tuple[SentText, ...]
    """Oldest first; empty for a draft."""
