"""The recovery sheet: the root key in shares of words, some of which give it back, and one alone tells nothing.

    SealingError (key_files)
    └── ShareError
        ├── ShareNotReadError        some words of a share were not typed as they stand on the sheet
        ├── SharesDoNotMatchError    shares of different sheets, the same share twice, or too few
        └── SharesNotFittingError    shares that say they belong together and do not

The words are SLIP-0039 (Shamir's sharing over GF(256)), by its reference library: each share has a checksum, and the shares of a
sheet hold a digest of the key, so that no set of shares gives back a wrong key. Any program for SLIP-0039 reads them.
"""

import difflib
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.constants import CUSTOMIZATION_STRING_EXTENDABLE, RADIX, RADIX_BITS
from shamir_mnemonic.rs1024 import create_checksum, verify_checksum
from shamir_mnemonic.share import Share as SlipShare
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from callpoint.sealing.key_files import KEY_SIZE, SealingError

WORDS: Final = 33
"""In each share of a root key of 32 bytes."""
CHECKED: Final = 30
"""Words before the three of the checksum."""
TELLING: Final = 4
"""Letters that tell any two words of the list apart."""


@dataclass(frozen=True)
class WrongWord:
    """A word that does not stand on the sheet; `meant` is what probably does, or nothing."""

    place: int
    """From 1."""
    typed: str
    meant: str = ""


class ShareError(SealingError):
    """Something about the shares of a root key."""


class ShareNotReadError(ShareError):
    """Some words were not typed as they stand on the sheet; `wrong` is empty where nobody can tell which."""

    def __init__(self, message: str, wrong: tuple[WrongWord, ...] = ()) -> None:
        super().__init__(message)
        self.wrong = wrong


class SharesDoNotMatchError(ShareError):
    """Shares of different sheets, the same share twice, or too few."""


class SharesNotFittingError(ShareError):
    """Shares that say they belong together and do not give back any key."""

    def __init__(self) -> None:
        super().__init__(
            "These shares bear one number but do not fit together. One of them is no true share."
        )


@dataclass(frozen=True, kw_only=True)
class Share:
    """One share of a root key."""

    sheet: int
    """The number that all shares of one sheet bear (0 to 32767)."""
    number: int
    """Which share of the sheet it is, from 1."""
    needed: int
    """How many shares of the sheet give back the key."""
    words: tuple[str, ...] = field(repr=False)


def split(root_key: bytes, *, needed: int = 2, made: int = 3) -> tuple[Share, ...]:
    """Return `made` shares of which any `needed` (2 to `made`, at most 16) give back the key; each call makes another sheet.

    The randomness is the library's own (`secrets`): it takes no other.
    """
    if len(root_key) != KEY_SIZE or not 1 < needed <= made <= 16:
        message = f"{len(root_key)} bytes, {needed} of {made}: 32 bytes and 2 to 16 shares are possible"
        raise ValueError(message)
    # Without a passphrase there is nothing to stretch, so the least work is enough.
    (group,) = generate_mnemonics(1, [(needed, made)], root_key, iteration_exponent=0)
    return tuple(_share(text.split()) for text in group)


def words_in(text: str) -> list[str]:
    """Return the words of what somebody typed: any case and spacing; numbers, dots and brackets do not count."""
    letters = "".join(one if one.isalpha() else " " for one in text.lower())
    return letters.split()


def read_share(words: list[str]) -> Share:
    """Read a share from its words; raises ShareNotReadError, which says what is wrong and where.

    A single wrong word is always found, even where the word typed is in the list: the checksum tells any three changes.
    """
    unknown = tuple(
        WrongWord(place, word, _nearest(word))
        for place, word in enumerate(words, start=1)
        if word not in WORD_INDEX_MAP
    )
    if len(words) != WORDS:
        message = f"A share has {WORDS} words; these are {len(words)}. Compare each line with the sheet."
        raise ShareNotReadError(message)
    if unknown:
        message = "These words are not on any sheet: " + ", ".join(map(_said, unknown)) + "."
        raise ShareNotReadError(message, unknown)
    indices = [WORD_INDEX_MAP[word] for word in words]
    if not verify_checksum(indices, CUSTOMIZATION_STRING_EXTENDABLE):
        raise _misread(words, indices)
    return _share(words)


