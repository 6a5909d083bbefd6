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


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """A question with what was answered, kept exactly as typed."""

    question: str
    answer: str
    change_url: str = ""


@dataclass(frozen=True, kw_only=True)
class MessageLine:
    """One message of a thread."""

    text: str
    sent_at: datetime
    is_ours: bool
    """Whether the reader of the page wrote it."""
    who: str


@dataclass(frozen=True, kw_only=True)
class ThreadLine:
    """One step of a report's way, with its date."""

    text: str
    at: datetime
