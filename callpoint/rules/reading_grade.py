"""How hard a text is to read: the Flesch-Kincaid grade (Kincaid and others, 1975), by groups of vowels."""

import re
from collections.abc import Iterable
from typing import Final

_SENTENCE_END: Final = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD: Final = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"[^laeiouy]e$|[^dtaeiouy]ed$|[^scxzhgaeiouy]es$")


def sentences(text: str) -> list[str]:
    """Split a text; a piece without a letter is no sentence."""
    return [piece for piece in _SENTENCE_END.split(text) if _WORD.search(piece)]


def words(text: str) -> list[str]:
    """Give the words of a text; a hyphen parts two words, an apostrophe does not."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Count the groups of vowels, a silent e left out; at least one."""
    stem = word.lower().replace("\u2019", "'").partition("'")[0]
    groups = len(_VOWELS.findall(stem))
    return max(groups - int(groups > 1 and bool(_SILENT.search(stem))), 1)


def grade(texts: Iterable[str]) -> float:
    """Give the grade of texts read together; 0 where they hold no word."""
    said = [sentence for text in texts for sentence in sentences(text)]
    used = [word for sentence in said for word in words(sentence)]
    if not used:
        return 0.0
    return 0.39 * len(used) / len(said) + 11.8 * sum(map(syllables, used)) / len(used) - 15.59


def longest_sentence(texts: Iterable[str]) -> int:
    """Count the words of the longest sentence; 0 where there is none."""
    return max((len(words(sentence)) for text in texts for sentence in sentences(text)), default=0)
