"""Runs the verifier as a command line would, and gives what it said and how it ended."""

import io
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from callpoint.verifier.callpoint_verify import main


class Said(NamedTuple):
    """How the verifier ended, what it wrote as its answer, and what it wrote besides."""

    code: int
    answer: str
    besides: str


def verify(*arguments: object) -> Said:
    """Run the verifier with these words."""
    answer, besides = io.StringIO(), io.StringIO()
    with redirect_stdout(answer), redirect_stderr(besides):
        code = main([str(each) for each in arguments])
    return Said(code, answer.getvalue(), besides.getvalue())


def lines_of(text: str, *, after: str) -> list[str]:
    """The points under a heading."""
    part: Iterable[str] = text.split(f"{after}\n")[1].split("\n\n", maxsplit=1)[0].splitlines()
    return [line.removeprefix("- ") for line in part]
