"""How hard a text is to read: Flesch-Kincaid grade and the length of its sentences."""

import re
from collections.abc import Iterable
from functools import cache

import pyphen

_HYPHENS = pyphen.Pyphen(lang="en_GB")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"[^laeiouy]e$|[^dtaeiouy]ed$|[^scxzhgaeiouy]es$")


def sentences(text: str) -> list[str]:
    """Split a text; a piece without a letter is no sentence."""
    return [piece for piece in _SENTENCE_END.split(text) if _WORD.search(piece)]


def words(text: str) -> list[str]:
    """Give the words of a text; a hyphen parts two words, an apostrophe does not."""
    return _WORD.findall(text)


@cache
def syllables(word: str) -> int:
    """Count syllables by pyphen's breaks and by groups of vowels; the higher counts.

    Pyphen alone breaks no word before or after one letter, so it finds too few.
    """
    stem = word.lower().partition("'")[0]
    groups = len(_VOWELS.findall(stem))
    silent = int(groups > 1 and bool(_SILENT.search(stem)))
    breaks = len(_HYPHENS.positions(stem)) + 1
    return max(breaks, groups - silent, 1)


def grade(texts: Iterable[str]) -> float:
    """Give the Flesch-Kincaid grade of texts read together (Kincaid and others, 1975)."""
    said = [sentence for text in texts for sentence in sentences(text)]
    used = [word for sentence in said for word in words(sentence)]
    spoken = sum(map(syllables, used))
    return 0.39 * len(used) / len(said) + 11.8 * spoken / len(used) - 15.59
