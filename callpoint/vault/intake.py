"""One file on its way into the vault: hashed here while a child program seals it, never in clear on the disk.

The age binding holds the interpreter lock while it works, so it has a process of its own, fed by a pipe
(architecture, decision 15). A file counts only once `finish` gave it back; whatever else happens leaves nothing.
"""

import fcntl
import hashlib
import json
import subprocess
import sys
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, cast
from uuid import UUID

import pyrage

from callpoint.vault import folder, sealer
from callpoint.vault.errors import DiskFullError, EmptyFileError, NotKeptError, TooLargeError, VaultError
from callpoint.vault.kinds import HEAD_BYTES, TAIL_BYTES, media_type_of

PIPE_BYTES = 1 << 20
"""How much may lie in the pipe to the child; Linux lets every program have so much."""
LONGEST_SYNC_SECONDS = 600
"""How long the child may take to make the last bytes durable, on a slow disk."""
LONGEST_END_SECONDS = 5
"""How long a child that stopped reading may take to end by itself."""


@dataclass(frozen=True, kw_only=True)
class SealedFile:
    """A file that lies sealed and durable in the vault's folder and has no row yet."""

    id: UUID
    size: int
    sha256: str
    sealed_sha256: str
    media_type: str
    identity: str = field(repr=False)
    """The age identity (X25519) that opens it; to be sealed under the key of its report."""


class Intake:
    """Takes one file in, piece by piece."""

    def __init__(self, exhibit_id: UUID, *, most_bytes: int) -> None:
        identity = pyrage.x25519.Identity.generate()
        self._id, self._most = exhibit_id, most_bytes
        self._identity = str(identity)
        self._sha256, self._size = hashlib.sha256(), 0
        self._head, self._last = b"", Last(TAIL_BYTES)
        self._child = subprocess.Popen(  # noqa: S603 - our own program, our own words
            [
                sys.executable,
                "-m",
                sealer.__name__,
                str(identity.to_public()),
                str(folder.part_of(exhibit_id)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )
        _widen(_given(self._child.stdin))

    def write(self, piece: bytes) -> None:
        """
        Hash a piece and pass it on to be sealed.

        :raises TooLargeError: it is more than one exhibit may have.
        :raises DiskFullError, NotKeptError: the child ended.
        """
        self._size += len(piece)
        if self._size > self._most:
            raise TooLargeError(self._most)
        self._head += piece[: HEAD_BYTES - len(self._head)]
        self._last.add(piece)
        self._sha256.update(piece)
        try:
            _write_all(_given(self._child.stdin), piece)
        except OSError as error:
            raise self._why_it_ended() from error

    def finish(self) -> SealedFile:
        """
        Wait until the sealed file is durable and give it its lasting name.

        :raises EmptyFileError: no byte came.
        :raises DiskFullError, NotKeptError: the child ended.
        """
        if not self._size:
            raise EmptyFileError
        try:
            told, _ = self._child.communicate(timeout=LONGEST_SYNC_SECONDS)
            sealed = json.loads(told)
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise self._why_it_ended() from error
        if self._child.returncode or sealed["size"] != self._size:
            raise NotKeptError
        self._keep()
        return SealedFile(
            id=self._id,
            size=self._size,
            sha256=self._sha256.hexdigest(),
            sealed_sha256=sealed["sealed_sha256"],
            media_type=media_type_of(self._head, tail=self._last.joined()),
            identity=self._identity,
        )

    def _keep(self) -> None:
        try:
            folder.keep_part(self._id)
        except OSError as error:
            raise NotKeptError from error

    def abandon(self) -> None:
        """End the child and remove what it wrote."""
        end_child(self._child)
        folder.remove_files(self._id)

    def _why_it_ended(self) -> VaultError:
        """Wait for the child, which has stopped reading, and say what its end means."""
        try:
            self._child.wait(timeout=LONGEST_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
        return DiskFullError() if self._child.wait() == sealer.FULL_DISK else NotKeptError()


class Last:
    """The last bytes of what came piece by piece; no piece is copied before they are asked for."""

    def __init__(self, size: int) -> None:
        self._size, self._held = size, 0
        self._pieces: deque[bytes] = deque()

    def add(self, piece: bytes) -> None:
        """Take the next piece, and forget those that are too far back."""
        self._pieces.append(piece)
        self._held += len(piece)
        while self._held - len(self._pieces[0]) >= self._size:
            self._held -= len(self._pieces.popleft())

    def joined(self) -> bytes:
        """Give them, at most so many as were asked for."""
        return b"".join(self._pieces)[-self._size :]


def _widen(pipe: IO[bytes]) -> None:
    """Let more lie in a pipe than by default, where the system grants it, so that neither side waits for each piece."""
    with suppress(OSError, AttributeError):  # only Linux knows the word
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _write_all(pipe: IO[bytes], piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[pipe.write(left) :]


def end_child(child: "subprocess.Popen[bytes]") -> None:
    """Kill a child program, where it has not ended, and close its pipes; what they still hold is dropped."""
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        # A pipe without a reader cannot take what it still holds; closing it is all that is wanted.
        with suppress(OSError):
            _given(pipe).close()


def _given(pipe: IO[bytes] | None) -> IO[bytes]:
    return cast("IO[bytes]", pipe)  # every child here is started with both pipes
