"""Makers for the tests of `callpoint keys`: a deployment with keys and nothing else, and somebody at its terminal."""

import io
import os
import re
import secrets
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callpoint.project.command import main
from callpoint.sealing.keyring import Keyring, create_keyring, open_keyring

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "callpoint.project.command"]
MADE_AT = datetime(2026, 10, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Somebody who looks after one deployment."""

    var: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    @property
    def root_key(self) -> Path:
        return self.var / "keys" / "root.key"

    @property
    def keyring_file(self) -> Path:
        return self.var / "keys" / "keyring.json"

    def keyring(self) -> Keyring:
        return open_keyring(root_key_path=self.root_key, keyring_path=self.keyring_file)

    def keys(self, *words: str, typed: str = "") -> Said:
        """Run `callpoint keys` in this process with something typed."""
        self.capsys.readouterr()
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(["keys", *words])
        return Said(code=code, out=(said := self.capsys.readouterr()).out, err=said.err)

    def shares(self) -> list[str]:
        """Print a sheet and return the words of its three shares."""
        return shares_in(self.keys("sheet", "--print").out)

    def apart(self, *words: str, typed: str = "") -> Said:
        """Run `callpoint keys` as a process of its own."""
        ended = subprocess.run(
            [*COMMAND, "keys", *words],
            input=typed,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            timeout=60,
        )
        return Said(code=ended.returncode, out=ended.stdout, err=ended.stderr)


def a_terminal(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make a deployment with fresh keys, which the settings then name."""
    terminal = Terminal(var=folder / "var", capsys=capsys, monkeypatch=monkeypatch)
    terminal.root_key.parent.mkdir(parents=True, mode=0o700)
    create_keyring(
        root_key_path=terminal.root_key,
        keyring_path=terminal.keyring_file,
        at=MADE_AT,
        chance=secrets.token_bytes,
    )
    monkeypatch.setenv("CALLPOINT_STORE_VAR", str(terminal.var))
    return terminal


def shares_in(printed: str) -> list[str]:
    """Read the words of each share off a sheet in plain text, each in the order of its numbers."""
    return [
        " ".join(word for _, word in sorted((int(place), word) for place, word in numbered(part)))
        for part in printed.split("RECOVERY SHEET OF")[1:]
    ]


def numbered(text: str) -> list[tuple[str, str]]:
    return re.findall(r"(\d+)\. ([a-z]+)", text)
