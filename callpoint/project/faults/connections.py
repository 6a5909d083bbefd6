"""Has connections to PostgreSQL cut before and after COMMIT, and adds up what was found."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from callpoint.project.faults.driver import SAID_EVERY, FaultsError, Tally


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where an empty database is: `postgresql://user@host:port/name`, and the file with its password."""

    address: str
    password_file: Path | None = None


def try_connections(server: Server, *, many: int, say: Callable[[str], None]) -> dict[str, Tally]:
    """
    Cut so many connections at COMMIT and give what came of each write path, its name behind `postgres:`.

    :raises FaultsError: the program that does it ended.
    """
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory(prefix="callpoint-faults-") as folder:
        program = subprocess.Popen(  # noqa: S603 - our own program, our own words
            [
                sys.executable,
                "-m",
                "callpoint.project.faults.connection_bench",
                server.address,
                str(many),
            ],
            env=_environment(Path(folder), server),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        with program:
            for number, line in enumerate(cast("IO[str]", program.stdout), start=1):
                verdict = json.loads(line)
                name = f"pg:{verdict['order']['path']}"
                tallies.setdefault(name, Tally()).add(verdict["order"], verdict)
                if number % SAID_EVERY == 0:
                    say(f"{number} of {many} connections")
    if program.returncode:
        message = "The cuts of connections ended early; what was said stands above."
        raise FaultsError(message)
    return tallies


def _environment(folder: Path, server: Server) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLPOINT_")}
    password = {"CALLPOINT_STORE_PASSWORD_FILE": str(server.password_file)} if server.password_file else {}
    return (
        kept
        | password
        | {
            "CALLPOINT_STORE_VAR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "callpoint.project.settings",
            # What the proxy looks for must not be encrypted between the two.
            "PGSSLMODE": "disable",
            "PGGSSENCMODE": "disable",
        }
    )
