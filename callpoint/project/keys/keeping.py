"""The care of the root key in this deployment: which sheet was rehearsed, and so whether it may go live."""

from dataclasses import dataclass, replace
from datetime import datetime

from callpoint.project.setting_models import Keys
from callpoint.rules.chance import Chance
from callpoint.sealing.keyring import Key, Keyring, changed, instant, open_keyring
from callpoint.sealing.notes import Note, Occasion


@dataclass(frozen=True, kw_only=True)
class Care:
    """What was done with the root key that is in use now; notes about earlier root keys count for nothing."""

    root: str
    sheet: Note | None
    """The newest sheet."""
    rehearsal: Note | None
    """The newest rehearsal."""
    new_root: Note | None
    """When this root key took the place of another; None for the first."""

    @property
    def is_rehearsed(self) -> bool:
        """Whether two shares once gave back the root key in use: then the service may go live."""
        return self.rehearsal is not None

    @property
    def newest_sheet_is_rehearsed(self) -> bool:
        """Whether that was done with shares of the newest sheet."""
        if self.sheet is None or self.rehearsal is None:
            return False
        return self.sheet.sheet == self.rehearsal.sheet


def opened(keys: Keys) -> Keyring:
    """Open the keyring that the settings name; raises KeyringError."""
    return open_keyring(root_key_path=keys.root_key, keyring_path=keys.keyring)


def care_of(keyring: Keyring) -> Care:
    """Read the notes of a keyring."""
    return Care(
        root=keyring.root,
        sheet=_newest(keyring, Occasion.SHEET),
        rehearsal=_newest(keyring, Occasion.REHEARSAL),
        new_root=_newest(keyring, Occasion.NEW_ROOT),
    )


def rewrapped_at(keyring: Keyring, key: Key) -> datetime | None:
    """Return when no row was left under a retired key; None while the key is current or its rotation is unfinished."""
    retired = key.retired_at
    ends = [
        note.at
        for note in keyring.notes
        if note.what is Occasion.REWRAPPED and retired and note.at >= retired
    ]
    return datetime.fromisoformat(ends[0]) if ends else None


def _newest(keyring: Keyring, what: Occasion) -> Note | None:
    notes = [note for note in keyring.notes if note.what is what and note.root == keyring.root]
    return notes[-1] if notes else None


def noted(
    keyring: Keyring,
    what: Occasion,
    *,
    at: datetime,
    chance: Chance,
    sheet: int | None = None,
    shares: tuple[int, ...] = (),
) -> Keyring:
    """Note what was done, and under which root key; raises what `open_keyring` raises."""
    note = Note(what=what, at=instant(at), root=keyring.root, sheet=sheet, shares=shares)
    return changed(keyring, lambda newest: replace(newest, notes=(*newest.notes, note)), chance=chance)
