"""The child program that seals one file: plaintext comes by its input, the sealed file goes to one path.

Called as `python -m callpoint.vault.sealer RECIPIENT... PATH`. It writes in the age format, makes the file durable, and
says as JSON how many bytes came in and the SHA-256 of what it wrote. It knows no key that opens the file again.
"""

import errno
import hashlib
import json
import os
import resource
import sys
from typing import BinaryIO, Final

import pyrage

PIECE: Final = 65536
OWNER_ONLY: Final = 0o600
FULL_DISK, BROKEN = 28, 1
"""How it ends where there is no room (the number of ENOSPC), and for any other failure."""
NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Counted:
    """Reads from a pipe and counts."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.size = 0

    def read(self, most: int) -> bytes:
        """Give the next bytes, none at the end."""
        piece = self._source.read(most)
        self.size += len(piece)
        return piece


class Hashed:
    """Writes to a file, hashes what it writes, and remembers why a write failed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.refused = 0

    def write(self, piece: bytes) -> int:
        """Write all of a piece; a disk that fills up takes a part of it first."""
        left = memoryview(piece)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            self.refused = error.errno or BROKEN
            raise
        self.sha256.update(piece)
        return len(piece)

    def flush(self) -> None:
        """Leave it to the end: the file is made durable once."""


def main(words: list[str]) -> int:
    """Seal what comes in; return how it ended."""
    *recipients, path = words
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY
    )
    source = Counted(sys.stdin.buffer)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        sealed = Hashed(file)
        try:
            pyrage.encrypt_io(source, sealed, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
            # The binding passes the error of its last write over; of a small file that is the only one.
            if sealed.refused:
                return _ended(sealed.refused)
            os.fsync(file.fileno())
        except (pyrage.EncryptError, OSError) as error:
            number = sealed.refused or getattr(error, "errno", BROKEN)
            return _ended(number)
    json.dump({"size": source.size, "sealed_sha256": sealed.sha256.hexdigest()}, sys.stdout)
    return 0


def _ended(number: int) -> int:
    return FULL_DISK if number in NO_ROOM else BROKEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
