"""When a report takes files: a truth table of what triage found and what was told."""

from dataclasses import replace
from itertools import product

import pytest

from callpoint.rules.exhibits import ABOUT_A_CHILD, Door, door_for
from callpoint.rules.suggesting import Suggestion, suggest
from callpoint.rules.triage.facts import UNDER_18, Facts
from tests.makers import at
from tests.rules.known import known

AGES = (*sorted(UNDER_18), "adult", "unknown", "")
WORDS = ("yes", "no", "")


def led_to(*, age: str = "", blocks: bool = False, kind: str = "") -> Suggestion:
    """What a plain report led to, with the parts that the door looks at."""
    plain = suggest({"story": "A shop never sent my shoes."}, at=at(), known=known())
    result = replace(plain.result, facts=Facts(age=age), blocks_upload=blocks)
    return replace(plain, result=result, own_kind=kind)


def expected(age: str, *, blocks: bool, word: str) -> Door:
    if age in UNDER_18:
        return Door.SHUT
    if not blocks:
        return Door.OPEN
    if age != "adult":
        return Door.ASKS_AGE
    return Door.OPEN if word == "yes" else Door.ASKS_FOR_WORD


@pytest.mark.parametrize(("age", "blocks", "word"), list(product(AGES, (True, False), WORDS)))
def test_the_door_follows_age_threat_and_word(age: str, *, blocks: bool, word: str) -> None:
    found = door_for(led_to(age=age, blocks=blocks), {"not_intimate": word})
    assert found is expected(age, blocks=blocks, word=word)


@pytest.mark.parametrize("kind", sorted(ABOUT_A_CHILD))
@pytest.mark.parametrize("age", ["adult", ""])
def test_pictures_of_a_child_keep_it_shut_whatever_was_told(kind: str, age: str) -> None:
    assert door_for(led_to(age=age, blocks=True, kind=kind), {"not_intimate": "yes"}) is Door.SHUT


def test_an_answer_in_another_form_is_no_word() -> None:
    assert door_for(led_to(age="adult", blocks=True), {"not_intimate": ["yes"]}) is Door.ASKS_FOR_WORD
