"""Checkpoints as text, against the notes that C2SP publishes, and what is no checkpoint."""

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from callpoint.rules.checkpoint import (
    CheckpointText,
    NoteNotReadError,
    NoteSignature,
    SignedNote,
    VerifierKey,
    is_due,
    is_log_name,
    read_checkpoint,
    read_note,
)

# The key and the note of the package golang.org/x/mod/sumdb/note, which C2SP's signed-note took its format from.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\N{EM DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
ROOT = bytes(range(32))
CHECKPOINT = CheckpointText(origin="report.example.org/journal", size=17, root=ROOT)
TEXT = b"report.example.org/journal\n17\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"


def a_note(text: bytes = TEXT, *names: str) -> SignedNote:
    signatures = tuple(
        NoteSignature(name=name, key_id=b"1234", signature=b"s" * 64) for name in names or ("one",)
    )
    return SignedNote(text=text, signatures=signatures)


def test_the_published_key_has_the_id_and_the_line_that_were_published() -> None:
    public = base64.b64decode(PUBLISHED_KEY.split("+", 2)[2])[1:]
    assert VerifierKey(name="PeterNeumann", public=public).line() == PUBLISHED_KEY


def test_the_published_note_is_read_and_written_again() -> None:
    note = read_note(PUBLISHED_NOTE)
    assert note.text.count(b"\n") == 2
    assert [(line.name, line.key_id.hex(), len(line.signature)) for line in note.signatures] == [
        ("PeterNeumann", "c74f20a3", 64)
    ]
    assert note.body() == PUBLISHED_NOTE


def test_what_is_read_as_the_text_is_what_was_signed() -> None:
    note, public = read_note(PUBLISHED_NOTE), base64.b64decode(PUBLISHED_KEY.split("+", 2)[2])[1:]
    Ed25519PublicKey.from_public_bytes(public).verify(note.signatures[0].signature, note.text)


def test_a_checkpoint_is_three_lines() -> None:
    assert (CHECKPOINT.text(), read_checkpoint(TEXT)) == (TEXT, CHECKPOINT)


@given(size=st.integers(0, 2**63 - 1), root=st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read_again(size: int, root: bytes) -> None:
    said = CheckpointText(origin="a", size=size, root=root)
    note = a_note(said.text(), "a", "b")
    assert (read_note(note.body()), read_checkpoint(note.text)) == (note, said)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        TEXT,
        TEXT + b"\n",
        TEXT + b"\nno signature\n",
        a_note().body().removesuffix(b"\n"),
        a_note().body() + b"\n",
        a_note().body() + b"no signature\n",
        a_note().body().replace("\N{EM DASH}".encode(), b"-"),
        a_note().body().replace("\N{EM DASH}".encode(), b"\xff"),
        a_note().body().replace(b" one ", b" o+e "),
        a_note().body().replace(b"c3M=\n", b"c3M\n"),
        a_note().body().replace(b"c3M=\n", b"c3N=\n"),
    ],
)
def test_what_is_no_signed_note_is_refused(body: bytes) -> None:
    with pytest.raises(NoteNotReadError):
        read_note(body)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        TEXT.removesuffix(b"\n"),
        TEXT + b"an extension of the format\n",
        TEXT.replace(b"17", b"017"),
        TEXT.replace(b"17", b"-1"),
        TEXT.replace(b"17", b"1" * 20),
        TEXT.replace(b"report.example.org/journal", b""),
        TEXT.replace(b"journal", b"\xff"),
        TEXT.replace(b"Hh8=", b"Hh9="),
        TEXT.replace(b"AAEC", b"A"),
        CheckpointText(origin="a", size=1, root=ROOT[1:]).text(),
    ],
)
def test_what_is_no_checkpoint_is_refused(text: bytes) -> None:
    with pytest.raises(NoteNotReadError):
        read_checkpoint(text)


@pytest.mark.parametrize(
    ("name", "fits"),
    [("report.example.org/journal", True), ("", False), ("a b", False), ("a+b", False), ("a\n", False)],
)
def test_a_log_is_called_by_one_word(name: str, *, fits: bool) -> None:
    assert is_log_name(name) is fits


@pytest.mark.parametrize(
    ("new_leaves", "seconds", "due"),
    [
        (0, None, False),
        (0, 3600, False),
        (1, None, True),
        (1, 59, False),
        (1, 60, True),
        (1, -3600, True),
        (999, 1, False),
        (1000, 0, True),
    ],
)
def test_a_checkpoint_is_due_after_a_minute_or_a_thousand_leaves(
    new_leaves: int, seconds: int | None, *, due: bool
) -> None:
    since = None if seconds is None else timedelta(seconds=seconds)
    assert is_due(new_leaves=new_leaves, since=since) is due
