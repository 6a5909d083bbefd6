"""What every kind of identifier can do, and the text that they search together."""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from callpoint.rules.identifiers.candidates import Candidate
from callpoint.rules.identifiers.digits import Run
from callpoint.rules.identifiers.model import IdentifierKind


class Hit(NamedTuple):
    """An identifier found in the folded text, before it is said whose."""

    kind: IdentifierKind
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Scene:
    """A folded text while it is searched: the names of platforms and programs in it, its "@"s and its runs of digits."""

    text: str
    region: str
    words: list[Candidate] = field(default_factory=list)
    tags: list[Candidate] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    refused_until: int = 0
    """What stands before this was looked at as a host, and is none."""


class Kind(Protocol):
    """One kind of identifier: read as typed, shown as people read it, noted, and whether it links reports."""

    def read(self, text: str, *, region: str) -> str | None:
        """Read one value typed into a field."""

    def show(self, value: str) -> str:
        """Give a value as people read it."""

    def links(self, value: str) -> bool:
        """Say whether two reports that name this value may be about the same people."""

    def notes(self, value: str) -> tuple[str, ...]:
        """Give short codes of what is odd about a value."""
