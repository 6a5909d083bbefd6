"""A new root key: killed at any step, the keyring still opens, and the change can be finished."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from callpoint.sealing.key_files import KeyringNotOpenedError, fingerprint, read_root_key
from callpoint.sealing.keyring import Keyring, Place, opened_by
from callpoint.sealing.notes import Occasion
from callpoint.sealing.root_change import (
    NotANewRootKeyError,
    RootChangeNotFinishedError,
    beside,
    check_no_change_is_unfinished,
    is_wrapped_by,
    new_root_key,
    put_in_place,
    wrap_by_new_root,
)
from tests.sealing.makers import NOON, a_keyring, opened, seeded

ROOT = Path(__file__).parents[2]
KILLED = 77
CHANGE = """
import os, sys
from pathlib import Path
from tests.sealing.test_root_change import change
from callpoint.sealing.keyring import Place

left = int(sys.argv[2])

def dies_at_the_last(real):
    def step(*given, **named):
        global left
        left -= 1
        if left == 0:
            os._exit(77)
        done = real(*given, **named)
        left -= 1
        if left == 0:
            os._exit(77)
        return done
    return step

os.fsync, os.replace, os.rename = map(dies_at_the_last, (os.fsync, os.replace, os.rename))
folder = Path(sys.argv[1])
change(Place(root_key_path=folder / "root.key", keyring_path=folder / "keyring"))
"""


def change(place: Place) -> None:
    """Change the root key from wherever it stands, as `callpoint keys rotate --root` does."""
    waiting = beside(place.root_key_path)
    root_key = new_root_key(place, new_root=waiting, chance=os.urandom)
    if not is_wrapped_by(root_key, place):
        wrap_by_new_root(place, root_key, at=NOON, chance=os.urandom)
    put_in_place(place, new_root=waiting)


def opens_by_some_root_key(place: Place) -> Keyring:
    """Open the keyring by the root key in its place or by the one that waits beside it."""
    for file in (place.root_key_path, beside(place.root_key_path)):
        if file.exists():
            try:
                return opened_by(read_root_key(file), place)
            except KeyringNotOpenedError:
                continue
    raise AssertionError(place)


def test_the_keyring_is_the_same_under_the_new_root_key_and_the_old_opens_it_no_more(tmp_path: Path) -> None:
    before = a_keyring(tmp_path, months=("2026-01",))
    old = read_root_key(before.place.root_key_path)

    change(before.place)

    after = opened(before.place)
    assert (after.keys, after.destroyed) == (before.keys, before.destroyed)
    assert [(note.what, note.root) for note in after.notes] == [(Occasion.NEW_ROOT, after.root)]
    assert (after.root == fingerprint(old), is_wrapped_by(old, after.place)) == (False, False)
    assert not beside(after.place.root_key_path).exists()


def test_killed_before_or_after_any_step_nothing_is_lost_and_it_can_be_finished(tmp_path: Path) -> None:
    point, code = 0, KILLED
    while code == KILLED:
        point += 1
        folder = tmp_path / str(point)
        folder.mkdir()
        before = a_keyring(folder, months=("2026-01",))
        done = subprocess.run([sys.executable, "-c", CHANGE, str(folder), str(point)], check=False, cwd=ROOT)
        code = done.returncode
        assert opens_by_some_root_key(before.place).keys == before.keys, point
        if opened_or_none(before.place) is None:
            with pytest.raises(RootChangeNotFinishedError):
                check_no_change_is_unfinished(before.place)
        if code == KILLED:
            change(before.place)
        assert opened(before.place).keys == before.keys, point
        check_no_change_is_unfinished(before.place)
    # Two files are written and a third is put in place: a fsync, a rename and the fsync of the folder each.
    assert (code, point > 12) == (0, True)


def opened_or_none(place: Place) -> Keyring | None:
    try:
        return opened(place)
    except KeyringNotOpenedError:
        return None


def test_a_new_root_key_that_only_waits_is_no_unfinished_change(tmp_path: Path) -> None:
    place = a_keyring(tmp_path).place
    new_root_key(place, new_root=beside(place.root_key_path), chance=seeded("new"))

    check_no_change_is_unfinished(place)
    assert opened(place).notes == ()


def test_a_stopped_change_takes_the_root_key_that_waits(tmp_path: Path) -> None:
    place = a_keyring(tmp_path).place
    keys = [
        new_root_key(place, new_root=tmp_path / "new", chance=seeded(seed)) for seed in ("first", "second")
    ]
    assert keys[0] == keys[1]


def test_the_root_key_in_use_is_no_new_one(tmp_path: Path) -> None:
    place = a_keyring(tmp_path).place
    copy = tmp_path / "copy"
    copy.write_bytes(place.root_key_path.read_bytes())
    copy.chmod(0o600)
    for file in (copy, place.root_key_path):
        with pytest.raises(NotANewRootKeyError):
            new_root_key(place, new_root=file, chance=seeded("new"))
