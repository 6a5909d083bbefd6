"""What a deployment has of its own beside its database: the settings file and its content, in one small archive."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from callpoint.sealing.durable import write_durably

SETTINGS: Final = "callpoint.toml"
CONTENT: Final = "content"


def archived(*, settings_file: Path | None, overlay: Path | None) -> Iterator[bytes]:
    """Give the archive (tar) of both, where they are; no secret stands in either: settings name the files of secrets."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        if settings_file:
            archive.add(settings_file, arcname=SETTINGS)
        if overlay:
            archive.add(overlay, arcname=CONTENT)
    yield whole.getvalue()


def unpack(content: bytes, *, into: Path) -> int:
    """Write the files of an archive below a new folder, durably, and return how many there are."""
    count = 0
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            # Only plain files below this folder: whoever made the archive cannot reach beyond it.
            file = archive.extractfile(tarfile.data_filter(member, str(into)))
            if member.isfile() and file:
                path = into / member.name
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_durably(path, file.read())
                count += 1
    return count
