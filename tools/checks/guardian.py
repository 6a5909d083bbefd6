"""Holds a temporary PostgreSQL server until its standard input closes, then stops it and removes its folder.

Called as `guardian.py FOLDER UID BIN USER PORT`. It stands by itself: nothing of the project is imported.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

SETTINGS: Final = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
)


def main(words: Sequence[str]) -> int:
    """Make the cluster, run it, wait for the end of standard input, clean up; 1 where it ended before that."""
    folder, uid, programs, user, port = Path(words[0]), int(words[1]), Path(words[2]), words[3], words[4]
    server = folder / "server"
    user_id, group_id = (None, None) if uid == os.getuid() else (uid, server.stat().st_gid)
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        server / "cluster",
        "-U",
        user,
        "--auth=scram-sha-256",
    ]
    initdb += [f"--pwfile={server / 'password'}", "--encoding=UTF8", "--locale=C", "--no-sync"]
    postgres: list[str | Path] = [programs / "postgres", "-D", server / "cluster", "-p", port, "-k", server]
    postgres += [word for setting in SETTINGS for word in ("-c", setting)]
    try:
        with (server / "log").open("w+b") as log:
            outcome = subprocess.run(
                initdb, check=False, stdout=log, stderr=log, cwd=server, user=user_id, group=group_id
            )
            if outcome.returncode == 0:
                child = subprocess.Popen(
                    postgres, stdout=log, stderr=log, cwd=server, user=user_id, group=group_id
                )
                threading.Thread(target=_stop_at_end_of_input, args=[child], daemon=True).start()
                if child.wait() == 0:
                    return 0
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
            return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop_at_end_of_input(child: "subprocess.Popen[bytes]") -> None:
    sys.stdin.read()
    child.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
