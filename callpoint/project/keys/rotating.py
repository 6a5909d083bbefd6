"""`callpoint keys rotate` and `drop-retired`: a new key takes over, and the old one goes once nothing needs it."""

import sys
from datetime import date, datetime
from typing import Final

from callpoint.actions.acting import system
from callpoint.actions.rekeying import note_key_deed, rewrap_records
from callpoint.clock import now
from callpoint.project.exit_codes import FAILED, WELL
from callpoint.project.keys.keeping import noted, rewrapped_at
from callpoint.records.keys import keyring
from callpoint.records.wrapped import count_left, count_under
from callpoint.rules.chance import Chance
from callpoint.rules.rekeying import KeyDeed, is_past_need
from callpoint.sealing.keyring import Key, Purpose, rotate, without
from callpoint.sealing.notes import Occasion
from callpoint.vault.leaves import has_leaf

BY: Final = system("command line")
MEANS: Final = {
    Purpose.INDEX: "New marks are made with the new key; old ones are still found, by the old key, which stays.",
    Purpose.CODE: "New private codes are marked with the new key; old codes still open, by the old key, which stays.",
    Purpose.SESSION: "New sessions are sealed with the new key. The old one stays: it opens the apps of staff.",
    Purpose.SIGNING: "New receipts and checkpoints bear the new signature. Old ones are checked with the old key, which "
    "stays. Publish the new public key where you published the old.",
}
"""What the rotation of each other key means."""


def rotate_wrapping(*, at_once: int, chance: Chance) -> int:
    """Make a new key-encryption key and wrap every record's key by it; after a stop, go on without another new key."""
    _note_if_unnoted(Purpose.KEY_ENCRYPTION)
    left = count_left(keyring())
    if left or not _is_finished():
        since = keyring().current(Purpose.KEY_ENCRYPTION).created_at[:10]
        _say(f"{left} records are not under the key of {since} yet: this goes on, and makes no other key.")
    else:
        _make(Purpose.KEY_ENCRYPTION, at=now(), chance=chance)
        left = count_left(keyring())
    done = 0
    while wrapped := rewrap_records(most=at_once, by=BY, at=now(), chance=chance):
        done += wrapped
        _say(f"{done} of {max(done, left)} records wrapped anew.")
    return _finished(chance)


def rotate_other(purpose: Purpose, *, chance: Chance) -> int:
    """Make a new key for a purpose under which nothing is wrapped."""
    _note_if_unnoted(purpose)
    _make(purpose, at=now(), chance=chance)
    _say(MEANS[purpose], "Back up the keyring now: callpoint keys backup")
    return WELL


def drop_retired(*, oldest_backup_on: date, chance: Chance) -> int:
    """Drop the retired key-encryption keys that neither a row nor a kept backup of the data needs."""
    ring, dropped = keyring(), 0
    for key in ring.of(Purpose.KEY_ENCRYPTION):
        if not key.retired_at:
            continue
        why = _why_needed(key, oldest_backup_on)
        if why:
            _say(f"The key of {key.created_at[:10]}, retired {key.retired_at[:10]}, stays: {why}.")
            continue
        # First the leaf: no key goes without one, and one that a stop left there has another leaf next time.
        note_key_deed(what=KeyDeed.DROP, about=key.id, by=BY, at=now())
        without(keyring(), key_ids=[key.id], chance=chance)
        dropped += 1
    _say(
        f"Retired keys dropped: {dropped}. Old copies of the keyring still hold them until they are deleted."
    )
    return WELL


def _make(purpose: Purpose, *, at: datetime, chance: Chance) -> None:
    ring = rotate(keyring(), purpose=purpose, at=at, chance=chance)
    note_key_deed(what=KeyDeed.ROTATE, about=ring.current(purpose).id, by=BY, at=at)
    _say(f"There is a new {purpose} key. The old one is retired: it only opens what it sealed.")


def _note_if_unnoted(purpose: Purpose) -> None:
    """Note that the newest key took over, where a stop came between the keyring and the journal."""
    newest, *older = keyring().of(purpose)
    since = datetime.fromisoformat(newest.created_at)
    if older and not has_leaf(f"keys.{KeyDeed.ROTATE}", about=newest.id, since=since):
        note_key_deed(what=KeyDeed.ROTATE, about=newest.id, by=BY, at=now())


def _is_finished() -> bool:
    """Say whether the end of every rotation so far was noted."""
    ring = keyring()
    retired = [key for key in ring.of(Purpose.KEY_ENCRYPTION) if key.retired_at]
    return all(rewrapped_at(ring, key) for key in retired)


def _finished(chance: Chance) -> int:
    """Count once more by another question, and note that the rotation is over."""
    ring = keyring()
    retired = [key for key in ring.of(Purpose.KEY_ENCRYPTION) if key.retired_at]
    current = count_under(ring, ring.current(Purpose.KEY_ENCRYPTION).id)
    left = count_left(ring)
    if left:
        _say(f"{left} records came meanwhile under the old key. Run it again.")
        return FAILED
    noted(ring, Occasion.REWRAPPED, at=now(), chance=chance)
    _say(
        f"All {current} records that can be opened are under the new key. Retired keys kept for old backups: {len(retired)}.",
        "Back up the keyring now: callpoint keys backup. Backups of the data from before today still need an older key.",
    )
    return WELL


def _why_needed(key: Key, oldest_backup_on: date) -> str:
    rows = count_under(keyring(), key.id)
    if rows:
        return f"{rows} records are under it; run callpoint keys rotate"
    done = rewrapped_at(keyring(), key)
    if not is_past_need(rewrapped_on=done.date() if done else None, oldest_backup_on=oldest_backup_on):
        return f"a backup of {oldest_backup_on} may need it"
    return ""


def _say(*said: str) -> None:
    sys.stderr.write("\n".join(said) + "\n")
    sys.stderr.flush()
