"""A file on its way into the vault: whole and sealed, or not there at all."""

import hashlib
import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path
from uuid import uuid4

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from callpoint.vault import folder, sealer
from callpoint.vault.errors import DiskFullError, EmptyFileError, NotKeptError, TooLargeError
from callpoint.vault.intake import Intake, Last
from tests.deployment import VAR
from tests.vault.makers import a_sealed_file, an_intake, marked_files, write_on

ROOT = Path(__file__).parents[2]
MARK = b"quincunx of a picture"
RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    """Give each test a vault of its own."""
    settings.CALLPOINT_EXHIBITS = tmp_path / "exhibits"


def files() -> list[str]:
    return sorted(file.name for file in folder.folder().iterdir())


BLOCK = sealer.BLOCK


@pytest.mark.parametrize(
    "size",
    [1, 65_535, 65_536, 65_537, 900_000, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK * 4 + 1, sealer.AHEAD * 2 + 7],
)
def test_a_file_lies_sealed_under_its_id_with_both_hashes(size: int) -> None:
    content = os.urandom(size)
    kept = a_sealed_file(content, most_bytes=size)
    sealed = folder.file_of(kept.id).read_bytes()
    assert (kept.size, kept.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert kept.sealed_sha256 == hashlib.sha256(sealed).hexdigest()
    assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(kept.identity)]) == content
    assert files() == [f"{kept.id}.age"]


def test_only_its_owner_may_read_the_folder_and_the_file() -> None:
    kept = a_sealed_file()
    modes = [path.stat().st_mode & 0o777 for path in (folder.folder(), folder.file_of(kept.id))]
    assert modes == [0o700, 0o600]


def test_the_identity_is_never_shown_by_accident() -> None:
    assert "AGE-SECRET-KEY" not in repr(a_sealed_file())


def test_the_folder_holds_no_byte_in_clear_in_the_middle_of_a_file(tmp_path: Path) -> None:
    intake = an_intake()
    for _ in range(10):
        intake.write(MARK * 4000)
    in_the_middle = (marked_files(tmp_path, MARK), marked_files(VAR, MARK))
    kept = intake.finish()
    assert in_the_middle == (marked_files(tmp_path, MARK), marked_files(VAR, MARK)) == ([], [])
    assert kept.size == len(MARK) * 40_000


def test_too_large_a_file_is_noticed_at_the_first_byte_too_many() -> None:
    intake = an_intake(most_bytes=100)
    intake.write(b"x" * 100)
    with pytest.raises(TooLargeError) as refused:
        intake.write(b"x")
    intake.abandon()
    assert (refused.value.most_bytes, files()) == (100, [])


@given(st.lists(st.binary(max_size=9)), st.integers(min_value=1, max_value=20))
def test_the_last_bytes_are_those_of_all_pieces_together(pieces: list[bytes], size: int) -> None:
    last = Last(size)
    for piece in pieces:
        last.add(piece)
    assert last.joined() == b"".join(pieces)[-size:]


def test_no_more_pieces_are_held_than_the_last_bytes_need() -> None:
    last, pieces = Last(100), [b"x" * 40 for _ in range(1000)]
    for piece in pieces:
        last.add(piece)
    assert sum(len(piece) for piece in last._pieces) < 140  # noqa: SLF001 - what is held is the question


def test_a_file_is_kept_where_the_system_grants_no_wider_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """No system grants one of so many bytes as -1 without its sign."""
    monkeypatch.setattr("callpoint.vault.intake.PIPE_BYTES", -1)
    assert a_sealed_file(MARK * 4000).size == len(MARK) * 4000


def test_an_empty_file_is_no_file() -> None:
    intake = an_intake()
    with pytest.raises(EmptyFileError):
        intake.finish()
    intake.abandon()
    assert files() == []


def test_abandoning_in_mid_file_leaves_nothing_and_can_be_done_twice() -> None:
    intake = an_intake()
    intake.write(MARK * 40_000)
    intake.abandon()
    intake.abandon()
    assert files() == []


def child_of(intake: Intake) -> int:
    """The number of the child that seals."""
    return intake._child.pid  # noqa: SLF001 - the test kills it


def test_a_killed_child_is_noticed_while_pieces_come() -> None:
    intake = an_intake(most_bytes=10**9)
    intake.write(MARK)
    os.kill(child_of(intake), signal.SIGKILL)
    with pytest.raises(NotKeptError):
        write_on(intake)
    intake.abandon()
    assert files() == []


def test_a_child_killed_at_the_very_end_is_noticed() -> None:
    intake = an_intake()
    intake.write(MARK)
    os.kill(child_of(intake), signal.SIGKILL)
    with pytest.raises(NotKeptError):
        intake.finish()
    intake.abandon()
    assert files() == []


