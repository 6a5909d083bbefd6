"""`callpoint keys rotate --root`: a new root key wraps the keyring, and asks for a new recovery sheet."""

import fcntl
import os
import sys
from pathlib import Path
from typing import Final

from callpoint.actions.acting import system
from callpoint.actions.rekeying import note_key_deed
from callpoint.clock import now
from callpoint.project.exit_codes import FAILED, WELL
from callpoint.project.setting_models import Settings
from callpoint.rules.chance import Chance
from callpoint.rules.rekeying import KeyDeed
from callpoint.sealing.key_files import fingerprint
from callpoint.sealing.keyring import Place
from callpoint.sealing.root_change import (
    beside,
    is_wrapped_by,
    new_root_key,
    put_in_place,
    wrap_by_new_root,
)

BY: Final = system("command line")


def rotate_root(settings: Settings, *, to: Path | None, chance: Chance) -> int:
    """Make a new root key and wrap the keyring by it; a change that was stopped goes on."""
    if _runs(settings.store.var):
        _say(f"The service runs on {settings.store.var}. Stop it first: it holds the old root key.")
        return FAILED
    place = Place(root_key_path=settings.keys.root_key, keyring_path=settings.keys.keyring)
    new_root = to or beside(place.root_key_path)
    if not os.access(new_root.parent, os.W_OK):
        _say(
            f"{new_root.parent} cannot be written. Name another place for the new root key: --root --to FILE"
        )
        return FAILED
    root_key = new_root_key(place, new_root=new_root, chance=chance)
    root = fingerprint(root_key)
    if not is_wrapped_by(root_key, place):
        # The leaf comes first: once the keyring is wrapped anew, the settings may name a root key that opens it no more.
        note_key_deed(what=KeyDeed.NEW_ROOT, about=root, by=BY, at=now())
        wrap_by_new_root(place, root_key, at=now(), chance=chance)
    if to is None:
        put_in_place(place, new_root=new_root)
        where = f"It has taken the place of the old one in {place.root_key_path}."
    else:
        where = f"It is in {to}. Put it where keys.root_key looks, then delete the file: shred -u {to}"
    _say(
        f"The keyring is wrapped by a new root key, {root}. {where}",
        "The old sheet opens only copies of the keyring from before. Keep it until the last of them is deleted (30 days).",
        "Back up the keyring now: callpoint keys backup. Then: callpoint keys sheet --to sheet.pdf   and   callpoint keys rehearse",
    )
    return WELL


def _runs(var: Path) -> bool:
    """Answer whether a ./run holds the folder; its lock is that of `callpoint.project.readiness.lock`."""
    lock = var / "run.lock"
    if not lock.exists():
        return False
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _say(*said: str) -> None:
    sys.stderr.write("\n".join(said) + "\n")
