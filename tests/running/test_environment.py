"""The shell part of ./run: finds Python or uv, makes .venv once, and says in one sentence what is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.structure.source import PROJECT

SHELL_PROGRAMS = ("sh", "dirname", "cat", "cksum", "grep", "mkdir", "chmod", "rm", "env")

GOOD_PYTHON = """#!/bin/sh
case "$*" in
*ensurepip*) exit 0 ;;
-c*) exit 0 ;;
*) exit 1 ;;
esac
"""

GOOD_UV = """#!/bin/sh
echo "$*" >>uv-was-asked
case "$1 $2" in
"venv "*)
    mkdir -p .venv/bin
    printf '#!/bin/sh\\necho started "$@"\\n' >.venv/bin/python
    chmod +x .venv/bin/python
    ;;
esac
"""


def a_checkout(folder: Path) -> Path:
    """A folder with ./run and its lock file, and an own folder of programs with nothing but the shell's."""
    (folder / "tools").mkdir()
    (folder / "bin").mkdir()
    shutil.copy(PROJECT / "run", folder)
    shutil.copy(PROJECT / "tools" / "environment.sh", folder / "tools")
    (folder / "requirements.lock").write_text("seeded\n", encoding="utf-8")
    for name in SHELL_PROGRAMS:
        found = shutil.which(name)
        if found:
            (folder / "bin" / name).symlink_to(found)
    return folder


def a_program(checkout: Path, name: str, text: str) -> None:
    file = checkout / "bin" / name
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def run(checkout: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": str(checkout / "bin"), "HOME": str(checkout)}
    return subprocess.run(
        [checkout / "run", *words], env=environment, cwd="/", capture_output=True, text=True, check=False
    )


def test_without_python_and_uv_one_sentence_names_the_package(tmp_path: Path) -> None:
    done = run(a_checkout(tmp_path))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "install python3 and python3-venv (Debian" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_is_named(tmp_path: Path) -> None:
    checkout = a_checkout(tmp_path)
    a_program(
        checkout, "python3", '#!/bin/sh\nif [ "$1" = --version ]; then echo "Python 3.9.2"; else exit 1; fi\n'
    )
    done = run(checkout)
    assert (done.returncode, "Here is only Python 3.9.2." in done.stderr) == (1, True)


def test_a_python_without_venv_is_named(tmp_path: Path) -> None:
    checkout = a_checkout(tmp_path)
    a_program(checkout, "python3", '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\n')
    done = run(checkout)
    assert (done.returncode, "This python3 lacks venv." in done.stderr) == (1, True)


def test_the_environment_is_made_once_and_then_the_program_starts(tmp_path: Path) -> None:
    checkout = a_checkout(tmp_path)
    a_program(checkout, "uv", GOOD_UV)
    first, second = run(checkout, "--setup"), run(checkout, "--demo")
    asked = (checkout / "uv-was-asked").read_text(encoding="utf-8").splitlines()
    assert [first.stdout, second.stdout, len(asked)] == [
        "started -m callpoint.project.running --setup\n",
        "started -m callpoint.project.running --demo\n",
        3,
    ]


def test_a_changed_lock_file_makes_it_anew(tmp_path: Path) -> None:
    checkout = a_checkout(tmp_path)
    a_program(checkout, "uv", GOOD_UV)
    run(checkout)
    (checkout / "requirements.lock").write_text("other\n", encoding="utf-8")
    run(checkout)
    assert len((checkout / "uv-was-asked").read_text(encoding="utf-8").splitlines()) == 6


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: failed to write: No space left on device (os error 28)", "The disk is full"),
        ("error: Read-only file system (os error 30)", "cannot be written to"),
        ("error: could not connect to the index", "check the network and start again"),
    ],
)
def test_what_stops_the_installation_is_told_with_what_to_do(
    said: str, sentence: str, tmp_path: Path
) -> None:
    checkout = a_checkout(tmp_path)
    a_program(checkout, "python3", GOOD_PYTHON)
    a_program(checkout, "uv", f'#!/bin/sh\n[ "$1" = venv ] && exit 0\necho "{said}" >&2\nexit 2\n')
    done = run(checkout)
    assert (done.returncode, sentence in done.stderr.splitlines()[-1]) == (1, True)


def test_a_failed_installation_is_tried_again(tmp_path: Path) -> None:
    checkout = a_checkout(tmp_path)
    a_program(checkout, "uv", '#!/bin/sh\n[ "$1" = venv ] && exit 0\nexit 2\n')
    run(checkout)
    a_program(checkout, "uv", GOOD_UV)
    assert run(checkout).stdout == "started -m callpoint.project.running\n"
