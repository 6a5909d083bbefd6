"""Becomes one of the programs ./run starts, and sees that it ends when ./run does, even if that is killed.

Called as `python -m callpoint.project.running.child PARENT PROGRAM ARGUMENT…`, PARENT being the number of ./run.
"""

import ctypes
import os
import signal
import sys
from typing import Final

PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h


def main(words: list[str]) -> None:
    """Unblock all signals, ask for SIGTERM at the parent's end (Linux only), and become the program."""
    parent, *program = words
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("./run has ended already.")
    os.execv(program[0], program)  # noqa: S606  # no shell is wanted: the words are our own


if __name__ == "__main__":
    main(sys.argv[1:])
