"""Rows: how the answers of a second payment are named, read and counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.rows import MOST_ROWS, in_row, key_of, rows_of, split_key

names = st.from_regex(r"[a-z][a-z0-9_-]{0,30}", fullmatch=True)


@given(name=names, row=st.integers(1, MOST_ROWS))
def test_a_key_is_read_as_it_was_written(name: str, row: int) -> None:
    assert split_key(key_of(name, row)) == (name, row)


@pytest.mark.parametrize(
    "key", ["pay", "pay.1", "pay.0", "pay.02", "pay.x", "pay.", "pay.51", "pay.\u0662", ""]
)
def test_what_is_no_further_row_stands_for_itself(key: str) -> None:
    assert split_key(key) == (key, 1)


def test_a_row_exists_where_something_of_it_is_answered() -> None:
    answers = {"amount.3": "£5", "when": "today", "amount.4": "", "name.2": "A"}
    assert (rows_of(answers, {"amount", "when"}), rows_of({}, {"amount"})) == ((1, 3), (1,))


def test_from_a_further_row_the_repeated_questions_have_its_own_answers() -> None:
    answers = {"amount": "£5", "way": "cash", "way.2": "card", "story": "x"}
    seen = in_row(answers, 2, {"amount", "way"})
    assert (seen.get("amount"), seen["way"], seen["story"], in_row(answers, 1, {"way"})) == (
        None,
        "card",
        "x",
        answers,
    )
