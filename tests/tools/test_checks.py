"""./test itself: what it counts, the table it ends with, the parts it refuses, its PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.conftest import marks_needed
from tests.structure.source import PROJECT
from tools.checks.cluster import Cluster, programs, running_cluster
from tools.checks.parts import INSTALL_BUDGET, MOST_SECONDS, PARTS, Command, Part
from tools.checks.results import PLAIN, RED, Line, Outcome, outcome_of_pytest, table
from tools.checks.running import Order, run_part

REPORT = """<testsuites><testsuite>
<testcase name="a"/>
<testcase name="b"><failure message="no">why</failure></testcase>
<testcase name="c"><error message="no">why</error></testcase>
<testcase name="d"><skipped message="no Chromium here">where</skipped></testcase>
</testsuite></testsuites>"""

NEEDS_POSTGRESQL = pytest.mark.skipif(
    programs() is None, reason="no PostgreSQL server here; install postgresql"
)


def a_part(*words: str, budget: int = 30) -> Part:
    return Part(name="seeded", budget=budget, commands=(Command((sys.executable, "-c", *words)),))


def test_the_report_of_pytest_is_counted_with_the_reasons_of_skips(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    assert outcome_of_pytest(report, "said") == Outcome(
        passed=1, failed=2, skips=("no Chromium here",), said="said"
    )


def test_a_pytest_that_broke_before_its_report_counts_as_a_failure(tmp_path: Path) -> None:
    assert outcome_of_pytest(tmp_path / "absent.xml", "broke") == Outcome(failed=1, said="broke")


def test_the_table_tells_what_ran_why_not_and_the_totals_in_its_last_line() -> None:
    lines = [
        Line(part="static", budget=60, seconds=61.25, outcomes=(Outcome(passed=9), Outcome(failed=1))),
        Line(part="browser", budget=150, not_run="no Chromium here; install chromium"),
        Line(
            part="unit",
            budget=120,
            seconds=2,
            outcomes=(Outcome(passed=3, skips=("no tables", "no tables")),),
        ),
    ]
    assert table(lines).splitlines() == [
        "part     ran  seconds  budget  passed  failed  skipped  why",
        f"{RED}static   yes     61.2      60       9       1        0  over budget{PLAIN}",
        "browser  no               150                           no Chromium here; install chromium",
        "unit     yes      2.0     120       3       0        2",
        "skipped 2 x no tables",
        "12 passed, 1 failed, 2 skipped",
    ]


def test_a_command_passes_where_it_ends_well_and_else_shows_what_it_said() -> None:
    good, bad = (run_part(a_part(words), Order()) for words in ("pass", "print('broken'); exit(3)"))
    assert (good.passed, good.failed, bad.passed, bad.failed) == (1, 0, 0, 1)
    assert "broken" in bad.outcomes[0].said


def test_a_command_that_hangs_is_ended_and_fails() -> None:
    line = run_part(a_part("import signal; signal.pause()", budget=0), Order())
    assert (line.failed, "as it did not end by itself" in line.outcomes[0].said) == (1, True)


def test_settings_of_a_deployment_do_not_reach_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLPOINT_SERVICE_ROLE", "guide")
    words = (
        "import os; exit('CALLPOINT_SERVICE_ROLE' in os.environ or 'CALLPOINT_STORE_VAR' not in os.environ)"
    )
    assert run_part(a_part(words), Order()).passed == 1


def test_bytecode_is_kept_even_where_the_caller_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert run_part(a_part("import sys; exit(sys.dont_write_bytecode)"), Order()).passed == 1


def test_all_budgets_together_keep_the_limit() -> None:
    assert INSTALL_BUDGET + sum(part.budget for part in PARTS) <= MOST_SECONDS


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        ("browser and database", ["browser", "database"]),
        ("database and not browser and not faults", ["database"]),
        ("not database and not browser", []),
        ("browser or faults", []),
        ("", []),
    ],
)
def test_files_are_passed_over_only_for_marks_that_every_chosen_test_bears(
    expression: str, needed: list[str]
) -> None:
    assert marks_needed(expression) == needed


def test_what_the_machine_lacks_is_told_and_the_part_does_not_run() -> None:
    part = Part(name="seeded", budget=1, lacks=lambda: "no engine here; install engine")
    assert run_part(part, Order()) == Line(part="seeded", budget=1, not_run="no engine here; install engine")


@pytest.mark.parametrize(("words", "code"), [(["nothing-like-it"], 2), (["--help"], 0)])
def test_a_part_nobody_knows_is_refused_with_those_there_are(words: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.checks", *words],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert (done.returncode, all(part.name in said for part in PARTS)) == (code, True)


@pytest.mark.faults
@NEEDS_POSTGRESQL
def test_the_postgresql_of_the_checks_asks_for_its_password_and_leaves_nothing_behind() -> None:
    folder = programs()
    assert folder is not None
    with running_cluster(folder) as cluster:
        with connection(cluster, cluster.password_file.read_text(encoding="utf-8")) as opened:
            assert opened.execute("show fsync").fetchone() == ("off",)
        with pytest.raises(psycopg.OperationalError, match="password"):
            connection(cluster, "wrong")
    with pytest.raises(psycopg.OperationalError, match="refused"):
        connection(cluster, "any")
    assert not cluster.password_file.parent.exists()


@pytest.mark.faults
@NEEDS_POSTGRESQL
def test_the_postgresql_of_the_checks_goes_even_where_they_are_killed() -> None:
    words = (
        "import signal\nfrom tools.checks.cluster import programs, running_cluster\n"
        "with running_cluster(programs()) as cluster:\n print(cluster.password_file.parent, flush=True)\n signal.pause()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", words], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as checks:
        assert checks.stdout is not None
        folder = Path(checks.stdout.readline().strip())
        os.kill(checks.pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while folder.exists() and time.monotonic() < deadline:
        os.sched_yield()
    assert not folder.exists()


def connection(cluster: Cluster, password: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(
        host="127.0.0.1", port=cluster.port, user="callpoint", dbname="postgres", password=password
    )
