"""Checks a receipt or a disclosure bundle of Callpoint, away from the service that made it.

    python callpoint_verify.py RECEIPT [FILES...] [--copy COPY.json] [--key KEY] [--checkpoint NOTE]

It needs Python 3.11 or later and the package "cryptography", no network and no clock. It says in words what it proved
and what it cannot prove. It ends with 0 where all holds, with 1 where something does not, with 2 where it cannot read
what it was given. The formats are written down in docs/receipt.md of the project.

Exception
├── DoesNotHoldError   something was changed, is missing, or is of another log; names the first such thing
└── NotReadError       this is no receipt, no bundle, or no file that can be read
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, TextIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, FAILS, NOT_READ = 0, 1, 2
RECEIPT, BUNDLE = "callpoint-receipt/1", "callpoint-bundle/1"
MOST_BYTES = 64 * 1024 * 1024
"""Of a receipt, a copy, a note, or a manifest; exhibits may have any size."""
PIECE = 1024 * 1024
MANIFEST, PROOF_PATH = "manifest.json", "proofs/proof.json"
SEAL_SIZE = len(BUNDLE) + 1 + 88 + 1
"""The comment at the end of a bundle: the schema, a space, the signature in base64, a line end."""

ITEM = {"name": str, "salt": str, "value": object}
ENTRY = {"index": int, "body": str, "items": [ITEM]}
EARLIER = {"note": str, "hashes": [str]}
PROOF = {"note": str, "paths": [[str]], "earlier": [EARLIER]}
FILE = {"number": int, "name": str, "bytes": int, "sha256": str}
SUMMED = {"schema": str, "reference": str, "received_at": str, "text": str, "key": str}
RECEIPT_BODY = {**SUMMED, "files": [FILE], "entries": [ENTRY]}
RECEIPT_FILE = {"proof": (None, PROOF), "receipt": RECEIPT_BODY, "signature": str}
PACKED = {"path": str, "bytes": int, "sha256": str, "entry": (None, int), "item": str}
PACKING = {"schema": str, "reference": str, "made_at": str, "key": str}
MANIFEST_FILE = {"manifest": {**PACKING, "files": [PACKED], "entries": [ENTRY]}, "signature": str}
LEAF = {
    "what": str,
    "object_id": str,
    "by": str,
    "at": str,
    "rows": [{"table": str, "id": str, "digest": str}],
    "commitments": [{"name": str, "digest": str}],
    "version": int,
}
PART = {"what": str, "sent_at": str, "content": object, "sha256": str}


class DoesNotHoldError(Exception):
    """Something was changed, is missing, or is of another log; its words name the first such thing."""


class NotReadError(Exception):
    """This is no receipt, no bundle, or no file that can be read; its words say which and what to do."""


@dataclass(frozen=True)
class Key:
    """A log's name and public key, and the text that both came from."""

    text: str
    name: str
    id: bytes
    public: Ed25519PublicKey


@dataclass(frozen=True)
class Checkpoint:
    """What a signed note says: how many leaves the log had, and the root over them."""

    size: int
    root: bytes


@dataclass
class Findings:
    """What was proved and what was not, in words, in the order in which it was found."""

    proved: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


# Reading: every byte must be as the one right spelling has it.


def canonical(value: Any) -> bytes:
    """Give the one spelling of a value as JSON: keys in order, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parsed(raw: bytes) -> Any:
    """Read JSON without numbers with a point and without a key that stands twice; raises ValueError."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError
        return dict(pairs)

    def refuse(_text: str) -> None:
        raise ValueError

    try:
        return json.loads(raw.decode(), object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)
    except RecursionError as error:
        raise ValueError from error


def read_whole(raw: bytes, shape: Any, what: str) -> Any:
    """Read a file of ours, to the last byte."""
    try:
        value = parsed(raw)
        same = canonical(value) + b"\n" == raw
    except (ValueError, RecursionError):
        value, same = None, False
    readable(
        fits(value, shape), f"This is no {what}, or it was cut short or changed so that it cannot be read."
    )
    hold(same, f"The {what} is not spelled as it was made: something in it was changed.")
    return value


