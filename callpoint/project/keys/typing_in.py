"""Asks for the shares of a recovery sheet at a terminal, and asks again for the very words that are wrong."""

import sys
from dataclasses import dataclass

from callpoint.sealing.shares import (
    WORDS,
    Share,
    ShareError,
    ShareNotReadError,
    SharesDoNotMatchError,
    WrongWord,
    read_share,
    restore,
    words_in,
)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed: a root key, and the shares that gave it back."""

    root_key: bytes
    shares: tuple[Share, ...]


class NothingMoreTypedError(ShareError):
    """The input ended before two shares were read."""

    def __init__(self) -> None:
        super().__init__("The input ended before two whole shares were typed. Nothing was done.")


def ask_for_shares() -> Typed:
    """Ask until the shares give back a root key; raises NothingMoreTypedError where the input ends first.

    What is asked goes to standard error; the words come from standard input in any case, spacing and lines.
    """
    shares = [_ask_for_share("first")]
    while True:
        shares.append(_ask_for_share("next"))
        if len(shares) < shares[0].needed:
            continue
        try:
            return Typed(root_key=restore(shares), shares=tuple(shares))
        except SharesDoNotMatchError as refused:
            _say(
                f"{refused} The first share is kept: it is share {shares[0].number} of sheet {shares[0].sheet}."
            )
            del shares[1:]
        except ShareError as refused:
            _say(f"{refused} Both are asked for again.")
            shares = [_ask_for_share("first")]


def _ask_for_share(which: str) -> Share:
    _say(f"Type the {WORDS} words of the {which} share, in one or more lines. An empty line ends it.")
    words = _whole_share()
    while True:
        try:
            share = read_share(words)
        except ShareNotReadError as refused:
            _say(str(refused))
            words = _corrected(words, refused.wrong) if refused.wrong else _again()
        else:
            _say(f"That is share {share.number} of sheet {share.sheet}.")
            return share


def _again() -> list[str]:
    _say("Type the whole share again.")
    return _whole_share()


def _corrected(words: list[str], wrong: tuple[WrongWord, ...]) -> list[str]:
    """Ask for each wrong word alone, as it stands on the paper; whole shares are long."""
    better = list(words)
    for word in wrong:
        _say(f"Look at the sheet and type word {word.place} again:")
        better[word.place - 1] = "".join(words_in(_line()))
    return better


def _whole_share() -> list[str]:
    words: list[str] = []
    while len(words) < WORDS:
        typed = words_in(_line())
        if not typed and words:
            return words
        words += typed
    return words


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise NothingMoreTypedError
    return line


def _say(said: str) -> None:
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()
