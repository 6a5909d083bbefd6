"""Signed checkpoints: trusted under the keys of the deployment, old ones too, and under nobody else's."""

from dataclasses import replace
from pathlib import Path

import pytest

from callpoint.rules.checkpoint import CheckpointText, NoteNotReadError, NoteSignature, read_note
from callpoint.sealing.keyring import Purpose, rotate
from callpoint.sealing.signing import NoteNotTrustedError, checked, signed, verifier_keys
from tests.sealing.makers import NOON, a_keyring, seeded

ORIGIN = "report.example.org/journal"
SAID = CheckpointText(origin=ORIGIN, size=17, root=bytes(range(32)))


def test_a_signed_checkpoint_says_what_was_signed(tmp_path: Path) -> None:
    ring = a_keyring(tmp_path)
    assert checked(signed(ring, SAID), keys=verifier_keys(ring, origin=ORIGIN)) == SAID


def test_one_checkpoint_has_one_note(tmp_path: Path) -> None:
    ring = a_keyring(tmp_path)
    assert signed(ring, SAID) == signed(ring, SAID)


def test_a_retired_key_still_checks_what_it_signed_and_signs_no_more(tmp_path: Path) -> None:
    ring = a_keyring(tmp_path)
    old = signed(ring, SAID)
    newer = rotate(ring, purpose=Purpose.SIGNING, at=NOON, chance=seeded("later"))
    keys = verifier_keys(newer, origin=ORIGIN)
    assert checked(old, keys=keys) == checked(signed(newer, SAID), keys=keys) == SAID
    assert [len(keys), read_note(signed(newer, SAID)).signatures[0].key_id] == [2, keys[0].key_id]


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    ring = a_keyring(tmp_path)
    note, keys = signed(ring, SAID), verifier_keys(ring, origin=ORIGIN)
    for place in range(len(note)):
        changed = bytearray(note)
        changed[place] ^= 1
        with pytest.raises((NoteNotReadError, NoteNotTrustedError)):
            checked(bytes(changed), keys=keys)


def test_the_note_of_another_log_or_key_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    ring, other = a_keyring(tmp_path), a_keyring(tmp_path / "other", seed="other")
    note = signed(ring, SAID)
    for keys in (
        verifier_keys(other, origin=ORIGIN),
        verifier_keys(ring, origin="another.example.org/journal"),
        (),
    ):
        with pytest.raises(NoteNotTrustedError):
            checked(note, keys=keys)


def test_the_line_of_a_witness_is_passed_over(tmp_path: Path) -> None:
    ring = a_keyring(tmp_path)
    note = read_note(signed(ring, SAID))
    witness = NoteSignature(name="witness.example.org", key_id=b"1234", signature=b"s" * 72)
    both = replace(note, signatures=(witness, *note.signatures))
    assert checked(both.body(), keys=verifier_keys(ring, origin=ORIGIN)) == SAID
