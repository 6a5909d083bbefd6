"""Sealed values: they open in their own place with their own key, and nowhere else."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callpoint.rules.journal import NotCanonicalError
from callpoint.sealing.envelope import (
    NotOpenedError,
    NotTextError,
    RecordKey,
    RecordKeyNotOpenedError,
    Where,
    new_record_key,
    open_record_key,
    rewrap,
    seal,
    seal_json,
    seal_text,
    unseal,
    unseal_json,
    unseal_text,
)
from callpoint.sealing.keyring import (
    KeyDestroyedError,
    MonthNotReadError,
    NoSuchKeyError,
    Purpose,
    destroy_cohort,
    rotate,
)
from tests.sealing.makers import NOON, a_keyring, seeded

KEY = RecordKey(secret=bytes(range(32)))
HERE = Where("report", "story", "17")

texts = st.text(st.characters(exclude_categories=["Cs"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts,
    lambda parts: st.lists(parts) | st.dictionaries(texts, parts),
)


def test_a_record_key_is_wrapped_under_both_keys_and_opens_again(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))

    key, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"))

    ids = f"v1.{keyring.current(Purpose.KEY_ENCRYPTION).id}.{keyring.cohort('2026-01').id}"
    assert (wrapped.rpartition(".")[0], open_record_key(keyring, wrapped), key.version) == (ids, key, 1)


def test_a_records_second_key_bears_its_version(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))

    key, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"), version=2)

    assert (key.version, open_record_key(keyring, wrapped)) == (2, key)


def test_no_secret_shows_when_a_record_key_is_printed() -> None:
    assert repr(KEY) == "RecordKey(version=1)"


@pytest.mark.parametrize(("month", "error"), [("2026-02", NoSuchKeyError), ("soon", MonthNotReadError)])
def test_a_record_needs_a_month_that_has_a_key(tmp_path: Path, month: str, error: type[Exception]) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))

    with pytest.raises(error):
        new_record_key(keyring, cohort=month, chance=seeded())


def test_a_wrapped_key_changed_in_any_character_does_not_open(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))
    _, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"))

    opened = []
    for place, character in enumerate(wrapped):
        changed = wrapped[:place] + ("A" if character != "A" else "B") + wrapped[place + 1 :]
        try:
            opened.append(open_record_key(keyring, changed))
        except (RecordKeyNotOpenedError, NoSuchKeyError):
            continue

    assert opened == []


def test_text_that_is_no_wrapped_key_does_not_open(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))
    _, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"))
    start = wrapped.rpartition(".")[0]

    for text in (
        "",
        "v1",
        start,
        f"{start}.",
        f"{start}.AAAA",
        f"{start}.?",
        f"{wrapped}.AAAA",
        wrapped + "=",
    ):
        with pytest.raises(RecordKeyNotOpenedError):
            open_record_key(keyring, text)


def test_a_key_wrapped_for_one_month_does_not_open_as_another_months(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01", "2026-02"))
    _, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"))

    with pytest.raises(RecordKeyNotOpenedError):
        open_record_key(keyring, wrapped.replace(keyring.cohort("2026-01").id, keyring.cohort("2026-02").id))


@pytest.mark.parametrize("purpose", [Purpose.KEY_ENCRYPTION, Purpose.COHORT])
def test_a_wrapped_key_needs_the_secrets_of_both_keys(tmp_path: Path, purpose: Purpose) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))
    _, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"))

    guessed = tuple(replace(key, secret=bytes(32)) if key.purpose is purpose else key for key in keyring.keys)

    with pytest.raises(RecordKeyNotOpenedError):
        open_record_key(replace(keyring, keys=guessed), wrapped)


def test_destroying_the_month_erases_its_records_and_no_others(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01", "2026-02"))
    _, erased = new_record_key(keyring, cohort="2026-01", chance=seeded("erased"))
    kept, wrapped = new_record_key(keyring, cohort="2026-02", chance=seeded("kept"))

    left = destroy_cohort(keyring, month="2026-01", at=NOON, chance=seeded("end"))

    assert open_record_key(left, wrapped) == kept
    for attempt in (
        lambda: open_record_key(left, erased),
        lambda: rewrap(left, erased, chance=seeded(), cohort="2026-02"),
    ):
        with pytest.raises(KeyDestroyedError):
            attempt()


def test_a_key_wrapped_before_a_rotation_opens_and_is_rewrapped_under_the_new_key(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))
    key, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"))
    rotated = rotate(keyring, purpose=Purpose.KEY_ENCRYPTION, at=NOON, chance=seeded("rotate"))

    again = rewrap(rotated, wrapped, chance=seeded("rewrap"))

    assert (open_record_key(rotated, wrapped), open_record_key(rotated, again)) == (key, key)
    assert again.split(".")[1:3] == [rotated.current(Purpose.KEY_ENCRYPTION).id, rotated.cohort("2026-01").id]


def test_a_legal_hold_moves_a_record_out_of_reach_of_its_first_month(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01", "2030-01"))
    key, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"))

    held = rewrap(keyring, wrapped, chance=seeded("hold"), cohort="2030-01")
    left = destroy_cohort(keyring, month="2026-01", at=NOON, chance=seeded("end"))

    assert open_record_key(left, held) == key


@given(value=st.binary(), seed=st.text())
def test_what_is_sealed_opens_again(value: bytes, seed: str) -> None:
    sealed = seal(KEY, value, where=HERE, chance=seeded(seed.encode(errors="replace").hex()))

    assert (unseal(KEY, sealed, where=HERE), len(sealed)) == (value, len(value) + 31)


@given(value=texts)
def test_sealed_text_opens_again(value: str) -> None:
    assert unseal_text(KEY, seal_text(KEY, value, where=HERE, chance=seeded()), where=HERE) == value


@given(value=json_values)
def test_sealed_json_opens_again(value: object) -> None:
    sealed = seal_json(KEY, value, where=HERE, chance=seeded())  # type: ignore[arg-type]  # any JSON value

    assert unseal_json(KEY, sealed, where=HERE) == value


def test_the_same_value_sealed_twice_looks_different() -> None:
    chance = seeded()

    assert seal(KEY, b"same", where=HERE, chance=chance) != seal(KEY, b"same", where=HERE, chance=chance)


def test_the_layout_of_a_sealed_value_is_fixed() -> None:
    """The bytes below were made once; if this fails, values in every database no longer open."""
    sealed = seal(KEY, b"the story", where=HERE, chance=bytes)

    assert sealed.hex() == "0100010000000000000000000000007ad4d0fec658eccf711c1597de8c6d413a9a405754efdb53c4"


@given(data=st.data(), value=st.binary(max_size=20))
def test_a_value_changed_in_any_byte_does_not_open(data: st.DataObject, value: bytes) -> None:
    sealed = bytearray(seal(KEY, value, where=HERE, chance=seeded()))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(NotOpenedError):
        unseal(KEY, bytes(sealed), where=HERE)


@given(size=st.integers(0, 39))
def test_a_value_cut_short_does_not_open(size: int) -> None:
    with pytest.raises(NotOpenedError):
        unseal(KEY, seal(KEY, b"the story", where=HERE, chance=seeded())[:size], where=HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Where("message", "story", "17"),
        Where("report", "contact", "17"),
        Where("report", "story", "18"),
        Where("reports", "tory", "17"),
        Where("report", "story1", "7"),
        Where("repor", "tstory", "17"),
    ],
)
def test_a_value_moved_to_another_place_does_not_open(elsewhere: Where) -> None:
    sealed = seal(KEY, b"the story", where=HERE, chance=seeded())

    with pytest.raises(NotOpenedError) as refused:
        unseal(KEY, sealed, where=elsewhere)

    assert refused.value.where == elsewhere


@pytest.mark.parametrize("other", [replace(KEY, version=2), RecordKey(secret=bytes(32))])
def test_another_key_or_version_does_not_open_a_value(other: RecordKey) -> None:
    with pytest.raises(NotOpenedError):
        unseal(other, seal(KEY, b"the story", where=HERE, chance=seeded()), where=HERE)


@pytest.mark.parametrize("value", ["\ud800", "before \udfff after"])
def test_text_without_a_utf8_form_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(NotTextError) as refused:
        seal_text(KEY, value, where=HERE, chance=seeded())
    with pytest.raises(NotCanonicalError, match="surrogate"):
        seal_json(KEY, {"story": value}, where=HERE, chance=seeded())

    assert (refused.value.where, "before" in str(refused.value), refused.value.__suppress_context__) == (
        HERE,
        False,
        True,
    )


def test_bytes_that_are_no_text_or_json_do_not_open_as_such() -> None:
    sealed = seal(KEY, b"\xff", where=HERE, chance=seeded())

    for opener in (unseal_text, unseal_json):
        with pytest.raises(NotOpenedError) as refused:
            opener(KEY, sealed, where=HERE)
        assert refused.value.__suppress_context__


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(version=st.integers(1, 65535))
def test_any_version_of_a_record_key_survives_wrapping(
    tmp_path_factory: pytest.TempPathFactory, version: int
) -> None:
    keyring = a_keyring(tmp_path_factory.mktemp("keys"), months=("2026-01",))

    key, wrapped = new_record_key(keyring, cohort="2026-01", chance=seeded("record"), version=version)

    assert open_record_key(keyring, wrapped) == key
