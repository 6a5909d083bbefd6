"""Series of near-copies among many texts."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.near_copies.families import families
from callpoint.analysis.near_copies.signing import bands_of, compiled_key, signatures
from callpoint.analysis.near_copies.splitting import split_families


def _tell_nobody(_sentence: str) -> None:
    """Keep silent."""


def series_of(
    texts: Sequence[str], *, secret: bytes, tell: Callable[[str], None] = _tell_nobody
) -> NDArray[np.int32]:
    """
    Return for each text the place of the first text of its series; a text without copies is a series of its own.

    Memory: some 450 bytes a text beside the texts. Time grows with the bytes of all texts. `tell` hears of progress.
    """
    signed = signatures(texts, secret=secret)
    tell(f"Texts signed: {len(texts):,}")
    found = families(signed, bands_of(signed))
    tell("Texts that hang together found; looking for wordings among them.")
    return _named_by_first(split_families(texts, (signed, compiled_key(secret)), found))


def _named_by_first(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    _, first, group = np.unique(labels, return_index=True, return_inverse=True)
    return first[group].astype(np.int32)
