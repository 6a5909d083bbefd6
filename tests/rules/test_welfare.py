"""What is hard to read, when a break is offered, and where staff find help."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.triage.facts import Facts
from callpoint.rules.welfare import (
    Due,
    Sitting,
    distress_of,
    hard_kinds,
    help_for_staff,
    sorts_by_facts,
    welfare_rules,
)
from tests.rules.known import known

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
RULES = welfare_rules(known())
BREAKS = RULES.breaks


def ids(kind: str = "courier-fraud", *told: str) -> list[str]:
    return [sort.id for sort in distress_of(RULES, kind=kind, told=told)]


@pytest.mark.parametrize(
    ("kind", "sorts"),
    [
        ("sextortion", ["intimate-pictures"]),
        ("child-abuse-images", ["child"]),
        ("threats-of-violence", ["threats"]),
        ("courier-fraud", []),
        ("", []),
    ],
)
def test_a_kind_alone_can_be_hard(kind: str, sorts: list[str]) -> None:
    assert ids(kind) == sorts


def test_what_a_report_tells_counts_beside_its_kind_and_each_once() -> None:
    assert ids("sextortion", "self-harm", "intimate-pictures", "a-sort-that-is-gone") == [
        "intimate-pictures",
        "self-harm",
    ]


@pytest.mark.parametrize(
    ("facts", "sorts"),
    [
        (Facts(), ()),
        (Facts(image_threat="no", danger_now="no", age="13-15"), ()),
        (Facts(self_harm="yes"), ("self-harm",)),
        (Facts(image_threat="yes", danger_now="yes"), ("intimate-pictures", "threats")),
    ],
)
def test_facts_tell_what_is_hard(facts: Facts, sorts: tuple[str, ...]) -> None:
    assert sorts_by_facts(RULES, facts) == sorts


def test_kinds_that_are_hard_are_named_once() -> None:
    assert hard_kinds(RULES) == tuple(sorted(set(hard_kinds(RULES))))
    assert {"sextortion", "stalking"} <= set(hard_kinds(RULES))


def test_rules_of_the_deployments_own_jurisdiction_come_first() -> None:
    here = known()
    own = replace(here.content, welfare={**here.content.welfare, "uk": RULES.model_copy(update={"help": ()})})
    assert help_for_staff(replace(here, content=own)) == ()


def test_only_help_that_serves_the_country_is_offered() -> None:
    assert [each.id for each in help_for_staff(known())] == ["samaritans"]


def sitting(*, minutes: int = 0, hard: int = 0) -> Sitting:
    return Sitting(began_at=NOON - timedelta(minutes=minutes), seen_at=NOON, hard=hard)


@pytest.mark.parametrize(
    ("minutes", "hard", "due"),
    [
        (0, 0, None),
        (BREAKS.after_minutes - 1, BREAKS.after_reports - 1, None),
        (BREAKS.after_minutes, 0, Due.LONG_TIME),
        (0, BREAKS.after_reports, Due.HARD_REPORTS),
        (BREAKS.after_minutes, BREAKS.after_reports, Due.HARD_REPORTS),
    ],
)
def test_a_break_is_due_after_hard_reports_or_a_long_time(minutes: int, hard: int, due: Due | None) -> None:
    assert sitting(minutes=minutes, hard=hard).due(BREAKS) is due


@given(st.integers(0, 300), st.integers(0, 9))
def test_time_away_begins_anew_and_less_goes_on(away: int, hard: int) -> None:
    later = NOON + timedelta(minutes=away)
    before = sitting(minutes=60, hard=hard)
    anew = Sitting(began_at=later, seen_at=later)
    assert before.seen(later, BREAKS) == (
        anew if away >= BREAKS.away_minutes else replace(before, seen_at=later)
    )


def test_each_hard_report_counts_one() -> None:
    assert sitting(hard=2).opened_hard() == sitting(hard=3)
