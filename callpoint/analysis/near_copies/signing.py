"""Signatures and bands of many texts in one compiled pass over their bytes.

The numbers are those of `callpoint.rules.near_copies`, which says what they mean; a test holds the two together.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.compiled import compiled
from callpoint.rules.near_copies.alikeness import BANDS, GROUPS, MIXED, ROWS, borrowing
from callpoint.rules.near_copies.signing import (
    EQUAL_PARTS,
    FEWEST_EQUAL_WORDS,
    FEWEST_WORDS,
    FIRST,
    LETTER,
    NUMBER,
    SECOND,
    SLOTS,
    slot_key,
)
from callpoint.rules.near_copies.wording import reading

LETTER_KIND, DIGIT, JOINING = 1, 2, 4
WORD = LETTER_KIND | DIGIT
KINDS = np.zeros(256, np.uint8)
KINDS[ord("a") : ord("z") + 1] = KINDS[ord("A") : ord("Z") + 1] = KINDS[0x80:] = LETTER_KIND
KINDS[ord("0") : ord("9") + 1] = DIGIT
KINDS[ord("'")] = KINDS[ord("`")] = JOINING
"""What each byte of a text is: of a word, a digit in one, a sign that is left out of words, or between words."""
SMALL = np.arange(256, dtype=np.uint64)
SMALL[ord("A") : ord("Z") + 1] += np.uint64(ord("a") - ord("A"))
"""Each byte as it counts in a word."""
AT_ONCE = 50_000
"""Texts whose bytes lie side by side at a time; bounds the memory beside the signatures."""

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.uint64]
Starts = NDArray[np.int64]
Key = tuple[np.uint64, np.uint64]
State = tuple[np.uint64, np.uint64, np.uint64, np.uint64]


def signatures(texts: Sequence[str], *, secret: bytes) -> Bytes:
    """Return one row of 256 slots a text; all slots are 0 where `signature` is empty."""
    made = np.zeros((len(texts), SLOTS), np.uint8)
    key = compiled_key(secret)
    for start in range(0, len(texts), AT_ONCE):
        _sign(joined(texts[start : start + AT_ONCE]), key, made[start : start + AT_ONCE])
    return made


def compiled_key(secret: bytes) -> Key:
    """Return the key derived from a secret, as compiled functions take it."""
    key = slot_key(secret)
    return np.uint64(key.low), np.uint64(key.high)


def joined(texts: Sequence[str]) -> tuple[Bytes, Starts]:
    """
    Return all texts one after another, and where each begins and the last ends.

    Texts of ASCII are as they came: `words_of` reads them as `reading` does, which takes longer.
    """
    read = [text.encode() if text.isascii() else reading(text) for text in texts]
    starts = np.zeros(len(read) + 1, np.int64)
    np.cumsum([len(one) for one in read], out=starts[1:])
    return np.frombuffer(b"".join(read), np.uint8), starts


def bands_of(signed: Bytes) -> Numbers:
    """Return the sixteen bands of each row as numbers, band by band; 0 for a row without any slot filled."""
    keys = np.zeros((BANDS, len(signed)), np.uint64)
    _bands(signed.view("<u4"), borrowing(), keys)
    return keys


@compiled
def _turned(number: np.uint64, left: int) -> np.uint64:
    return (number << np.uint64(left)) | (number >> np.uint64(64 - left))


@compiled
def _round(state: State) -> State:
    a, b, c, d = state
    a += b
    c += d
    b = _turned(b, 13) ^ a
    d = _turned(d, 16) ^ c
    a = _turned(a, 32)
    c += b
    a += d
    b = _turned(b, 17) ^ c
    d = _turned(d, 21) ^ a
    return a, b, _turned(c, 32), d


@compiled
def hashed(number: np.uint64, key: Key) -> np.uint64:
    """SipHash-2-4 of a number."""
    a = key[0] ^ np.uint64(0x736F6D6570736575)
    b = key[1] ^ np.uint64(0x646F72616E646F6D)
    c = key[0] ^ np.uint64(0x6C7967656E657261)
    d = key[1] ^ np.uint64(0x7465646279746573) ^ number
    a, b, c, d = _round((a, b, c, d))
    a, b, c, d = _round((a, b, c, d))
    a ^= number
    d ^= np.uint64(8 << 56)
    a, b, c, d = _round((a, b, c, d))
    a, b, c, d = _round((a, b, c, d))
    a ^= np.uint64(8 << 56)
    c ^= np.uint64(0xFF)
    a, b, c, d = _round((a, b, c, d))
    a, b, c, d = _round((a, b, c, d))
    a, b, c, d = _round((a, b, c, d))
    a, b, c, d = _round((a, b, c, d))
    return a ^ b ^ c ^ d


@compiled
def _fill(number: np.uint64, key: Key, kept: tuple[Numbers, Bytes]) -> None:
    least, slots = kept
    made = hashed(number, key)
    slot = made >> np.uint64(56)
    if made <= least[slot]:
        least[slot] = made
        slots[slot] = made % np.uint64(255) + np.uint64(1)


@compiled
def words_of(read: Bytes, masked: Numbers) -> tuple[int, np.uint64]:
    """Write each word as a number, `NUMBER` where it holds a digit; return how many, and one number of all as they are."""
    words, whole, at, long = 0, np.uint64(0), 0, len(read)
    while at < long:
        word, weight, seen = np.uint64(0), np.uint64(1), np.uint8(0)
        while at < long and KINDS[read[at]]:
            kind = KINDS[read[at]]
            seen |= kind
            if kind != JOINING:
                word += SMALL[read[at]] * weight
                weight *= np.uint64(LETTER)
            at += 1
        if seen & WORD:
            whole = whole * np.uint64(FIRST) + word
            masked[words] = np.uint64(NUMBER) if seen & DIGIT else word
            words += 1
        at += 1
    return words, whole


@compiled
def _sign(read: tuple[Bytes, Starts], key: Key, made: Bytes) -> None:
    texts, starts = read
    least = np.empty(SLOTS, np.uint64)
    masked = np.empty(np.max(np.diff(starts)) // 2 + 1, np.uint64)
    for text in range(len(made)):
        words, whole = words_of(texts[starts[text] : starts[text + 1]], masked)
        if words < FEWEST_EQUAL_WORDS:
            continue
        least[:] = np.uint64(0xFFFFFFFFFFFFFFFF)
        slots = made[text]
        if words >= FEWEST_WORDS:
            for word in range(words - 1):
                pair = masked[word] * np.uint64(FIRST) + masked[word + 1] * np.uint64(SECOND)
                _fill(pair, key, (least, slots))
        else:
            for part in range(EQUAL_PARTS):
                _fill(whole + np.uint64(part) * np.uint64(SECOND), key, (least, slots))


@compiled
def _first(parts: np.uint32) -> np.uint8:
    """Return the first of four slots that is filled, or 0."""
    lowest = parts & (~parts + np.uint32(1))
    skipped = (lowest > 0xFF) + (lowest > 0xFFFF) + (lowest > 0xFFFFFF)
    return np.uint8((parts >> np.uint32(8 * skipped)) & 0xFF)


@compiled
def _bands(parts: NDArray[np.uint32], order: Bytes, keys: Numbers) -> None:
    stands = np.empty(GROUPS, np.uint8)
    for text in range(len(parts)):
        filled = 0
        for group in range(GROUPS):
            stands[group] = _first(parts[text, group])
            filled += stands[group]
        if filled:
            _one_in_bands(stands, order, keys[:, text])


@compiled
def _one_in_bands(stands: Bytes, order: Bytes, keys: Numbers) -> None:
    for band in range(BANDS):
        key = np.uint64(0)
        for row in range(ROWS):
            source, step = np.uint8(band * ROWS + row), 0
            while not stands[source]:
                step += 1
                source = order[band * ROWS + row, step]
            key |= ((np.uint64(source) << np.uint64(8)) | np.uint64(stands[source])) << np.uint64(16 * row)
        key = (key + np.uint64(band) * np.uint64(MIXED)) * np.uint64(MIXED)
        keys[band] = key ^ (key >> np.uint64(32))
