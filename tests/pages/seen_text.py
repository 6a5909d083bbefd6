"""What a page shows in words: its text and the attributes that people see or hear, and what of it is not translated."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from callpoint.project.messages import CLOSING, OPENING
from callpoint.rules.reference import SPOKEN

SILENT = {"script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEARD = re.compile(
    r"title|aria-label|alt|placeholder|data-(?:label|copied|(?:characters|words)-\w+|i18n\..+)"
)
"""Attributes with words for people; those of `data-` are shown by scripts and styles."""
NO_WORDS = re.compile(
    r"""
    \bCP[CT]?(?:-[A-Z0-9]+)+ | \bCP[CT]?\b            # a reference, and its prefix
    | \S+@\S+ | (?:https?://)?\b(?:[\w-]+\.)+[a-z]{2,}[\w./?=&-]*  # a mail address, a web address
    | \bcontent/\S+\.yaml:\d+ | \b[0-9a-f]{64}\b     # a place in the content, its version
    | %\{count\}                             # filled in by a script
    """,
    re.VERBOSE,
)
FILLED_BY_SCRIPT = re.compile(r"%\{[a-z]+\}")
"""Names of values that our script puts into a text."""
SPELLED = re.compile(r"\b(?:" + "|".join(SPOKEN.values()) + r")\b")
"""The international spelling alphabet, the same in each language."""
ISOLATED = re.compile("\N{LEFT-TO-RIGHT ISOLATE}[^\N{POP DIRECTIONAL ISOLATE}]*")
GROUPS_OF_DIGITS = re.compile(r"\d{2,} \d{2,}")


@dataclass(frozen=True)
class Seen:
    """One piece of text with the elements it lies in, each with its attributes."""

    text: str
    around: tuple[tuple[str, dict[str, str]], ...]

    @property
    def is_time(self) -> bool:
        """A date in the words of the locale."""
        return any(tag == "time" for tag, _ in self.around)

    @property
    def is_kept(self) -> bool:
        """Marked as the same in each language, or as typed by a person."""
        return any(one.get("translate") == "no" for _, one in self.around)

    @property
    def is_held_together(self) -> bool:
        """Kept in its order where the words around run from right to left."""
        return any(tag == "bdi" or one.get("dir") == "ltr" for tag, one in self.around)


@dataclass
class _Reader(HTMLParser):
    found: list[Seen] = field(default_factory=list)
    open: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        around = (*self.open, (tag, said))
        self.found += [Seen(value, around) for name, value in said.items() if HEARD.fullmatch(name)]
        if tag == "input" and said.get("type") in {"submit", "button"}:
            self.found.append(Seen(said.get("value", ""), around))
        if tag not in VOID:
            self.open.append((tag, said))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if data.strip() and not SILENT & {tag for tag, _ in self.open}:
            self.found.append(Seen(" ".join(data.split()), tuple(self.open)))


def seen_in(html: str) -> list[Seen]:
    """Everything a page tells a person."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def untranslated(html: str, *, typed: Collection[str]) -> Iterator[str]:
    """Each text of a page in a made-up language that has words of no translation; `typed` are people's own."""
    for seen in seen_in(html):
        text = seen.text
        for own in sorted(typed, key=len, reverse=True):
            text = text.replace(own, " ")
        text = SPELLED.sub(" ", NO_WORDS.sub(" ", FILLED_BY_SCRIPT.sub(" ", text)))
        if not (seen.is_kept or seen.is_time) and _has_own_words(text):
            yield seen.text


def _has_own_words(text: str) -> bool:
    """Letters outside the brackets of a translation, or Latin ones inside: those of an untranslated value."""
    depth = 0
    for character in text:
        depth += (character == OPENING) - (character == CLOSING)
        if character.isalpha() and (depth == 0 or character.isascii()):
            return True
    return False


def loose_numbers(html: str) -> Iterator[str]:
    """Each number in groups that a line from right to left would put into another order."""
    return (
        seen.text
        for seen in seen_in(html)
        if GROUPS_OF_DIGITS.search(ISOLATED.sub("", seen.text)) and not seen.is_held_together
    )
