"""A real clamd in a temporary folder, with signatures of our own: the tests' mark, and EICAR's well-known file."""

import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MARK = b"callpoint quincunx mark of harm"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
"""The file that every scanner knows, put together here so that no file of the project holds it."""
MOST_STREAM = 2_000_000


@contextmanager
def a_scanner(folder: Path) -> Iterator[Path]:
    """Start the scanner, give its socket, and end it."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("NOT TESTED: no clamd on this machine. Install it: apt-get install clamav-daemon")
    place, signatures = folder / "clamd.sock", folder / "signatures"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(f"Callpoint.Test:0:*:{MARK.hex()}\n")
    (signatures / "own.hdb").write_text(f"{hashlib.md5(EICAR).hexdigest()}:{len(EICAR)}:Eicar-Test\n")  # noqa: S324 - the format of the list
    settings = folder / "clamd.conf"
    settings.write_text(
        f"LocalSocket {place}\nDatabaseDirectory {signatures}\nForeground yes\nTemporaryDirectory {folder}\n"
        f"StreamMaxLength {MOST_STREAM}\nConcurrentDatabaseReload no\nMaxThreads 2\n"
    )
    running = subprocess.Popen(
        [program, "--config-file", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(place, running)
        yield place
    finally:
        running.kill()
        running.wait()


def _wait_for(place: Path, running: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and running.poll() is None:
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(place)) == 0:
                return
        running_for_a_moment(running)
    pytest.fail("clamd did not start")


def running_for_a_moment(running: "subprocess.Popen[bytes]") -> None:
    """Wait until it ends, or a tenth of a second."""
    try:
        running.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return
