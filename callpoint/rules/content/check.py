"""Check all content on a day: what is broken, what has gone stale, what nobody verified."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from callpoint.rules.content.common_lists import list_problems
from callpoint.rules.content.freshness import expires_on
from callpoint.rules.content.load import Reading, read_content
from callpoint.rules.content.model import Confidence, Country, Service, Sourced
from callpoint.rules.content.now_model import NowFact, NowParts
from callpoint.rules.content.problems import Problem
from callpoint.rules.content.yaml_tree import Route

Part = Literal["stale", "closed", "row", "reporting", "channel", "hours", "holidays"]
"""What of a piece of content a row is about; `stale` and `closed` are about all of it."""

WHY: Final[Mapping[tuple[Part, Confidence], str]] = {
    ("stale", "seen"): "stale since {day}; read the source again",
    ("closed", "seen"): "could not confirm that it is still open",
    ("row", "from_memory"): "row: from memory, read in no source",
    ("row", "conflict"): "row: sources disagree",
    ("reporting", "from_memory"): "reporting page: from memory, read in no source",
    ("reporting", "conflict"): "reporting page: sources disagree",
    ("channel", "from_memory"): "{type} {value}: from memory, read in no source",
    ("channel", "conflict"): "{type} {value}: sources disagree",
    ("hours", "from_memory"): "hours of {type} {value}: from memory, read in no source",
    ("hours", "conflict"): "hours of {type} {value}: sources disagree",
    ("holidays", "from_memory"): "holidays: from memory, read in no source",
    ("holidays", "conflict"): "holidays: sources disagree",
}
"""Why a person should look; each is translated, then filled in by the values of its row."""
_Values = tuple[tuple[str, str], ...]
_STALE_DAYS: Final = 90
"""For content without a jurisdiction of its own."""


@dataclass(frozen=True, order=True)
class Row:
    """One declared fact that a person should look at, and why."""

    file: str
    line: int
    id: str
    template: str
    """One of `WHY`."""
    values: tuple[tuple[str, str], ...] = ()
    """What fills it in: `day`, or the `type` and `value` of a channel."""

    @property
    def why(self) -> str:
        """Give the reason in English."""
        return self.template.format(**dict(self.values))

    def __str__(self) -> str:
        """Show it as an editor can jump to it."""
        return f"{self.file}:{self.line}: {self.id}: {self.why}"


@dataclass(frozen=True)
class ContentCheck:
    """Everything a check found; only problems keep the content from being used."""

    version: str
    problems: tuple[Problem, ...]
    stale: tuple[Row, ...]
    unsure: tuple[Row, ...]


def check_content(root: Path, overlay: Path | None, on: date) -> ContentCheck:
    """Check the content under `root` and a deployment's overlay as on a day."""
    reading = read_content(root, overlay=overlay)
    return ContentCheck(
        version=reading.content.version,
        problems=(*reading.problems, *list_problems(root)),
        stale=tuple(sorted(_stale(reading, on))),
        unsure=tuple(sorted(_unsure(reading))),
    )


def report_lines(check: ContentCheck) -> Iterator[str]:
    """Give the check as lines of text: problems first, then stale, then unsure rows."""
    yield f"content version {check.version[:12]}"
    for title, rows in (
        ("problems", check.problems),
        ("stale", check.stale),
        ("unsure", check.unsure),
    ):
        yield f"{title}: {len(rows)}"
        for row in rows:
            yield f"  {row}"


def _sourced(reading: Reading) -> Iterator[tuple[str, str, Sourced]]:
    content = reading.content
    tables: tuple[tuple[str, Mapping[str, Sourced]], ...] = (
        ("services", content.services),
        ("promises", content.promises),
        ("countries", content.countries),
        ("outcomes", content.outcomes),
        ("requests", content.requests),
    )
    for sort, rows in tables:
        for name, row in rows.items():
            yield sort, name, row


def _facts_told(reading: Reading) -> Iterator[tuple[tuple[str, str], int, NowFact]]:
    """Give each fact of the guides, with its piece and its place in it."""
    content = reading.content
    guides: tuple[tuple[str, Mapping[str, NowParts]], ...] = (
        ("now", content.now),
        ("now_local", content.now_local),
    )
    for sort, rows in guides:
        for name, guide in rows.items():
            for at, fact in enumerate(guide.facts):
                yield (sort, name), at, fact


def _row(reading: Reading, at: tuple[str, str], said: tuple[Route, str, _Values]) -> Row:
    route, template, values = said
    piece = reading.found.pieces[at]
    return Row(piece.tree.file, piece.tree.line(*route), piece.id, template, values)


def _stale(reading: Reading, on: date) -> Iterator[Row]:
    for sort, name, row in _sourced(reading):
        expires = expires_on(row, stale_after_days=_days_fresh(reading, (sort, name)))
        if expires is not None and on >= expires:
            day = (("day", expires.isoformat()),)
            yield _row(reading, (sort, name), ((), WHY["stale", "seen"], day))

    for piece, at, fact in _facts_told(reading):
        expires = expires_on(fact, stale_after_days=_days_fresh(reading, piece))
        if expires is not None and on >= expires:
            day = (("day", expires.isoformat()),)
            yield _row(reading, piece, (("facts", at), WHY["stale", "seen"], day))


def _days_fresh(reading: Reading, piece: tuple[str, str]) -> int:
    """Say for how many days what a piece tells counts as fresh."""
    home = reading.content.homes["/".join(piece)]
    jurisdiction = reading.content.jurisdictions.get(home)
    return jurisdiction.stale_after_days if jurisdiction else _STALE_DAYS


def _unsure_facts(reading: Reading) -> Iterator[Row]:
    for piece, at, fact in _facts_told(reading):
        if ("row", fact.confidence) in WHY:
            yield _row(reading, piece, (("facts", at, "confidence"), WHY["row", fact.confidence], ()))


def _unsure(reading: Reading) -> Iterator[Row]:
    yield from _unsure_facts(reading)
    for sort, name, row in _sourced(reading):
        for route, why, values in _confidences(row):
            if why in WHY:
                yield _row(reading, (sort, name), (route, WHY[why], values))
    for service in reading.content.services.values():
        if service.status == "unconfirmed":
            said = (("status",), WHY["closed", "seen"], ())
            yield _row(reading, ("services", service.id), said)
    for one in reading.content.jurisdictions.values():
        if one.holidays and ("holidays", one.holidays_confidence) in WHY:
            template = WHY["holidays", one.holidays_confidence]
            yield _row(reading, ("jurisdiction", one.id), (("holidays",), template, ()))


def _confidences(row: Sourced) -> Iterator[tuple[Route, tuple[Part, Confidence], _Values]]:
    yield ("confidence",), ("row", row.confidence), ()
    if isinstance(row, Country) and row.reporting is not None:
        yield ("reporting",), ("reporting", row.reporting.confidence), ()
    for at, channel in enumerate(row.channels if isinstance(row, Service) else ()):
        named = (("type", channel.type), ("value", channel.value))
        yield ("channels", at, "confidence"), ("channel", channel.confidence), named
        if channel.hours:
            route = ("channels", at, "hours_confidence")
            yield route, ("hours", channel.hours_confidence), named
