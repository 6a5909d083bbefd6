"""Makers of receipts, copies, notes and bundles for the verifier: what the service would give, without a database."""

import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from callpoint.rules.checkpoint import CheckpointText, NoteSignature, SignedNote, VerifierKey
from callpoint.rules.journal import (
    Json,
    Leaf,
    RowDigest,
    canonical_json,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    tree_root,
)
from callpoint.rules.receipt import (
    Earlier,
    Entry,
    Proof,
    Receipt,
    ReceiptFile,
    SignedReceipt,
    file_name_of,
    file_value,
    item,
    text_digest,
    told,
    written,
)

ORIGIN = "report.example.org/journal"
REFERENCE, REPORT_ID = "CP-7GH4-K2QX-3", "6f1e0c3a-0000-4000-8000-000000000001"
SENT, ADDED, WROTE, TOOK_IN = (f"2026-11-21T12:0{minute}:00.250000+00:00" for minute in range(4))
ANSWERS: Mapping[str, str | list[str]] = {"story": "Żółć: I sent 900 pounds.\r\nThen more.", "age": ["adult"]}
FIRST_FILES = {"photo.jpg": b"first picture", "chat \N{RIGHT-TO-LEFT OVERRIDE}.txt": b"a chat\n"}
LATER_FILES = {"later.pdf": b"%PDF later"}
MADE = "2026-11-22T09:00:00.250000+00:00"
SALT = bytes(range(32))
MANIFEST, BUNDLE = "manifest.json", "callpoint-bundle/1"


@dataclass
class Log:
    """A log in memory, with the key that signs it."""

    secret: Ed25519PrivateKey = field(
        default_factory=lambda: Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    )
    origin: str = ORIGIN
    bodies: list[bytes] = field(default_factory=list)

    @property
    def key(self) -> VerifierKey:
        """The key as others know it."""
        return VerifierKey(name=self.origin, public=self.secret.public_key().public_bytes_raw())

    def hashes(self) -> list[bytes]:
        """The hash of each leaf."""
        return [leaf_hash(body) for body in self.bodies]

    def note(self, size: int | None = None) -> str:
        """The checkpoint over the first leaves, or over all."""
        hashes = self.hashes()[: len(self.bodies) if size is None else size]
        text = CheckpointText(origin=self.origin, size=len(hashes), root=tree_root(hashes)).text()
        own = NoteSignature(name=self.origin, key_id=self.key.key_id, signature=self.secret.sign(text))
        return SignedNote(text=text, signatures=(own,)).body().decode()

    def add(self, what: str, at: str, values: Mapping[str, Json], *, about: str = REPORT_ID) -> Entry:
        """Add the leaf of a deed that commits to some values."""
        items = tuple(item(SALT, deed=what, name=name, value=value) for name, value in values.items())
        rows = (RowDigest(table="records_report", id=about, digest="0" * 64),)
        commitments = tuple(each.commitment() for each in items)
        leaf = Leaf(what=what, object_id=about, by="reporter:x", at=at, rows=rows, commitments=commitments)
        self.bodies.append(leaf.body())
        return Entry(index=len(self.bodies) - 1, body=leaf.body().decode(), items=items)

    def fill(self, leaves: int) -> None:
        """Add leaves of other deeds."""
        for number in range(leaves):
            self.add("report.open", SENT, {}, about=f"other {number}")

    def proof(self, entries: tuple[Entry, ...], *, earlier: tuple[int, ...] = ()) -> Proof:
        """The proof for some entries against all leaves, and that the log grew from earlier sizes."""
        hashes = self.hashes()
        paths = (tuple(each.hex() for each in inclusion_proof(hashes, entry.index)) for entry in entries)
        grew = (
            Earlier(note=self.note(size), hashes=tuple(h.hex() for h in consistency_proof(hashes, size)))
            for size in earlier
        )
        return Proof(note=self.note(), paths=tuple(paths), earlier=tuple(grew))


def files_of(files: Mapping[str, bytes], *, first: int = 1) -> dict[str, Json]:
    """What a leaf takes in of some files."""
    return {
        file_name_of(number): file_value(sha256=sha256(content).hexdigest(), size=len(content))
        for number, content in enumerate(files.values(), start=first)
    }


def a_log_with_a_report(log: Log) -> tuple[Entry, ...]:
    """Let a report be sent, added to, written about and given one more file, among other deeds."""
    text = text_digest(told(ANSWERS, questions_version="v1"))
    base: dict[str, Json] = {"reference": REFERENCE}
    log.fill(5)
    sent = {**base, "text": text, "time": SENT, **files_of(FIRST_FILES)}
    first = log.add("report.submit", SENT, sent)
    log.fill(3)
    added = {**base, "text": text_digest(told({"age": "16-17"}, questions_version="v2")), "time": ADDED}
    second = log.add("report.add", ADDED, added)
    third = log.add(
        "message.from-reporter", WROTE, {**base, "text": text_digest(written("Hello?")), "time": WROTE}
    )
    log.fill(2)
    fourth = log.add("exhibit.take-in", TOOK_IN, {**base, "time": TOOK_IN, **files_of(LATER_FILES, first=3)})
    log.fill(6)
    return first, second, third, fourth


