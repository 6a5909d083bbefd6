"""Randomness as an argument: who draws, and how to draw text without favouring any character."""

from collections.abc import Callable

Chance = Callable[[int], bytes]
"""Given a number of bytes, returns that many unpredictable ones (`secrets.token_bytes` in service)."""


def drawn_text(alphabet: str, length: int, chance: Chance) -> str:
    """Return `length` characters of `alphabet` (at most 256 of them), each equally likely and independent.

    A byte beyond the last whole multiple of the alphabet's size is thrown away: taking the remainder
    of every byte would favour the alphabet's first characters.
    """
    limit = 256 - 256 % len(alphabet)
    text = ""
    while len(text) < length:
        text += "".join(alphabet[byte % len(alphabet)] for byte in chance(length - len(text)) if byte < limit)
    return text
