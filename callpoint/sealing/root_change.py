"""A new root key: it lies on the disk before anything is wrapped by it, so that a power cut loses neither.

    SealingError (key_files)
    └── KeyFileError
        ├── RootChangeNotFinishedError   the keyring is wrapped by a root key that is not in its place yet
        └── NotANewRootKeyError          the file named for the new root key holds the one in use

The steps, each durable before the next: the new root key beside the old; the keyring wrapped by the new; the new in the
place of the old. Done again after a stop, the change goes on where it was.
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from callpoint.rules.chance import Chance
from callpoint.sealing.durable import locked, sync_folder, write_durably
from callpoint.sealing.key_files import (
    KEY_SIZE,
    KeyFileError,
    KeyringNotOpenedError,
    fingerprint,
    read_root_key,
    root_key_text,
)
from callpoint.sealing.keyring import Keyring, Place, instant, open_keyring, opened_by, wrapped_by
from callpoint.sealing.notes import Note, Occasion


class RootChangeNotFinishedError(KeyFileError):
    """The keyring is wrapped by a root key that is not in its place yet."""

    says = "A change of the root key was stopped half-way: {path} is the new one. Run callpoint keys rotate --root again."


class NotANewRootKeyError(KeyFileError):
    """The file named for the new root key holds the one in use."""

    says = "{path} holds the root key that is in use. Name a file that is not there yet."


def beside(root_key_path: Path) -> Path:
    """Return where the new root key waits until it takes the place of the old."""
    return root_key_path.with_name(root_key_path.name + ".next")


def check_no_change_is_unfinished(place: Place) -> None:
    """Raise RootChangeNotFinishedError where a new root key waits beside the old and the keyring is already its own."""
    waiting = beside(place.root_key_path)
    if waiting.exists() and is_wrapped_by(read_root_key(waiting), place):
        raise RootChangeNotFinishedError(waiting)


def new_root_key(place: Place, *, new_root: Path, chance: Chance) -> bytes:
    """Make a root key in the file `new_root`, or take the one that a stopped change left there.

    Raises NotANewRootKeyError, or what reading a root key raises.
    """
    with locked(place.keyring_path):
        if not new_root.exists():
            # Whole or not there at all: a stopped change must find a root key here, never half of one.
            write_durably(new_root, root_key_text(chance(KEY_SIZE)))
    root_key = read_root_key(new_root)
    if place.root_key_path.exists() and read_root_key(place.root_key_path) == root_key:
        raise NotANewRootKeyError(new_root)
    return root_key


def is_wrapped_by(root_key: bytes, place: Place) -> bool:
    """Answer whether the keyring opens with this root key already."""
    try:
        opened_by(root_key, place)
    except KeyringNotOpenedError:
        return False
    return True


def wrap_by_new_root(place: Place, root_key: bytes, *, at: datetime, chance: Chance) -> Keyring:
    """Wrap the keyring, which the old root key still opens, by the new one; raises what `open_keyring` raises."""
    with locked(place.keyring_path):
        old = open_keyring(root_key_path=place.root_key_path, keyring_path=place.keyring_path)
        note = Note(what=Occasion.NEW_ROOT, at=instant(at), root=fingerprint(root_key))
        return wrapped_by(replace(old, notes=(*old.notes, note)), root_key, chance=chance)


def put_in_place(place: Place, *, new_root: Path) -> None:
    """Put the new root key in the place of the old, which is gone then: its recovery sheet still gives it back."""
    new_root.replace(place.root_key_path)
    sync_folder(place.root_key_path.parent)