def restore(shares: list[Share]) -> bytes:
    """Give back the root key of 32 bytes; raises SharesDoNotMatchError or SharesNotFittingError."""
    if len({share.sheet for share in shares}) > 1:
        message = "These shares are of different sheets. Take shares that bear the same sheet number."
        raise SharesDoNotMatchError(message)
    by_number = {share.number: share for share in shares}
    if len(by_number) < len(shares):
        message = "That is the same share twice. Take another share of the same sheet."
        raise SharesDoNotMatchError(message)
    needed = shares[0].needed if shares else 2
    if len(shares) < needed:
        message = f"{needed} shares are needed, and these are {len(shares)}."
        raise SharesDoNotMatchError(message)
    try:
        root_key = combine_mnemonics([" ".join(share.words) for share in shares[:needed]])
    except MnemonicError:
        raise SharesNotFittingError from None
    return bytes(root_key)


def _share(words: list[str]) -> Share:
    try:
        read = SlipShare.from_mnemonic(" ".join(words))
    except MnemonicError:
        message = "These words are a whole share, but of no Callpoint sheet."
        raise ShareNotReadError(message) from None
    return Share(
        sheet=read.identifier, number=read.index + 1, needed=read.member_threshold, words=tuple(words)
    )


def _misread(words: list[str], indices: list[int]) -> ShareNotReadError:
    """Say which word is wrong where one is, or which two neighbours changed places."""
    found = _one_wrong(words, indices)
    if found:
        return ShareNotReadError(f"This word is not right: {_said(found)}.", (found,))
    for place in range(WORDS - 1):
        swapped = [*indices]
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        if verify_checksum(swapped, CUSTOMIZATION_STRING_EXTENDABLE):
            pair = tuple(WrongWord(at + 1, words[at], WORDLIST[swapped[at]]) for at in (place, place + 1))
            message = "These two words changed places: " + " and ".join(map(_said, pair)) + "."
            return ShareNotReadError(message, pair)
    return ShareNotReadError("Two or more words are not right. Compare each word with the sheet.")


def _one_wrong(words: list[str], indices: list[int]) -> WrongWord | None:
    """Find the one word whose change would make the checksum right; the code's distance of four allows one at most."""
    expected = create_checksum(indices[:CHECKED], CUSTOMIZATION_STRING_EXTENDABLE)
    difference = tuple(given ^ due for given, due in zip(indices[CHECKED:], expected, strict=True))
    for at in range(CHECKED, WORDS):
        if all(not part for other, part in enumerate(difference, start=CHECKED) if other != at):
            return WrongWord(at + 1, words[at], WORDLIST[expected[at - CHECKED]])
    if difference in _effects():
        at, change = _effects()[difference]
        return WrongWord(at + 1, words[at], WORDLIST[indices[at] ^ change])
    return None


@cache
def _effects() -> dict[tuple[int, ...], tuple[int, int]]:
    """Return, for each change of the checksum that one changed word makes, its place (from 0) and the change."""
    nothing = create_checksum([0] * CHECKED, CUSTOMIZATION_STRING_EXTENDABLE)
    effects: dict[tuple[int, ...], tuple[int, int]] = {}
    for at in range(CHECKED):
        bits = []
        for bit in range(RADIX_BITS):
            changed = [0] * CHECKED
            changed[at] = 1 << bit
            checksum = create_checksum(changed, CUSTOMIZATION_STRING_EXTENDABLE)
            bits.append(tuple(one ^ other for one, other in zip(checksum, nothing, strict=True)))
        for change in range(1, RADIX):
            effect = [0, 0, 0]
            for bit, of_bit in enumerate(bits):
                if change >> bit & 1:
                    effect = [one ^ other for one, other in zip(effect, of_bit, strict=True)]
            effects[tuple(effect)] = (at, change)
    return effects


def _nearest(word: str) -> str:
    """Return the word of the list that was probably meant: the one of the same first letters, else the most alike."""
    same = [known for known in WORDLIST if known[:TELLING] == word[:TELLING]]
    return next(iter(same or difflib.get_close_matches(word, WORDLIST, n=1)), "")


def _said(wrong: WrongWord) -> str:
    meant = f" (perhaps {wrong.meant})" if wrong.meant else ""
    return f"word {wrong.place}, {wrong.typed}{meant}"
