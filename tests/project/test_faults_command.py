"""`callpoint faults`: what it refuses, what it prints, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from callpoint.project.command import main

ROOT = Path(__file__).parents[2]


def run(*words: str, path: str = os.environ["PATH"]) -> tuple[int, str, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "callpoint.project.command", "faults", *words],
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("words", [["--kills", "x"], ["--paths", "nowhere"], ["--cuts", "-1"]])
def test_what_is_no_number_and_no_path_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["faults", *words])
    assert ended.value.code == 2


def test_cuts_of_connections_need_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["faults", "--postgres-cuts", "1"]), capsys.readouterr().err) == (
        2,
        "--postgres-cuts needs --postgres ADDRESS.\n",
    )


@pytest.mark.parametrize("asked", ["--kills", "--trace"])
def test_without_a_compiler_one_sentence_says_what_to_install(asked: str) -> None:
    code, out, said = run(asked, "1", path="")
    assert (code, out, said.splitlines()[-1]) == (
        2,
        "",
        "Fault tests need a C compiler. Install it: apt-get install gcc",
    )


@pytest.mark.faults
def test_a_run_is_printed_by_path_and_in_all() -> None:
    code, out, said = run("--kills", "4", "--cuts", "2", "--paths", "answer", "--seed", "s", "--json")
    printed = json.loads(out)
    assert (code, printed["all"]["kills"], printed["all"]["cuts"], printed["all"]["lost"], said[:6]) == (
        0,
        4,
        2,
        0,
        "seed s",
    )


@pytest.mark.faults
def test_one_fault_that_finds_something_ends_with_one() -> None:
    order = {
        "do": "kill",
        "path": "submit",
        "target": 26,
        "torn": True,
        "widely": False,
        "plant": "tests.faults.planted:no_transaction",
    }
    code, out, _ = run("--again", json.dumps(order))
    assert (code, bool(json.loads(out)["partial"])) == (1, True)
