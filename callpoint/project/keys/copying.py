"""`callpoint keys backup`: short-lived copies of the keyring, apart from the data and from its backups.

A copy is the file as it is, wrapped by the root key. A key that was destroyed lives on in every copy made before: only
when the last of those is gone, what it sealed is gone too (architecture, decision 7).
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from callpoint.project.exit_codes import BAD_INPUT, WELL
from callpoint.project.keys.keeping import opened
from callpoint.project.setting_models import Settings
from callpoint.sealing.durable import sync_folder, write_new
from callpoint.sealing.keyring import Keyring, open_keyring

LIFE: Final = timedelta(days=30)
"""How long a copy may live."""
STAMP: Final = "keyring-%Y%m%dT%H%M%S.%fZ.json"
OF_DATA: Final = "exhibits"
"""What a folder with backups of the data has in it."""


def copy_keyring(settings: Settings, *, to: Path, at: datetime) -> int:
    """
    Copy the keyring durably, see that the copy opens, and only then remove the copies that are too old.

    :raises callpoint.sealing.key_files.SealingError: the keyring or its copy does not open.
    :raises OSError: the folder cannot be written.
    """
    wrong = _wrong_place(to, settings.store.var)
    if wrong:
        _say(f"{to} {wrong}; choose a folder of its own on another disk.")
        return BAD_INPUT
    keyring = opened(settings.keys)
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = to / at.astimezone(UTC).strftime(STAMP)
    write_new(copy, settings.keys.keyring.read_bytes())
    open_keyring(root_key_path=settings.keys.root_key, keyring_path=copy)
    old = [path for path, taken_at in _copies(to) if taken_at < at - LIFE]
    for path in old:
        path.unlink()
    sync_folder(to)
    sys.stdout.write(f"{copy}\n")
    kept = _copies(to)
    _say(
        f"The keyring is copied, and the copy opens. Copies here: {len(kept)}; removed as older than {LIFE.days} days: {len(old)}.",
        *_still_readable(keyring, [taken_at for _, taken_at in kept]),
        "Copies elsewhere, made by other means, count as well: delete them when they are as old.",
    )
    return WELL


def _wrong_place(to: Path, var: Path) -> str:
    if to.resolve().is_relative_to(var.resolve()):
        return f"lies in {var} and would be lost with it"
    if (to / OF_DATA).is_dir():
        return "holds backups of the data, which who finds both could open with the root key"
    return ""


def _copies(folder: Path) -> list[tuple[Path, datetime]]:
    """Give the copies in a folder with the moment each was made, the oldest first; all else is left alone."""
    found = []
    for path in sorted(folder.glob("keyring-*.json")):
        try:
            found.append((path, datetime.strptime(path.name, STAMP).replace(tzinfo=UTC)))
        except ValueError:
            continue
    return found


def _still_readable(keyring: Keyring, copies: Sequence[datetime]) -> Iterator[str]:
    """Say of each month whose key was destroyed until when a copy from before still opens it."""
    for gone in keyring.destroyed:
        destroyed_at = datetime.fromisoformat(gone.destroyed_at)
        before = [taken_at for taken_at in copies if taken_at <= destroyed_at]
        if before:
            until = (max(before) + LIFE).date()
            yield (
                f"The month {gone.month}, destroyed on {destroyed_at.date()}, can be read from an older copy here "
                f"until the first backup of the keyring after {until}."
            )
        else:
            yield f"The month {gone.month}, destroyed on {destroyed_at.date()}: no copy here opens it any more."


def _say(*lines: str) -> None:
    for line in lines:
        sys.stderr.write(f"{line}\n")
