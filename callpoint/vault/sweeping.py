"""What lies in the vault's folder and has no row: set aside for weeks, then gone, and nothing where the rows look wrong."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from callpoint.sealing.durable import sync_folder
from callpoint.vault import folder
from callpoint.vault.errors import TooMuchUnownedError
from callpoint.vault.folder import KEPT, PART
from callpoint.vault.models import Exhibit, Upload

SWEPT = "swept"
"""The folder, inside that of the files, where those without a row wait."""
FEW, SHARE = 10, 0.1
"""So many whole files may go in one sweep, or this share of all that lie here where that is more."""


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What one sweep does, by exhibit."""

    aside: tuple[UUID, ...] = ()
    """Files without a row: a whole one is set aside, a part of one is removed."""
    back: tuple[UUID, ...] = ()
    """Files that were set aside and have a row after all."""
    out: tuple[UUID, ...] = ()
    """Files that were set aside long enough, and are removed."""
    uploads: tuple[UUID, ...] = ()
    """Uploads without a row, whose parts are removed."""


def swept_folder() -> Path:
    """Give the folder of what was set aside, made now where it is missing."""
    place = folder.folder() / SWEPT
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def look(*, before: datetime, out_before: datetime) -> Swept:
    """
    Find files without a row that were last written before a time, and those that were set aside before another.

    A part of a file was never an exhibit, in no database; of whole files and of uploads only a few may lack a row.

    :raises TooMuchUnownedError: the rows look like those of another database.
    """
    whole, parts = dict(_lying(folder.folder(), KEPT)), dict(_lying(folder.folder(), PART))
    waiting = dict(_lying(swept_folder(), KEPT))
    known = set(Exhibit.objects.values_list("id", flat=True))
    lost = _older(whole, before) - known
    is_bare = not known and bool(lost or waiting)
    if is_bare or len(lost) > max(FEW, SHARE * len(whole)):
        raise TooMuchUnownedError(len(lost | (waiting.keys() - known)), len(whole | waiting))
    return Swept(
        aside=tuple(sorted(lost | (_older(parts, before) - known))),
        back=tuple(sorted(waiting.keys() & known)),
        out=tuple(sorted(_older(waiting, out_before) - known)),
        uploads=_uploads_without_row(before),
    )


def _uploads_without_row(before: datetime) -> tuple[UUID, ...]:
    """
    Find the parts of uploads that have no row; somebody may still mean to go on with each that has one.

    :raises TooMuchUnownedError: more than a few and a notable share have none.
    """
    coming = dict(_lying(folder.uploads(), ""))
    lost = _older(coming, before) - set(Upload.objects.values_list("id", flat=True))
    if len(lost) > max(FEW, SHARE * len(coming)):
        raise TooMuchUnownedError(len(lost), len(coming))
    return tuple(sorted(lost))


def carry_out(swept: Swept, *, at: datetime) -> None:
    """Do what a sweep found, durably; what is gone meanwhile is no error."""
    aside = swept_folder()
    for exhibit_id in swept.aside:
        folder.part_of(exhibit_id).unlink(missing_ok=True)
        file = folder.file_of(exhibit_id)
        if file.exists():
            # The time it was set aside, from which it waits.
            os.utime(file, (at.timestamp(), at.timestamp()))
            file.rename(aside / file.name)
    for exhibit_id in swept.back:
        (aside / folder.file_of(exhibit_id).name).rename(folder.file_of(exhibit_id))
    for exhibit_id in swept.out:
        (aside / folder.file_of(exhibit_id).name).unlink(missing_ok=True)
    for upload_id in swept.uploads:
        folder.remove_parts(upload_id)
    sync_folder(aside)
    sync_folder(folder.folder())


def _older(files: dict[UUID, float], before: datetime) -> set[UUID]:
    return {exhibit_id for exhibit_id, written in files.items() if written < before.timestamp()}


def _lying(place: Path, ending: str) -> Iterator[tuple[UUID, float]]:
    """Give the files that are named as we name them, with when each was written; all else is left alone."""
    for entry in os.scandir(place):
        name = Path(entry.name)
        if name.suffix == ending and _is_id(name.stem):
            yield UUID(name.stem), entry.stat().st_mtime


def _is_id(stem: str) -> bool:
    try:
        UUID(stem)
    except ValueError:
        return False
    return True
