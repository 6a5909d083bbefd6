"""Finds the phrases of the sign files in a story, in time linear in its length.

A phrase is written as words divided by spaces. `a|b` is either word, `bank*` any word that
begins so, `word?` may be missing, `@family` any word of that group, `<n>` a number, `<money>`
an amount; `..` lets up to three words through, `...` up to seven, never past a sentence end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from callpoint.rules.content.triage_model import SignFile
from callpoint.rules.triage.words import MONEY, NUMBER, STOP, Spelling, Word

_GAPS = {"..": 3, "...": 7}
_TRIES = 200
"""How often one phrase is tried in a story: keeps hostile repetition linear and cheap."""
_COMMON = 400
"""Weight of a number or amount as the word a phrase is looked up by: rather any other."""


class PhraseError(ValueError):
    """A phrase in a sign file cannot be read."""

    def __init__(self, phrase: str, why: str) -> None:
        """Keep the phrase and the reason."""
        super().__init__(f"phrase {phrase!r}: {why}")
        self.phrase = phrase
        self.why = why


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a phrase: the words that fit, or a gap of up to `gap` words."""

    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0

    def fits(self, text: str) -> bool:
        """Return whether the word fits."""
        return text in self.words or (bool(self.prefixes) and text.startswith(self.prefixes))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase: slots before its key word (nearest first), and after it."""

    sign: str
    language: str
    key: Slot
    before: tuple[Slot, ...]
    after: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A sign found at words `start` (included) to `end` (not included)."""

    sign: str
    start: int
    end: int
    language: str


class Lexicon:
    """All phrases of all languages, looked up by the rarest word of each."""

    def __init__(self, phrases: Sequence[Phrase], spelling: Spelling) -> None:
        """Index the phrases."""
        self.spelling = spelling
        self._by_word: dict[str, list[Phrase]] = defaultdict(list)
        self._by_prefix: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            for word in phrase.key.words:
                self._by_word[word].append(phrase)
            for prefix in phrase.key.prefixes:
                self._by_prefix[prefix].append(phrase)
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix})

    @classmethod
    def of(cls, files: Iterable[SignFile]) -> "Lexicon":
        """Compile the phrases of the files; raises `PhraseError`."""
        held = tuple(files)
        spelling = Spelling.from_lines(file.spelling for file in held)
        raw = [
            (sign, file.language, _slots(line, file.groups, spelling))
            for file in held
            for sign, lines in file.signs.items()
            for line in lines.splitlines()
            if line.strip()
        ]
        counts = Counter(name for _, _, slots in raw for slot in slots for name in _names(slot))
        return cls([_phrase(entry, counts) for entry in raw], spelling)

    def matches(self, words: Sequence[Word]) -> Iterator[Match]:
        """Yield each sign found, by place; the same sign may be found at many places."""
        texts = [word.text for word in words]
        known: dict[str, list[Phrase]] = {}
        tries: Counter[int] = Counter()
        for place, text in enumerate(texts):
            candidates = known.get(text)
            if candidates is None:
                candidates = known[text] = self._candidates(text)
            for phrase in candidates:
                tries[id(phrase)] += 1
                if tries[id(phrase)] <= _TRIES:
                    yield from _at(phrase, texts, place)

    def _candidates(self, text: str) -> list[Phrase]:
        found = list(self._by_word.get(text, ()))
        if text[0].isdigit():
            found += self._by_word.get(NUMBER, ())
        for length in self._lengths:
            if length > len(text):
                break
            found += self._by_prefix.get(text[:length], ())
        return found


def _at(phrase: Phrase, texts: Sequence[str], place: int) -> Iterator[Match]:
    start = _walk(phrase.before, texts, (place, -1))
    if start is None:
        return
    end = _walk(phrase.after, texts, (place, 1))
    if end is not None:
        yield Match(phrase.sign, start, end + 1, phrase.language)


def _walk(slots: Sequence[Slot], texts: Sequence[str], here: tuple[int, int]) -> int | None:
    """Return the place of the last word used from `here`, or None where it does not fit."""
    place, step = here
    if not slots:
        return place
    slot, rest = slots[0], slots[1:]
    if slot.gap:
        return _walk_gap(slot.gap, rest, (texts, place, step))
    following = place + step
    if 0 <= following < len(texts) and _fits(slot, texts[following]):
        found = _walk(rest, texts, (following, step))
        if found is not None:
            return found
    return _walk(rest, texts, here) if slot.optional else None


def _walk_gap(gap: int, rest: Sequence[Slot], at: tuple[Sequence[str], int, int]) -> int | None:
    texts, place, step = at
    for skipped in range(gap + 1):
        if skipped:
            place += step
            if not 0 <= place < len(texts) or texts[place] == STOP:
                return None
        found = _walk(rest, texts, (place, step))
        if found is not None:
            return found
    return None


def _fits(slot: Slot, text: str) -> bool:
    return slot.fits(text) or (NUMBER in slot.words and text[0].isdigit())


def _slots(line: str, groups: Mapping[str, str], spelling: Spelling) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for part in line.split():
        if part in _GAPS:
            slots.append(Slot(gap=_GAPS[part]))
        else:
            slots.extend(_word_slots(part, groups, spelling))
    if not any(slot.gap == 0 and not slot.optional for slot in slots):
        raise PhraseError(line, "it needs a word that must be there")
    return tuple(slots)


def _word_slots(part: str, groups: Mapping[str, str], spelling: Spelling) -> Iterator[Slot]:
    optional = part.endswith("?")
    options = [word for name in part.rstrip("?").split("|") for word in _options(name, groups)]
    if len(options) == 1 and options[0][-1:] != "*" and options[0][:1] != "<":
        for word in spelling.words_of(options[0]):
            yield Slot(frozenset({word}), optional=optional)
        return
    words: set[str] = set()
    prefixes: set[str] = set()
    for option in options:
        if option.endswith("*"):
            prefixes.update(spelling.words_of(option[:-1]))
        elif option in {MONEY, NUMBER}:
            words.add(option)
        else:
            words.update(_single(option, spelling))
    yield Slot(frozenset(words), tuple(sorted(prefixes)), optional)


def _options(name: str, groups: Mapping[str, str]) -> list[str]:
    if not name.startswith("@"):
        return [name]
    if name[1:] not in groups:
        raise PhraseError(name, "no group of that name")
    return [word for held in groups[name[1:]].split() for word in _options(held, groups)]


def _single(option: str, spelling: Spelling) -> tuple[str, ...]:
    found = spelling.words_of(option)
    if len(found) > 1:
        raise PhraseError(option, "stands for several words; write it on its own line")
    return found


def _names(slot: Slot) -> Iterator[str]:
    yield from slot.words
    yield from slot.prefixes


def _phrase(entry: tuple[str, str, tuple[Slot, ...]], counts: Counter[str]) -> Phrase:
    sign, language, slots = entry
    fixed = [place for place, slot in enumerate(slots) if not slot.gap and not slot.optional]
    best = min(fixed, key=lambda place: _commonness(slots[place], counts))
    return Phrase(sign, language, slots[best], tuple(reversed(slots[:best])), slots[best + 1 :])


def _commonness(slot: Slot, counts: Counter[str]) -> int:
    classes = _COMMON * len(slot.words & {MONEY, NUMBER})
    return classes + sum(counts[name] for name in _names(slot))