def fits(value: Any, shape: Any) -> bool:
    """Answer whether a value has a shape: a type, a list of one shape, an object, or one of several."""
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(part, shape[0]) for part in value)
    if isinstance(shape, dict):
        same = isinstance(value, dict) and set(value) == set(shape)
        return same and all(fits(value[name], one) for name, one in shape.items())
    if shape is None:
        return value is None
    return shape is object or (type(value) is shape and (shape is not int or 0 <= value < 2**63))


def plain_bytes(text: str, size: int, what: str) -> bytes:
    """Read bytes from lower-case hexadecimal."""
    hold(re.fullmatch(f"[0-9a-f]{{{2 * size}}}", text), f"{what} is not {size} bytes in hexadecimal.")
    return bytes.fromhex(text)


def from_base64(text: str, what: str) -> bytes:
    """Read bytes from base64 that is spelled in the one right way."""
    try:
        raw = base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    hold(raw and base64.b64encode(raw).decode() == text, f"{what} is not in base64.")
    return raw


def hold(true: object, words: str) -> None:
    """Go on where something is so; else end with these words."""
    if not true:
        raise DoesNotHoldError(words)


def readable(true: object, words: str) -> None:
    """Go on where something can be read; else end with these words."""
    if not true:
        raise NotReadError(words)


def shown(text: str) -> str:
    """Show a name that somebody else chose, without letters that act on a screen."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def bytes_of(path: Path, what: str) -> bytes:
    """Read a file that is to be small."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        message = f"{what} cannot be opened: {shown(str(path))} ({type(error).__name__})."
        raise NotReadError(message) from None
    readable(len(raw) <= MOST_BYTES, f"{what} is too large to be one: {shown(str(path))}.")
    return raw


def hashed(file: IO[bytes], *, most: int) -> tuple[int, str]:
    """Give the size and the SHA-256 of what can be read from here on, up to so many bytes."""
    size, digest = 0, hashlib.sha256()
    while piece := file.read(min(PIECE, most - size)):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


# Keys, signatures and checkpoints: C2SP signed-note and tlog-checkpoint, Ed25519.


def read_key(text: str) -> Key:
    """Read a C2SP verifier key: name, id and public key."""
    found = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)", text)
    hold(found, "The key is not written as a key of a log.")
    name, key_id, raw = found.groups() if found else ("", "", "")
    packed = from_base64(raw, "The key")
    hold(len(packed) == 33 and packed[:1] == b"\x01", "The key is not an Ed25519 key.")
    right = hashlib.sha256(name.encode(errors="replace") + b"\n" + packed).digest()[:4]
    hold(right.hex() == key_id, "The name, the id and the bytes of the key do not belong together.")
    return Key(text, name, right, Ed25519PublicKey.from_public_bytes(packed[1:]))


def check_signature(key: Key, signature: bytes, *, of: bytes, what: str) -> None:
    """Go on where the key signed these bytes."""
    try:
        key.public.verify(signature, of)
    except InvalidSignature:
        message = (
            f"{what}: the signature does not fit. What was signed, the signature or the key was changed."
        )
        raise DoesNotHoldError(message) from None


def read_note(text: str, key: Key, what: str) -> Checkpoint:
    """Read a checkpoint that the key signed; lines of other signers are passed over."""
    body, _, lines = text.partition("\n\n")
    said = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)", body)
    hold(said, f"{what} is not a checkpoint, or was cut short.")
    origin, size, root = said.groups() if said else ("", "", "")
    hold(origin == key.name, f"{what} is of another log: {shown(origin)}.")
    signatures = [
        from_base64(line.split(" ")[2], what)
        for line in lines.splitlines()
        if re.fullmatch(r"\N{EM DASH} [^\s+]+ \S+", line) and line.split(" ")[1] == key.name
    ]
    own = [raw[4:] for raw in signatures if raw[:4] == key.id]
    hold(own, f"{what} is not signed by this log's key.")
    check_signature(key, own[0], of=body.encode() + b"\n", what=what)
    return Checkpoint(int(size), from_base64(root, what))


# The tree: RFC 6962 and RFC 9162.


