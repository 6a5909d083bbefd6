"""The least that can be done: one compiled loop that joins all reports which share any value, by hash table and sets."""

import numpy as np
from numba import njit

from callpoint.analysis.series_kernels import first, join


@njit(cache=True)
def groups(report, value, reports):  # type: ignore[no-untyped-def] # Numba reads the types from the arrays
    """Return how many groups there are."""
    size = 1
    while size < 2 * len(value):
        size *= 2
    keys = np.full(size, -1, np.int32)
    holder = np.empty(size, np.int32)
    parent = np.arange(reports).astype(np.int32)
    for row in range(len(value)):
        key = value[row]
        slot = (np.uint64(key) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20)) & np.uint64(size - 1)
        while keys[slot] != key and keys[slot] != -1:
            slot = (slot + np.uint64(1)) & np.uint64(size - 1)
        if keys[slot] == -1:
            keys[slot] = key
            holder[slot] = report[row]
        else:
            join(parent, holder[slot], report[row])
    found = 0
    for one in range(reports):
        found += first(parent, one) == one
    return found
