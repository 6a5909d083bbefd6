"""Runs of digits: their groups as written, with O, l, I and | read as the 0 and 1 that they were mistaken for."""

import re
from typing import Final, NamedTuple

from callpoint.rules.identifiers.candidates import Candidate

_GROUP: Final = re.compile(r"[0-9OolI|]+")
_PLAIN_GROUP: Final = re.compile(r"[0-9]+")
_MISREAD: Final = re.compile(r"[OolI|]").search
_MEANT: Final = str.maketrans("OolI|", "00111")


LONGEST: Final = 2000
"""Signs of the longest run that is read: a line of more digits than that is no list of anybody's numbers."""


class Group(NamedTuple):
    """Digits written together."""

    start: int
    end: int
    digits: str


class Run(NamedTuple):
    """Groups of digits with at most three spaces or marks between each two; sizes are theirs, 9 for 9 digits or more."""

    start: int
    end: int
    groups: list[Group]
    sizes: str


_SIZES: Final = ("0", "1", "2", "3", "4", "5", "6", "7", "8", *("9" * (LONGEST - 8)))


def _run(start: int, end: int, groups: list[Group]) -> Run:
    return Run(start, end, groups, "".join([_SIZES[len(group.digits)] for group in groups]))


def run_of(text: str, candidate: Candidate) -> Run:
    """Take a candidate apart; letters that begin a word after the last digit are no digits."""
    start, end = candidate.start, min(candidate.end, candidate.start + LONGEST)
    if _MISREAD(candidate.text) is None:
        plain = [Group(*found.span(), found[0]) for found in _PLAIN_GROUP.finditer(text, start, end)]
        return _run(start, plain[-1].end if plain else end, plain)
    groups = []
    for found in _GROUP.finditer(text, start, end):
        said = found[0]
        if said.isdecimal():
            groups.append(Group(found.start(), found.end(), said))
            continue
        at, to = found.span()
        if to == end and text[end : end + 1].isalpha():
            said = said.rstrip("OolI|")
            to = at + len(said)
        if any(sign.isdecimal() for sign in said):
            groups.append(Group(at, to, said.translate(_MEANT)))
    return _run(start, groups[-1].end if groups else end, groups)


def joined(groups: list[Group]) -> str:
    """Give the digits of groups in a row."""
    return "".join([group.digits for group in groups])


def words_before(text: str, start: int, most: int = 40) -> str:
    """Give what stands before a place, in lower case, at most so many signs."""
    return text[max(0, start - most) : start].lower()


def pieces(run: Run, used: set[int]) -> list[Run]:
    """Give a run without some of its groups: what is left on both sides are runs of their own."""
    if not used:
        return [run]
    parts: list[list[Group]] = [[]]
    for at, group in enumerate(run.groups):
        if at in used:
            parts.append([])
        else:
            parts[-1].append(group)
    return [_run(part[0].start, part[-1].end, part) for part in parts if part]