def node(left: bytes, right: bytes) -> bytes:
    """Give the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def leads_to(tree: Checkpoint, leaf: bytes, *, index: int, path: Sequence[bytes]) -> bool:
    """Answer whether a path leads from the hash of a leaf up to the root of the tree (RFC 9162, 2.1.3.2)."""
    last = tree.size - 1
    if index > last:
        return False
    for sibling in path:
        if last == 0:
            return False
        if index % 2 or index == last:
            leaf = node(sibling, leaf)
            while index and not index % 2:
                index, last = index // 2, last // 2
        else:
            leaf = node(leaf, sibling)
        index, last = index // 2, last // 2
    return last == 0 and leaf == tree.root


def grew_from(old: Checkpoint, new: Checkpoint, path: Sequence[bytes]) -> bool:
    """Answer whether the old tree is the beginning of the new one (RFC 9162, 2.1.4.2)."""
    if not 0 < old.size < new.size:
        return old == new and not path
    steps = [old.root, *path] if old.size & (old.size - 1) == 0 else path
    if not steps:
        return False
    index, last = old.size - 1, new.size - 1
    while index % 2:
        index, last = index // 2, last // 2
    left = right = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if index % 2 or index == last:
            left, right = node(sibling, left), node(sibling, right)
            while index and not index % 2:
                index, last = index // 2, last // 2
        else:
            right = node(right, sibling)
        index, last = index // 2, last // 2
    return last == 0 and (left, right) == (old.root, new.root)


# What receipts and bundles share: lines of the log with what opens them, a signature, a proof.


@dataclass(frozen=True)
class Line:
    """One line of the log: its place, what it says, its hash, and the values that it was shown to commit to."""

    index: int
    leaf: Mapping[str, Any]
    hash: bytes
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Say which line it is."""
        return f"Line {self.index} of the log ({shown(self.leaf['what'])})"


