"""Hostile files through the vault and the preview child, many of them: how each ends, how long, how much memory (R5).

Run: .venv/bin/python -m benchmarks.hostile_files [BROKEN FILES]

Each file is taken in, looked at and, where it has a picture, drawn; then its original is opened again and its hash
compared. The files are made by `tests/vault/files.py`, the broken ones from a seed. A crash of this process, another
error than a refusal with a reason, or a hash that differs ends the run with 1.
"""

import hashlib
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
django.setup()

from callpoint.rules.file_kinds import FileKind, read_kind
from callpoint.vault.intake import Intake, SealedFile
from callpoint.vault.looking.seen import NotSeenError
from callpoint.vault.opening import pieces_of
from callpoint.vault.previewing import picture_of, preview_of
from tests.vault.files import archive_bombs, broken, floods, mail_bombs, polyglots

MANY_ENTRIES = 100_000
MOST_BYTES = 10**9


def files(many_broken: int) -> Iterator[tuple[str, bytes]]:
    """Every hostile file, the broken ones last."""
    yield from floods()
    yield from archive_bombs(MANY_ENTRIES)
    yield from mail_bombs()
    yield from polyglots()
    yield from broken(many_broken, seed=2026)


def taken_in(content: bytes) -> SealedFile:
    """Seal a file as an upload does."""
    intake = Intake(uuid4(), most_bytes=MOST_BYTES)
    for start in range(0, len(content), 65_536):
        intake.write(content[start : start + 65_536])
    return intake.finish()


def opened(kept: SealedFile) -> Iterator[bytes]:
    """Open a sealed file."""
    return pieces_of(kept.id, identity=kept.identity, sha256=kept.sha256)


def outcome(kept: SealedFile, kind: FileKind) -> str:
    """Say how a file ends: seen, or not for a reason."""
    try:
        seen = preview_of(opened(kept), kind=kind)
        if seen.pictures:
            picture_of(opened(kept), kind=kind, number=1)
    except NotSeenError as refused:
        return refused.why
    return "seen"


def main(many_broken: int) -> int:
    """Run them all and print the table; return 1 where an original is not what came in."""
    ends: Counter[str] = Counter()
    slowest, changed = (0.0, ""), 0
    with tempfile.TemporaryDirectory() as place:
        settings.CALLPOINT_EXHIBITS = Path(place)
        for name, content in files(many_broken):
            kept = taken_in(content)
            begins = time.monotonic()
            ends[outcome(kept, read_kind(kept.media_type))] += 1
            slowest = max(slowest, (time.monotonic() - begins, name))
            changed += hashlib.sha256(b"".join(opened(kept))).digest() != hashlib.sha256(content).digest()
    for how, many in ends.most_common():
        print(f"{many:6} {how}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{ends.total()} files; slowest {slowest[0]:.1f} s ({slowest[1]}); largest child {memory:.0f} MB")
    print(f"originals that are not what came in: {changed}")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
