"""The mark of a manifest: only the deployment's own signing keys make it, and also after they were rotated."""

from pathlib import Path

import pytest

from callpoint.sealing.keyring import Keyring, Purpose, create_keyring, rotate
from callpoint.sealing.manifests import is_marked, manifest_mark
from tests.sealing.makers import NOON, seeded


def a_ring(folder: Path, name: str) -> Keyring:
    return create_keyring(
        root_key_path=folder / f"{name}.key",
        keyring_path=folder / f"{name}.json",
        at=NOON,
        chance=seeded(name),
    )


def test_a_mark_holds_for_this_content_and_this_deployment_only(tmp_path: Path) -> None:
    ring, other = a_ring(tmp_path, "ours"), a_ring(tmp_path, "theirs")
    mark = manifest_mark(ring, b"content")
    forged = f"{mark.partition('.')[0]}.{manifest_mark(other, b'content').partition('.')[2]}"
    assert [
        is_marked(ring, b"content", mark=mark),
        is_marked(ring, b"another", mark=mark),
        is_marked(ring, b"content", mark=forged),
    ] == [True, False, False]


def test_a_deployment_without_that_key_cannot_say(tmp_path: Path) -> None:
    mark = manifest_mark(a_ring(tmp_path, "ours"), b"content")
    with pytest.raises(LookupError):
        is_marked(a_ring(tmp_path, "theirs"), b"content", mark=mark)


def test_a_mark_outlives_its_key(tmp_path: Path) -> None:
    ring = a_ring(tmp_path, "ours")
    mark = manifest_mark(ring, b"content")
    rotated = rotate(ring, purpose=Purpose.SIGNING, at=NOON, chance=seeded("rotation"))
    assert (is_marked(rotated, b"content", mark=mark), manifest_mark(rotated, b"content") == mark) == (
        True,
        False,
    )
