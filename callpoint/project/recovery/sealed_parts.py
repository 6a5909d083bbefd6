"""What a backup seals to its recipients and opens again: through child programs, by pipes, never in clear on the disk."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

import pyrage

from callpoint.project.recovery.errors import AskedWronglyError, BackupDamagedError, NotBackedUpError
from callpoint.project.recovery.manifest import SealedPart
from callpoint.vault import opener, sealer
from callpoint.vault.intake import end_child

PIECE: Final = 1 << 18
IDENTITY: Final = "AGE-SECRET-KEY-1"


def read_recipients(given: Sequence[str], *, file: Path | None) -> tuple[str, ...]:
    """
    Gather the recipients (`age1...`) that were given, and those of a file, one a line, `#` before a remark.

    :raises AskedWronglyError: there is none, or one that is no recipient.
    """
    recipients = tuple(given) + (_lines_of(file, "recipients") if file else ())
    for recipient in recipients:
        try:
            pyrage.x25519.Recipient.from_str(recipient)
        except pyrage.RecipientError:
            message = f"{recipient} is no age recipient; one begins with age1, as age-keygen prints it."
            raise AskedWronglyError(message) from None
    if not recipients:
        message = "A backup is sealed to somebody: give --recipient age1..., or set backup.recipient."
        raise AskedWronglyError(message)
    return tuple(dict.fromkeys(recipients))


def read_identities(file: Path) -> tuple[str, ...]:
    """
    Read the identities of a file as age-keygen writes it.

    :raises AskedWronglyError: it cannot be read, or holds none.
    """
    identities = tuple(line for line in _lines_of(file, "identity") if line.startswith(IDENTITY))
    with suppress(pyrage.IdentityError):
        if [pyrage.x25519.Identity.from_str(identity) for identity in identities]:
            return identities
    message = f"{file} holds no age identity; a line that begins with {IDENTITY} is needed."
    raise AskedWronglyError(message)


def _lines_of(file: Path, what: str) -> tuple[str, ...]:
    try:
        lines = file.read_text(encoding="ascii").split("\n")
    except (OSError, ValueError):
        message = f"The {what} file {file} cannot be read."
        raise AskedWronglyError(message) from None
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def seal_part(path: Path, recipients: Sequence[str], *, pieces: Iterator[bytes]) -> SealedPart:
    """
    Seal what comes piece by piece to a new file, which is durable when this returns.

    :raises NotBackedUpError: it could not be written.
    """
    child = subprocess.Popen(  # noqa: S603 - our own program, our own words
        [sys.executable, "-m", sealer.__name__, *recipients, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    opened, size = hashlib.sha256(), 0
    try:
        with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as way_in:
            for piece in pieces:
                opened.update(piece)
                size += len(piece)
                way_in.write(piece)
        child.wait()
    finally:
        end_child(child)
    if child.returncode:
        why = "there is no room for it" if child.returncode == sealer.FULL_DISK else "it cannot be written"
        message = f"{path.name} is not in the backup: {why}. No backup was made."
        raise NotBackedUpError(message)
    return SealedPart(
        name=path.name,
        size=path.stat().st_size,
        sha256=digest_of_file(path),
        opened_size=size,
        opened_sha256=opened.hexdigest(),
    )


def opened_part(path: Path, part: SealedPart, *, identities: Sequence[str]) -> Iterator[bytes]:
    """
    Open a sealed part and give its bytes; the last piece only once the whole is known to be as it was sealed.

    :raises BackupDamagedError: it was changed, or the identity is not of a recipient.
    """
    child = subprocess.Popen(  # noqa: S603 - our own program, our own words
        [sys.executable, "-m", opener.__name__, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    found, held = hashlib.sha256(), b""
    source = cast("IO[bytes]", child.stdout)
    try:
        with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as way_in:
            way_in.write("\n".join(identities).encode("ascii"))
        while piece := source.read(PIECE):
            if held:
                yield held
            held = piece
            found.update(piece)
        if child.wait() or found.hexdigest() != part.opened_sha256:
            raise BackupDamagedError(what=part.name, why="does not open with this identity, or was changed")
        yield held
    finally:
        end_child(child)


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
