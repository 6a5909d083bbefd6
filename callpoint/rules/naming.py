"""Words written beside a report that name its reporter, covered for who may not see the name: requests and statements."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from callpoint.rules.request_letter import RequestFact, RequestLetter
from callpoint.rules.restricting import COVER, is_identity
from callpoint.rules.rows import Answers, split_key

NAMES: Final = frozenset({"name", "harmed_name"})
SHORTEST_WORD: Final = 2
SHORTEST_RUN: Final = 4
SHORTEST_NUMBER: Final = 7
NUMBER_END: Final = 9
"""Digits from the end by which a phone number is known, with or without its country."""
_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = re.compile(r"[\W_]+")
_NO_DIGIT: Final = re.compile(r"\D+")


def names_reporter(text: str, answers: Answers) -> bool:
    """
    Say whether a text holds a part of the reporter's name, or where to find them.

    One word of a name is enough: a false alarm costs somebody a request to be let in, a miss tells who it is.
    """
    words, run, digits = set(_WORD.findall(text.casefold())), _run(text), _NO_DIGIT.sub("", text)
    for key, said in _told(answers):
        if split_key(key)[0] in NAMES and not words.isdisjoint(_words(said)):
            return True
        whole, number = _run(said), _NO_DIGIT.sub("", said)
        if len(whole) >= _shortest(whole) and whole in run:
            return True
        if len(number) >= SHORTEST_NUMBER and number[-NUMBER_END:] in digits:
            return True
    return False


def covered_words(text: str, answers: Answers) -> str:
    """Give `COVER` in place of a text that names the reporter, else the text."""
    return COVER if names_reporter(text, answers) else text


def covered_letter(letter: RequestLetter, answers: Answers) -> RequestLetter:
    """Cover who the reporter is in a request; the same letter where it does not say."""
    return replace(
        letter,
        facts=tuple(_covered_fact(fact, letter, answers) for fact in letter.facts),
        words=covered_words(letter.words, answers),
    )


def _covered_fact(fact: RequestFact, letter: RequestLetter, answers: Answers) -> RequestFact:
    # A request about one identifier has that as its only fact: a `phone` is then the suspect's.
    is_value = len(letter.facts) == 1
    says_who = names_reporter(fact.value, answers) if is_value else is_identity(fact.name)
    return replace(fact, value=COVER) if says_who else fact


def _told(answers: Answers) -> Iterator[tuple[str, str]]:
    for key, said in answers.items():
        if is_identity(key):
            yield key, " ".join(said) if isinstance(said, list) else said


def _words(name: str) -> Iterator[str]:
    return (word for word in _WORD.findall(name.casefold()) if len(word) >= SHORTEST_WORD)


def _run(text: str) -> str:
    return _BETWEEN.sub("", text.casefold())


def _shortest(run: str) -> int:
    """Give how long a run of letters is that is no chance: in scripts of whole words per sign, two are a name."""
    return SHORTEST_RUN if run.isascii() else SHORTEST_WORD
