"""Danger and self-harm at night never rely on our staff: what is offered first answers at that hour, whoever sleeps here."""

from datetime import UTC, datetime, timedelta

import pytest

from callpoint.rules.directory import is_answering
from callpoint.rules.suggesting import suggest
from tests.rules.known import known

NIGHTS = tuple(datetime(2026, 12, 24, 23, 30, tzinfo=UTC) + timedelta(hours=3 * step) for step in range(24))
"""Three days and nights over Christmas, when no office is open."""
DANGERS = (
    {"story": "He is outside my door with a knife.", "danger_now": "yes"},
    {"story": "I cannot go on. I want to kill myself tonight.", "self_harm": "yes"},
    {"story": "I cannot go on. I want to end my life."},
    {"story": "They say they post my pictures. I am 15 and want to die.", "age": "13-15", "self_harm": "yes"},
)


@pytest.mark.parametrize("answers", DANGERS)
def test_at_every_hour_somebody_who_is_not_us_is_offered_and_answers(answers: dict[str, str]) -> None:
    content = known().content
    silent = []
    for at in NIGHTS:
        offered = suggest({**answers, "postcode": "S40 1TB"}, at=at, known=known()).result.offers
        services = [content.services[offer.service_id] for offer in offered[:3]]
        if not any(is_answering(content, one, at=at) for one in services):
            silent.append(at)
    assert silent == []


@pytest.mark.parametrize("answers", DANGERS)
def test_what_is_offered_is_the_same_whatever_the_hours_of_our_units(answers: dict[str, str]) -> None:
    day, night = (
        suggest({**answers, "postcode": "S40 1TB"}, at=at, known=known()).result
        for at in (NIGHTS[0] + timedelta(hours=12), NIGHTS[0])
    )
    assert (night.critical, [one.service_id for one in night.offers]) == (
        True,
        [one.service_id for one in day.offers],
    )
