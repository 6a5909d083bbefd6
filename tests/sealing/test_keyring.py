"""The keyring on disk: made, opened, refused."""

import json
import stat
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callpoint.rules.journal import canonical_json
from callpoint.sealing.base64url import to_text
from callpoint.sealing.durable import is_too_open
from callpoint.sealing.key_files import (
    KeyFileTooOpenError,
    KeyringExistsError,
    KeyringMissingError,
    KeyringNotOpenedError,
    RootKeyMissingError,
    RootKeyNotReadError,
    fingerprint,
    read_root_key,
)
from callpoint.sealing.keyring import (
    FORMAT,
    NoSuchKeyError,
    Purpose,
    State,
    changed,
    create_keyring,
    destroy_cohort,
    rotate,
    with_cohort,
    without,
)
from callpoint.sealing.notes import Note, Occasion
from tests.sealing.makers import NOON, a_keyring, a_place, opened, seeded


def test_a_new_keyring_has_one_current_key_for_each_purpose_but_cohorts(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)

    assert [(key.purpose, key.state, key.created_at, len(key.secret), key.month) for key in keyring.keys] == [
        (purpose, State.CURRENT, "2025-03-01T12:00:00+00:00", 32, None)
        for purpose in Purpose
        if purpose is not Purpose.COHORT
    ]


def test_no_two_keys_share_an_id_or_a_secret(tmp_path: Path) -> None:
    keys = a_keyring(tmp_path, months=("2026-01", "2026-02")).keys

    assert (len({key.id for key in keys}), len({key.secret for key in keys})) == (7, 7)


def test_opening_gives_back_what_was_created(tmp_path: Path) -> None:
    keyring = destroy_cohort(
        a_keyring(tmp_path, months=("2026-01", "2026-02")), month="2026-01", at=NOON, chance=seeded("more")
    )

    assert opened(keyring.place) == keyring


def test_both_files_are_for_their_owner_only_and_hold_no_key_in_the_clear(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))
    files = [keyring.place.root_key_path, keyring.place.keyring_path]
    ring = keyring.place.keyring_path.read_text()

    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    assert [key for key in keyring.keys if to_text(key.secret) in ring or key.id in ring] == []


def test_no_secret_shows_when_a_keyring_is_printed(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)

    assert [key for key in keyring.keys if repr(key.secret) in f"{keyring!r} {key!r}"] == []


def test_a_keyring_is_never_overwritten(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)

    with pytest.raises(KeyringExistsError, match="left as it is"):
        a_keyring(tmp_path, seed="another")

    assert opened(keyring.place) == keyring


