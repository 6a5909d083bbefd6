"""The keyring: every key of a deployment, in one file that the root key wraps.

    SealingError
    └── KeyringError
        ├── KeyFileError             the files: see `key_files`
        ├── MonthNotReadError        a retention cohort is a month, written YYYY-MM
        ├── NoSuchKeyError           the keyring holds no such key
        └── KeyDestroyedError        the key was shredded: what it sealed is gone

The file is one canonical JSON object; `sealed` is AES-256-GCM over the canonical JSON of the keys.
Neither file belongs in the data folder or in its backup.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callpoint.rules.chance import Chance
from callpoint.rules.journal import canonical_json
from callpoint.sealing.base64url import from_text, to_text
from callpoint.sealing.durable import locked, write_durably
from callpoint.sealing.key_files import (
    KEY_SIZE,
    KeyringError,
    KeyringExistsError,
    KeyringMissingError,
    KeyringNotOpenedError,
    fingerprint,
    read_key_file,
    read_root_key,
    root_key_text,
    stamp,
)
from callpoint.sealing.notes import Note, as_note

NONCE_SIZE = 12
FORMAT = "callpoint keyring v1"
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


class MonthNotReadError(KeyringError, ValueError):
    """A retention cohort is a month, written YYYY-MM."""

    def __init__(self, month: str) -> None:
        super().__init__(f"A retention cohort is a month written YYYY-MM, not {month!r}.")
        self.month = month


class NoSuchKeyError(KeyringError, LookupError):
    """The keyring holds no such key; in a long-lived process, first look whether the file has a newer one."""

    def __init__(self, sought: str) -> None:
        super().__init__(f"The keyring holds no key {sought!r}.")
        self.sought = sought


class KeyDestroyedError(KeyringError):
    """The key was shredded: what it sealed is gone."""

    def __init__(self, destroyed: "DestroyedKey") -> None:
        super().__init__(
            f"The key {destroyed.id!r} was destroyed at {destroyed.destroyed_at}: what it sealed is gone."
        )
        self.destroyed = destroyed


class Purpose(StrEnum):
    """What a key may be used for; no key serves two purposes."""

    KEY_ENCRYPTION = "key-encryption"
    INDEX = "index"
    CODE = "code"
    SESSION = "session"
    SIGNING = "signing"
    COHORT = "cohort"


class State(StrEnum):
    """`current` seals new values; `retired` only opens old ones."""

    CURRENT = "current"
    RETIRED = "retired"


@dataclass(frozen=True, kw_only=True)
class Key:
    """One secret of 32 bytes; only a cohort key has a month (YYYY-MM), only a retired one a time of retiring."""

    id: str
    purpose: Purpose
    created_at: str
    secret: bytes = field(repr=False)
    state: State = State.CURRENT
    month: str | None = None
    retired_at: str | None = None

    @property
    def is_current(self) -> bool:
        """Whether this is the one key that seals new values of its purpose; cohort keys stand side by side instead."""
        return self.state is State.CURRENT and self.purpose is not Purpose.COHORT


@dataclass(frozen=True, kw_only=True)
class DestroyedKey:
    """The memory that a month's cohort key was shredded, so that nobody looks for it or makes it anew."""

    id: str
    month: str
    destroyed_at: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the two files of a keyring lie."""

    root_key_path: Path
    keyring_path: Path


@dataclass(frozen=True, kw_only=True)
class Keyring:
    """Every key of a deployment as one reading of its file showed them."""

    place: Place
    keys: tuple[Key, ...] = field(repr=False)
    destroyed: tuple[DestroyedKey, ...] = ()
    notes: tuple[Note, ...] = ()
    root: str = ""
    """The fingerprint of the root key that wraps this keyring."""
    stamp: tuple[int, ...] = ()

    def current(self, purpose: Purpose) -> Key:
        """Return the one key that new values of `purpose` are sealed with; raises NoSuchKeyError."""
        return self._first(purpose, (key for key in self.of(purpose) if key.is_current))

    def of(self, purpose: Purpose) -> tuple[Key, ...]:
        """Return the keys of `purpose`: the current before the retired, and the newer before the older."""
        keys = reversed([key for key in self.keys if key.purpose == purpose])
        return tuple(sorted(keys, key=lambda key: key.state is not State.CURRENT))

    def by_id(self, key_id: str) -> Key:
        """Return the key of this id; raises KeyDestroyedError or NoSuchKeyError."""
        for gone in self.destroyed:
            if gone.id == key_id:
                raise KeyDestroyedError(gone)
        return self._first(key_id, (key for key in self.keys if key.id == key_id))

    def cohort(self, month: str) -> Key:
        """Return the key of the reports that are to be erased in `month` (YYYY-MM).

        Raises KeyDestroyedError, NoSuchKeyError (see `with_cohort`) or MonthNotReadError.
        """
        if not MONTH.fullmatch(month):
            raise MonthNotReadError(month)
        for gone in self.destroyed:
            if gone.month == month:
                raise KeyDestroyedError(gone)
        return self._first(month, (key for key in self.keys if key.month == month))

    @staticmethod
    def _first(sought: str, keys: Iterable[Key]) -> Key:
        for key in keys:
            return key
        raise NoSuchKeyError(sought)


def create_keyring(*, root_key_path: Path, keyring_path: Path, at: datetime, chance: Chance) -> Keyring:
    """Make a keyring with a fresh key for each purpose, and a root key where there is none yet.

    A root key that is there already is used, never overwritten: systemd or the recovery sheet may have put it there.
    Raises KeyringExistsError, KeyFileTooOpenError or RootKeyNotReadError.
    """
    place = Place(root_key_path=root_key_path, keyring_path=keyring_path)
    keys = tuple(
        _new_key(purpose, at=at, chance=chance) for purpose in Purpose if purpose is not Purpose.COHORT
    )
    with locked(keyring_path):
        if keyring_path.exists():
            raise KeyringExistsError(keyring_path)
        if not root_key_path.exists():
            write_durably(root_key_path, root_key_text(chance(KEY_SIZE)))
        return _saved(Keyring(place=place, keys=keys), chance)


def open_keyring(*, root_key_path: Path, keyring_path: Path) -> Keyring:
    """Read the keyring; raises KeyFileTooOpenError, KeyringNotOpenedError or an error for a missing or unfit file."""
    place = Place(root_key_path=root_key_path, keyring_path=keyring_path)
    return opened_by(read_root_key(root_key_path), place)


def opened_by(root_key: bytes, place: Place) -> Keyring:
    """Read the keyring with a root key that need not be in its file; raises what `open_keyring` raises."""
    content, written = read_key_file(place.keyring_path, missing=KeyringMissingError)
    try:
        envelope = json.loads(content)
        opened = AESGCM(root_key).decrypt(
            from_text(envelope["nonce"]), from_text(envelope["sealed"]), FORMAT.encode()
        )
    except (InvalidTag, ValueError, LookupError, TypeError) as error:
        raise KeyringNotOpenedError(place.keyring_path) from error
    body = json.loads(opened)
    return Keyring(
        place=place,
        keys=tuple(_key_from(entry) for entry in body["keys"]),
        destroyed=tuple(DestroyedKey(**entry) for entry in body["destroyed"]),
        notes=tuple(as_note(entry) for entry in body.get("notes", [])),
        root=fingerprint(root_key),
        stamp=written,
    )


def refreshed(keyring: Keyring) -> Keyring:
    """Return the keyring as its file is now: the same object while nobody has written it, else read anew.

    Costs one look at the file's date, so a long-lived process can call it once a request or a task.
    Raises what `open_keyring` raises.
    """
    path = keyring.place.keyring_path
    if path.exists() and stamp(path.stat()) == keyring.stamp:
        return keyring
    return _reopened(keyring)


def with_cohort(keyring: Keyring, *, month: str, at: datetime, chance: Chance) -> Keyring:
    """Return a keyring that holds the cohort key of `month` (YYYY-MM), made now if no process has made it yet.

    A new key is durable before it is returned, so nothing is ever sealed with a key that a power cut could lose.
    Raises KeyDestroyedError, MonthNotReadError or what `open_keyring` raises.
    """
    if _has_cohort(keyring, month):
        return keyring
    with locked(keyring.place.keyring_path):
        newest = _reopened(keyring)
        if _has_cohort(newest, month):
            return newest
        key = _new_key(Purpose.COHORT, at=at, chance=chance, month=month)
        return _saved(replace(newest, keys=(*newest.keys, key)), chance)


def destroy_cohort(keyring: Keyring, *, month: str, at: datetime, chance: Chance) -> Keyring:
    """Shred the cohort key of `month` (YYYY-MM): every report sealed under it is gone, in all backups of the data.

    The shred is complete when the last copy of the older keyring file has aged out.
    Raises KeyDestroyedError, NoSuchKeyError, MonthNotReadError or what `open_keyring` raises.
    """
    with locked(keyring.place.keyring_path):
        newest = _reopened(keyring)
        key = newest.cohort(month)
        gone = DestroyedKey(id=key.id, month=month, destroyed_at=instant(at))
        kept = tuple(other for other in newest.keys if other is not key)
        return _saved(replace(newest, keys=kept, destroyed=(*newest.destroyed, gone)), chance)


def rotate(keyring: Keyring, *, purpose: Purpose, at: datetime, chance: Chance) -> Keyring:
    """Make a new current key for `purpose` and retire the old one, which still opens what it sealed.

    Raises NoSuchKeyError for cohorts (they are not rotated but rewrapped to another month) or what `open_keyring` raises.
    """

    def with_new_key(newest: Keyring) -> Keyring:
        old = newest.current(purpose)
        retired = replace(old, state=State.RETIRED, retired_at=instant(at))
        keys = tuple(retired if key is old else key for key in newest.keys)
        return replace(newest, keys=(*keys, _new_key(purpose, at=at, chance=chance)))

    return changed(keyring, with_new_key, chance=chance)


def without(keyring: Keyring, *, key_ids: Iterable[str], chance: Chance) -> Keyring:
    """Drop retired keys for good: what only they open is gone. The caller made sure that nothing needs them.

    Raises NoSuchKeyError where one of them is not there or not retired, or what `open_keyring` raises.
    """
    dropped = set(key_ids)

    def with_fewer(newest: Keyring) -> Keyring:
        retired = {key.id for key in newest.keys if key.state is State.RETIRED}
        for key_id in dropped - retired:
            raise NoSuchKeyError(key_id)
        return replace(newest, keys=tuple(key for key in newest.keys if key.id not in dropped))

    return changed(keyring, with_fewer, chance=chance)


def changed(keyring: Keyring, change: Callable[[Keyring], Keyring], *, chance: Chance) -> Keyring:
    """Make a change to the keyring as its file now is, durably, while nobody else writes it.

    Raises what `change` or `open_keyring` raises; the file is then as it was.
    """
    with locked(keyring.place.keyring_path):
        return _saved(change(_reopened(keyring)), chance)


def _has_cohort(keyring: Keyring, month: str) -> bool:
    try:
        keyring.cohort(month)
    except NoSuchKeyError:
        return False
    return True


def _reopened(keyring: Keyring) -> Keyring:
    return open_keyring(root_key_path=keyring.place.root_key_path, keyring_path=keyring.place.keyring_path)


def _saved(keyring: Keyring, chance: Chance) -> Keyring:
    return wrapped_by(keyring, read_root_key(keyring.place.root_key_path), chance=chance)


def wrapped_by(keyring: Keyring, root_key: bytes, *, chance: Chance) -> Keyring:
    """Write the keyring's file anew, wrapped by this root key; the caller holds the lock of the file."""
    path, nonce = keyring.place.keyring_path, chance(NONCE_SIZE)
    body = {
        "keys": [asdict(key) | {"secret": to_text(key.secret)} for key in keyring.keys],
        "destroyed": [asdict(gone) for gone in keyring.destroyed],
        "notes": [asdict(note) for note in keyring.notes],
    }
    sealed = AESGCM(root_key).encrypt(nonce, canonical_json(body), FORMAT.encode())
    write_durably(
        path, canonical_json({"format": FORMAT, "nonce": to_text(nonce), "sealed": to_text(sealed)}) + b"\n"
    )
    return replace(keyring, root=fingerprint(root_key), stamp=stamp(path.stat()))


def _new_key(purpose: Purpose, *, at: datetime, chance: Chance, month: str | None = None) -> Key:
    # Ids are drawn, not counted: two machines restored from one backup must not give one id to two secrets.
    key_id = f"{purpose[0]}{chance(8).hex()}"
    return Key(id=key_id, purpose=purpose, created_at=instant(at), secret=chance(KEY_SIZE), month=month)


def _key_from(entry: dict[str, str]) -> Key:
    return Key(
        id=entry["id"],
        purpose=Purpose(entry["purpose"]),
        created_at=entry["created_at"],
        secret=from_text(entry["secret"]),
        state=State(entry["state"]),
        month=entry["month"],
        retired_at=entry.get("retired_at"),
    )


def instant(at: datetime) -> str:
    """Return a time as the keyring writes it: UTC, to the second."""
    if at.tzinfo is None:
        message = "a time without a zone says nothing: pass an aware datetime"
        raise ValueError(message)
    return at.astimezone(UTC).isoformat(timespec="seconds")
