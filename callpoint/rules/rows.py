"""Answers that are given once a row, such as the payments: how they are named, and how one row is read.

The answers of a report stay one flat mapping. The first row of a repeated question has the
question's own id (`pay_amount`), each further row adds its number (`pay_amount.2`), so that two
tabs that save different rows never overwrite each other.
"""

from collections.abc import Collection, Mapping
from typing import Final

Answers = Mapping[str, str | list[str]]
"""Question id, with the number of its row from the second on, to what was typed or chosen."""

MARK: Final = "."
MOST_ROWS: Final = 50
"""Rows of one run; more payments than these are listed in the story or added as a file."""


def key_of(name: str, row: int) -> str:
    """Give the key of a question, or the name of a step, in a row; rows count from 1."""
    return name if row == 1 else f"{name}{MARK}{row}"


def split_key(key: str) -> tuple[str, int]:
    """Give the question or sheet of a key, and its row; a key that is none stands for itself, in row 1."""
    name, mark, number = key.rpartition(MARK)
    is_row = mark and number.isdecimal() and number.isascii() and not number.startswith("0")
    if not is_row or not 1 < int(number) <= MOST_ROWS:
        return key, 1
    return name, int(number)


def rows_of(answers: Answers, questions: Collection[str]) -> tuple[int, ...]:
    """Give the rows in which one of these questions is answered, in order; always with the first."""
    found = (split_key(key) for key, value in answers.items() if value)
    return tuple(sorted({1, *(row for name, row in found if name in questions)}))


def in_row(answers: Answers, row: int, questions: Collection[str]) -> Answers:
    """Give the answers as they look from one row: the repeated questions have that row's answers."""
    if row == 1:
        return answers
    others = {key: value for key, value in answers.items() if key not in questions}
    own = {name: answers[key_of(name, row)] for name in questions if key_of(name, row) in answers}
    return {**others, **own}