def test_a_root_key_that_is_there_already_is_used_and_kept(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    place.root_key_path.write_text(to_text(bytes(range(32))))
    place.root_key_path.chmod(0o400)

    keyring = a_keyring(tmp_path)

    assert place.root_key_path.read_text() == to_text(bytes(range(32)))
    assert opened(place) == keyring


def test_missing_files_are_named(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    with pytest.raises(RootKeyMissingError) as no_root:
        opened(place)
    a_keyring(tmp_path)
    place.keyring_path.unlink()
    with pytest.raises(KeyringMissingError) as no_ring:
        opened(place)

    assert (no_root.value.path, no_ring.value.path) == (place.root_key_path, place.keyring_path)


@pytest.mark.parametrize(
    "content", ["", "short", to_text(bytes(31)), to_text(bytes(33)), "é" * 43, "=" * 43, "A" * 42 + "B"]
)
def test_a_root_key_file_that_holds_no_root_key_is_refused(tmp_path: Path, content: str) -> None:
    place = a_keyring(tmp_path).place
    place.root_key_path.write_text(content)

    with pytest.raises(RootKeyNotReadError, match="recovery sheet"):
        opened(place)


def test_another_root_key_does_not_open_a_keyring(tmp_path: Path) -> None:
    place = a_keyring(tmp_path).place
    place.root_key_path.write_text(to_text(bytes(32)))

    with pytest.raises(KeyringNotOpenedError):
        opened(place)


def test_a_keyring_changed_in_any_character_does_not_open_or_is_unchanged_in_meaning(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    path = keyring.place.keyring_path
    content = path.read_bytes()
    marks = [content.index(b'"nonce"') + 9, content.index(b'"sealed"') + 10]
    places = [*range(marks[0], marks[0] + 16), *range(marks[1], len(content) - 3, 97), 0, len(content) - 2]

    survivors = []
    for place in places:
        path.write_bytes(
            content[:place] + (b"A" if content[place : place + 1] != b"A" else b"B") + content[place + 1 :]
        )
        try:
            opened(keyring.place)
        except KeyringNotOpenedError:
            continue
        survivors.append(place)

    assert survivors == []


@pytest.mark.parametrize(
    "content",
    ["", "not JSON", "[]", "{}", '{"nonce": 1, "sealed": 2}', '{"nonce": "", "sealed": ""}', "\ud800"],
)
def test_a_file_that_is_no_keyring_does_not_open(tmp_path: Path, content: str) -> None:
    place = a_keyring(tmp_path).place
    place.keyring_path.write_bytes(content.encode(errors="surrogatepass"))

    with pytest.raises(KeyringNotOpenedError):
        opened(place)


@pytest.mark.parametrize("name", ["root.key", "keyring"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_key_file_that_others_may_read_or_write_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    place = a_keyring(tmp_path).place
    (tmp_path / name).chmod(mode)

    with pytest.raises(KeyFileTooOpenError) as refused:
        opened(place)

    assert refused.value.path == tmp_path / name


@pytest.mark.parametrize(
    ("mode", "uid", "gid", "expected"),
    [
        (0o100600, 1000, 1000, False),
        (0o100400, 1000, 1000, False),
        (0o100440, 0, 0, False),  # a systemd credential with an access list
        (0o100440, 0, 1000, True),
        (0o100440, 1000, 0, True),
        (0o100444, 0, 0, True),
        (0o100640, 0, 0, True),
    ],
)
def test_only_a_credential_of_systemd_may_seem_open_to_a_group(
    mode: int, uid: int, gid: int, *, expected: bool
) -> None:
    assert is_too_open(mode=mode, uid=uid, gid=gid) is expected


def test_a_key_is_found_by_its_id_and_by_its_purpose(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))

    assert [keyring.by_id(key.id) for key in keyring.keys] == list(keyring.keys)
    assert [keyring.current(key.purpose) for key in keyring.keys[:5]] == list(keyring.keys[:5])
    assert keyring.cohort("2026-01") == keyring.keys[5]


def test_a_key_nobody_made_is_not_found(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path, months=("2026-01",))

    with pytest.raises(NoSuchKeyError):
        keyring.by_id("k0")
    with pytest.raises(NoSuchKeyError):
        keyring.cohort("2026-02")
    with pytest.raises(NoSuchKeyError):
        keyring.current(Purpose.COHORT)


def test_rotation_retires_the_old_key_and_keeps_it(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    old = keyring.current(Purpose.INDEX)

    once = rotate(keyring, purpose=Purpose.INDEX, at=NOON, chance=seeded("once"))
    twice = rotate(keyring, purpose=Purpose.INDEX, at=NOON, chance=seeded("twice"))

    retired = [
        replace(key, state=State.RETIRED, retired_at="2025-03-01T12:00:00+00:00")
        for key in (once.current(Purpose.INDEX), old)
    ]
    assert twice.of(Purpose.INDEX) == (twice.current(Purpose.INDEX), *retired)
    assert opened(keyring.place) == twice


def test_times_are_kept_in_universal_time(tmp_path: Path) -> None:
    at = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))

    keyring = with_cohort(a_keyring(tmp_path), month="2026-01", at=at, chance=seeded("month"))

    assert keyring.cohort("2026-01").created_at == "2025-03-01T12:00:00+00:00"


def test_a_time_without_a_zone_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    place = a_place(tmp_path)
    naive = datetime(2025, 3, 1, 12)  # noqa: DTZ001  # the very thing that must be refused

    with pytest.raises(ValueError, match="zone"):
        create_keyring(
            root_key_path=place.root_key_path, keyring_path=place.keyring_path, at=naive, chance=seeded()
        )

    assert list(tmp_path.iterdir()) == []


def test_the_keyring_file_says_its_format(tmp_path: Path) -> None:
    content = json.loads(a_keyring(tmp_path).place.keyring_path.read_text())

    assert (content["format"], sorted(content)) == ("callpoint keyring v1", ["format", "nonce", "sealed"])


def test_a_retired_key_can_be_dropped_for_good(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    old = keyring.current(Purpose.KEY_ENCRYPTION)
    rotated = rotate(keyring, purpose=Purpose.KEY_ENCRYPTION, at=NOON, chance=seeded("new"))

    left = without(rotated, key_ids=[old.id], chance=seeded("drop"))

    assert (left.keys, opened(left.place)) == (tuple(key for key in rotated.keys if key.id != old.id), left)


def test_a_current_key_and_an_unknown_one_are_never_dropped(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    before = keyring.place.keyring_path.read_bytes()
    for key_id in (keyring.current(Purpose.CODE).id, "unknown"):
        with pytest.raises(NoSuchKeyError):
            without(keyring, key_ids=[key_id], chance=seeded("drop"))

    assert keyring.place.keyring_path.read_bytes() == before


def test_notes_are_kept_sealed_in_the_keyring(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    note = Note(
        what=Occasion.REHEARSAL, at="2025-03-01T12:00:00+00:00", root=keyring.root, sheet=7, shares=(1, 3)
    )

    noted = changed(keyring, lambda newest: replace(newest, notes=(*newest.notes, note)), chance=seeded("n"))

    assert (opened(keyring.place), opened(keyring.place).notes) == (noted, (note,))
    assert b"rehearsal" not in keyring.place.keyring_path.read_bytes()


def test_a_keyring_from_before_there_were_notes_opens(tmp_path: Path) -> None:
    keyring = a_keyring(tmp_path)
    root_key = read_root_key(keyring.place.root_key_path)
    file = keyring.place.keyring_path
    older = [
        {"created_at": key.created_at, "id": key.id, "month": None, "purpose": key.purpose}
        | {"secret": to_text(key.secret), "state": key.state}
        for key in keyring.keys
    ]
    sealed = AESGCM(root_key).encrypt(
        bytes(12), canonical_json({"destroyed": [], "keys": older}), FORMAT.encode()
    )
    file.write_bytes(
        canonical_json({"format": FORMAT, "nonce": to_text(bytes(12)), "sealed": to_text(sealed)})
    )

    assert (opened(keyring.place).keys, opened(keyring.place).notes) == (keyring.keys, ())


def test_the_fingerprint_tells_root_keys_apart_and_nothing_of_them(tmp_path: Path) -> None:
    root_key = read_root_key(a_keyring(tmp_path).place.root_key_path)

    assert (opened(a_place(tmp_path)).root, fingerprint(bytes(32))) == (fingerprint(root_key), "ZY32-4YFP")
