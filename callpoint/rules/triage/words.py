"""Stories as plain words: one spelling, no accents, and where each word stood."""

# ruff: noqa: RUF001 - look-alike letters are what this module is about
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

STOP = "."
"""The token that stands for the end of a sentence."""
MONEY = "<money>"
NUMBER = "<n>"
_FIXED = {"money": MONEY, "stop": STOP}

_CURRENCY = (
    r"(?:quid|pounds?|gbp|dollars?|usd|usdt|bucks|euros?|eur|grand|k|pln|zl|zł|złotych|"
    r"ron|lei|lev|inr|rupees?|taka|фунт\w{0,3}|долар\w{0,3}|доллар\w{0,3}|рубл\w{0,3}|"
    r"грн|funtów|funty|libras|livres|svar\w{0,3}|پاؤنڈ|پونڈ|جنيه|পাউন্ড|ਪੌਂਡ|पाउंड|bunnau|bunt)"
)
_MARKED = r"\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0dff\u200c\u200d"
_TOKEN = re.compile(
    r"(?P<money>[£$€₹]\s?\d[\d,.]{0,15}(?:\s?(?:k|m|grand|million|thousand)\b)?|"
    rf"\d[\d,.]{{0,15}}\s?{_CURRENCY}\b|\d[\d,.]{{0,15}}\s?(?:英镑|镑|元|[£€$]))|"
    r"(?P<number>\d+(?:[.,:/]\d+)*)|"
    rf"(?P<word>[^\W\d][\w{_MARKED}]*(?:['’‘`´ʼ][^\W\d][\w{_MARKED}]*)*)|"
    r"(?P<stop>[.!?;\n。！？।۔]+)",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+")
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d'’‘`´ʼ]")
_THREE = re.compile(r"([a-z])\1\1+")
_ALIKE = str.maketrans(
    {"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ي": "ی", "ى": "ی", "ك": "ک", "ہ": "ه",
     "ھ": "ه", "ة": "ه", "ۃ": "ه", "ے": "ی", "ۓ": "ی", "ں": "ن", "æ": "e", "_": " "}
)  # fmt: skip
_APOSTROPHES = re.compile("[’‘`´ʼ]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is matched, with its place in the story."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Spelling:
    """How words are brought to one spelling: wrong word to right words."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_lines(cls, blocks: Iterable[str]) -> "Spelling":
        """Return the spelling of lines such as `did not: didnt didnae didny`."""
        words: dict[str, tuple[str, ...]] = {}
        for line in "\n".join(blocks).splitlines():
            right, _, wrong = line.partition(":")
            for word in wrong.split():
                key = word if "'" in word else _bare(word)
                words[key] = tuple(_bare(part) for part in right.split())
        return cls(words)

    def words_of(self, raw: str) -> tuple[str, ...]:
        """Return the words that one written word stands for."""
        bare = _bare(raw)
        plain = _APOSTROPHES.sub("'", raw).casefold() if len(bare) < len(raw) else bare
        found = self.words.get(plain) or self.words.get(bare)
        if found is None and plain.endswith("'s"):
            bare = bare[:-1]
            found = self.words.get(bare)
        if found is not None:
            return found
        return tuple(bare.split()) if " " in bare else (bare,)


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    folded = unicodedata.normalize("NFC", _MARKS.sub("", folded)).translate(_ALIKE)
    return _THREE.sub(r"\1\1", folded)


def words_of(story: str, spelling: Spelling) -> tuple[Word, ...]:
    """Return the story as words with their character offsets, sentence ends as `STOP`.

    Amounts of money are the one word `MONEY`, other numbers stay digits. Chinese is
    cut into single characters. Time grows with the length of the story and no faster.
    """
    words: list[Word] = []
    for match in _TOKEN.finditer(story):
        if match.lastgroup == "word":
            words.extend(_of_word(match.group(), match.start(), spelling))
        else:
            text = _FIXED.get(match.lastgroup or "") or match.group()
            words.append(Word(text, match.start(), match.end()))
    return tuple(words)


def _of_word(raw: str, start: int, spelling: Spelling) -> Iterator[Word]:
    if raw.isascii() or not _has_han(raw):
        for text in spelling.words_of(raw):
            yield Word(text, start, start + len(raw))
        return
    for part in _HAN.finditer(raw):
        yield Word(_bare(part.group()), start + part.start(), start + part.end())


def _has_han(raw: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in raw)
