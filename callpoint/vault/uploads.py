"""A file that comes in parts: each part is sealed by itself and durable before it counts, and all become one exhibit.

A part is sealed with AES-256-GCM under the upload's own key, bound to the upload, its number and where it begins, so
that no part opens in another place. No byte of it touches the disk in clear, neither as a part nor at the end.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final
from uuid import UUID

from callpoint.rules.chance import Chance
from callpoint.sealing.durable import sync_folder
from callpoint.sealing.envelope import NotOpenedError, RecordKey, Where, seal, seal_json, unseal, unseal_json
from callpoint.vault import folder
from callpoint.vault.errors import DiskFullError, NotKeptError, PartsLostError
from callpoint.vault.exhibits import ExhibitWords
from callpoint.vault.intake import Intake, SealedFile
from callpoint.vault.models import Upload
from callpoint.vault.sealer import NO_ROOM, OWNER_ONLY

TABLE: Final = "vault_upload"
PART_BYTES: Final = 4 * 1024 * 1024
"""The most bytes of one part, and what a request may hold of a file in memory (architecture, decision 15)."""
PIECE: Final = 65536


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said of a file before it came; `metadata` is the header exactly as the client wrote it."""

    words: ExhibitWords
    metadata: str = ""
    exhibit_id: str = ""
    """The exhibit that was made of it; '' until it is whole."""


@dataclass(frozen=True, kw_only=True)
class OpenUpload:
    """An upload with what is sealed of it opened."""

    id: UUID
    length: int
    received: int
    """How many bytes are here to stay; all of them only once the exhibit is made."""
    parts: int
    said: Said
    changed_at: datetime
    key: RecordKey = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether the exhibit is made."""
        return self.received == self.length


@dataclass(frozen=True, kw_only=True)
class SealedPart:
    """A part that lies sealed and durable under a name of its own, and does not count yet."""

    upload_id: UUID
    number: int
    start: int
    size: int
    path: Path


def seal_said(key: RecordKey, upload_id: UUID, said: Said, *, chance: Chance) -> bytes:
    """Seal what was said of a file under the key of its report."""
    return seal_json(key, asdict(said), where=Where(TABLE, "words", str(upload_id)), chance=chance)


def seal_part_key(key: RecordKey, upload_id: UUID, part_key: bytes, *, chance: Chance) -> bytes:
    """Seal the key of an upload's parts under the key of its report."""
    return seal(key, part_key, where=Where(TABLE, "part_key", str(upload_id)), chance=chance)


def opened(key: RecordKey, upload: Upload) -> OpenUpload:
    """Open what is sealed of an upload with the key of its report."""
    said = unseal_json(key, bytes(upload.words), where=Where(TABLE, "words", str(upload.id)))
    part_key = unseal(key, bytes(upload.part_key), where=Where(TABLE, "part_key", str(upload.id)))
    return OpenUpload(
        id=upload.id,
        length=upload.length,
        received=upload.received,
        parts=upload.parts,
        said=Said(
            words=ExhibitWords(**said["words"]), metadata=said["metadata"], exhibit_id=said["exhibit_id"]
        ),
        changed_at=upload.changed_at,
        key=RecordKey(part_key),
    )


def seal_part(
    upload: OpenUpload, raw: bytes, *, chance: Chance, before: Sequence[SealedPart] = ()
) -> SealedPart:
    """
    Seal the next part of an upload and make it durable; `before` are parts that were sealed and do not count yet.

    :raises DiskFullError, NotKeptError: it could not be written; nothing is left of it.
    """
    number = upload.parts + len(before)
    start = upload.received + sum(part.size for part in before)
    sealed = seal(upload.key, raw, where=_place(upload.id, number=number, start=start), chance=chance)
    # A name of its own: two requests that bring the same part must not write into one file.
    path = folder.parts_of(upload.id) / f"{number}-{chance(8).hex()}.new"
    with _told_apart(path):
        _make_folder(path.parent)
        _write_durably(path, sealed)
    return SealedPart(upload_id=upload.id, number=number, start=start, size=len(raw), path=path)


def keep_parts(parts: Sequence[SealedPart]) -> None:
    """
    Give sealed parts their lasting names, durably; call it under the lock of the upload, just before it counts them.

    :raises NotKeptError: they are gone, because the upload was dropped meanwhile, or the disk failed.
    """
    try:
        for part in parts:
            part.path.rename(_lasting(part.upload_id, part.number))
        sync_folder(folder.parts_of(parts[0].upload_id))
    except OSError as error:
        raise NotKeptError from error


def drop_parts(parts: Iterable[SealedPart]) -> None:
    """Remove sealed parts that will not count; nothing there is no error."""
    for part in parts:
        part.path.unlink(missing_ok=True)


def seal_whole(
    upload: OpenUpload, tail: bytes, *, exhibit_id: UUID, before_tail: Sequence[SealedPart] = ()
) -> SealedFile:
    """
    Open the parts piece by piece in memory, seal them as one file with the last bytes after them, and hash it.

    The parts stay: until the exhibit has its row they are all there is.

    :raises PartsLostError: a part is gone or was changed.
    :raises DiskFullError, NotKeptError: a part could not be read, or the file not be sealed; nothing is left of it.
    """
    intake = Intake(exhibit_id, most_bytes=upload.length)
    try:
        for content in chain(_opened_parts(upload, before_tail), (tail,)):
            _feed(intake, content)
        return intake.finish()
    except BaseException:
        intake.abandon()
        raise


def _feed(intake: Intake, content: bytes) -> None:
    for start in range(0, len(content), PIECE):
        intake.write(content[start : start + PIECE])


def _opened_parts(upload: OpenUpload, more: Sequence[SealedPart]) -> Iterator[bytes]:
    """Open the parts in order; the last comes only where all together are as long as the upload says."""
    lasting = [_lasting(upload.id, number) for number in range(upload.parts)]
    start = 0
    for number, path in enumerate((*lasting, *(part.path for part in more))):
        where = _place(upload.id, number=number, start=start)
        try:
            raw = unseal(upload.key, path.read_bytes(), where=where)
        except (FileNotFoundError, NotOpenedError) as error:
            raise PartsLostError from error
        except OSError as error:
            # A disk or a system that refuses for a moment takes nothing away: the parts count, and stay.
            raise NotKeptError from error
        start += len(raw)
        yield raw
    if start != upload.received + sum(part.size for part in more):
        raise PartsLostError


def _place(upload_id: UUID, *, number: int, start: int) -> Where:
    return Where(TABLE, f"part {number} from byte {start}", str(upload_id))


def _lasting(upload_id: UUID, number: int) -> Path:
    return folder.parts_of(upload_id) / f"{number}.sealed"


def _make_folder(place: Path) -> None:
    """Make the folder of an upload's parts, durably, where it is missing."""
    if not place.exists():
        place.mkdir(mode=0o700, exist_ok=True)
        sync_folder(place.parent)
        sync_folder(folder.folder())


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """Remove what a failed write left, and tell a full disk from a broken one; a failed fsync is never tried again."""
    try:
        yield
    except OSError as error:
        path.unlink(missing_ok=True)
        raise (DiskFullError() if error.errno in NO_ROOM else NotKeptError()) from error


def _write_durably(path: Path, sealed: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, OWNER_ONLY), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
