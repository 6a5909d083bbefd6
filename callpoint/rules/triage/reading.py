"""Reads a story into signals: what was said, by which words, and where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from callpoint.rules.content.triage_model import SignFile
from callpoint.rules.triage.ages import ages_in
from callpoint.rules.triage.lexicon import Lexicon, Match
from callpoint.rules.triage.words import STOP, Spelling, Word, words_of

_ALWAYS_READ = "en"
_SMALL_WORDS = 2
_SHORT = 9
"""A story of so few words is read in a language by one of its small words."""
_NEGATION_REACH = 3
"""How many words a "not" reaches forward."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing the story says, with the words that say it and their place in it."""

    id: str
    start: int
    end: int
    text: str
    language: str


@dataclass(frozen=True)
class Reading:
    """The signals of a story, and the story as words."""

    signals: tuple[Signal, ...]
    words: tuple[str, ...]
    spans: Mapping[str, tuple[tuple[int, int], ...]]
    """Signal id to places in `words`, end not included."""
    self_age: str = ""
    child_age: str = ""
    adult_age: int = 0
    tokens: tuple[Word, ...] = ()
    """The same words with their places in the story, for whoever reads it for more."""

    @property
    def ids(self) -> frozenset[str]:
        """The signals found."""
        return frozenset(self.spans)

    def text_of(self, sign: str) -> str:
        """Return the first words of the story that gave a signal; '' where none did."""
        return next((one.text for one in self.signals if one.id == sign), "")


class Signs:
    """The sign files, compiled once for many stories."""

    def __init__(self, files: Iterable[SignFile]) -> None:
        """Compile; raises `PhraseError` for a phrase that cannot be read."""
        held = tuple(files)
        self.lexicon = Lexicon.of(held)
        self.evidence = _merged(file.evidence for file in held)
        self.learnt = next((file.learnt for file in held if file.learnt), None)
        self.says = {key: text for file in held for key, text in file.says.items()}
        self.masks: dict[str, frozenset[str]] = {}
        for file in held:
            for mask, hidden in file.masks.items():
                self.masks[mask] = self.masks.get(mask, frozenset()) | frozenset(hidden)
        self.languages: dict[str, frozenset[str]] = {}
        for file in held:
            if file.function_words:
                small = _normal(file.function_words, self.lexicon.spelling)
                self.languages[file.language] = self.languages.get(file.language, frozenset()) | small
        self.negatable = frozenset(name for file in held for name in file.negatable)
        self.negators = frozenset().union(*(_normal(file.negators, self.lexicon.spelling) for file in held))

    def spoken(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the languages to read a story in.

        English, those with a script of their own, and those whose small words are in it.
        """
        words = frozenset(texts)
        enough = _SMALL_WORDS if len(words) > _SHORT else 1
        found = {
            language
            for language, small in self.languages.items()
            if len(words & small) >= enough or not any(word.isascii() for word in small)
        }
        return frozenset(found | {_ALWAYS_READ})


def _normal(words: str, spelling: Spelling) -> frozenset[str]:
    return frozenset(part for raw in words.split() for part in spelling.words_of(raw))


def _merged(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for part in parts:
        for key, lines in part.items():
            merged[key] = merged.get(key, "") + "\n" + lines
    return merged


def read_story(story: str, signs: Signs) -> Reading:
    """Return the signals of a story, in time linear in its length."""
    words = (
        *words_of(story, signs.lexicon.spelling),
        Word(STOP, len(story), len(story)),
    )
    texts = tuple(word.text for word in words)
    spoken = signs.spoken(texts)
    found = _unmasked(
        [match for match in signs.lexicon.matches(words) if match.language in spoken],
        signs,
    )
    kept = [match for match in found if not _negated(match, texts, signs)]
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in kept:
        spans.setdefault(match.sign, []).append((match.start, match.end))
    ages = ages_in(texts)
    signals = tuple(
        Signal(match.sign, start, end, story[start:end], match.language)
        for match in kept
        for start, end in [(words[match.start].start, words[match.end - 1].end)]
    )
    return Reading(
        signals,
        texts,
        {sign: tuple(sorted(set(places))) for sign, places in spans.items()},
        *ages,
        tokens=words,
    )


def _unmasked(matches: Sequence[Match], signs: Signs) -> list[Match]:
    hidden: dict[str, set[int]] = {}
    for match in matches:
        for sign in signs.masks.get(match.sign, ()):
            hidden.setdefault(sign, set()).update(range(match.start, match.end))
    return [
        match
        for match in matches
        if match.sign not in hidden or hidden[match.sign].isdisjoint(range(match.start, match.end))
    ]


def _negated(match: Match, texts: Sequence[str], signs: Signs) -> bool:
    if match.sign not in signs.negatable:
        return False
    for place in range(match.start - 1, match.start - 1 - _NEGATION_REACH, -1):
        if place < 0 or texts[place] == STOP:
            return False
        if texts[place] in signs.negators:
            return True
    return False
