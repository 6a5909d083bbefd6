"""The two files of a keyring: where they lie, how they are read, and what can be wrong with them.

SealingError                  everything of `callpoint.sealing` that a caller may meet
└── KeyringError              see also `keyring`
    └── KeyFileError
        ├── RootKeyMissingError      no root key file where one is expected
        ├── RootKeyNotReadError      the root key file does not hold a root key
        ├── KeyringMissingError      no keyring file where one is expected
        ├── KeyringExistsError       a keyring is there already, and is never overwritten
        ├── KeyringNotOpenedError    another root key wrapped it, or it was changed
        └── KeyFileTooOpenError      others than the owner may read a key file
"""

import base64
import hmac
import os
from pathlib import Path

from callpoint.sealing.base64url import from_text, to_text
from callpoint.sealing.durable import is_too_open

KEY_SIZE = 32
FINGERPRINT_SIZE = 5


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


def read_root_key(path: Path) -> bytes:
    """Return the 32 bytes of a root key file; raises KeyFileTooOpenError, RootKeyMissingError or RootKeyNotReadError."""
    content, _ = read_key_file(path, missing=RootKeyMissingError)
    try:
        root_key = from_text(content.decode("ascii").strip())
    except ValueError as error:
        raise RootKeyNotReadError(path) from error
    if len(root_key) != KEY_SIZE:
        raise RootKeyNotReadError(path)
    return root_key


def read_key_file(path: Path, *, missing: type[KeyFileError]) -> tuple[bytes, tuple[int, ...]]:
    """Return what a key file holds and its stamp; raises `missing` or KeyFileTooOpenError."""
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise missing(path) from error
    with file:
        status = os.fstat(file.fileno())
        if is_too_open(mode=status.st_mode, uid=status.st_uid, gid=status.st_gid):
            raise KeyFileTooOpenError(path)
        return file.read(), stamp(status)


def stamp(status: os.stat_result) -> tuple[int, ...]:
    """Return what tells one writing of a file from another without reading it."""
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def root_key_text(root_key: bytes) -> bytes:
    """Return what a root key file holds."""
    return to_text(root_key).encode() + b"\n"


def fingerprint(root_key: bytes) -> str:
    """Return eight letters and digits that tell one root key from another, as in ABCD-EF23; the key does not follow from them."""
    mark = hmac.digest(root_key, b"callpoint root key fingerprint", "sha256")[:FINGERPRINT_SIZE]
    text = base64.b32encode(mark).decode()
    return f"{text[:4]}-{text[4:]}"
