"""Takes from a process what it does not need for looking at one file: memory, time, files, and the network."""

import ctypes
import resource
from collections.abc import Callable
from typing import Final

MOST_MEMORY: Final = 512 * 1024**2
"""Bytes of address space, with the interpreter and its libraries (docs/measurements.md)."""
MOST_SECONDS: Final = 10
"""Seconds of work; who started it counts the seconds on the wall."""
LIMITS: Final = (
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_NOFILE, 32),
    (resource.RLIMIT_CPU, MOST_SECONDS),
    (resource.RLIMIT_AS, MOST_MEMORY),
)
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS = 38

SetLimit = Callable[[int, tuple[int, int]], None]
Unshare = Callable[[int], int]


def confine(*, set_limit: SetLimit = resource.setrlimit, unshare: Unshare | None = None) -> bool:
    """
    Give up memory, time, files and the network for good; say whether the network is cut.

    Where the kernel lets nobody but root make a network of its own, the network stays; all else holds.
    """
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    is_cut = (unshare or library.unshare)(CLONE_NEWUSER | CLONE_NEWNET) == 0
    for what, most in LIMITS:
        set_limit(what, (most, most))
    return is_cut
