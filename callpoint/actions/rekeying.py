"""Changing the keys of the keyring: noting that it was done, and wrapping the keys of records anew."""

import secrets
from datetime import datetime

from callpoint.actions.acting import Actor
from callpoint.actions.journalling import write_leaf
from callpoint.records.keys import keyring
from callpoint.records.transaction import writing
from callpoint.records.wrapped import COLUMN, rows_left
from callpoint.rules.chance import Chance
from callpoint.rules.rekeying import KeyDeed
from callpoint.sealing.envelope import rewrap
from callpoint.sealing.keyring import Purpose


@writing
def note_key_deed(*, what: KeyDeed, about: str, by: Actor, at: datetime) -> None:
    """Note what was done to a key; `about` is its id, or the fingerprint of a root key, never a secret."""
    write_leaf(what=f"keys.{what}", about=about, by=by, at=at)


@writing
def rewrap_records(*, most: int, by: Actor, at: datetime, chance: Chance = secrets.token_bytes) -> int:
    """
    Wrap the keys of at most `most` records under the current key-encryption key; returns how many were left to do.

    No value of a record is written anew. Stopped at any point, the next call goes on: what was done is done, and
    what was not still opens by the retired key.
    """
    ring = keyring()
    rows = rows_left(ring, most=most)
    for row in rows:
        setattr(row, COLUMN, rewrap(ring, getattr(row, COLUMN), chance=chance))
        row.save(update_fields=[COLUMN])
    if rows:
        current = ring.current(Purpose.KEY_ENCRYPTION)
        write_leaf(what="keys.rewrap", about=current.id, by=by, at=at, wrote=rows)
    return len(rows)
