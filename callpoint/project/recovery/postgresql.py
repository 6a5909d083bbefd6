"""PostgreSQL's own programs: they dump one moment of a database, and fill an empty one from it."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, cast

from django.db import connection

from callpoint.project.recovery.errors import AskedWronglyError, NotBackedUpError, NotRestoredError
from callpoint.project.recovery.sealed_parts import PIECE
from callpoint.vault.intake import end_child

PLACES: Final = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql*/bin")
VARIABLES: Final = {
    "PGHOST": "HOST",
    "PGPORT": "PORT",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGDATABASE": "NAME",
}
"""How the programs are told where the database is: never on the command line, which others may read."""


def program(name: str) -> str:
    """
    Find one of the programs, in the newest version that is installed.

    :raises AskedWronglyError: there is none, or only one older than the server, which cannot read it.
    """
    found = [str(path) for place in PLACES for path in Path("/").glob(f"{place}/{name}")]
    on_path = shutil.which(name)
    versions = {path: _version(path) for path in [*found, *([on_path] if on_path else [])]}
    needed = connection.pg_version // 10000  # type: ignore[attr-defined]  # PostgreSQL only
    if not versions:
        message = f"{name} is not on this machine; install postgresql-client-{needed}, or put it on the path."
        raise AskedWronglyError(message)
    newest = max(versions, key=lambda path: versions[path])
    if versions[newest] < needed:
        message = f"{newest} is of version {versions[newest]}, older than the server; install postgresql-client-{needed}."
        raise AskedWronglyError(message)
    return newest


def dumped(snapshot: str, *, without: Sequence[str]) -> Iterator[bytes]:
    """
    Give the bytes of a dump of an exported snapshot, without the rows of some tables.

    :raises NotBackedUpError: the program failed.
    """
    words = [program("pg_dump"), "--format=custom", "--compress=1", "--no-owner", "--no-privileges"]
    words += [
        "--no-password",
        f"--snapshot={snapshot}",
        *(f"--exclude-table-data={name}" for name in without),
    ]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(  # noqa: S603 - a program of the database, our own words
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=_environment()
        )
        try:
            yield from iter(lambda: cast("IO[bytes]", child.stdout).read(PIECE), b"")
            if child.wait():
                message = f"pg_dump failed ({_first_line(said)}). No backup was made."
                raise NotBackedUpError(message)
        finally:
            end_child(child)


def fill(pieces: Iterator[bytes]) -> None:
    """
    Fill the empty database from a dump, in one transaction.

    :raises NotRestoredError: the program failed; the database is still empty.
    """
    words = [program("pg_restore"), "--no-owner", "--no-privileges", "--no-password"]
    words += ["--single-transaction", "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}"]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(  # noqa: S603 - a program of the database, our own words
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=_environment()
        )
        try:
            with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as way_in:
                for piece in pieces:
                    way_in.write(piece)
            if child.wait():
                message = f"pg_restore failed ({_first_line(said)})."
                raise NotRestoredError(message)
        finally:
            end_child(child)


def empty() -> None:
    """Remove every table and function of the database's own schema: what a restore made here, in a place it found empty."""
    here = "= current_schema()::regnamespace"
    found = (
        f"SELECT 'DROP TABLE ' || oid::regclass || ' CASCADE' FROM pg_class WHERE relkind = 'r' AND relnamespace {here}",  # noqa: S608 - our own words
        f"SELECT 'DROP FUNCTION ' || oid::regprocedure || ' CASCADE' FROM pg_proc WHERE pronamespace {here}",  # noqa: S608 - our own words
    )
    with connection.cursor() as cursor:
        for question in found:
            cursor.execute(question)
            for (order,) in cursor.fetchall():
                cursor.execute(order)


def _version(path: str) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - found above
    digits = re.search(r"(\d+)", told.stdout)
    return int(digits.group()) if digits else 0


def _environment() -> dict[str, str]:
    settings = connection.settings_dict
    given = {variable: str(settings[name] or "") for variable, name in VARIABLES.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {variable: value for variable, value in given.items() if value}


def _first_line(said: IO[bytes]) -> str:
    """Give the first line of what a program said; what follows may repeat a row."""
    said.seek(0)
    return said.readline(500).decode(errors="replace").strip() or "it said nothing"
