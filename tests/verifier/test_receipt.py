"""A receipt checked away from the service: what is proved, what is said to be open, and each thing that was changed."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from callpoint.rules.journal import canonical_json
from callpoint.rules.receipt import Receipt, file_value
from tests.structure.source import PROJECT
from tests.verifier.makers import (
    ADDED,
    LATER_FILES,
    REFERENCE,
    SENT,
    Log,
    a_log_with_a_report,
    a_receipt,
    receipt_of,
    signed,
    written_to,
)
from tests.verifier.running import lines_of, verify

Change = Callable[[Any], object]
VERIFIER = PROJECT / "callpoint" / "verifier" / "callpoint_verify.py"
HASHES = (
    "cb926b11e427c420d2ee9ae634b51e0739e7d0953aa94c07d9499829778bcfcf",
    "a38d868959cbb66ba8961efa9d9a703c40ff5c8d9366754009378584b8a05d40",
    "b618f12804f612bcefd977f263cf25a9a7cb58c1e51b75477e29ebbdfe388d83",
)
"""Of the three files, as `sha256sum` gives them."""
ALWAYS_OPEN = [
    "That what was told is true.",
    "Anything about the files and the text before they reached the service.",
    "That the clock of the service was right: what is certain is the order of the lines.",
    "What the log showed to others: who holds its key and every witness could keep two histories.",
]


def changed(change: Change, log: Log | None = None) -> bytes:
    """A receipt whose file was changed by somebody who does not hold the key."""
    whole = json.loads(a_receipt(log).file())
    change(whole)
    return canonical_json(whole) + b"\n"


def test_a_true_receipt_holds_and_says_what_it_proves(tmp_path: Path) -> None:
    log = Log()
    path = written_to(tmp_path, "receipt.json", a_receipt(log).file())
    said = verify(path, "--key", log.key.line())
    assert (said.code, said.answer.splitlines()[0], lines_of(said.answer, after="Proved:")) == (
        0,
        "It holds.",
        [
            f"The log {log.origin} signed this receipt. Its key: {log.key.line()}",
            f"Report {REFERENCE} was received at {SENT}.",
            f"Taken in: file 1, photo.jpg, 13 bytes, SHA-256 {HASHES[0]}.",
            f"Taken in: file 2, chat \N{REPLACEMENT CHARACTER}.txt, 7 bytes, SHA-256 {HASHES[1]}.",
            f"Taken in: file 3, later.pdf, 10 bytes, SHA-256 {HASHES[2]}.",
            "Each of these, and the text, is what 4 line(s) of the log commit to.",
            "All these lines stand in the log of 20 lines that the key signed.",
        ],
    )


def test_what_cannot_be_proved_is_said_each_time(tmp_path: Path) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    found = lines_of(verify(path).answer, after="Not proved:")
    assert found[0].startswith("Whose key it is: anybody can sign")
    assert found[-4:] == ALWAYS_OPEN


def test_without_a_checkpoint_a_receipt_holds_and_says_that_the_log_is_open(tmp_path: Path) -> None:
    log = Log()
    receipt = signed(log, receipt_of(log, a_log_with_a_report(log)), None)
    said = verify(written_to(tmp_path, "receipt.json", receipt.file()), "--key", log.key.line())
    first = "That the lines stand in a signed log: no checkpoint yet. Get a newer receipt later."
    assert (said.code, lines_of(said.answer, after="Not proved:")[0]) == (0, first)


def test_it_runs_as_a_program_of_one_file(tmp_path: Path) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    alone = tmp_path / "checker.py"
    alone.write_bytes(VERIFIER.read_bytes())
    ran = subprocess.run(
        [sys.executable, "-I", str(alone), path], capture_output=True, check=False, env={"LC_ALL": "C"}
    )
    assert (ran.returncode, ran.stdout.splitlines()[0], ran.stderr) == (
        0,
        b"It holds together. Whose key signed it is still to be compared.",
        b"",
    )


def test_it_imports_nothing_but_the_standard_library_and_cryptography() -> None:
    probe = (
        f"import runpy, sys; before = set(sys.modules); runpy.run_path({str(VERIFIER)!r});"
        "new = {name.split('.')[0] for name in set(sys.modules) - before};"
        "print(sorted(name for name in new - set(sys.stdlib_module_names) if not name.startswith('_')))"
    )
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout == "['cryptography']\n"


def of_receipt(*path: str | int, to: object) -> Change:
    """Set one value of the signed part."""
    return of_file("receipt", *path, to=to)


def of_file(*path: str | int, to: object) -> Change:
    """Set one value of the file."""

    def change(whole: Any) -> None:
        place = whole
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to(place[path[-1]]) if callable(to) else to

    return change


def other_letter(text: str) -> str:
    """The same text with its first letter changed to another digit."""
    return ("1" if text[0] == "0" else "0") + text[1:]


OTHER_KEY = Log(secret=Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)).key.line()
NOT_A_KEY = "The key is not written as a key of a log."
NO_FIT = "The receipt: the signature does not fit. What was signed, the signature or the key was changed."
CHANGES: dict[str, tuple[Change, str]] = {
    "a file's hash": (
        of_receipt("files", 1, "sha256", to=other_letter),
        "file 2, chat \N{REPLACEMENT CHARACTER}.txt: not what the log took in.",
    ),
    "a file's size": (of_receipt("files", 0, "bytes", to=14), "file 1, photo.jpg: not what the log took in."),
    "a file's name": (of_receipt("files", 0, "name", to="photo.png"), NO_FIT),
    "a file's number": (
        of_receipt("files", 0, "number", to=9),
        "file 9, photo.jpg: not what the log took in.",
    ),
    "a file left out": (
        of_receipt("files", to=lambda files: files[1:]),
        "The log took in what the receipt does not list: exhibit.1.",
    ),
    "the reference": (of_receipt("reference", to="CP-1"), "The reference is not the one in the log."),
    "the time": (of_receipt("received_at", to=ADDED), "The time of receipt is not the one in the log."),
    "the hash of the text": (
        of_receipt("text", to=other_letter),
        "The hash of the text is not the one in the log.",
    ),
    "a salt": (
        of_receipt("entries", 0, "items", 1, "salt", to=other_letter),
        "Line 5 of the log: text is not what the log took in.",
    ),
    "a salt cut short": (
        of_receipt("entries", 0, "items", 1, "salt", to="00"),
        "Line 5 of the log: the salt of text is not 32 bytes in hexadecimal.",
    ),
    "a value": (
        of_receipt("entries", 2, "items", 0, "value", to="CP-1"),
        "Line 10 of the log: reference is not what the log took in.",
    ),
    "a name that stands twice": (
        of_receipt("entries", 0, "items", 1, "name", to="reference"),
        "Line 5 of the log names something twice.",
    ),
    "the body of a line": (
        of_receipt("entries", 0, "body", to=lambda body: body[1:]),
        "Line 5 of the log was changed: it is no line of a log.",
    ),
    "the spelling of a line": (
        of_receipt("entries", 0, "body", to=lambda body: body.replace(":", ": ", 1)),
        "Line 5 of the log was changed: it is no line of a log.",
    ),
    "the place of a line": (of_receipt("entries", 0, "index", to=4), NO_FIT),
    "the order of lines": (
        of_receipt("entries", to=lambda entries: entries[::-1]),
        "The lines of the log are not in their order, or one stands twice.",
    ),
    "all lines": (
        of_receipt("entries", to=[]),
        "The lines of the log are not in their order, or one stands twice.",
    ),
    "the first line": (
        of_receipt("entries", to=lambda entries: entries[1:]),
        "The first line is not that of sending a report.",
    ),
    "the kind": (of_receipt("schema", to="x"), "This receipt is of a kind that this program does not know."),
    "the signature": (
        of_file("signature", to=lambda text: "A" + text[1:] if text[0] != "A" else "B" + text[1:]),
        NO_FIT,
    ),
    "the signature cut short": (of_file("signature", to="QQ=="), NO_FIT),
    "a signature that is no base64": (of_file("signature", to="?"), "The signature is not in base64."),
    "another key": (of_receipt("key", to=OTHER_KEY), NO_FIT),
    "the name of the key": (
        of_receipt("key", to=lambda key: f"x{key}"),
        "The name, the id and the bytes of the key do not belong together.",
    ),
    "a key of another kind": (
        of_receipt("key", to=lambda key: key.rsplit("+", 1)[0] + "+AgAA"),
        NOT_A_KEY.replace("not written as a key of a log", "not an Ed25519 key"),
    ),
    "no key": (of_receipt("key", to="none"), NOT_A_KEY),
    "a hash of the proof": (
        of_file("proof", "paths", 1, 2, to=other_letter),
        "Line 9 of the log (report.add): its proof does not lead to the checkpoint.",
    ),
    "a hash of the proof cut short": (
        of_file("proof", "paths", 1, 2, to="00"),
        "A hash of the proof is not 32 bytes in hexadecimal.",
    ),
    "a proof that is too long": (
        of_file("proof", "paths", 3, to=lambda path: [*path, "0" * 64]),
        "Line 13 of the log (exhibit.take-in): its proof does not lead to the checkpoint.",
    ),
    "a proof left out": (
        of_file("proof", "paths", to=lambda paths: paths[1:]),
        "The proof is of another number of lines.",
    ),
    "the root": (
        of_file("proof", "note", to=lambda note: note.replace("\n20\n", "\n21\n")),
        "The checkpoint: the signature does not fit. What was signed, the signature or the key was changed.",
    ),
    "a checkpoint of another log": (
        of_file("proof", "note", to=lambda note: "x" + note),
        f"The checkpoint is of another log: x{Log().origin}.",
    ),
    "a checkpoint cut short": (
        of_file("proof", "note", to=lambda note: note[:40]),
        "The checkpoint is not a checkpoint, or was cut short.",
    ),
    "a checkpoint without its signature": (
        of_file("proof", "note", to=lambda note: note.split("\N{EM DASH}")[0]),
        "The checkpoint is not signed by this log's key.",
    ),
    "a checkpoint with a line more": (
        of_file("proof", "note", to=lambda note: f"{note}\N{EM DASH} w AAAA\n"),
        "The checkpoint holds more than its text and one signature.",
    ),
    "the way from an earlier checkpoint": (
        of_file("proof", "earlier", 0, "hashes", 0, to=other_letter),
        "The log of 20 lines did not grow from that of 12.",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whoever_changes_a_thing_is_found_and_the_thing_named(tmp_path: Path, what: str) -> None:
    change, words = CHANGES[what]
    said = verify(written_to(tmp_path, "receipt.json", changed(change)))
    assert said == (1, f"DOES NOT HOLD. {words}\n", "")


def by_the_operator(log: Log, change: Callable[[Receipt], Receipt]) -> bytes:
    """A receipt that was changed by whoever holds the key, and signed anew."""
    receipt = change(receipt_of(log, a_log_with_a_report(log)))
    return signed(log, receipt, None).file()


def second_report(receipt: Receipt) -> Receipt:
    """A receipt that takes a line of another report for its own."""
    other = Log()
    other.fill(30)
    strange = other.add("report.add", ADDED, {"reference": REFERENCE, "time": ADDED}, about="other")
    return replace(receipt, entries=(*receipt.entries, strange))


def with_line(name: str, value: str) -> Callable[[Receipt], Receipt]:
    """A receipt with one line more, that says something else than the rest."""

    def change(receipt: Receipt) -> Receipt:
        other = Log()
        other.fill(30)
        said = {"reference": REFERENCE, "time": ADDED, name: value}
        return replace(receipt, entries=(*receipt.entries, other.add("report.add", ADDED, said)))

    return change


def taken_twice(receipt: Receipt) -> Receipt:
    """A receipt with a line that takes in the first file once more."""
    other = Log()
    other.fill(30)
    values = {"reference": REFERENCE, "time": ADDED, "exhibit.1": file_value(sha256="0" * 64, size=1)}
    return replace(receipt, entries=(*receipt.entries, other.add("exhibit.take-in", ADDED, values)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (second_report, "Line 30 of the log (report.add) is of another report."),
        (with_line("time", SENT), "Line 30 of the log (report.add): the times differ."),
        (with_line("reference", "CP-1"), "Line 30 of the log (report.add) is of another reference."),
        (taken_twice, "exhibit.1 was taken in twice."),
    ],
)
def test_a_receipt_that_was_signed_falsely_is_found(
    tmp_path: Path, change: Callable[[Receipt], Receipt], words: str
) -> None:
    said = verify(written_to(tmp_path, "receipt.json", by_the_operator(Log(), change)))
    assert said == (1, f"DOES NOT HOLD. {words}\n", "")


def test_a_receipt_of_another_key_than_the_one_that_is_known_is_found(tmp_path: Path) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    said = verify(path, "--key", OTHER_KEY)
    assert said == (1, "DOES NOT HOLD. The receipt is signed, but not by the key that you gave.\n", "")


def test_the_key_may_lie_in_a_file_with_older_ones(tmp_path: Path) -> None:
    log = Log()
    path = written_to(tmp_path, "receipt.json", a_receipt(log).file())
    key = written_to(tmp_path, "key.txt", f"{OTHER_KEY}\n{log.key.line()}\n")
    assert verify(path, "--key", key).answer.startswith("It holds.\n")


@pytest.mark.parametrize("key", ["nonsense+", "a+b+c", "x+00000000+AQ=="])
def test_a_key_that_is_none_is_refused(tmp_path: Path, key: str) -> None:
    said = verify(written_to(tmp_path, "receipt.json", a_receipt().file()), "--key", key)
    assert (said.code, said.answer) == (2, "")


def test_an_empty_key_file_is_refused(tmp_path: Path) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    said = verify(path, "--key", written_to(tmp_path, "key.txt", "\n"))
    assert said == (2, "", "The file that was to hold the key is empty.\n")


def test_two_files_with_the_same_bytes_are_both_named(tmp_path: Path) -> None:
    whole = a_receipt()
    assert len({file.sha256 for file in whole.receipt.files}) == len(whole.receipt.files)
    log = Log()
    value = file_value(sha256="ab" * 32, size=7)
    base = {"reference": REFERENCE, "time": SENT, "text": "0" * 64}
    entry = log.add("report.submit", SENT, {**base, "exhibit.1": value, "exhibit.2": value})
    files = tuple(
        replace(whole.receipt.files[0], number=number, bytes=7, sha256="ab" * 32, name=f"{number}.jpg")
        for number in (1, 2)
    )
    receipt = replace(whole.receipt, files=files, entries=(entry,), text="0" * 64)
    said = verify(written_to(tmp_path, "receipt.json", signed(log, receipt, None).file()))
    assert f"Taken in: file 1, 1.jpg; file 2, 2.jpg, 7 bytes, SHA-256 {'ab' * 32}." in said.answer


def test_a_receipt_without_files_holds(tmp_path: Path) -> None:
    log = Log()
    entry = log.add("report.submit", SENT, {"reference": REFERENCE, "time": SENT, "text": "0" * 64})
    receipt = replace(receipt_of(log, (entry,)), files=(), text="0" * 64)
    said = verify(written_to(tmp_path, "receipt.json", signed(log, receipt, log.proof((entry,))).file()))
    assert (said.code, "Taken in" in said.answer, LATER_FILES.keys() & set(said.answer.split())) == (
        0,
        False,
        set(),
    )


def test_a_key_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    path = written_to(tmp_path, "receipt.json", a_receipt().file())
    said = verify(path, "--key", tmp_path / "none")
    assert (said.code, said.besides.startswith("The key cannot be opened: ")) == (2, True)
