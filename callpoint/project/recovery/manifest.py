"""What one backup holds, written last: a folder without its manifest is no backup."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from callpoint.project.recovery.errors import BackupDamagedError
from callpoint.rules.journal import canonical_json
from callpoint.sealing.durable import write_durably
from callpoint.sealing.keyring import KeyDestroyedError, Keyring, NoSuchKeyError
from callpoint.sealing.manifests import is_marked, manifest_mark

FORMAT: Final = "callpoint backup v1"
NAME: Final = "manifest-{sha256}.json"
STAMP: Final = "%Y%m%dT%H%M%S.%fZ"
"""How a moment stands in the name of a backup, in UTC: names sort as times do."""


@dataclass(frozen=True, kw_only=True)
class SealedPart:
    """One file of a backup that was sealed to the recipients: what lies there, and what opens out of it."""

    name: str
    size: int
    sha256: str
    opened_size: int
    opened_sha256: str


@dataclass(frozen=True, kw_only=True)
class ExhibitFile:
    """The sealed file of one exhibit, copied as it is."""

    id: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """What it is called in a backup: by both, so that a file of another content is another file."""
        return f"{self.id}.{self.sha256}.age"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Something that was wrong in the service itself when the backup was made."""

    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Journal:
    """The journal as the snapshot held it; the root is taken anew of the stored bytes."""

    size: int
    root: str
    checkpoint: str = ""
    """The latest signed statement of it; empty where there is none."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """All that a restore needs to know, and to check."""

    taken_at: str
    version: str
    database: str
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    journal: Journal
    parts: tuple[SealedPart, ...]
    files: tuple[ExhibitFile, ...]
    troubles: tuple[Trouble, ...] = ()
    format: str = FORMAT

    def part(self, name: str) -> SealedPart:
        """Give the part of this name."""
        return next(part for part in self.parts if part.name == name)


@dataclass(frozen=True)
class _Entry:
    body: dict[str, Any]
    mark: str


_READ: Final = TypeAdapter(Manifest)
_ENTRY: Final = TypeAdapter(_Entry)


def moment_of(text: str) -> datetime:
    """Read the moment that stands in the name of a backup; raises ValueError."""
    return datetime.strptime(text, STAMP).replace(tzinfo=UTC)


def write_manifest(folder: Path, manifest: Manifest, *, keyring: Keyring) -> Path:
    """Write a manifest durably under the hash of its own bytes, with the deployment's mark."""
    body = asdict(manifest)
    content = canonical_json({"body": body, "mark": manifest_mark(keyring, canonical_json(body))}) + b"\n"
    path = folder / NAME.format(sha256=hashlib.sha256(content).hexdigest())
    write_durably(path, content)
    return path


def manifest_in(folder: Path) -> Path | None:
    """Find the manifest of a backup; None where it was never finished."""
    return next(iter(sorted(folder.glob(NAME.format(sha256="*")))), None)


def read_manifest(path: Path) -> Manifest:
    """
    Read a manifest whose name is the hash of its bytes; who wrote it is for `check_mark` to say.

    :raises BackupDamagedError: it was changed.
    """
    return _READ.validate_python(_entry(path).body)


def check_mark(path: Path, *, keyring: Keyring) -> None:
    """
    See that this deployment wrote a manifest.

    :raises BackupDamagedError: it was changed, or these keys are not of the deployment that wrote it.
    """
    entry = _entry(path)
    try:
        is_ours = is_marked(keyring, canonical_json(entry.body), mark=entry.mark)
    except (NoSuchKeyError, KeyDestroyedError):
        is_ours = False
    if not is_ours:
        why = "was not marked with these keys: the keyring is another deployment's, or older than the backup"
        raise BackupDamagedError(what=path.name, why=why)


def _entry(path: Path) -> "_Entry":
    content = path.read_bytes()
    if path.name != NAME.format(sha256=hashlib.sha256(content).hexdigest()):
        raise BackupDamagedError(
            what=path.name, why="is not what was written: its hash is not the one in its name"
        )
    return _ENTRY.validate_json(content)
