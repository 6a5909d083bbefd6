"""Which short questions follow a story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.followups import FOLLOW_UPS, MOST_FOLLOW_UPS, follow_ups
from tests.rules.known import known

KINDS = sorted(known().content.kinds)
ROWS = [
    # kind, answers, read from the story, what is asked
    ("shopping-fraud", {}, {}, ("who", "money_left", "postcode")),
    ("shopping-fraud", {}, {"who": "self"}, ("money_left", "postcode")),
    ("shopping-fraud", {"who": "self"}, {"who": "self"}, ("who", "money_left", "postcode")),
    ("sextortion", {}, {"who": "self"}, ("image_threat", "age", "postcode")),
    ("harassment", {}, {"who": "self", "age": "adult"}, ("suspect_known", "postcode")),
    ("not-cyber", {}, {"who": "child"}, ("age", "postcode")),
    ("not-cyber", {}, {"who": "self", "postcode": "DE1"}, ()),
    ("ransomware", {}, {"who": "organisation"}, ("attack_running", "money_left", "postcode")),
]


@pytest.mark.parametrize(("kind", "answers", "read", "asked"), ROWS)
def test_only_what_can_change_the_help_is_asked(
    kind: str, answers: dict[str, str | list[str]], read: dict[str, str], asked: tuple[str, ...]
) -> None:
    assert follow_ups(kind=known().content.kinds[kind], answers=answers, read=read) == asked


@given(
    kind=st.sampled_from(KINDS),
    read=st.dictionaries(st.sampled_from([step.question for step in FOLLOW_UPS]), st.just("x")),
)
def test_never_more_than_three_and_never_one_twice(kind: str, read: dict[str, str]) -> None:
    asked = follow_ups(kind=known().content.kinds[kind], answers={}, read=read)
    assert len(asked) == len(set(asked)) <= MOST_FOLLOW_UPS


def test_every_follow_up_is_a_question_of_the_content() -> None:
    assert {step.question for step in FOLLOW_UPS} <= set(known().content.questions)