def receipt_of(log: Log, entries: tuple[Entry, ...]) -> Receipt:
    """The receipt of that report."""
    files = {**FIRST_FILES, **LATER_FILES}
    return Receipt(
        reference=REFERENCE,
        received_at=SENT,
        text=text_digest(told(ANSWERS, questions_version="v1")),
        files=tuple(
            ReceiptFile(number=number, name=name, bytes=len(content), sha256=sha256(content).hexdigest())
            for number, (name, content) in enumerate(files.items(), start=1)
        ),
        entries=entries,
        key=log.key.line(),
    )


def signed(log: Log, receipt: Receipt, proof: Proof | None) -> SignedReceipt:
    """The receipt as the log signs it."""
    return SignedReceipt(receipt=receipt, signature=log.secret.sign(receipt.signed_bytes()), proof=proof)


def a_receipt(log: Log | None = None, *, earlier: tuple[int, ...] = (12,)) -> SignedReceipt:
    """A whole receipt with a proof."""
    log = log or Log()
    entries = a_log_with_a_report(log)
    return signed(log, receipt_of(log, entries), log.proof(entries, earlier=earlier))


def a_copy() -> dict[str, Any]:
    """What of the reporter's own copy the verifier reads."""
    parts = (
        ("report", "2026-11-21T12:00:00.250000Z", told(ANSWERS, questions_version="v1")),
        ("addition", "2026-11-21T12:01:00.250000Z", told({"age": "16-17"}, questions_version="v2")),
        ("message", "2026-11-21T12:02:00.250000Z", written("Hello?")),
    )
    return {
        "schema": "callpoint-copy/1",
        "report_reference": REFERENCE,
        "as_sent": [
            {"what": what, "sent_at": at, "content": content, "sha256": text_digest(content)}
            for what, at, content in parts
        ],
    }


def written_to(folder: Path, name: str, content: bytes | str | Mapping[str, Any]) -> str:
    """A file with this content; gives its path."""
    path = folder / name
    if isinstance(content, Mapping):
        content = json.dumps(content, ensure_ascii=False, indent=2)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@dataclass
class Bundle:
    """The parts of a bundle, to be changed before it is packed."""

    log: Log
    entries: tuple[Entry, ...]
    files: dict[str, bytes]
    listed: list[dict[str, Any]]

    def manifest(self) -> dict[str, Any]:
        """What is signed."""
        return {
            "schema": BUNDLE,
            "reference": REFERENCE,
            "made_at": MADE,
            "files": self.listed,
            "entries": [asdict(entry) for entry in self.entries],
            "key": self.log.key.line(),
        }

    def packed(
        self, manifest: Mapping[str, Any] | None = None, *, compression: int = zipfile.ZIP_STORED
    ) -> bytes:
        """The bundle as a file, sealed."""
        said = manifest or self.manifest()
        body = canonical_json(dict(said))
        signature = self.log.secret.sign(BUNDLE.encode() + b"\n" + body)
        whole: dict[str, Any] = {"manifest": said, "signature": b64encode(signature).decode()}
        written_in = io.BytesIO()
        with zipfile.ZipFile(written_in, "w", compression) as packed:
            packed.writestr(zipfile.ZipInfo(MANIFEST), canonical_json(whole) + b"\n")
            for name, content in self.files.items():
                packed.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
            packed.comment = b"-" * (len(BUNDLE) + 90)
        return self.sealed(written_in.getvalue()[: -(len(BUNDLE) + 90)])

    def sealed(self, unsealed: bytes) -> bytes:
        """A packed bundle with its seal in place of its comment."""
        seal = self.log.secret.sign(BUNDLE.encode() + b" seal\n" + sha256(unsealed).digest())
        return unsealed + f"{BUNDLE} {b64encode(seal).decode()}\n".encode()


def a_making(log: Log, **changes: Json) -> Entry:
    """The line of making a bundle; a value that is None is left out."""
    values: dict[str, Json] = {"authority": "Crown Court", "purpose": "Trial", "item.answers": "answers"}
    said = {**values, "reference": REFERENCE, "time": MADE, **changes}
    return log.add("bundle.make", MADE, {name: value for name, value in said.items() if value is not None})


def a_bundle() -> Bundle:
    """A bundle with two exhibits, the text, a custody list that no line commits to, and the proof."""
    log = Log()
    entries = (*a_log_with_a_report(log), a_making(log))
    text = canonical_json(told(ANSWERS, questions_version="v1"))
    bound: dict[str, tuple[bytes, int | None, str]] = {
        "exhibits/1-photo.jpg": (FIRST_FILES["photo.jpg"], 0, "exhibit.1"),
        "exhibits/3-later.pdf": (LATER_FILES["later.pdf"], 3, "exhibit.3"),
        "report/as-sent.json": (text, 0, "text"),
        "custody.txt": (b"taken in, opened, handed over\n", None, ""),
        "proofs/proof.json": (canonical_json(asdict(log.proof(entries))) + b"\n", None, ""),
    }
    listed = [
        {
            "path": path,
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "entry": entry,
            "item": name,
        }
        for path, (content, entry, name) in bound.items()
    ]
    return Bundle(log, entries, {path: content for path, (content, *_) in bound.items()}, listed)
