"""Runs one part of ./test: its commands two at a time, its tests through pytest, each within a time limit."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tools.checks.cluster import ClusterNotStartedError, programs, running_cluster
from tools.checks.parts import Command, Part, Tests
from tools.checks.results import Line, Outcome, outcome_of_pytest

PROJECT: Final = Path(__file__).resolve().parents[2]
TIMES_OVER_BUDGET: Final = 5  # a part that hangs is ended after so many budgets
FULL_TIMES: Final = 20
NO_TESTS: Final = 5  # pytest's exit code where nothing matched
TAIL: Final = 12_000


@dataclass(frozen=True, kw_only=True)
class Order:
    """What ./test was asked for: tests that match `words`, everything heavy too or not."""

    words: str = ""
    is_full: bool = False
    measured_in: str = ""
    """The folder that keeps which lines were run, where that is measured."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What every program of a part is run with: its environment, and the seconds it may take at most."""

    environment: Mapping[str, str]
    limit: float
    words: str = ""

    def on(self, more: Mapping[str, str]) -> "Surroundings":
        """Return the same with more in the environment."""
        return replace(self, environment={**self.environment, **more})


def run_part(part: Part, order: Order) -> Line:
    """Run one part and return its line for the table."""
    lacking = part.lacks()
    if lacking:
        return Line(part=part.name, budget=part.budget, not_run=lacking)
    started = time.monotonic()
    limit = part.budget * (FULL_TIMES if order.is_full else TIMES_OVER_BUDGET)
    with tempfile.TemporaryDirectory(prefix="callpoint-test-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's own user goes through it
        around = Surroundings(environment=_environment(Path(folder), order), limit=limit, words=order.words)
        commands = () if order.words else part.commands
        with ThreadPoolExecutor(max_workers=2) as pool:
            outcomes = list(pool.map(lambda command: _run_command(command, around), commands))
        ran = (_run_tests(tests, around) for tests in part.tests)
        outcomes += [outcome for outcome in ran if outcome]
    not_run = "" if outcomes else "no test belongs to this part"
    seconds = time.monotonic() - started
    return Line(
        part=part.name, budget=part.budget, seconds=seconds, outcomes=tuple(outcomes), not_run=not_run
    )


def _environment(folder: Path, order: Order) -> dict[str, str]:
    """
    Return an environment without a deployment's own settings, in which all that is left behind goes in the end.

    Where the caller wants no bytecode kept, it is kept all the same: hundreds of programs are started by the tests,
    and each would compile the project and its libraries anew.
    """
    ours = ("CALLPOINT_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', os.defpath)}"
    full = {"CALLPOINT_TEST_FULL": "1"} if order.is_full else {}
    measured = {"COVERAGE_FILE": f"{order.measured_in}/lines"} if order.measured_in else {}
    return (
        kept
        | full
        | measured
        | {"PATH": path, "TMPDIR": str(folder), "CALLPOINT_STORE_VAR": str(folder / "var")}
    )


def _run_command(command: Command, around: Surroundings) -> Outcome:
    code, said = _run(command.words, around.on(dict(command.environment)))
    if code == 0:
        return Outcome(passed=1)
    return Outcome(failed=1, said=f"$ {' '.join(command.words)}\n{said}")


def _run_tests(tests: Tests, around: Surroundings) -> Outcome | None:
    """Run pytest, on a PostgreSQL of our own where that is asked for; None where no test matches."""
    folder = programs()
    if tests.database != "PostgreSQL" or folder is None:
        return _run_pytest(tests, around)
    try:
        with running_cluster(folder) as cluster:
            return _run_pytest(tests, around.on(cluster.environment))
    except ClusterNotStartedError as refused:
        return Outcome(failed=1, said=f"PostgreSQL did not start:\n{refused}")


def _run_pytest(tests: Tests, around: Surroundings) -> Outcome | None:
    with tempfile.TemporaryDirectory(prefix="callpoint-report-") as folder:
        report = Path(folder) / "report.xml"
        is_measured = tests.is_measured and "COVERAGE_FILE" in around.environment
        words = ["coverage", "run", "-m", "pytest"] if is_measured else ["pytest"]
        words += [*tests.places, "-m", tests.marked, f"--junitxml={report}", "-p", "no:cacheprovider"]
        words += [f"--ignore={place}" for place in tests.ignored]
        words += ["-n", str(tests.workers), "--dist", "worksteal"] if tests.workers else []
        # A server of our own goes with its databases: dropping them would wait for browsers that still ask.
        words += ["--reuse-db"] if tests.database == "PostgreSQL" else []
        words += ["-k", around.words] if around.words else []
        code, said = _run(words, around)
        return None if code == NO_TESTS else outcome_of_pytest(report, f"$ {' '.join(words)}\n{said}")


def _run(words: Sequence[str], around: Surroundings) -> tuple[int, str]:
    """Run a program to its end, or end it and all it started when its time is up; return its code and words."""
    child = subprocess.Popen(
        words,
        cwd=PROJECT,
        env=dict(around.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    ending = ""
    try:
        said, _ = child.communicate(timeout=around.limit)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        said, _ = child.communicate()
        ending = f"\nended after {around.limit:.0f} seconds, as it did not end by itself"
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
    return child.returncode, said.decode(errors="replace")[-TAIL:] + ending
