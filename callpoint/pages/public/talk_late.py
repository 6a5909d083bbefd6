"""A change of how to reach somebody that came after its session had ended, as one text until the code is typed."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from callpoint.pages.public.talk_words import told_lines
from callpoint.rules.asking_support import CHANGED_LATER, tidied

MINE = "talk_mine"
"""Name of the address of the form."""


def packed(typed: Mapping[str, str]) -> str:
    """Give the fields of the form that hold something as one text."""
    return urlencode({field: typed[field] for field in CHANGED_LATER if typed.get(field)})


def unpacked(text: str) -> dict[str, str]:
    """Give the fields again."""
    return {field: value for field, value in parse_qsl(text) if field in CHANGED_LATER}


def change_in_words(text: str) -> str:
    """Give the change as words to read, each field behind its question."""
    return "\n".join(f"{line.question} {line.answer}" for line in told_lines(tidied(unpacked(text))))
