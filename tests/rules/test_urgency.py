"""How soon a report needs a person."""

import pytest

from callpoint.rules.triage.facts import Facts
from callpoint.rules.urgency import ORDER, URGENT_FACTS, urgency_of
from tests.rules.known import known

KINDS = known().content.kinds
ROWS = [
    ("shopping-fraud", Facts(), "soon"),
    ("shopping-fraud", Facts(money_left="last-72h"), "today"),
    ("shopping-fraud", Facts(money_left="last-24h"), "now"),
    ("phishing-text", Facts(money_left="no"), "info"),
    ("phishing-text", Facts(danger_now="yes"), "now"),
]


@pytest.mark.parametrize(("kind", "facts", "urgency"), ROWS)
def test_the_facts_lift_a_kind_from_its_base(kind: str, facts: Facts, urgency: str) -> None:
    assert urgency_of(KINDS[kind], facts, critical=False) == urgency


@pytest.mark.parametrize("fact", URGENT_FACTS)
def test_danger_to_life_child_or_system_is_now_whatever_the_kind(fact: str) -> None:
    facts = Facts(**{fact: "yes"})
    assert {urgency_of(kind, facts, critical=False) for kind in KINDS.values()} == {"now"}


def test_what_triage_calls_critical_is_now() -> None:
    assert {urgency_of(kind, Facts(), critical=True) for kind in KINDS.values()} == {ORDER[0]}
