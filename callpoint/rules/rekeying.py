"""What can be done to the keys of a deployment, and what each change means."""

from datetime import date
from enum import StrEnum


class KeyDeed(StrEnum):
    """What is noted in the journal about a key."""

    ROTATE = "rotate"
    NEW_ROOT = "new-root"
    DROP = "drop"


def is_past_need(*, rewrapped_on: date | None, oldest_backup_on: date) -> bool:
    """Answer whether no backup of the data needs a retired key any more.

    `rewrapped_on` is the day on which no row was left under it. A backup of that day or before may still hold rows
    under that key, so the oldest backup that is kept must be later.
    """
    return rewrapped_on is not None and rewrapped_on < oldest_backup_on
