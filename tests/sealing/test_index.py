"""Blind marks and session values."""

from pathlib import Path

import pytest

from callpoint.sealing.index import (
    SessionValueNotOpenedError,
    blind_index,
    blind_indexes,
    code_hash,
    code_hashes,
    seal_for_session,
    unseal_from_session,
)
from callpoint.sealing.keyring import Purpose, rotate
from tests.sealing.makers import NOON, a_keyring, seeded


def test_equal_values_have_equal_marks_that_name_their_key(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)

    mark = blind_index(keyring, kind="phone", value="+447700900123")

    key_id, _, digits = mark.partition(".")
    assert (mark, key_id, len(bytes.fromhex(digits))) == (
        blind_index(keyring, kind="phone", value="+447700900123"),
        keyring.current(Purpose.INDEX).id,
        32,
    )


def test_kind_value_use_and_deployment_each_change_the_mark(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    (tmp_path / "other").mkdir()
    other = a_keyring(tmp_path / "other", seed="other")

    marks = [
        blind_index(keyring, kind="phone", value="1"),
        blind_index(keyring, kind="phone", value="2"),
        blind_index(keyring, kind="email", value="1"),
        blind_index(keyring, kind="", value="phone1"),
        blind_index(other, kind="phone", value="1"),
        code_hash(keyring, "1"),
        blind_index(keyring, kind="phone", value="\ud800"),
    ]

    assert len({mark.partition(".")[2] for mark in marks}) == len(marks)


def test_a_mark_does_not_change_between_versions_of_the_program(tmp_path: Path) -> None:
    """The marks below were made once; if this fails, no stored identifier or code is found again."""
    keyring = a_keyring(tmp_path)

    assert (blind_index(keyring, kind="phone", value="+447700900123"), code_hash(keyring, "0" * 20)) == (
        "if59e578cad668ed4.2a521cb2626c122b0301555fa94072eadff31c71eeec5c507c94d5105f0ecc36",
        "cf53ba963e23bcd73.fe782b9115a62e93c4f80964828696211aa9700003f2c8228f0ae95b42aa6502",
    )


def test_after_a_rotation_a_value_is_looked_for_under_its_old_marks_too(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    old = (blind_index(keyring, kind="phone", value="1"), code_hash(keyring, "1"))

    index_rotated = rotate(keyring, purpose=Purpose.INDEX, at=NOON, chance=seeded("index"))
    rotated = rotate(index_rotated, purpose=Purpose.CODE, at=NOON, chance=seeded("code"))

    new = (blind_index(rotated, kind="phone", value="1"), code_hash(rotated, "1"))
    assert [blind_indexes(rotated, kind="phone", value="1"), code_hashes(rotated, "1")] == [
        (new[0], old[0]),
        (new[1], old[1]),
    ]


def test_a_session_value_opens_in_its_session_also_after_a_rotation(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    sealed = seal_for_session(keyring, b"12345678901234567890", session="one", chance=seeded("session"))

    rotated = rotate(keyring, purpose=Purpose.SESSION, at=NOON, chance=seeded("rotate"))

    assert unseal_from_session(rotated, sealed, session="one") == b"12345678901234567890"


def test_a_session_value_opens_nowhere_else(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    sealed = seal_for_session(keyring, b"code", session="one", chance=seeded("session"))
    index_id = keyring.current(Purpose.INDEX).id

    foreign = [
        (sealed, "two"),
        (sealed[:-2], "one"),
        (sealed + "=", "one"),
        (f"k0.{sealed.partition('.')[2]}", "one"),
        (f"{index_id}.{sealed.partition('.')[2]}", "one"),
        (sealed.partition(".")[0], "one"),
        ("", "one"),
    ]
    for text, session in foreign:
        with pytest.raises(SessionValueNotOpenedError):
            unseal_from_session(keyring, text, session=session)
