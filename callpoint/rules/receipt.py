"""A reporter's receipt: what we hold of a report, each thing bound to its leaf of the journal by a salted digest.

The file is canonical JSON with one line end. `docs/receipt.md` says what it proves and how it is checked; the program
that checks it, `callpoint/verifier/callpoint_verify.py`, shares no code with this module.
"""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256

from callpoint.rules.checkpoint import SignedNote, read_note
from callpoint.rules.journal import Commitment, Json, canonical_json, commitment

RECEIPT_SCHEMA = "callpoint-receipt/1"
SIGNED_AS = RECEIPT_SCHEMA.encode() + b"\n"
"""Stands before the signed bytes, so that no signature of a receipt is one of anything else."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that a leaf commits to, with what opens the commitment: the value itself and its salt."""

    name: str
    salt: str
    """32 bytes in hexadecimal, drawn from the salt of the row: see `item`."""
    value: Json

    def commitment(self) -> Commitment:
        """Give what the leaf holds of it."""
        digest = commitment(bytes.fromhex(self.salt), canonical_json(self.value))
        return Commitment(name=self.name, digest=digest)


def item(row_salt: bytes, *, deed: str, name: str, value: Json) -> Item:
    """
    Commit a deed to one value of a row.

    The salt is derived from that of the row, so that a receipt can show it without opening the row's own digest, and
    so that nothing of it is left once the row is erased.
    """
    salt = hmac.digest(row_salt, canonical_json(["commitment", deed, name]), "sha256")
    return Item(name=name, salt=salt.hex(), value=value)


def told(answers: Mapping[str, str | list[str]], *, questions_version: str) -> Json:
    """Give answers as they are hashed and as the reporter's own copy shows them: the exact text, by question."""
    return {"answers": dict(answers), "questions_version": questions_version}


def written(text: str) -> Json:
    """Give a message as it is hashed and as the reporter's own copy shows it."""
    return {"message": text}


def text_digest(content: Json) -> str:
    """Give the SHA-256 of what was sent, in hexadecimal."""
    return sha256(canonical_json(content)).hexdigest()


def file_value(*, sha256: str, size: int) -> Json:
    """Give what a leaf commits to of a file."""
    return {"bytes": size, "sha256": sha256}


def file_name_of(number: int) -> str:
    """Name the item of a file by its number in the report."""
    return f"exhibit.{number}"


def time_value(at: datetime) -> str:
    """Write a time as leaves do: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One leaf in which something of the reporter's was taken in: its place, its exact body, and what opens it."""

    index: int
    body: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class ReceiptFile:
    """One file that we hold, under the name it was given."""

    number: int
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What is signed. The same report gives the same receipt until something is added to it."""

    schema: str = RECEIPT_SCHEMA
    reference: str
    received_at: str
    text: str
    """Of the answers as they were sent: see `text_digest`."""
    files: tuple[ReceiptFile, ...]
    entries: tuple[Entry, ...]
    """Oldest first; the first is that of sending."""
    key: str
    """The log's name and public key as a C2SP verifier key."""

    def signed_bytes(self) -> bytes:
        """Give what the signature is made over."""
        return SIGNED_AS + canonical_json(asdict(self))


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """An earlier checkpoint, such as one that a witness holds, and the proof that the log grew from it."""

    note: str
    hashes: tuple[str, ...]
    """Of RFC 6962, section 2.1.2, in hexadecimal."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A checkpoint that covers every leaf of a receipt, and the way from each leaf to its root."""

    note: str
    """The signed note as C2SP writes it, with the log's own signature only."""
    paths: tuple[tuple[str, ...], ...]
    """For each entry, in its order: the hashes of RFC 6962, section 2.1.1, in hexadecimal."""
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignedReceipt:
    """A receipt with its signature and, where a checkpoint covers it, the proof."""

    receipt: Receipt
    signature: bytes
    proof: Proof | None = None

    def file(self) -> bytes:
        """Give the file that the reporter takes along."""
        whole = {
            "proof": asdict(self.proof) if self.proof else None,
            "receipt": asdict(self.receipt),
            "signature": b64encode(self.signature).decode(),
        }
        return canonical_json(whole) + b"\n"

    @property
    def fingerprint(self) -> str:
        """Give 16 hexadecimal digits of the signature's SHA-256, short enough to be read out."""
        return sha256(self.signature).hexdigest()[:16]


def in_groups(text: str, *, size: int = 4) -> tuple[str, ...]:
    """Part a long row of letters into groups that can be compared by eye."""
    return tuple(text[start : start + size] for start in range(0, len(text), size))


def own_signature_only(note: str, *, key: str) -> str:
    """
    Give a note with the signature of one key only: a receipt holds nothing that its reader cannot check.

    '' where that key did not sign it, as after a rotation.
    """
    read = read_note(note.encode())
    name, key_id, _ = key.split("+", 2)
    own = tuple(each for each in read.signatures if (each.name, each.key_id.hex()) == (name, key_id))
    return SignedNote(text=read.text, signatures=own).body().decode() if own else ""
