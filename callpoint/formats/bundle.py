"""A disclosure bundle as one stream: a stored zip with a signed manifest at its end, and a seal over every byte.

The format is that of docs/receipt.md and of the verifier, which shares no code with this module. Nothing is held but
one piece of a file, so that a bundle of any size can be made without a file on the disk.
"""

import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any, cast

from callpoint.rules.disclosing import BUNDLE_SCHEMA
from callpoint.rules.journal import Json, canonical_json

MANIFEST = "manifest.json"
SEAL_SIZE = len(BUNDLE_SCHEMA) + 1 + 88 + 1
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the true times stand in the manifest."""


@dataclass(frozen=True, kw_only=True)
class BundleFile:
    """One file of a bundle; `entry` and `item` name what in the manifest's lines of the log commits to it, if any."""

    path: str
    pieces: Iterable[bytes]
    entry: int | None = None
    item: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the manifest says besides its files."""

    reference: str
    made_at: str
    entries: Json
    key: str


class _Way:
    """Takes what the zip writes and gives it on, hashed; it cannot go back."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []
        self.place = 0

    def write(self, piece: bytes) -> int:
        """Take a piece."""
        self.waiting.append(bytes(piece))
        self.place += len(piece)
        return len(piece)

    def tell(self) -> int:
        """Say how much was written."""
        return self.place

    def flush(self) -> None:
        """Nothing waits here for longer than a piece."""

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        piece = b"".join(self.waiting)
        self.waiting.clear()
        return piece


def bundle(files: Iterable[BundleFile], facts: Facts, *, sign: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """Give the bytes of a bundle, piece by piece; where a file's pieces raise, it stays unfinished and is seen as broken."""
    way, whole, listed = _Way(), sha256(), list[dict[str, Any]]()
    packed = zipfile.ZipFile(cast("IO[bytes]", way), "w", zipfile.ZIP_STORED)
    for file in files:
        for _ in _put(packed, file, listed):
            yield _hashed(way.taken(), whole.update)
    packed.writestr(_named(MANIFEST), _manifest(listed, facts, sign))
    packed.comment = b"-" * SEAL_SIZE
    packed.close()
    rest = _hashed(way.taken()[:-SEAL_SIZE], whole.update)
    seal = sign(BUNDLE_SCHEMA.encode() + b" seal\n" + whole.digest())
    yield rest + f"{BUNDLE_SCHEMA} {b64encode(seal).decode()}\n".encode()


def _put(packed: zipfile.ZipFile, file: BundleFile, listed: list[dict[str, Any]]) -> Iterator[None]:
    """Write one file, with a pause after each piece, and list it."""
    digest, size = sha256(), 0
    with packed.open(_named(file.path), "w", force_zip64=True) as opened:
        for piece in file.pieces:
            digest.update(piece)
            size += len(piece)
            opened.write(piece)
            yield
    listed.append(
        {
            "path": file.path,
            "bytes": size,
            "sha256": digest.hexdigest(),
            "entry": file.entry,
            "item": file.item,
        }
    )
    yield


def _manifest(listed: list[dict[str, Any]], facts: Facts, sign: Callable[[bytes], bytes]) -> bytes:
    manifest: dict[str, Json] = {
        "schema": BUNDLE_SCHEMA,
        "reference": facts.reference,
        "made_at": facts.made_at,
        "files": listed,
        "entries": facts.entries,
        "key": facts.key,
    }
    signature = sign(BUNDLE_SCHEMA.encode() + b"\n" + canonical_json(manifest))
    return canonical_json({"manifest": manifest, "signature": b64encode(signature).decode()}) + b"\n"


def _named(path: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(path, date_time=EARLIEST)


def _hashed(piece: bytes, update: Callable[[bytes], None]) -> bytes:
    update(piece)
    return piece
