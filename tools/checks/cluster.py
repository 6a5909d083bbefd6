"""A PostgreSQL server of our own, in a temporary folder, from the installed programs.

It listens on the loopback address with a password nobody else knows, and trusts the disk with nothing (fsync off).
A guardian process holds it: when our end of its pipe closes, however we end, it stops the server and removes the folder.
"""

import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

USER: Final = "callpoint"
SECONDS_TO_START: Final = 30
PLACES: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
GUARDIAN: Final = Path(__file__).with_name("guardian.py")


class ClusterNotStartedError(Exception):
    """The PostgreSQL server did not start; the message holds what it said."""


@dataclass(frozen=True)
class Cluster:
    """Where a running server is to be found."""

    port: int
    password_file: Path

    @property
    def environment(self) -> dict[str, str]:
        """The settings that make Callpoint use this server."""
        return {
            "CALLPOINT_STORE_DATABASE": f"postgresql://{USER}@127.0.0.1:{self.port}/{USER}",
            "CALLPOINT_STORE_PASSWORD_FILE": str(self.password_file),
        }


def programs() -> Path | None:
    """Return the folder of the newest installed server programs, or None."""
    found = [
        folder
        for pattern in PLACES
        for folder in Path("/").glob(pattern.lstrip("/"))
        if (folder / "initdb").exists()
    ]
    if found:
        return max(found, key=lambda folder: [int(digits) for digits in re.findall(r"\d+", str(folder))])
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running_cluster(bin_folder: Path) -> Iterator[Cluster]:
    """Start a server and stop it at the end; raises ClusterNotStartedError."""
    folder = Path(tempfile.mkdtemp(prefix="callpoint-postgresql-"))
    password_file = folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(secrets.token_urlsafe(), encoding="utf-8")
    owner = _owner()
    _give_server_folder(folder, owner)
    port = _free_port()
    words = [folder, owner.pw_uid if owner else os.getuid(), bin_folder, USER, port]
    guardian = subprocess.Popen(
        [sys.executable, GUARDIAN, *map(str, words)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _wait_for(guardian, [str(bin_folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)])
        yield Cluster(port, password_file)
    finally:
        guardian.communicate()


def _give_server_folder(folder: Path, owner: pwd.struct_passwd | None) -> None:
    """Make the folder the server writes to, with its own copy of the password, and give it to the server's user."""
    server_folder = folder / "server"
    server_folder.mkdir(mode=0o700)
    their_password = shutil.copy(folder / "password", server_folder)
    if owner:
        folder.chmod(0o711)
        for path in (server_folder, their_password):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def _owner() -> pwd.struct_passwd | None:
    """Return the user to run the server as, where we are root, as whom it refuses to run."""
    if os.getuid() != 0:
        return None
    users = {user.pw_name: user for user in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(guardian: "subprocess.Popen[bytes]", is_ready: Sequence[str]) -> None:
    """Wait until the server takes connections."""
    deadline = time.monotonic() + SECONDS_TO_START
    while guardian.poll() is None:
        if subprocess.run(is_ready, check=False).returncode == 0:
            return
        if time.monotonic() > deadline:
            message = f"PostgreSQL did not start within {SECONDS_TO_START} seconds."
            raise ClusterNotStartedError(message)
        time.sleep(0.05)
    raise ClusterNotStartedError(guardian.communicate()[1].decode(errors="replace"))
