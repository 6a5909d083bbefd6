"""
Takes from a process what it does not need for looking at one file: memory, time, files, and the network.

It can open nothing more, neither a file nor a socket, because it may have no further descriptor. What needs no
descriptor, to remove, rename or run a file, Landlock refuses where the kernel has it (landlock(7), Linux 5.13).
"""

import ctypes
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST_MEMORY: Final = 512 * 1024**2
"""Bytes of address space, with the interpreter and its libraries (docs/measurements.md)."""
MOST_SECONDS: Final = 10
"""Seconds of work; who started it counts the seconds on the wall."""
OPEN_FILES: Final = 3
"""The input, the output and the errors: what is open stays so, and nothing else comes."""
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS = 38
CREATE_RULESET, RESTRICT_SELF = 444, 446
"""Landlock's system calls, which have one number on every machine."""
ASK_VERSION: Final = 1
RIGHTS_BY_VERSION: Final = (0, 13, 14, 15, 15, 16)
"""How many rights over files each version of Landlock knows, counted from its first bit."""

SetLimit = Callable[[int, tuple[int, int]], None]
Unshare = Callable[[int], int]


@dataclass(frozen=True, kw_only=True)
class Room:
    """What a process keeps: bytes of address space, and seconds of work."""

    memory: int = MOST_MEMORY
    seconds: int = MOST_SECONDS


def give_up_paths() -> None:
    """Refuse every right over every path, by rules that allow none; a kernel without Landlock passes this over."""
    library = ctypes.CDLL(None, use_errno=True)
    version = max(0, library.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_VERSION))
    rights = ctypes.c_uint64((1 << RIGHTS_BY_VERSION[min(version, len(RIGHTS_BY_VERSION) - 1)]) - 1)
    rules = library.syscall(CREATE_RULESET, ctypes.byref(rights), ctypes.c_size_t(ctypes.sizeof(rights)), 0)
    if rules >= 0:
        library.syscall(RESTRICT_SELF, rules, 0)
        os.close(rules)


def confine(
    room: Room = Room(),
    *,
    set_limit: SetLimit = resource.setrlimit,
    unshare: Unshare | None = None,
    of_paths: Callable[[], None] = give_up_paths,
) -> bool:
    """
    Give up memory, time, files and the network for good; say whether the network is cut.

    Where the kernel lets nobody but root make a network of its own, the network stays; all else holds. Whatever is to
    be loaded is loaded before.
    """
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    is_cut = (unshare or library.unshare)(CLONE_NEWUSER | CLONE_NEWNET) == 0
    of_paths()
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CPU, room.seconds),
        (resource.RLIMIT_AS, room.memory),
    ):
        set_limit(what, (most, most))
    return is_cut
