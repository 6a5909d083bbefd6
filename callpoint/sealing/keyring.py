"""The keyring: every key of a deployment, in one file that the root key wraps.

    SealingError                  keys and envelopes: see also `envelope` and `index`
    └── KeyringError
        ├── RootKeyMissingError      no root key file where one is expected
        ├── RootKeyNotReadError      the root key file does not hold a root key
        ├── KeyringMissingError      no keyring file where one is expected
        ├── KeyringExistsError       a keyring is there already, and is never overwritten
        ├── KeyringNotOpenedError    another root key wrapped it, or it was changed
        ├── KeyFileTooOpenError      others than the owner may read a key file
        ├── MonthNotReadError        a retention cohort is a month, written YYYY-MM
        ├── NoSuchKeyError           the keyring holds no such key
        └── KeyDestroyedError        the key was shredded: what it sealed is gone

The file is one canonical JSON object; `sealed` is AES-256-GCM over the canonical JSON of the keys.
Neither file belongs in the data folder or in its backup.
"""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callpoint.rules.chance import Chance
from callpoint.rules.journal import canonical_json
from callpoint.sealing.base64url import from_text, to_text
from callpoint.sealing.durable import is_too_open, locked, write_durably

KEY_SIZE = 32
NONCE_SIZE = 12
FORMAT = "callpoint keyring v1"
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


class SealingError(Exception):
    """Something about keys or sealed values that a caller may meet."""


class KeyringError(SealingError):
    """Something about the keyring, its root key, or a key in it."""


class KeyFileError(KeyringError):
    """Something about one key file, which `path` names."""

    says = "{path}"

    def __init__(self, path: Path) -> None:
        super().__init__(self.says.format(path=path))
        self.path = path


class RootKeyMissingError(KeyFileError):
    """There is no root key file where one is expected."""

    says = "There is no root key at {path}. Restore it from the recovery sheet, or name the right place."


class RootKeyNotReadError(KeyFileError):
    """The root key file does not hold a root key."""

    says = "{path} does not hold a root key: 32 bytes in base64url are expected. Restore it from the recovery sheet."


class KeyringMissingError(KeyFileError):
    """There is no keyring file where one is expected."""

    says = "There is no keyring at {path}. Restore it from the keyring backup, or name the right place."


class KeyringExistsError(KeyFileError):
    """A keyring is there already, and is never overwritten."""

    says = "There is a keyring at {path} already. It is left as it is: without it every report sealed by it is lost."


class KeyringNotOpenedError(KeyFileError):
    """Another root key wrapped the keyring, or the file was changed."""

    says = "The keyring at {path} does not open: another root key wrapped it, or the file was changed."


class KeyFileTooOpenError(KeyFileError):
    """Others than the owner may read a key file."""

    says = "Others than its owner may read {path}. Set its mode to 0600, and think about who has read it."


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
    """One secret of 32 bytes; only a cohort key has a month (YYYY-MM)."""

    id: str
    purpose: Purpose
    created_at: str
    secret: bytes = field(repr=False)
    state: State = State.CURRENT
    month: str | None = None

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

    def cohort_id(self, month: str) -> str:
        """Return the id of a month's cohort key, whether it is there or was destroyed; raises NoSuchKeyError."""
        for gone in self.destroyed:
            if gone.month == month:
                return gone.id
        return self.cohort(month).id

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
            write_durably(root_key_path, to_text(chance(KEY_SIZE)).encode() + b"\n")
        return _saved(Keyring(place=place, keys=keys), chance)


def open_keyring(*, root_key_path: Path, keyring_path: Path) -> Keyring:
    """Read the keyring; raises KeyFileTooOpenError, KeyringNotOpenedError or an error for a missing or unfit file."""
    root_key = _root_key(root_key_path)
    content, stamp = _read_key_file(keyring_path, missing=KeyringMissingError)
    try:
        envelope = json.loads(content)
        opened = AESGCM(root_key).decrypt(
            from_text(envelope["nonce"]), from_text(envelope["sealed"]), FORMAT.encode()
        )
    except (InvalidTag, ValueError, LookupError, TypeError) as error:
        raise KeyringNotOpenedError(keyring_path) from error
    body = json.loads(opened)
    return Keyring(
        place=Place(root_key_path=root_key_path, keyring_path=keyring_path),
        keys=tuple(_key_from(entry) for entry in body["keys"]),
        destroyed=tuple(DestroyedKey(**entry) for entry in body["destroyed"]),
        stamp=stamp,
    )


