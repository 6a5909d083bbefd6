"""A small folder kept in memory, so that it can be put back as it was, again and again."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

OWNER_ONLY_FOLDER, OWNER_ONLY_FILE = 0o700, 0o600


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What lay in a folder: files by their whole path, and folders, the upper before the lower."""

    root: Path
    files: dict[str, bytes]
    folders: tuple[str, ...]

    @classmethod
    def of(cls, root: Path) -> Self:
        """Read a folder."""
        files, folders = dict[str, bytes](), list[str]()
        for place, _, names in os.walk(root):
            folders.append(place)
            files |= {path: Path(path).read_bytes() for path in (f"{place}/{name}" for name in names)}
        return cls(root=root, files=files, folders=tuple(folders))

    def put_back(self) -> None:
        """Make the folder hold just this."""
        shutil.rmtree(self.root, ignore_errors=True)
        for folder in self.folders:
            Path(folder).mkdir(mode=OWNER_ONLY_FOLDER)
        for path, content in self.files.items():
            Path(path).parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
            Path(path).touch(mode=OWNER_ONLY_FILE)
            Path(path).write_bytes(content)
