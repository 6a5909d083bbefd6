"""The child program that seals one file: plaintext comes by its input, the sealed file goes to one path.

Called as `python -m callpoint.vault.sealer RECIPIENT... PATH`. It writes in the age format, makes the file durable, and
says as JSON how many bytes came in and the SHA-256 of what it wrote. It knows no key that opens the file again.
"""

import errno
import hashlib
import os
import resource
import sys
import threading
from contextlib import suppress
from io import BufferedReader, FileIO
from queue import SimpleQueue

import pyrage

AT_ONCE = 1 << 18
"""How many bytes are asked of the pipe at once."""
BLOCK, BLOCKS = 1 << 20, 4
"""How many bytes are hashed and written at once, and how many such blocks there are in memory."""
AHEAD = 8 * BLOCK
"""How many written bytes the kernel may hold back before it is told to send them to the disk."""
SWITCH_SECONDS = 0.0001
"""How long one thread waits before it asks the other for the interpreter lock; in Python's own 5 ms come four blocks."""
OWNER_ONLY = 0o600
FULL_DISK, BROKEN = 28, 1
"""How it ends where there is no room (the number of ENOSPC), and for any other failure."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Counted:
    """Reads from a pipe and counts."""

    def __init__(self, source: BufferedReader) -> None:
        self._source = source
        self.size = 0

    def read(self, most: int) -> bytes:
        """Give the next bytes, none at the end."""
        piece = self._source.read(most)
        self.size += len(piece)
        return piece


class Hashed:
    """
    Writes to a file and hashes what it writes, on a thread of its own, and remembers why a write failed.

    The binding holds the interpreter lock while it seals; hashing and writing need it only between two blocks. Used as a
    context: at its end all is written, or `refused` says why not.
    """

    def __init__(self, descriptor: int) -> None:
        self.sha256 = hashlib.sha256()
        self.refused = 0
        """The number of the error of a write; 0 where there was none."""
        self._descriptor, self._written, self._sent = descriptor, 0, 0
        self._spare: SimpleQueue[memoryview] = SimpleQueue()
        self._full: SimpleQueue[memoryview] = SimpleQueue()
        for _ in range(BLOCKS):
            self._spare.put(memoryview(bytearray(BLOCK)))
        self._block, self._used = self._spare.get(), 0
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> None:
        """Begin."""
        self._thread.start()

    def __exit__(self, *_raised: object) -> None:
        """Write what is left and wait until it is."""
        if self._used:
            self._pass_on()
        self._full.put(self._block[:0])  # no bytes: the sign that no more come
        self._thread.join()

    def write(self, piece: bytes) -> int:
        """Take a piece; that a write was refused is told at one of the next."""
        if self.refused:
            raise OSError(self.refused, os.strerror(self.refused))
        left = memoryview(piece)
        while left:
            part = left[: BLOCK - self._used]
            self._block[self._used : self._used + len(part)] = part
            self._used += len(part)
            left = left[len(part) :]
            if self._used == BLOCK:
                self._pass_on()
        return len(piece)

    def flush(self) -> None:
        """Leave it to the end: the file is made durable once."""

    def _pass_on(self) -> None:
        self._full.put(self._block[: self._used])
        self._block, self._used = self._spare.get(), 0

    def _work(self) -> None:
        while content := self._full.get():
            if not self.refused:
                self._keep(content)
            self._spare.put(memoryview(content.obj))

    def _keep(self, content: memoryview) -> None:
        """Write all of a block; a disk that fills up takes a part of it first."""
        left = content
        try:
            while left:
                left = left[os.write(self._descriptor, left) :]
            self.sha256.update(content)
            self._written += len(content)
            self._send()
        except BaseException as error:  # noqa: BLE001 - else the other thread, and a person, would wait for ever
            self.refused = getattr(error, "errno", 0) or BROKEN

    def _send(self) -> None:
        """Have the kernel send to the disk what it holds back, so that there is less to wait for at the end."""
        new = self._written - self._sent
        if new >= AHEAD:
            # It is a wish, and not every system takes it; what cannot be written is told of by fsync.
            with suppress(OSError, AttributeError):
                os.posix_fadvise(self._descriptor, self._sent, new, os.POSIX_FADV_DONTNEED)
            self._sent = self._written


def main(words: list[str]) -> int:
    """Seal what comes in; return how it ended."""
    *recipients, path = words
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setswitchinterval(SWITCH_SECONDS)
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, OWNER_ONLY
    )
    source, sealed = Counted(BufferedReader(FileIO(0, closefd=False), AT_ONCE)), Hashed(descriptor)
    try:
        with sealed:
            pyrage.encrypt_io(source, sealed, [pyrage.x25519.Recipient.from_str(one) for one in recipients])
        # The binding passes the error of its last write over; of a small file that is the only one.
        if sealed.refused:
            return _ended(sealed.refused)
        os.fsync(descriptor)
    except (pyrage.EncryptError, OSError) as error:
        return _ended(sealed.refused or getattr(error, "errno", BROKEN))
    # By hand: to import `json`, or `typing`, takes longer than to seal a picture.
    sys.stdout.write(f'{{"size": {source.size}, "sealed_sha256": "{sealed.sha256.hexdigest()}"}}')
    return 0


def _ended(number: int) -> int:
    return FULL_DISK if number in NO_ROOM else BROKEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
