"""Deployments of their own, in other processes, on whichever database this run of the tests uses."""

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from callpoint.sealing.keyring import create_keyring

ROOT = Path(__file__).parents[2]
STARTED = "import sys, importlib, django; django.setup(); importlib.import_module(sys.argv[1]).main()"
CALLPOINT = [sys.executable, "-m", "callpoint.project.command"]


@dataclass(frozen=True)
class Deployment:
    """A var folder, a database, and where the root key lies, which is in neither."""

    var: Path
    environment: dict[str, str]

    @property
    def keyring(self) -> Path:
        """Its keyring."""
        return self.var / "keys" / "keyring.json"

    @property
    def database(self) -> str:
        """The address of its PostgreSQL database; empty for SQLite."""
        return self.environment.get("CALLPOINT_STORE_DATABASE", "")

    def callpoint(self, *words: object) -> "subprocess.CompletedProcess[str]":
        """Run a `callpoint` command to its end."""
        return subprocess.run(
            [*CALLPOINT, *map(str, words)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def start(self, program: str) -> "subprocess.Popen[str]":
        """Start one of the programs of these tests with this deployment's settings."""
        return subprocess.Popen(
            [sys.executable, "-c", STARTED, f"tests.recovery.{program}"],
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def back_up(self, to: Path, recipient: str, *words: object) -> "subprocess.CompletedProcess[str]":
        """Run `callpoint backup`."""
        return self.callpoint("backup", "--to", to, "--recipient", recipient, *words)

    def restore(self, source: Path, **options: object) -> "subprocess.CompletedProcess[str]":
        """Run `callpoint restore`."""
        given = [word for name, value in options.items() for word in (f"--{name}", value)]
        return self.callpoint("restore", "--from", source, "--into-empty", *given)

    def destroy(self) -> None:
        """Let everything go."""
        shutil.rmtree(self.var)
        if self.database:
            _on_server(f'DROP DATABASE "{urlsplit(self.database).path[1:]}" WITH (FORCE)')


def a_place(folder: Path, *, root_key: Path) -> Deployment:
    """An empty place for a deployment: nothing in its var folder, no table in its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLPOINT_")}
    environment = kept | {
        "PYTHONPATH": str(ROOT),
        "CALLPOINT_STORE_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "callpoint.project.settings",
        "CALLPOINT_KEYS_ROOT_KEY": str(root_key),
        "CALLPOINT_EXHIBITS_LEAST_FREE_BYTES": "0",
    }
    server = os.environ.get("CALLPOINT_STORE_DATABASE")
    if server:
        name = f"drill_{secrets.token_hex(6)}"
        _on_server(f'CREATE DATABASE "{name}"')
        environment["CALLPOINT_STORE_DATABASE"] = server.rpartition("/")[0] + f"/{name}"
        environment["CALLPOINT_STORE_PASSWORD_FILE"] = os.environ["CALLPOINT_STORE_PASSWORD_FILE"]
    folder.mkdir(mode=0o700)
    return Deployment(var=folder, environment=environment)


def a_deployment(folder: Path, *, root_key: Path) -> Deployment:
    """A deployment with keys and empty tables."""
    made = a_place(folder, root_key=root_key)
    made.keyring.parent.mkdir(mode=0o700)
    create_keyring(
        root_key_path=root_key,
        keyring_path=made.keyring,
        at=datetime(2026, 11, 21, 12, tzinfo=UTC),
        chance=secrets.token_bytes,
    )
    migrated = made.callpoint("django", "migrate", "-v0")
    assert migrated.returncode == 0, migrated.stderr
    return made


def _on_server(order: str) -> None:
    parts = urlsplit(os.environ["CALLPOINT_STORE_DATABASE"])
    password = Path(os.environ["CALLPOINT_STORE_PASSWORD_FILE"]).read_text(encoding="utf-8").strip()
    with psycopg.connect(
        host=parts.hostname,
        port=parts.port,
        user=parts.username,
        password=password,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(order.encode())
