"""Makers for tests of the vault: files on their way in, and a search for what must not lie anywhere."""

from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from callpoint.vault.intake import Intake, SealedFile

MEGABYTE = 1_000_000


class Usage(NamedTuple):
    """What `shutil.disk_usage` gives, in bytes."""

    total: int
    used: int
    free: int


def an_intake(*, most_bytes: int = MEGABYTE, exhibit_id: UUID | None = None) -> Intake:
    """A file on its way in."""
    return Intake(exhibit_id or uuid4(), most_bytes=most_bytes)


def a_sealed_file(content: bytes = b"Hello from the other side", *, most_bytes: int = MEGABYTE) -> SealedFile:
    """A file that lies sealed in the vault's folder."""
    intake = an_intake(most_bytes=most_bytes)
    for start in range(0, len(content), 65536):
        intake.write(content[start : start + 65536])
    return intake.finish()


def marked_files(folder: Path, mark: bytes) -> list[str]:
    """Every file below a folder that holds a mark in clear."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [str(file) for file in files if mark in file.read_bytes()]


def write_on(intake: Intake) -> None:
    """Write far more than a pipe holds."""
    for _ in range(100):
        intake.write(b"x" * 65_536)
