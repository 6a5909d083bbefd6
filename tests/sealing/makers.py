"""Makers for the tests of sealing: a repeatable source of randomness, and a keyring in a folder."""

from datetime import UTC, datetime
from hashlib import shake_256
from itertools import count
from pathlib import Path

from callpoint.rules.chance import Chance
from callpoint.sealing.keyring import Keyring, Place, create_keyring, open_keyring, with_cohort

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def seeded(seed: str = "seed") -> Chance:
    calls = count()
    return lambda size: shake_256(f"{seed} {next(calls)}".encode()).digest(size)


def a_place(folder: Path) -> Place:
    return Place(root_key_path=folder / "root.key", keyring_path=folder / "keyring")


def a_keyring(folder: Path, *, seed: str = "seed", months: tuple[str, ...] = ()) -> Keyring:
    place, chance = a_place(folder), seeded(seed)
    keyring = create_keyring(
        root_key_path=place.root_key_path, keyring_path=place.keyring_path, at=NOON, chance=chance
    )
    for month in months:
        keyring = with_cohort(keyring, month=month, at=NOON, chance=chance)
    return keyring


def opened(place: Place) -> Keyring:
    return open_keyring(root_key_path=place.root_key_path, keyring_path=place.keyring_path)
