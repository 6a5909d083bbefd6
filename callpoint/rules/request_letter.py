"""What a request to another body says: the words, the facts and who is asked, as they are kept, signed and handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from callpoint.rules.journal import Json

REQUEST_SCHEMA: Final = "callpoint-request/1"
NO_POWER: Final = "This is a request. No power of law is claimed."
"""Stands where no officer wrote down on what authority something is asked."""


@dataclass(frozen=True, kw_only=True)
class RequestFact:
    """One fact of the report: what it is, by a plain name of the format, and its value as the reporter told it."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class RequestLetter:
    """One request in full. Nothing in it was typed again: facts come from the report as they stand."""

    kind: str
    """The id of the request in the content."""
    title: str
    to: str
    """The body that is asked, by its name."""
    reference: str
    made_at: str
    """UTC, as leaves write it."""
    service: str
    """Who asks."""
    officer: str
    asks: tuple[str, ...]
    facts: tuple[RequestFact, ...]
    words: str
    """What the officer says besides; may be ''."""
    authority: str
    """`NO_POWER`, or what the officer wrote."""

    def parts(self) -> dict[str, Json]:
        """Give it as plain values under the names of the format (docs/formats.md)."""
        return {
            "schema": REQUEST_SCHEMA,
            "kind": self.kind,
            "title": self.title,
            "to": self.to,
            "report_reference": self.reference,
            "is_crime_number": False,
            "made_at": self.made_at,
            "service": self.service,
            "officer": self.officer,
            "asks": list(self.asks),
            "facts": [{"name": fact.name, "value": fact.value} for fact in self.facts],
            "words": self.words,
            "authority": self.authority,
        }

    @classmethod
    def of(cls, parts: Mapping[str, Any]) -> "RequestLetter":
        """Read it from the plain values that `parts` gave."""
        facts: Sequence[Mapping[str, str]] = parts["facts"]
        return cls(
            kind=parts["kind"],
            title=parts["title"],
            to=parts["to"],
            reference=parts["report_reference"],
            made_at=parts["made_at"],
            service=parts["service"],
            officer=parts["officer"],
            asks=tuple(parts["asks"]),
            facts=tuple(RequestFact(name=fact["name"], value=fact["value"]) for fact in facts),
            words=parts["words"],
            authority=parts["authority"],
        )
