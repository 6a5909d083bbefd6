"""Finding the names of towns, authorities, counties and nations, alone or in a story."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from callpoint.rules.places.tables import Authority, TownRow

_WORD = re.compile(r"[Ss][Tt]\.|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
"""A word; its point belongs to it only in "St. Helens"."""
_POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)
_DECORATION = re.compile(r"^(?:city of |county of |the )|(?:, (?:city|county) of| city| \(pseudo\))$")
_GAP = re.compile(r"[ \t\n-]{0,2}")
"""What may stand between the words of one name."""

_PLACE_WORDS = frozenset(["in", "at", "near", "from", "to", "around", "outside", "towards", "visiting"])
_HOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|based|born|staying|home|house|flat|mov(?:e|ed|ing)|resident)"
    r"(?: (?:here|back|near|just|is))? (?:in|to|near|outside|of|at) $"
)
_NOT_A_PLACE_BEFORE = frozenset(
    [
        "new",
        "mr",
        "mrs",
        "miss",
        "ms",
        "dr",
        "sir",
        "lady",
        "lord",
        "bank",
        "police",
        "agent",
        "officer",
        "constable",
    ]
)
_TITLE_BEFORE = re.compile(r"\b(?:bank|duke|duchess|prince|princess|earl) of $")
_NOT_A_PLACE_AFTER = frozenset(
    [
        "building",
        "bank",
        "road",
        "street",
        "lane",
        "avenue",
        "drive",
        "close",
        "way",
        "terrace",
        "crescent",
        "gardens",
        "grove",
        "united",
        "rovers",
        "albion",
        "wanderers",
        "fc",
        "fargo",
    ]
)


class NameEntry(NamedTuple):
    """A known name: the codes of its authorities and the words it needs beside it."""

    authorities: tuple[str, ...]
    cue: str


@dataclass(frozen=True, slots=True)
class NamedWords:
    """A known name in a text: `text[start:end]`, with its entry."""

    name: str
    start: int
    end: int
    entry: NameEntry


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Every known name in its plain spelling, see `plain`."""

    entries: Mapping[str, NameEntry]
    longest: int
    """Words of the longest name."""

    def entry(self, text: str) -> NameEntry | None:
        """Return the entry for a text that is a name and nothing else, else None."""
        return self.entries.get(plain(text)) or self.entries.get(_DECORATION.sub("", plain(text)))

    def mentions(self, text: str) -> Iterator[NamedWords]:
        """Yield the names in a story, in order, never overlapping, the longest first.

        A name that is a common word counts only beside a word of place ("in Reading"),
        written with a capital or after a word of home ("I live in reading"); one that is
        also a bank's name only after a word of home.
        """
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            found = self._name_at(text, words[at : at + self.longest])
            if found and _is_place(text, found):
                yield found
                at += len(found.name.split())
            else:
                at += 1

    def _name_at(self, text: str, words: list[re.Match[str]]) -> NamedWords | None:
        start = words[0].start()
        while words:
            end = start + len(_POSSESSIVE.sub("", text[start : words[-1].end()]))
            name = plain(text[start:end])
            if (entry := self.entries.get(name)) and _is_unbroken(text, words):
                return NamedWords(name, start, end, entry)
            words = words[:-1]
        return None


def plain(name: str) -> str:
    """Return the spelling under which a name is kept: small letters, spaces, no points.

    "St. Helens" and "st helens", "Stoke-on-Trent" and "stoke on trent" become one.
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    text = re.sub(r"['\u2019.]", "", text).replace("-", " ")
    return " ".join(text.split())


def name_index(authorities: Mapping[str, Authority], towns: Iterable[TownRow]) -> NameIndex:
    """Index names; of two meanings the earlier wins: town, authority, county, police area, region.

    `towns` comes first because a deployment may say better what people mean by a name.
    """
    entries = {plain(town.name): NameEntry(town.authorities, town.cue) for town in towns}
    official = _official_names(authorities.values())
    for name, codes in official.items():
        entries.setdefault(name, NameEntry(codes, ""))
    for name, codes in official.items():
        entries.setdefault(_DECORATION.sub("", name), NameEntry(codes, ""))
    longest = max((len(name.split()) for name in entries), default=0)
    return NameIndex(MappingProxyType(entries), longest)


def _official_names(authorities: Iterable[Authority]) -> dict[str, tuple[str, ...]]:
    """Return plain names with authority codes; smaller areas first, each name once."""
    levels: tuple[defaultdict[str, list[str]], ...] = tuple(defaultdict(list) for _ in range(5))
    for authority in authorities:
        names = (
            authority.area.name,
            authority.upper_tier.name,
            authority.police_area.name,
            authority.region,
            authority.country,
        )
        for level, name in zip(levels, names, strict=True):
            level[plain(name)].append(authority.area.code)
    official: dict[str, tuple[str, ...]] = {}
    for level in levels:
        for name, codes in level.items():
            official.setdefault(name, tuple(codes))
    official.pop("", None)
    return official


def _is_unbroken(text: str, words: list[re.Match[str]]) -> bool:
    """Only spaces and hyphens stand between the words: "St. Helens", not "Bath. Road"."""
    return all(_GAP.fullmatch(text[before.end() : after.start()]) for before, after in pairwise(words))


def _is_place(text: str, found: NamedWords) -> bool:
    before = text[max(0, found.start - 40) : found.start].casefold()
    if _is_part_of_a_name(before, text[found.end : found.end + 20].casefold()):
        return False
    if not found.entry.cue or _HOME.search(before):
        return True
    word_before = before.split()[-1:]
    return (
        found.entry.cue == "place"
        and not _PLACE_WORDS.isdisjoint(word_before)
        and text[found.start].isupper()
    )


def _is_part_of_a_name(before: str, after: str) -> bool:
    """Whether the words around make it a person, a bank, a street or a club."""
    word_after = re.match(r" +([a-z]+)", after)
    return bool(
        not _NOT_A_PLACE_BEFORE.isdisjoint(before.split()[-1:])
        or _TITLE_BEFORE.search(before)
        or (word_after and word_after[1] in _NOT_A_PLACE_AFTER)
    )
