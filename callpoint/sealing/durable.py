"""Small files that must not be lost: written whole and durably, one writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER_ONLY = 0o600


def write_durably(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, readable by its owner only; after a power cut it holds the old or the new, whole.

    The caller holds the lock of `path`: two writers at once would share one temporary file.
    Raises OSError; a failed fsync is never tried again, because the kernel may by then have dropped the page.
    """
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY
    )
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, OWNER_ONLY)
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    temporary.replace(path)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, readable by its owner only, durably; raises FileExistsError or another OSError.

    What stands in the way is never overwritten, and a link is not followed.
    """
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY
    )
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, OWNER_ONLY)
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable: a rename is only safe once its folder is written."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the one write lock of `path`, against other threads and processes of this machine.

    The lock is a file of its own beside `path`, because `path` itself is replaced at every write.
    """
    lock = path.with_name(path.name + ".lock")
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        # Closing alone would leave the lock with any child forked meanwhile.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def is_too_open(*, mode: int, uid: int, gid: int) -> bool:
    """Answer whether others than the owner may read or write a file of this mode.

    One form is let through: `root:root` with mode 0440. systemd hands a credential over so, when it lets
    the service's user read it by an access list: the group's bits are then the list's mask.
    """
    permissions = mode & 0o777
    if (permissions, uid, gid) == (0o440, 0, 0):
        return False
    return bool(permissions & 0o077)