def refreshed(keyring: Keyring) -> Keyring:
    """Return the keyring as its file is now: the same object while nobody has written it, else read anew.

    Costs one look at the file's date, so a long-lived process can call it once a request or a task.
    Raises what `open_keyring` raises.
    """
    path = keyring.place.keyring_path
    if path.exists() and _stamp(path.stat()) == keyring.stamp:
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
        gone = DestroyedKey(id=key.id, month=month, destroyed_at=_instant(at))
        kept = tuple(other for other in newest.keys if other is not key)
        return _saved(replace(newest, keys=kept, destroyed=(*newest.destroyed, gone)), chance)


def rotate(keyring: Keyring, *, purpose: Purpose, at: datetime, chance: Chance) -> Keyring:
    """Make a new current key for `purpose` and retire the old one, which still opens what it sealed.

    Raises NoSuchKeyError for cohorts (they are not rotated but rewrapped to another month) or what `open_keyring` raises.
    """
    with locked(keyring.place.keyring_path):
        newest = _reopened(keyring)
        old = newest.current(purpose)
        keys = tuple(replace(key, state=State.RETIRED) if key is old else key for key in newest.keys)
        return _saved(replace(newest, keys=(*keys, _new_key(purpose, at=at, chance=chance))), chance)


def _has_cohort(keyring: Keyring, month: str) -> bool:
    try:
        keyring.cohort(month)
    except NoSuchKeyError:
        return False
    return True


def _reopened(keyring: Keyring) -> Keyring:
    return open_keyring(root_key_path=keyring.place.root_key_path, keyring_path=keyring.place.keyring_path)


def _saved(keyring: Keyring, chance: Chance) -> Keyring:
    path, nonce = keyring.place.keyring_path, chance(NONCE_SIZE)
    body = {
        "keys": [asdict(key) | {"secret": to_text(key.secret)} for key in keyring.keys],
        "destroyed": [asdict(gone) for gone in keyring.destroyed],
    }
    sealed = AESGCM(_root_key(keyring.place.root_key_path)).encrypt(
        nonce, canonical_json(body), FORMAT.encode()
    )
    write_durably(
        path, canonical_json({"format": FORMAT, "nonce": to_text(nonce), "sealed": to_text(sealed)}) + b"\n"
    )
    return replace(keyring, stamp=_stamp(path.stat()))


def _new_key(purpose: Purpose, *, at: datetime, chance: Chance, month: str | None = None) -> Key:
    # Ids are drawn, not counted: two machines restored from one backup must not give one id to two secrets.
    key_id = f"{purpose[0]}{chance(8).hex()}"
    return Key(id=key_id, purpose=purpose, created_at=_instant(at), secret=chance(KEY_SIZE), month=month)


def _key_from(entry: dict[str, str]) -> Key:
    return Key(
        id=entry["id"],
        purpose=Purpose(entry["purpose"]),
        created_at=entry["created_at"],
        secret=from_text(entry["secret"]),
        state=State(entry["state"]),
        month=entry["month"],
    )


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        message = "a time without a zone says nothing: pass an aware datetime"
        raise ValueError(message)
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _root_key(path: Path) -> bytes:
    content, _ = _read_key_file(path, missing=RootKeyMissingError)
    try:
        root_key = from_text(content.decode("ascii").strip())
    except ValueError as error:
        raise RootKeyNotReadError(path) from error
    if len(root_key) != KEY_SIZE:
        raise RootKeyNotReadError(path)
    return root_key


def _read_key_file(path: Path, *, missing: type[KeyFileError]) -> tuple[bytes, tuple[int, ...]]:
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise missing(path) from error
    with file:
        status = os.fstat(file.fileno())
        if is_too_open(mode=status.st_mode, uid=status.st_uid, gid=status.st_gid):
            raise KeyFileTooOpenError(path)
        return file.read(), _stamp(status)


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
