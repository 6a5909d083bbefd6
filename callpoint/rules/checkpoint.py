"""Checkpoints of the journal as text: the C2SP formats signed-note and tlog-checkpoint.

ValueError
└── NoteNotReadError   bytes that are no signed note, or whose text is no checkpoint

A note is text, an empty line, and signature lines. The text of a checkpoint is three lines: the name of the log (its
origin), how many leaves it has, and the root over them in base64. Whoever signs it also names the log so.
"""

import base64
import re
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

ED25519 = b"\x01"
"""The mark of an Ed25519 signature in a key's id (signed-note, section "Signatures")."""
KEY_ID_SIZE, ROOT_SIZE = 4, 32
DUE_AFTER, DUE_LEAVES = timedelta(seconds=60), 1000
"""A checkpoint is made this long after the last one where there is a new leaf, or at once after so many new leaves."""

_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_SIGNATURE = re.compile(r"\N{EM DASH} ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")


class NoteNotReadError(ValueError):
    """Bytes that are no signed note, or whose text is no checkpoint."""

    def __init__(self) -> None:
        super().__init__("These bytes are not a signed checkpoint.")


@dataclass(frozen=True, kw_only=True)
class CheckpointText:
    """What a checkpoint says: the log `origin` had `size` leaves, and `root` is the hash over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> bytes:
        """Return the three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n".encode()


@dataclass(frozen=True, kw_only=True)
class NoteSignature:
    """One signature line: who signed, the id of the key, and the signature itself."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """Return the line without its end."""
        value = base64.b64encode(self.key_id + self.signature).decode()
        return f"\N{EM DASH} {self.name} {value}"


@dataclass(frozen=True, kw_only=True)
class SignedNote:
    """The signed text of a note, to the last byte, and its signatures; whether they hold is for `sealing.signing`."""

    text: bytes
    signatures: tuple[NoteSignature, ...]

    def body(self) -> bytes:
        """Return the note as it is kept, mailed and served."""
        lines = "".join(f"{signature.line()}\n" for signature in self.signatures)
        return self.text + b"\n" + lines.encode()


@dataclass(frozen=True, kw_only=True)
class VerifierKey:
    """The public half of a signing key, with the name it signs as."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that a signature line names the key by."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_SIZE]

    def line(self) -> str:
        """Return the key as people hand it on: name, id and key (signed-note, section "Verifier keys")."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


def is_log_name(name: str) -> bool:
    """Answer whether a log and its key may be called so: some characters, no space, no plus sign."""
    return _NAME.fullmatch(name) is not None


def is_due(*, new_leaves: int, since: timedelta | None) -> bool:
    """
    Answer whether a checkpoint should be made, `since` the last one; None where there was none yet.

    A last checkpoint that lies ahead was made before the clock was set back, and does not count.
    """
    is_fresh = since is not None and timedelta(0) <= since < DUE_AFTER
    return new_leaves >= DUE_LEAVES or (new_leaves > 0 and not is_fresh)


def read_note(body: bytes) -> SignedNote:
    """Return the note that these bytes are, to the last byte; raises NoteNotReadError."""
    text, _, lines = body.rpartition(b"\n\n")
    try:
        found = [_SIGNATURE.fullmatch(line) for line in lines.decode().removesuffix("\n").split("\n")]
        signatures = tuple(_signature(*match.groups()) for match in found if match)
    except ValueError as error:
        raise NoteNotReadError from error
    note = SignedNote(text=text + b"\n", signatures=signatures)
    if not signatures or note.body() != body:
        raise NoteNotReadError
    return note


def _signature(name: str, value: str) -> NoteSignature:
    raw = base64.b64decode(value, validate=True)
    return NoteSignature(name=name, key_id=raw[:KEY_ID_SIZE], signature=raw[KEY_ID_SIZE:])


def read_checkpoint(text: bytes) -> CheckpointText:
    """Return what the text of a note says of a log; raises NoteNotReadError."""
    try:
        origin, size, root = text.decode().removesuffix("\n").split("\n")
        found = CheckpointText(origin=origin, size=_size(size), root=base64.b64decode(root, validate=True))
    except ValueError as error:
        raise NoteNotReadError from error
    if not origin or len(found.root) != ROOT_SIZE or found.text() != text:
        raise NoteNotReadError
    return found


def _size(digits: str) -> int:
    if not _SIZE.fullmatch(digits):
        raise NoteNotReadError
    return int(digits)
