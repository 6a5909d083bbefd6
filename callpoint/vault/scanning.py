"""A client of ClamAV's `clamd`: sends a file over its socket piece by piece, and reads what it says.

ScannerError
└── ScannerAwayError   there is no scanner at the socket, or it stopped talking

The protocol is that of clamd(8): `zVERSION` gives one line; `zINSTREAM` takes pieces, each after its length in four
bytes, ends with a length of zero, and gives one line. No file is written on the way.
"""

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callpoint.vault.models import ScanState

LONGEST_SILENCE_SECONDS: Final = 60.0
MOST_ANSWER: Final = 4096
FOUND, CLEAN, FAILED = " FOUND", ": OK", " ERROR"
LONGEST_SAID: Final = 200


class ScannerError(Exception):
    """Something about the scanner that a caller may meet."""


class ScannerAwayError(ScannerError):
    """There is no scanner at the socket, or it stopped talking."""


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """What a scanner said of a file."""

    state: ScanState
    said: str
    """The scanner with its version and, after a bar, what it found or why it could not look."""


def scan(pieces: Iterator[bytes], *, at_socket: Path) -> Scanned:
    """
    Let clamd look at a file.

    :raises ScannerAwayError: nobody is there; the file was not looked at.
    :raises callpoint.vault.errors.ExhibitChangedError: the file was changed.
    """
    try:
        engine = _asked(at_socket, b"zVERSION\0", iter(()))
        answer = _asked(at_socket, b"zINSTREAM\0", _framed(pieces))
    except OSError as error:
        raise ScannerAwayError from error
    return _read(engine, answer)


def is_clean(scanned: Scanned) -> bool:
    """Say whether a scanner looked and found nothing."""
    return scanned.state is ScanState.CLEAN


def _read(engine: str, answer: str) -> Scanned:
    said = answer.partition("stream: ")[2] or answer
    if answer.endswith(FOUND):
        return _scanned(ScanState.DANGEROUS, engine, said.removesuffix(FOUND))
    if answer.endswith(CLEAN):
        return _scanned(ScanState.CLEAN, engine, "")
    if not answer.endswith(FAILED):
        raise ScannerAwayError
    return _scanned(ScanState.FAILED, engine, said.removesuffix(FAILED))


def _scanned(state: ScanState, engine: str, said: str) -> Scanned:
    return Scanned(state=state, said=f"{engine} | {said}"[:LONGEST_SAID] if said else engine[:LONGEST_SAID])


def _framed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield len(piece).to_bytes(4, "big") + piece
    yield b"\0\0\0\0"


def _asked(place: Path, command: bytes, sent: Iterator[bytes]) -> str:
    """Send a command with what belongs to it, and read the one line that answers."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(LONGEST_SILENCE_SECONDS)
        line.connect(str(place))
        line.sendall(command)
        # A scanner that has had enough says so and hangs up on what it did not read: sending fails, or the reading that
        # comes after its answer. What it said counts all the same; one that said nothing is away.
        with suppress(BrokenPipeError, ConnectionResetError):
            for piece in sent:
                line.sendall(piece)
        answer = b""
        with suppress(ConnectionResetError):
            while (piece := line.recv(MOST_ANSWER)) and len(answer) < MOST_ANSWER:
                answer += piece
    return answer.decode("utf-8", errors="replace").rstrip("\0\n")
