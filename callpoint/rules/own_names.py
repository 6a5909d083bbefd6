"""Whether a report names a member of staff or their family: names are compared by two of their words, and never kept."""

import unicodedata
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import combinations
from typing import Final

from callpoint.rules.folding import folded
from callpoint.rules.rows import Answers, split_key

REPORTER_NAMES: Final = frozenset({"name", "harmed_name"})
SUSPECT_NAMES: Final = frozenset({"suspect_name", "claimed_name", "pay_to_name"})
TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "prof", "rev"})
MOST_WORDS: Final = 12
"""Words of one name that are looked at: a longer text is no name."""


class Whose(StrEnum):
    """Whose name of the reader's was met."""

    OWN = "own"
    FAMILY = "family"


class Side(StrEnum):
    """On which side of a report a name stands."""

    REPORTER = "reporter"
    SUSPECT = "suspect"


def name_key(name: str) -> str:
    """Give the first and the last word of a name, in the order of the alphabet; '' of what has none."""
    words = _words(name)
    return " ".join(sorted({words[0], words[-1]})) if words else ""


def name_keys(text: str) -> frozenset[str]:
    """Give every key that a name stands for: each of its words, and each two of them, in whatever order they came."""
    words = sorted(set(_words(text)[:MOST_WORDS]))
    return frozenset((*words, *(" ".join(pair) for pair in combinations(words, 2))))


def names_told(answers: Answers, signed: Collection[str] = ()) -> dict[Side, frozenset[str]]:
    """Give the keys of every name that a report tells, on each side; `signed` are those under its statements."""
    return {
        Side.REPORTER: _keys_of(answers, REPORTER_NAMES).union(*map(name_keys, signed)),
        Side.SUSPECT: _keys_of(answers, SUSPECT_NAMES),
    }


def _keys_of(answers: Answers, questions: frozenset[str]) -> frozenset[str]:
    told = (said for key, said in answers.items() if split_key(key)[0] in questions and isinstance(said, str))
    return frozenset(key for said in told for key in name_keys(said))


def _words(name: str) -> list[str]:
    return [word for word in _letters(folded(name)[0]) if len(word) > 1 and word not in TITLES]


def _letters(text: str) -> Iterator[str]:
    """Give the words of a text, cut at all that is no letter; marks on letters do not count."""
    plain = (letter for letter in text if not unicodedata.combining(letter))
    return iter("".join(letter if letter.isalpha() else " " for letter in plain).split())
