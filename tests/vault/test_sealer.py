"""The program that seals: a disk that refuses, wherever in the file it does, is never taken for one that kept it."""

import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from callpoint.vault import sealer

LIMITED = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); "
    "from callpoint.vault import sealer; sys.exit(sealer.main(sys.argv[2:]))"
)


@pytest.mark.parametrize(
    ("size", "room"),
    [
        (100, 0),
        (100, 200),
        (200_000, 0),
        (200_000, 70_000),
        (200_000, 200_150),
        (20_000_000, 3_000_000),
        (20_000_000, 20_000_500),
    ],
)
def test_a_file_for_which_there_is_no_room_is_not_kept(size: int, room: int, tmp_path: Path) -> None:
    """
    Refused at the first write, in the middle of one, and at the last, whose error the binding passes over.

    What age puts around 200,000 bytes has 261 bytes at least, and often some hundred more, by chance.
    """
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), recipient, str(tmp_path / "a.part")],
        input=b"x" * size,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (sealer.FULL_DISK, b"")


DEFECT = (
    "import os, sys\n"
    "def broken(*given): raise ValueError\n"
    "os.posix_fadvise = broken\n"
    "from callpoint.vault import sealer\n"
    "sys.exit(sealer.main(sys.argv[1:]))"
)


def test_a_failure_of_any_kind_while_blocks_are_written_ends_it_and_keeps_nobody_waiting(
    tmp_path: Path,
) -> None:
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            DEFECT,
            str(pyrage.x25519.Identity.generate().to_public()),
            str(tmp_path / "a.part"),
        ],
        input=b"x" * (sealer.AHEAD * 4),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout) == (sealer.BROKEN, b"")
