"""Small files that must not be lost, and what is never overwritten."""

import stat
from pathlib import Path

import pytest

from callpoint.sealing.durable import write_new


def test_a_new_file_is_for_its_owner_only_whatever_others_may_do_by_default(tmp_path: Path) -> None:
    file = tmp_path / "new"
    write_new(file, b"secret")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"secret", 0o600)


def test_what_is_there_is_left_as_it_is_and_no_link_is_followed(tmp_path: Path) -> None:
    there, link, aim = tmp_path / "there", tmp_path / "link", tmp_path / "aim"
    there.write_bytes(b"old")
    link.symlink_to(aim)
    for file in (there, link):
        with pytest.raises(FileExistsError):
            write_new(file, b"new")
    assert (there.read_bytes(), aim.exists()) == (b"old", False)
