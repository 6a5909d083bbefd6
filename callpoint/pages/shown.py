"""Parts that several pages show: services, answers, messages."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class ChannelLine:
    """One way to reach a service, as shown."""

    label: str
    text: str
    url: str
    state: str
    """open | closed | unknown, as of now; '' where opening hours make no sense."""
    when: str
    """When it opens or closes, or that the hours are not known."""
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceView:
    """A service as shown: who it is for, why, and how to reach it."""

    id: str
    name: str
    for_whom: str
    why: str
    lines: tuple[ChannelLine, ...]
    cost: str
    warnings: tuple[str, ...]
    """What we are not sure of, said plainly."""
    url: str

    @property
    def is_open(self) -> bool:
        """Say whether a line that a person answers is open now."""
        return any(line.state == "open" for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class ChoiceLine:
    """One answer to choose."""

    value: str
    label: str
    hint: str = ""
    chosen: bool = False
    key: str = ""
    """The single key that picks it; '' where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPiece:
    """A part of a text: plain, or the name of an identifier with its number; 0 for plain."""

    text: str
    number: int = 0
    whose: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """A question with what was answered, kept exactly as typed."""

    question: str
    answer: str
    change_url: str = ""
    read_as: str = ""
    """How we understood a date, a sum or a number; '' where the words say it all."""
    is_blank: bool = False
    pieces: tuple[MarkedPiece, ...] = ()
    """The answer with its identifiers marked, for staff."""


@dataclass(frozen=True, kw_only=True)
class AnswerPart:
    """Answers that belong together, under one heading."""

    heading: str
    lines: tuple[AnswerLine, ...]
    remove_url: str = ""
    """Where a row, such as the second payment, can be taken out."""

    @property
    def told(self) -> tuple[AnswerLine, ...]:
        """Give what was answered."""
        return tuple(line for line in self.lines if not line.is_blank)

    @property
    def blank(self) -> tuple[AnswerLine, ...]:
        """Give what was left out."""
        return tuple(line for line in self.lines if line.is_blank)


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """An answer before and after something was added; '' where there was, or is, none."""

    question: str
    before: str
    after: str
    pieces: tuple[MarkedPiece, ...] = ()
    """What it says now with its identifiers marked, for staff."""
    asked: str = ""
    """That somebody asked for it, and on which day, for staff."""


@dataclass(frozen=True, kw_only=True)
class AdditionPart:
    """What was added to a report at one time after it was sent."""

    added_at: datetime
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file that was added; its size in words."""

    name: str
    size: str
    sha256: str
    shows: str


@dataclass(frozen=True, kw_only=True)
class HashLine:
    """A file or a text with its SHA-256, in groups of four letters; a text has no size."""

    name: str
    groups: tuple[str, ...]
    size: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceiptView:
    """A receipt as its reporter sees it."""

    received_at: datetime
    file_url: str
    checker_url: str
    key_url: str
    command: tuple[str, ...]
    key_option: str
    """What to type to check it, word by word: no word of it is ever broken in two."""
    lines: tuple[HashLine, ...] = ()
    count: int = 0
    """How many lines of our log it names."""
    first_line: int = 0
    fingerprint: tuple[str, ...] = ()
    """Of the signature, in groups."""
    problem: str = ""
    """Where there can be none: says so, and what to do."""


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """One message of a thread."""

    text: str
    sent_at: datetime
    is_ours: bool
    """Whether the reader of the page wrote it."""
    who: str
    pieces: tuple[MarkedPiece, ...] = ()
    """The text with its identifiers marked, for staff."""


@dataclass(frozen=True, kw_only=True)
class ThreadLine:
    """One step of a report's way, with its date."""

    text: str
    at: datetime
