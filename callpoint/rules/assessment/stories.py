"""What a story tells besides the signs of triage: needs, means, proof. Read in the words that triage already has."""

from collections.abc import Mapping
from functools import lru_cache

from callpoint.rules.content.triage_model import SignFile
from callpoint.rules.content.whole import Content
from callpoint.rules.triage.decide import signs_of
from callpoint.rules.triage.lexicon import Lexicon
from callpoint.rules.triage.reading import Reading
from callpoint.rules.triage.words import STOP

NEGATION_REACH = 3
"""How many words a "not" reaches forward, as in triage."""


@lru_cache(maxsize=2)
def lexicon_of(content: Content) -> Lexicon:
    """
    Compile the phrases of the criteria, in the spelling of triage.

    :raises callpoint.rules.triage.lexicon.PhraseError: a phrase cannot be read; the content check refuses that.
    """
    criteria = content.criteria.file if content.criteria else None
    own = (
        [
            SignFile(language=language, signs=signs, groups=criteria.groups)
            for language, signs in criteria.languages.items()
        ]
        if criteria
        else []
    )
    spelling = [SignFile(language=each.language, spelling=each.spelling) for each in content.signs.values()]
    return Lexicon.of([*spelling, *own])


def told_in(story: str, reading: Reading, content: Content) -> Mapping[str, str]:
    """Give each sign that the story tells, with the first words that tell it: those of triage, and the criteria's own."""
    found = {signal.id: signal.text for signal in reversed(reading.signals)}
    signs = signs_of(content)
    negatable = content.criteria.file.negatable if content.criteria else ()
    words = reading.tokens
    for match in lexicon_of(content).matches(words):
        if match.sign in found or (
            match.sign in negatable and _is_negated(reading, match.start, signs.negators)
        ):
            continue
        found[match.sign] = story[words[match.start].start : words[match.end - 1].end]
    return found


def _is_negated(reading: Reading, start: int, negators: frozenset[str]) -> bool:
    for place in range(start - 1, max(-1, start - 1 - NEGATION_REACH), -1):
        if reading.words[place] == STOP:
            return False
        if reading.words[place] in negators:
            return True
    return False