def open_lines(entries: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Hold each thing that was taken in against what its line of the log commits to."""
    lines = [open_line(entry) for entry in entries]
    rising = all(before.index < after.index for before, after in pairwise(lines))
    hold(lines and rising, "The lines of the log are not in their order, or one stands twice.")
    return lines


def open_line(entry: Mapping[str, Any]) -> Line:
    """Open one line of the log."""
    where, body = f"Line {entry['index']} of the log", entry["body"].encode()
    try:
        leaf = parsed(body)
    except ValueError:
        leaf = None
    hold(fits(leaf, LEAF) and canonical(leaf) == body, f"{where} was changed: it is no line of a log.")
    digests = {each["name"]: each["digest"] for each in leaf["commitments"]}
    values = {item["name"]: item["value"] for item in entry["items"]}
    hold(len(values) == len(entry["items"]), f"{where} names something twice.")
    for item in entry["items"]:
        name = shown(item["name"])
        salt = plain_bytes(item["salt"], 32, f"{where}: the salt of {name}")
        digest = hashlib.sha256(salt + canonical(item["value"])).hexdigest()
        hold(digests.get(item["name"]) == digest, f"{where}: {name} is not what the log took in.")
    return Line(entry["index"], leaf, hashlib.sha256(b"\x00" + body).digest(), values)


def check_signed(whole: Mapping[str, Any], kind: str, expected: Sequence[Key]) -> Key:
    """Go on where the key that is named signed the receipt or the manifest, and is one of those expected, if any."""
    body, what = whole[kind], f"The {kind}"
    key = read_key(body["key"])
    signed = body["schema"].encode() + b"\n" + canonical(body)
    check_signature(key, from_base64(whole["signature"], "The signature"), of=signed, what=what)
    hold(
        not expected or key.text in {each.text for each in expected},
        f"{what} is signed, but not by the key that you gave.",
    )
    return key


def check_proof(proof: Mapping[str, Any], lines: Sequence[Line], key: Key) -> list[Checkpoint]:
    """Follow the way from each line to the checkpoint, and from earlier checkpoints to it; give them all."""
    newest = read_own_note(proof["note"], key, "The checkpoint")
    hold(len(proof["paths"]) == len(lines), "The proof is of another number of lines.")
    for line, hashes in zip(lines, proof["paths"], strict=True):
        path = [plain_bytes(each, 32, "A hash of the proof") for each in hashes]
        there = leads_to(newest, line.hash, index=line.index, path=path)
        hold(there, f"{line.name}: its proof does not lead to the checkpoint.")
    found = [newest]
    for step in proof["earlier"]:
        old = read_own_note(step["note"], key, "An earlier checkpoint")
        path = [plain_bytes(each, 32, "A hash of the proof") for each in step["hashes"]]
        hold(
            grew_from(old, newest, path),
            f"The log of {newest.size} lines did not grow from that of {old.size}.",
        )
        found.append(old)
    return found


def read_own_note(text: str, key: Key, what: str) -> Checkpoint:
    """Read a checkpoint that stands in a proof: it has one signature and nothing else, so that no byte is unproven."""
    found = read_note(text, key, what)
    hold(
        text.count("\n") == 5 and text.endswith("=\n"), f"{what} holds more than its text and one signature."
    )
    return found


def check_outside(path: Path, inside: Sequence[Checkpoint], key: Key) -> tuple[bool, str]:
    """Compare a checkpoint that somebody else kept; say whether that was possible, and what it showed."""
    try:
        text = bytes_of(path, "The checkpoint that you gave").decode()
    except UnicodeDecodeError:
        text = ""
    theirs = read_note(text, key, "The checkpoint that you gave")
    for ours in inside:
        if ours.size == theirs.size:
            hold(
                ours.root == theirs.root, f"The log shows two histories: its first {ours.size} lines differ."
            )
            return True, f"The checkpoint that you gave, of {ours.size} lines, is of the same history."
    return (
        False,
        f"The checkpoint that you gave, of {theirs.size} lines: nothing here can be compared with it.",
    )


def check_same_report(lines: Sequence[Line], reference: str) -> None:
    """Go on where all lines are of one report, of this reference, and each says its own time."""
    for line in lines:
        hold(line.leaf["object_id"] == lines[0].leaf["object_id"], f"{line.name} is of another report.")
        hold(line.values.get("time") == line.leaf["at"], f"{line.name}: the times differ.")
        hold(line.values.get("reference") == reference, f"{line.name} is of another reference.")


def add_name(names: dict[tuple[int, str], str], what: tuple[int, str], name: str) -> None:
    """Note what a file is called; one that came twice has both names."""
    names[what] = f"{names[what]}; {name}" if what in names else name


def check_files(
    paths: Iterable[Path], names: Mapping[tuple[int, str], str], findings: Findings
) -> set[tuple[int, str]]:
    """Find each file that was given by its size and SHA-256, and say so; `names` says what each is called."""
    known = set()
    for path in paths:
        try:
            with path.open("rb") as file:
                found = hashed(file, most=2**63)
        except (OSError, ValueError) as error:
            message = f"This file cannot be opened: {shown(str(path))} ({type(error).__name__})."
            raise NotReadError(message) from None
        name = shown(path.name)
        hold(found in names, f"The file {name} ({found[0]} bytes) is none of those that were taken in.")
        known.add(found)
        findings.proved.append(f"The file {name} is {names[found]}, byte for byte.")
    return known


# A receipt.


def check_receipt(raw: bytes, chosen: argparse.Namespace) -> Findings:
    """Check a receipt, and whatever came with it."""
    whole = read_whole(raw, RECEIPT_FILE, "receipt")
    receipt, proof = whole["receipt"], whole["proof"]
    hold(receipt["schema"] == RECEIPT, "This receipt is of a kind that this program does not know.")
    lines = open_lines(receipt["entries"])
    names = check_summary(receipt, lines)
    key = check_signed(whole, "receipt", chosen.key)
    inside = check_proof(proof, lines, key) if proof else []
    found = Findings(
        proved=[
            f"The log {shown(key.name)} signed this receipt. Its key: {shown(key.text)}",
            f"Report {shown(receipt['reference'])} was received at {shown(receipt['received_at'])}.",
            *(f"Taken in: {name}, {size} bytes, SHA-256 {sha256}." for (size, sha256), name in names.items()),
            f"Each of these, and the text, is what {len(lines)} line(s) of the log commit to.",
        ]
    )
    say_proof(found, inside, chosen=chosen, key=key)
    if len(check_files(chosen.files, names, found)) < len(names):
        found.open.append("Files that you did not give to this program were not looked at.")
    if chosen.copy:
        check_copy(chosen.copy, receipt, lines=lines, found=found)
    else:
        found.open.append("The words of the report: give your copy with --copy to have them checked.")
    return found


def check_summary(receipt: Mapping[str, Any], lines: Sequence[Line]) -> dict[tuple[int, str], str]:
    """Hold what the receipt says against its lines of the log; give the name of each file by size and SHA-256."""
    first, taken = lines[0], {}
    hold(first.leaf["what"] == "report.submit", "The first line is not that of sending a report.")
    hold(first.values.get("reference") == receipt["reference"], "The reference is not the one in the log.")
    hold(first.values.get("time") == receipt["received_at"], "The time of receipt is not the one in the log.")
    hold(first.values.get("text") == receipt["text"], "The hash of the text is not the one in the log.")
    check_same_report(lines, receipt["reference"])
    for line in lines:
        for name in (name for name in line.values if name.startswith("exhibit.")):
            hold(name not in taken, f"{shown(name)} was taken in twice.")
            taken[name] = line.values[name]
    names: dict[tuple[int, str], str] = {}
    for file in receipt["files"]:
        name = f"file {file['number']}, {shown(file['name'])}"
        there = taken.pop(f"exhibit.{file['number']}", None)
        hold(
            there == {"bytes": file["bytes"], "sha256": file["sha256"]}, f"{name}: not what the log took in."
        )
        add_name(names, (file["bytes"], file["sha256"]), name)
    hold(not taken, f"The log took in what the receipt does not list: {shown(', '.join(taken))}.")
    return names


def say_proof(found: Findings, inside: Sequence[Checkpoint], *, chosen: argparse.Namespace, key: Key) -> None:
    """Say what the checkpoint proves, and what is open without one."""
    if inside:
        size = inside[0].size
        found.proved.append(f"All these lines stand in the log of {size} lines that the key signed.")
    else:
        found.open.append(
            "That the lines stand in a signed log: no checkpoint yet. Get a newer receipt later."
        )
    if chosen.checkpoint:
        was_compared, words = check_outside(chosen.checkpoint, inside, key)
        (found.proved if was_compared else found.open).append(words)
    if not chosen.key:
        found.open.append(
            "Whose key it is: anybody can sign with a key of their own. Compare it with the key that the service "
            "or a witness gives out, then give that one with --key."
        )


def check_copy(path: Path, receipt: Mapping[str, Any], *, lines: Sequence[Line], found: Findings) -> None:
    """Hold the reporter's copy against the hashes of the text in the log."""
    try:
        copy = parsed(bytes_of(path, "The copy"))
        parts = copy["as_sent"]
        digests = [hashlib.sha256(canonical(part["content"])).hexdigest() for part in parts]
    except (ValueError, LookupError, TypeError, RecursionError):
        parts, digests, copy = None, [], {}
    readable(
        parts and fits(parts, [PART]), "The copy is not one that this service makes, or it was cut short."
    )
    hold(copy.get("report_reference") == receipt["reference"], "The copy is of another report.")
    texts: dict[str, list[datetime | None]] = {}
    for line in lines:
        if "text" in line.values:
            texts.setdefault(line.values["text"], []).append(moment(line.leaf["at"]))
    hold(digests[0] == receipt["text"], "The copy: what was sent first is not the text that was received.")
    strangers = [digest for digest in digests if digest not in texts]
    missing = [text for text in texts if text not in digests]
    hold(not (strangers and missing), "The copy: a part of it is not the text that was received.")
    for part, digest in zip(parts, digests, strict=True):
        hold(part["sha256"] == digest, "The copy: a hash in it is not that of its text.")
        same = digest not in texts or moment(part["sent_at"]) in texts[digest]
        hold(same, "The copy: the time of a part is not that in the log.")
    known = len(digests) - len(strangers)
    found.proved.append(f"The copy holds {known} text(s) word for word as received, under 'as_sent'.")
    found.open.append(
        "The wording of questions and choices in the copy: only what stands under 'as_sent' is hashed."
    )
    if strangers:
        found.open.append(
            f"{len(strangers)} text(s) of the copy are not on this receipt. Get a newer receipt."
        )
    if missing:
        found.open.append(f"{len(missing)} text(s) on this receipt are not in the copy. Get a newer copy.")


def moment(text: str) -> datetime | None:
    """Read a time; None where it is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


# A bundle.


def check_bundle(path: Path, chosen: argparse.Namespace) -> Findings:
    """Check a bundle: each file in it, its proofs, and the seal over the whole."""
    readable(not chosen.copy, "--copy goes with a receipt; a bundle holds the text itself.")
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as packed:
            return check_unpacked(file, packed, chosen)
    except (OSError, zipfile.BadZipFile, ValueError, LookupError, struct.error) as error:
        message = f"This is no bundle, or it was cut short or changed ({type(error).__name__})."
        raise NotReadError(message) from None


def check_unpacked(file: IO[bytes], packed: zipfile.ZipFile, chosen: argparse.Namespace) -> Findings:
    """Check what a bundle holds."""
    there = sorted(packed.namelist())
    hold(MANIFEST in there, "The bundle has no manifest.")
    whole = read_whole(unpacked(packed, MANIFEST), MANIFEST_FILE, "manifest")
    manifest = whole["manifest"]
    hold(manifest["schema"] == BUNDLE, "This bundle is of a kind that this program does not know.")
    once, listed = Counter(there), Counter([MANIFEST, *(each["path"] for each in manifest["files"])])
    for name in sorted({*once, *listed}):
        hold((listed[name], once[name]) == (1, 1), f"{shown(name)} is not both listed once and there once.")
    lines = open_lines(manifest["entries"])
    made = check_making(manifest, lines)
    names: dict[tuple[int, str], str] = {}
    for each in manifest["files"]:
        add_name(names, check_packed(packed, each, lines), shown(each["path"]))
    key = check_signed(whole, "manifest", chosen.key)
    inside = []
    if PROOF_PATH in there:
        inside = check_proof(read_whole(unpacked(packed, PROOF_PATH), PROOF, "proof"), lines, key)
    check_seal(file, key)
    free = [each["path"] for each in manifest["files"] if each["entry"] is None]
    bound = [each["path"] for each in manifest["files"] if each["entry"] is not None]
    found = Findings(
        proved=[
            f"The log {shown(key.name)} signed this bundle, every byte of it. Its key: {shown(key.text)}",
            f"It is of report {shown(manifest['reference'])} and was made at {shown(manifest['made_at'])}.",
            f"The log took in then who gets it and on what authority: {shown(made.values['authority'])}",
            f"And what it is for: {shown(made.values['purpose'])}",
            f"It holds {len(manifest['files'])} file(s), each as listed.",
            *(f"{shown(name)}: what the log took in." for name in bound),
        ]
    )
    say_proof(found, inside, chosen=chosen, key=key)
    check_files(chosen.files, names, found)
    unbound = (shown(name) for name in free if name != PROOF_PATH)
    found.open += [f"{name}: signed, but no line of the log commits to it." for name in unbound]
    return found


def check_making(manifest: Mapping[str, Any], lines: Sequence[Line]) -> Line:
    """Hold what the manifest says against the line of making the bundle, and give that line."""
    check_same_report(lines, manifest["reference"])
    made = [line for line in lines if line.leaf["what"] == "bundle.make"]
    hold(len(made) == 1, "The bundle has not one line of the log about its making.")
    hold(made[0].leaf["at"] == manifest["made_at"], "The time of making is not the one in the log.")
    opened = [type(made[0].values.get(name)) for name in ("authority", "purpose")]
    hold(opened == [str, str], "The bundle does not open to whom it goes and what for.")
    return made[0]


def unpacked(packed: zipfile.ZipFile, name: str) -> bytes:
    """Read a small file of a bundle."""
    with opened(packed, name) as file:
        raw = file.read(MOST_BYTES + 1)
    hold(len(raw) <= MOST_BYTES, f"{name} is too large to be one.")
    return raw


@contextmanager
def opened(packed: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """Open a file of a bundle; whatever is wrong with its packing is said of it."""
    try:
        with packed.open(name) as file:
            yield file
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, struct.error):
        message = f"{shown(name)} cannot be unpacked: the bundle was changed there."
        raise DoesNotHoldError(message) from None


def check_packed(
    packed: zipfile.ZipFile, listed: Mapping[str, Any], lines: Sequence[Line]
) -> tuple[int, str]:
    """Hold a file of a bundle against the manifest, and against its line of the log where it has one."""
    name, said = shown(listed["path"]), (listed["bytes"], listed["sha256"])
    with opened(packed, listed["path"]) as file:
        hold(
            hashed(file, most=listed["bytes"] + 1) == said, f"{name} is not the file that the manifest lists."
        )
    if listed["entry"] is not None:
        hold(listed["entry"] < len(lines), f"{name}: there is no such line of the log.")
        taken = lines[listed["entry"]].values.get(listed["item"])
        right = (listed["sha256"], {"bytes": listed["bytes"], "sha256": listed["sha256"]})
        hold(taken is not None and taken in right, f"{name} is not what the log took in.")
    return said


def check_seal(file: IO[bytes], key: Key) -> None:
    """Hold the whole file, up to the comment at its end, against the seal in that comment."""
    size = file.seek(0, 2)
    file.seek(max(0, size - SEAL_SIZE))
    seal = re.fullmatch(rb"callpoint-bundle/1 ([A-Za-z0-9+/]{86}==)\n", file.read(SEAL_SIZE))
    hold(seal, "The bundle was packed anew, or its seal at the end was changed.")
    file.seek(0)
    whole, left = hashlib.sha256(), size - SEAL_SIZE
    while left and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        whole.update(piece)
    signature = from_base64(seal[1].decode() if seal else "", "The seal")
    signed = BUNDLE.encode() + b" seal\n" + whole.digest()
    check_signature(key, signature, of=signed, what="The bundle between its files")


# The command.

NEVER_PROVED = (
    "That what was told is true.",
    "Anything about the files and the text before they reached the service.",
    "That the clock of the service was right: what is certain is the order of the lines.",
    "What the log showed to others: who holds its key and every witness could keep two histories.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check what the command line names; say what holds and what is open; give the exit code."""
    try:
        chosen = read_command_line(arguments)
        found = check(chosen)
    except DoesNotHoldError as failed:
        say(f"DOES NOT HOLD. {failed}")
        return FAILS
    except NotReadError as failed:
        say(str(failed), to=sys.stderr)
        return NOT_READ
    except Exception as error:  # noqa: BLE001 - whatever bytes it is given, a person gets words and no traceback
        say(f"This cannot be read ({type(error).__name__}).", to=sys.stderr)
        return NOT_READ
    say("It holds." if chosen.key else "It holds together. Whose key signed it is still to be compared.")
    say("\nProved:")
    for line in found.proved:
        say(f"- {line}")
    say("\nNot proved:")
    for line in (*found.open, *NEVER_PROVED):
        say(f"- {line}")
    return HOLDS


def check(chosen: argparse.Namespace) -> Findings:
    """Check a receipt or a bundle, as its first bytes say."""
    try:
        with chosen.what.open("rb") as file:
            begins = file.read(4)
    except (OSError, ValueError) as error:
        message = f"This file cannot be opened: {shown(str(chosen.what))} ({type(error).__name__})."
        raise NotReadError(message) from None
    if begins == b"PK\x03\x04":
        return check_bundle(chosen.what, chosen)
    return check_receipt(bytes_of(chosen.what, "The receipt"), chosen)


def read_command_line(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; a key may be given as it is, or as a file that holds it."""
    parser = argparse.ArgumentParser(
        description="Checks a receipt or a bundle, away from the service that made it.",
        epilog="Example: python callpoint_verify.py my-receipt.json photo.jpg --copy my-copy.json",
    )
    parser.add_argument("what", metavar="RECEIPT", type=Path, help="a receipt (JSON) or a bundle (zip)")
    parser.add_argument("files", metavar="FILES", nargs="*", type=Path, help="files to compare with it")
    parser.add_argument("--copy", metavar="COPY.json", type=Path, help="your copy, to check its words")
    parser.add_argument("--key", metavar="KEY", help="the log's key as you know it, or a file that holds it")
    parser.add_argument("--checkpoint", metavar="NOTE", type=Path, help="a checkpoint that a witness kept")
    chosen = parser.parse_args(arguments)
    chosen.key = [] if chosen.key is None else read_keys(chosen.key)
    return chosen


def read_keys(given: str) -> list[Key]:
    """Read the key of a log as it is, or a file with one or more of them, one a line."""
    text = given if "+" in given else bytes_of(Path(given), "The key").decode(errors="replace")
    try:
        keys = [read_key(line) for line in text.split()]
    except DoesNotHoldError as error:
        raise NotReadError(str(error)) from None
    readable(keys, "The file that was to hold the key is empty.")
    return keys


def say(line: str, *, to: TextIO | None = None) -> None:
    """Write a line, whatever letters the screen can show."""
    out = to or sys.stdout
    encoding = out.encoding or "utf-8"
    out.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main())
