"""Sees that one var folder is run by one ./run at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callpoint.project.readiness.refusals import NotStartedError, files_in


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Hold the var folder for this process until the block ends; raises NotStartedError where another holds it.

    The lock goes with the process that holds it, however that ends: a file left behind locks nothing.
    """
    with files_in(var):
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (var / "run.lock").open("a+", encoding="utf-8")
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            message = (
                f"Another ./run (process {holder}) already runs on {var}; stop it with Ctrl-C, "
                "or choose another folder with CALLPOINT_STORE_VAR."
            )
            raise NotStartedError(message) from None
        with files_in(var):
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
        yield
