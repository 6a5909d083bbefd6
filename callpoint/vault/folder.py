"""The folder of sealed files: where one lies, how it comes there to stay, and how it goes."""

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

from callpoint.sealing.durable import sync_folder

KEPT, PART = ".age", ".part"
"""What a sealed file is called once it is whole, and until then."""


def folder() -> Path:
    """Give the folder, made now and durably where it is missing; only its owner may look into it."""
    place = Path(settings.CALLPOINT_EXHIBITS)
    if not place.is_dir():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(place.parent)
    return place


def file_of(exhibit_id: UUID) -> Path:
    """Say where the sealed file of an exhibit lies."""
    return folder() / f"{exhibit_id}{KEPT}"


def part_of(exhibit_id: UUID) -> Path:
    """Say where the file of an exhibit grows while it is being sealed."""
    return folder() / f"{exhibit_id}{PART}"


def keep_part(exhibit_id: UUID) -> None:
    """Give a whole sealed file its lasting name, durably; its content was made durable by who wrote it."""
    part_of(exhibit_id).rename(file_of(exhibit_id))
    sync_folder(folder())


def remove_files(exhibit_id: UUID) -> None:
    """Remove whatever lies here of an exhibit, durably; nothing there is no error."""
    for path in (part_of(exhibit_id), file_of(exhibit_id)):
        path.unlink(missing_ok=True)
    sync_folder(folder())


def has_room_for(size: int) -> bool:
    """Say whether so many bytes fit and leave as much free as the settings ask for."""
    return shutil.disk_usage(folder()).free - size >= settings.CALLPOINT.exhibits.least_free_bytes
