"""Envelopes: a record's own key, wrapped for storage, and values sealed to the place they are kept in.

    SealingError (key_files)
    ├── RecordKeyNotOpenedError  a wrapped record key that these keys did not make, or that was changed
    ├── NotOpenedError           a sealed value that this key did not seal, or not for this place
    └── NotTextError             text that has no UTF-8 form, such as half of a surrogate pair

A record key is wrapped under two keys at once: the key-encryption key, which is rotated, and the cohort key of the
month the record is to be erased in. Destroying the cohort key erases the record from every backup of the data.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from callpoint.rules.chance import Chance
from callpoint.rules.journal import Json, canonical_json
from callpoint.sealing.base64url import from_text, to_text
from callpoint.sealing.key_files import KEY_SIZE, SealingError
from callpoint.sealing.keyring import NONCE_SIZE, Key, Keyring, Purpose

WRAP_FORMAT = "v1"
SEAL_FORMAT = b"\x01"
VERSION_SIZE = 2
HEADER_SIZE = len(SEAL_FORMAT) + VERSION_SIZE


class RecordKeyNotOpenedError(SealingError):
    """A wrapped record key that these keys did not make, or that was changed."""

    def __init__(self) -> None:
        super().__init__("This wrapped record key does not open: other keys made it, or it was changed.")


@dataclass(frozen=True)
class Where:
    """The one place a sealed value belongs to; moved anywhere else it does not open."""

    table: str
    column: str
    row: str


class NotOpenedError(SealingError):
    """A sealed value that this key did not seal, or not for this place."""

    def __init__(self, where: Where) -> None:
        super().__init__(f"The sealed value at {where.table}.{where.column}, row {where.row}, does not open.")
        self.where = where


class NotTextError(SealingError, ValueError):
    """Text that has no UTF-8 form; the error says where it was to go, never what it was."""

    def __init__(self, where: Where) -> None:
        super().__init__(
            f"The value for {where.table}.{where.column}, row {where.row}, holds characters that no text file can hold "
            "(half of a surrogate pair). Clean it where it comes in."
        )
        self.where = where


@dataclass(frozen=True)
class RecordKey:
    """The key of one record; `version` counts how often the record was given a new one (1 to 65535)."""

    secret: bytes = field(repr=False)
    version: int = 1


def new_record_key(
    keyring: Keyring, *, cohort: str, chance: Chance, version: int = 1
) -> tuple[RecordKey, str]:
    """Make a key for a record that is to be erased in the month `cohort`; returns it and its wrapped text.

    The wrapped text is `v1.<key-encryption key id>.<cohort key id>.<base64url>`, to be stored with the record.
    Raises NoSuchKeyError where the month has no key yet: see `keyring.with_cohort`.
    """
    key = RecordKey(secret=chance(KEY_SIZE), version=version)
    return key, _wrapped(keyring, key, cohort=keyring.cohort(cohort), chance=chance)


def open_record_key(keyring: Keyring, wrapped: str) -> RecordKey:
    """Unwrap a record's key.

    Raises KeyDestroyedError where the record was erased, NoSuchKeyError where the keyring lacks a key
    (an older copy of it, perhaps: see `keyring.refreshed`), RecordKeyNotOpenedError otherwise.
    """
    key_encryption_key, cohort, sealed = _parts(keyring, wrapped)
    wrapping_key, bound = _wrapping(key_encryption_key, cohort)
    try:
        opened = AESGCM(wrapping_key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], bound)
    except (InvalidTag, ValueError) as error:
        raise RecordKeyNotOpenedError from error
    return RecordKey(secret=opened[VERSION_SIZE:], version=int.from_bytes(opened[:VERSION_SIZE]))


def rewrap(keyring: Keyring, wrapped: str, *, chance: Chance, cohort: str | None = None) -> str:
    """Wrap a record's key anew under the current key-encryption key; no value of the record changes.

    `cohort` moves the record to another month, as a legal hold or a longer retention asks.
    Raises what `open_record_key` and `Keyring.cohort` raise.
    """
    _, old_cohort, _ = _parts(keyring, wrapped)
    new_cohort = old_cohort if cohort is None else keyring.cohort(cohort)
    return _wrapped(keyring, open_record_key(keyring, wrapped), cohort=new_cohort, chance=chance)


def seal(key: RecordKey, value: bytes, *, where: Where, chance: Chance) -> bytes:
    """Seal `value` to its place: format byte, key version (2 bytes), nonce (12), then AES-256-GCM text and tag."""
    header, nonce = SEAL_FORMAT + key.version.to_bytes(VERSION_SIZE), chance(NONCE_SIZE)
    return header + nonce + AESGCM(key.secret).encrypt(nonce, value, _bound_to(where, header))


def unseal(key: RecordKey, sealed: bytes, *, where: Where) -> bytes:
    """Open what `seal` made for this very place with this very key; raises NotOpenedError."""
    header, nonce, rest = (
        sealed[:HEADER_SIZE],
        sealed[HEADER_SIZE:][:NONCE_SIZE],
        sealed[HEADER_SIZE + NONCE_SIZE :],
    )
    if header != SEAL_FORMAT + key.version.to_bytes(VERSION_SIZE):
        raise NotOpenedError(where)
    try:
        return AESGCM(key.secret).decrypt(nonce, rest, _bound_to(where, header))
    except (InvalidTag, ValueError) as error:
        raise NotOpenedError(where) from error


def seal_text(key: RecordKey, value: str, *, where: Where, chance: Chance) -> bytes:
    """Seal text as UTF-8; raises NotTextError where it has no such form."""
    try:
        raw = value.encode()
    except UnicodeEncodeError:
        # The codec's error holds the whole text, which must not travel on to a log.
        raise NotTextError(where) from None
    return seal(key, raw, where=where, chance=chance)


def unseal_text(key: RecordKey, sealed: bytes, *, where: Where) -> str:
    """Open what `seal_text` made; raises NotOpenedError."""
    try:
        return unseal(key, sealed, where=where).decode()
    except UnicodeDecodeError:
        raise NotOpenedError(where) from None


def seal_json(key: RecordKey, value: Json, *, where: Where, chance: Chance) -> bytes:
    """Seal a value as canonical JSON; raises `rules.journal.NotCanonicalError` where it has none."""
    return seal(key, canonical_json(value), where=where, chance=chance)


def unseal_json(key: RecordKey, sealed: bytes, *, where: Where) -> Any:
    """Open what `seal_json` made; raises NotOpenedError."""
    try:
        return json.loads(unseal(key, sealed, where=where))
    except ValueError:
        raise NotOpenedError(where) from None


def counted(*parts: bytes) -> bytes:
    """Join parts, each after its length in 4 bytes, so that no two lists of parts give the same bytes."""
    return b"".join(len(part).to_bytes(4) + part for part in parts)


def derived_key(secret: bytes, *, bound: bytes) -> bytes:
    """Return a key of 32 bytes for one use of `secret`, by HKDF-SHA-256 (RFC 5869) with `bound` as its info."""
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=bound).derive(secret)


def _bound_to(where: Where, header: bytes) -> bytes:
    return counted(
        b"callpoint value", header, where.table.encode(), where.column.encode(), where.row.encode()
    )


def _parts(keyring: Keyring, wrapped: str) -> tuple[Key, Key, bytes]:
    match wrapped.split("."):
        case [version, key_encryption_key, cohort, sealed] if version == WRAP_FORMAT:
            pass
        case _:
            raise RecordKeyNotOpenedError
    try:
        return keyring.by_id(key_encryption_key), keyring.by_id(cohort), from_text(sealed)
    except ValueError as error:
        raise RecordKeyNotOpenedError from error


def _wrapping(key_encryption_key: Key, cohort: Key) -> tuple[bytes, bytes]:
    bound = counted(
        b"callpoint record key", WRAP_FORMAT.encode(), key_encryption_key.id.encode(), cohort.id.encode()
    )
    return derived_key(key_encryption_key.secret + cohort.secret, bound=bound), bound


def _wrapped(keyring: Keyring, key: RecordKey, *, cohort: Key, chance: Chance) -> str:
    key_encryption_key = keyring.current(Purpose.KEY_ENCRYPTION)
    wrapping_key, bound = _wrapping(key_encryption_key, cohort)
    nonce = chance(NONCE_SIZE)
    sealed = nonce + AESGCM(wrapping_key).encrypt(
        nonce, key.version.to_bytes(VERSION_SIZE) + key.secret, bound
    )
    return f"{WRAP_FORMAT}.{key_encryption_key.id}.{cohort.id}.{to_text(sealed)}"
