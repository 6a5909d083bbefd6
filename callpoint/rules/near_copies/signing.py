"""The signature of a text: a small keyed picture of its pairs of words, alike where the texts are alike.

One-permutation MinHash. Each pair of neighbouring words is hashed under the key; the top byte of the hash says into
which of 256 slots it falls; of all pairs in a slot the least hash stays, as one byte. A slot where nothing fell is 0. So
a text of up to some hundred words is pictured nearly whole, and a longer one by a fair sample. Who has no key learns from
signatures which texts are alike and roughly how long they are, but no word of them.

The same numbers are computed for many texts at once by `callpoint.analysis.near_copies`; a test holds the two together.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from callpoint.rules.near_copies.wording import reading

SLOTS = 256
FEWEST_WORDS = 8
"""Fewer words are too few to be alike by chance less often than by copying; such texts are copies only if equal."""
FEWEST_EQUAL_WORDS = 4
"""Fewer words say nothing even where they are equal: "please call me" is nobody's campaign."""
EQUAL_PARTS = 16
"""Slots that a short text fills, all from its words together, so that it is alike to its equal and to nothing else."""

LETTER = 0x9E3779B97F4A7C15
"""Weight of each next byte of a word; odd, so that it has an inverse."""
FIRST, SECOND = 0xD6E8FEB86659FD93, 0xA0761D6478BD642F
"""Weights of the two words of a pair."""
NUMBER = 0x8EBC6AF09C88C6E3
"""What a word with a digit in it is read as: amounts, dates, codes and telephone numbers differ between copies."""
_WHOLE = (1 << 64) - 1
_INVERSE = pow(LETTER, -1, 1 << 64)

Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class SlotKey:
    """The two halves of the key of SipHash, derived from a secret."""

    low: int
    high: int


def slot_key(secret: bytes) -> SlotKey:
    """Derive the key that hashes pairs of words from a secret of up to 64 bytes."""
    raw = blake2b(key=secret, digest_size=16, person=b"near-copy slots").digest()
    return SlotKey(int.from_bytes(raw[:8], "little"), int.from_bytes(raw[8:], "little"))


def signature(text: str, *, secret: bytes) -> bytes:
    """Return the 256 slots of a text; empty where it has too few words to be anybody's copy."""
    hashed = np.sort(_hashed(_shingles(reading(text)), slot_key(secret)))
    if not hashed.size:
        return b""
    slots = hashed >> np.uint64(56)
    least = np.concatenate(([True], slots[1:] != slots[:-1]))
    made = np.zeros(SLOTS, np.uint8)
    made[slots[least]] = hashed[least] % np.uint64(255) + np.uint64(1)
    return made.tobytes()


def _shingles(read: bytes) -> Numbers:
    """Return a number for each pair of neighbouring words; for a short text, numbers of all its words together."""
    words, masked = _words(np.frombuffer(read, np.uint8))
    if len(words) >= FEWEST_WORDS:
        return masked[:-1] * np.uint64(FIRST) + masked[1:] * np.uint64(SECOND)
    if len(words) < FEWEST_EQUAL_WORDS:
        return words[:0]
    whole = 0
    for word in words.tolist():
        whole = (whole * FIRST + word) & _WHOLE
    return np.uint64(whole) + np.arange(EQUAL_PARTS, dtype=np.uint64) * np.uint64(SECOND)


def _words(read: NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Return each word as a number, and the same with every word that holds a digit as `NUMBER`."""
    digit = (read >= ord("0")) & (read <= ord("9"))
    within = digit | (read >= ord("a")) & (read <= ord("z")) | (read >= 0x80)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], within, [False]))))
    starts, ends = edges[::2], edges[1::2]
    weights = np.full(len(read) + 1, LETTER, np.uint64)
    weights[0] = 1
    letters = np.zeros(len(read) + 1, np.uint64)
    np.cumsum(read * np.cumprod(weights)[:-1], out=letters[1:])
    back = np.full(len(read) + 1, _INVERSE, np.uint64)
    back[0] = 1
    words = (letters[ends] - letters[starts]) * np.cumprod(back)[starts]
    digits = np.concatenate(([0], np.cumsum(digit)))
    return words, np.where(digits[ends] > digits[starts], np.uint64(NUMBER), words)


def _hashed(numbers: Numbers, key: SlotKey) -> Numbers:
    """SipHash-2-4 of each number as a message of eight bytes (Aumasson and Bernstein, 2012)."""
    last = np.uint64(8 << 56)
    state = [
        np.full(len(numbers), half ^ start, np.uint64)
        for half, start in (
            (key.low, 0x736F6D6570736575),
            (key.high, 0x646F72616E646F6D),
            (key.low, 0x6C7967656E657261),
            (key.high, 0x7465646279746573),
        )
    ]
    for message in (numbers, last):
        state[3] ^= message
        _rounds(state, 2)
        state[0] ^= message
    state[2] ^= np.uint64(0xFF)
    _rounds(state, 4)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def _rounds(state: list[Numbers], times: int) -> None:
    for _ in range(times):
        state[0] += state[1]
        state[2] += state[3]
        state[1] = _turned(state[1], 13) ^ state[0]
        state[3] = _turned(state[3], 16) ^ state[2]
        state[0] = _turned(state[0], 32)
        state[2] += state[1]
        state[0] += state[3]
        state[1] = _turned(state[1], 17) ^ state[2]
        state[3] = _turned(state[3], 21) ^ state[0]
        state[2] = _turned(state[2], 32)


def _turned(numbers: Numbers, left: int) -> Numbers:
    return numbers << np.uint64(left) | numbers >> np.uint64(64 - left)