def test_a_child_that_stands_still_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callpoint.vault.intake.LONGEST_SYNC_SECONDS", 0.05)
    monkeypatch.setattr("callpoint.vault.intake.LONGEST_END_SECONDS", 0.05)
    intake = an_intake()
    os.kill(child_of(intake), signal.SIGSTOP)
    intake.write(MARK)
    with pytest.raises(NotKeptError):
        intake.finish()
    intake.abandon()
    assert files() == []


def test_a_child_that_says_another_size_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    liar = tmp_path / "lying_sealer.py"
    liar.write_text('import sys\nsys.stdin.buffer.read()\nprint(\'{"size": 1, "sealed_sha256": ""}\')\n')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("callpoint.vault.intake.sealer.__name__", "lying_sealer")
    intake = an_intake()
    intake.write(MARK)
    with pytest.raises(NotKeptError):
        intake.finish()
    intake.abandon()


def test_a_file_that_cannot_get_its_lasting_name_is_not_kept() -> None:
    exhibit_id = uuid4()
    folder.file_of(exhibit_id).mkdir()
    intake = an_intake(exhibit_id=exhibit_id)
    intake.write(MARK)
    with pytest.raises(NotKeptError):
        intake.finish()
    folder.file_of(exhibit_id).rmdir()
    intake.abandon()
    assert files() == []


def test_two_files_at_once_do_not_mix() -> None:
    contents = [bytes([number]) * 600_000 for number in range(4)]
    kept: dict[int, bytes] = {}

    def take_in(number: int) -> None:
        file = a_sealed_file(contents[number])
        sealed = folder.file_of(file.id).read_bytes()
        kept[number] = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(file.identity)])

    threads = [threading.Thread(target=take_in, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [kept[number] for number in range(4)] == contents


DIES_IN_MID_FILE = """
import os, django
django.setup()
from tests.vault.makers import an_intake
intake = an_intake(most_bytes=10**9)
for _ in range(40):
    intake.write(b"quincunx of a picture" * 4000)
print(intake._child.pid, flush=True)
input()
"""


def test_what_a_service_killed_in_mid_file_leaves_is_sealed_and_has_no_lasting_name(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    service = subprocess.Popen(
        [sys.executable, "-c", "import tests.deployment\n" + DIES_IN_MID_FILE],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with service:
        child = os.pidfd_open(int(next(iter(service.stdout or ()))))
        service.kill()
    select.select([child], [], [])
    os.close(child)
    left = [file for file in tmp_path.rglob("*") if file.parent.name == "exhibits"]
    assert [file.suffix for file in left] == [".part"]
    assert marked_files(tmp_path, MARK) == []


class TestChild:
    """The program that seals, run as the intake runs it."""

    def run(self, path: Path, content: bytes, *, before: str = "") -> "subprocess.CompletedProcess[bytes]":
        code = f"import sys, resource\n{before}\nfrom callpoint.vault import sealer\nsys.exit(sealer.main(sys.argv[1:]))"
        return subprocess.run(
            [sys.executable, "-c", code, RECIPIENT, str(path)],
            input=content,
            capture_output=True,
            check=False,
        )

    def test_no_room_has_an_end_of_its_own(self, tmp_path: Path) -> None:
        limit = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
        limit += "; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
        assert self.run(tmp_path / "a.part", b"x" * 300_000, before=limit).returncode == sealer.FULL_DISK

    def test_a_full_device_has_the_same_end(self) -> None:
        ended = self.run(Path("/dev/full"), b"x" * 300_000, before="import os; os.O_EXCL = 0")
        assert ended.returncode == sealer.FULL_DISK

    def test_what_cannot_be_made_durable_is_not_whole(self, tmp_path: Path) -> None:
        failing = "import os, errno\ndef fsync(_): raise OSError(errno.EIO, 'broken')\nos.fsync = fsync"
        assert self.run(tmp_path / "a.part", b"x", before=failing).returncode == sealer.BROKEN

    def test_it_writes_over_no_file(self, tmp_path: Path) -> None:
        taken = tmp_path / "a.part"
        taken.write_bytes(b"here already")
        assert self.run(taken, b"x").returncode != 0
        assert taken.read_bytes() == b"here already"


def test_a_full_disk_in_mid_file_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    full = tmp_path / "full_sealer.py"
    full.write_text(f"import sys\nsys.stdin.buffer.read(10)\nsys.exit({sealer.FULL_DISK})\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("callpoint.vault.intake.sealer.__name__", "full_sealer")
    intake = an_intake(most_bytes=10**9)
    with pytest.raises(DiskFullError):
        write_on(intake)
    intake.abandon()
