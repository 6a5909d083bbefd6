"""Texts with the identifiers in them marked, each leading to what is known of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from callpoint.pages.shown import MarkedPiece


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a text that names an identifier: from where to where, which one, and whose it is."""

    start: int
    end: int
    number: int
    """The number of the identifier among those of the report, from 1 on."""
    whose: str


def marked(text: str, marks: Iterable[Mark]) -> tuple[MarkedPiece, ...]:
    """
    Cut a text at its marks, in their order.

    Of marks that overlap, the one that begins first is taken, then the longest. Marks that do not fit are left out: an
    answer may have been changed since, and then they stand for what was written before.
    """
    pieces: list[MarkedPiece] = []
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < done or mark.end > len(text) or mark.end <= mark.start:
            continue
        if mark.start > done:
            pieces.append(MarkedPiece(text=text[done : mark.start]))
        pieces.append(MarkedPiece(text=text[mark.start : mark.end], number=mark.number, whose=mark.whose))
        done = mark.end
    if done < len(text) or not text:
        pieces.append(MarkedPiece(text=text[done:]))
    return tuple(pieces)
