"""Small makers for the tests of triage."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from callpoint.rules.places import Places
from callpoint.rules.triage import Facts, TriageResult, triage
from callpoint.rules.triage.where import Gazetteer
from tests.rules.content.makers import REAL, real_content

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
"""A Saturday."""
DEV_CASES = Path(__file__).parents[1] / "cases" / "triage_dev.jsonl"
BLIND_CASES = DEV_CASES.with_name("triage_blind.jsonl")
OPEN_CASES = Path(__file__).parents[3].parent / "shared" / "cases" / "triage.jsonl"


@cache
def places() -> Places:
    """Load the places that ship with the service."""
    return Places.load(REAL)


def someone(**said: str) -> Facts:
    """Make the facts of an adult in England who speaks for herself."""
    return replace(Facts(country="GB", nation="england", who="self", age="adult"), **said)


def triaged(story: str, facts: Facts | None = None, gazetteer: Gazetteer | None = None) -> TriageResult:
    """Triage with the real content."""
    return triage(
        story=story,
        facts=someone() if facts is None else facts,
        at=NOW,
        content=real_content(),
        places=gazetteer,
    )


def offered(result: TriageResult) -> tuple[str, ...]:
    """Give the ids of the services shown."""
    return tuple(offer.service_id for offer in result.offers)
