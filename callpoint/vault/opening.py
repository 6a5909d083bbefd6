"""A sealed file opened piece by piece through a child program: its bytes pass through memory and touch no disk."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, cast
from uuid import UUID

from callpoint.vault import folder, opener
from callpoint.vault.errors import ExhibitChangedError, ExhibitMissingError
from callpoint.vault.intake import end_child
from callpoint.vault.models import Exhibit

PIECE = 65536


def opened_pieces(exhibit: Exhibit, *, identity: str) -> Iterator[bytes]:
    """
    Open the file of an exhibit and give its bytes; the last piece only once the whole is known to be as it came in.

    :raises ExhibitMissingError: there is no such file; raised at once, not at the first piece.
    :raises ExhibitChangedError: it was changed; whoever was given pieces so far has an unfinished file.
    """
    return pieces_of(exhibit.id, identity=identity, sha256=exhibit.sha256)


def pieces_of(exhibit_id: UUID, *, identity: str, sha256: str) -> Iterator[bytes]:
    """Open a file as `opened_pieces` does, for somebody who was given what opens it, without asking the database."""
    return _pieces(check_is_there(exhibit_id), identity=identity, sha256=sha256)


def check_is_there(exhibit_id: UUID) -> Path:
    """Say where the sealed file of an exhibit lies; raises ExhibitMissingError where it does not."""
    path = folder.file_of(exhibit_id)
    if not path.exists():
        raise ExhibitMissingError
    return path


def _pieces(path: Path, *, identity: str, sha256: str) -> Iterator[bytes]:
    """Start the child at the first piece, not before: an answer nobody reads must leave no program behind."""
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
            way_in.write(identity.encode("ascii"))
        while piece := source.read(PIECE):
            if held:
                yield held
            held = piece
            found.update(piece)
        if child.wait() or found.hexdigest() != sha256:
            raise ExhibitChangedError
        yield held
    finally:
        end_child(child)


def sealed_pieces(exhibit: Exhibit) -> Iterator[bytes]:
    """
    Give the sealed file of an exhibit as it lies here; the last piece only once the whole is known to be as it was kept.

    :raises ExhibitMissingError: there is no such file; raised at once, not at the first piece.
    :raises ExhibitChangedError: it was changed; whoever was given pieces so far has an unfinished file.
    """
    return _sealed_pieces(check_is_there(exhibit.id), sha256=exhibit.sealed_sha256)


def _sealed_pieces(path: Path, *, sha256: str) -> Iterator[bytes]:
    found, held = hashlib.sha256(), b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if held:
                yield held
            held = piece
            found.update(piece)
    if found.hexdigest() != sha256:
        raise ExhibitChangedError
    yield held


def is_kept(exhibit_id: UUID) -> bool:
    """
    Read a new exhibit's sealed file back from the disk; False where it was taken back meanwhile.

    It may have hundreds of megabytes: call it outside any transaction.

    :raises ExhibitMissingError, ExhibitChangedError: it is not there, or not what was kept.
    """
    exhibit = Exhibit.objects.filter(id=exhibit_id).first()
    if exhibit is None:
        return False
    check_sealed(exhibit)
    return True


def check_sealed(exhibit: Exhibit) -> None:
    """
    Read the sealed file of an exhibit and compare it with what was kept; nothing is opened.

    :raises ExhibitMissingError, ExhibitChangedError: it is not there, or not the same.
    """
    with check_is_there(exhibit.id).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != exhibit.sealed_sha256:
        raise ExhibitChangedError
