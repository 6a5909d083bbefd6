"""./run as a whole: it prepares, serves, keeps, stops, and says in one sentence why it cannot start."""

import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from callpoint.project.keys.going_live import DEMONSTRATION, TRIAL
from callpoint.sealing.base64url import to_text
from callpoint.sealing.keyring import open_keyring
from tests.project.keys_makers import shares_in
from tests.structure.source import PROJECT

pytestmark = [pytest.mark.faults, pytest.mark.skipif(os.name != "posix", reason="./run is for POSIX systems")]

RUN = (sys.executable, "-m", "callpoint.project.running")


@dataclass
class Started:
    """A ./run that serves, with the lines it has said so far."""

    process: "subprocess.Popen[str]"
    lines: list[str]

    @property
    def address(self) -> str:
        return next(word for line in self.lines for word in line.split() if word.startswith("http://"))

    @property
    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [int(number) for number in found.split()]

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.end()

    def end(self) -> int:
        assert self.process.stdout is not None
        self.lines += self.process.stdout.read().splitlines()
        return self.process.wait(30)


def environment(var: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLPOINT_")}
    return {**kept, "CALLPOINT_STORE_VAR": str(var), **settings}


def set_up(var: Path, **settings: str) -> tuple[int, str]:
    done = subprocess.run(
        [*RUN, "--setup"],
        env=environment(var, **settings),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@contextmanager
def running(var: Path, *words: str, **settings: str) -> Iterator[Started]:
    process = subprocess.Popen(
        [*RUN, *words],
        env=environment(var, **settings),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  # no threads here
    )
    started = Started(process, [])
    assert process.stdout is not None
    try:
        for line in process.stdout:
            started.lines.append(line.rstrip())
            if "Ctrl-C" in line:
                break
        yield started
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def are_over(pids: list[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def refusal(var: Path, **settings: str) -> str:
    """The one line that a refused start says."""
    code, said = set_up(var, **settings)
    lines = [line for line in said.splitlines() if line.strip()]
    assert (code, len(lines)) == (1, 1), said
    return lines[0]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A var folder as ./run --setup leaves it; tests that change it copy it."""
    var = tmp_path_factory.mktemp("prepared") / "var"
    assert set_up(var) == (0, f"Callpoint is ready in {var}. Start it with ./run\n")
    return var


@pytest.fixture
def var(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "var"))


def test_it_serves_refuses_a_second_run_stops_with_its_children_and_keeps_everything(var: Path) -> None:
    keyring = (var / "keys" / "keyring.json").read_bytes()
    with running(var) as started:
        with urllib.request.urlopen(started.address, timeout=30) as page:  # noqa: S310  # our own address
            status = page.status
        assert any(line.startswith("First staff sign-in, once: user name ") for line in started.lines)
        assert refusal(var).startswith(
            f"Another ./run (process {started.process.pid}) already runs on {var};"
        )
        children = started.children
        code = started.stop(signal.SIGINT)
        assert (status, len(children), code, started.lines[-1], are_over(children)) == (
            200,
            2,
            0,
            "Stopping.",
            True,
        )
    assert set_up(var)[0] == 0
    with sqlite3.connect(var / "callpoint.sqlite3") as database:
        [(members,)] = database.execute("select count(*) from records_staffmember")
    assert (members, (var / "keys" / "keyring.json").read_bytes()) == (1, keyring)


def test_a_child_that_dies_is_named_and_stops_the_rest(var: Path) -> None:
    with running(var) as started:
        children = started.children
        os.kill(children[0], signal.SIGKILL)
        code = started.end()
        assert (code, are_over(children)) == (1, True)
        assert started.lines[-1].startswith(
            "The web server ended by itself (exit code -9), so all is stopped"
        )


def test_a_worker_that_dies_is_started_again(var: Path) -> None:
    with running(var) as started:
        assert started.process.stdout is not None
        server, worker = started.children
        os.kill(worker, signal.SIGKILL)
        said = started.process.stdout.readline()
        assert said == "The worker ended by itself (exit code -9); it is started again.\n"
        code = started.stop(signal.SIGTERM)
        assert (code, started.lines[-1], are_over([server, worker])) == (0, "Stopping.", True)


def test_a_killed_run_takes_its_children_along_and_can_be_started_again(var: Path) -> None:
    with running(var) as started:
        waiting = [os.pidfd_open(pid) for pid in started.children]
        started.process.kill()
        started.process.wait()
        for descriptor in waiting:
            assert select.select([descriptor], [], [], 10)[0]
            os.close(descriptor)
    assert set_up(var)[0] == 0


LIVE = {
    "CALLPOINT_WEB_PUBLIC_URL": "http://report.example.org",
    "CALLPOINT_WEB_ALLOWED_HOSTS": "report.example.org",
}


def keys(var: Path, *words: str, typed: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "callpoint.project.command", "keys", *words],
        env=environment(var, **LIVE),
        cwd=PROJECT,
        input=typed,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_newcomers_start_serves_and_says_that_it_is_a_trial(var: Path) -> None:
    with running(var) as started:
        assert [line for line in started.lines if line.startswith("Trial:")] == [TRIAL]
        assert started.stop(signal.SIGINT) == 0


def test_nobody_else_is_served_before_the_sheet_was_rehearsed(var: Path) -> None:
    done = subprocess.run(
        RUN, env=environment(var, **LIVE), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "runs at" in done.stdout) == (1, False)
    assert done.stdout.splitlines()[-1].startswith(
        "Not started: web.public_url is http://report.example.org, so others reach the service, "
        "but no recovery sheet was rehearsed."
    )

    shares = shares_in(keys(var, "sheet", "--print"))
    keys(var, "rehearse", typed="\n".join(shares[1:]))
    with running(var, **LIVE) as started:
        assert [line for line in started.lines if line.startswith(("Trial", "Not started"))] == []
        assert "Callpoint runs at http://report.example.org/" in "\n".join(started.lines)
        assert started.stop(signal.SIGINT) == 0


def test_a_demonstration_may_be_shown_to_others_and_says_what_it_is(var: Path) -> None:
    with running(var, "--demo", **LIVE) as started:
        assert DEMONSTRATION in started.lines
        assert started.stop(signal.SIGINT) == 0


def test_a_root_key_of_systemds_is_read_and_never_made(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    credentials = {
        "CREDENTIALS_DIRECTORY": str(given),
        "CALLPOINT_KEYS_ROOT_KEY": "credential:callpoint-root",
    }
    file = given / "callpoint-root"
    assert refusal(tmp_path / "var", **credentials).startswith(f"There is no root key at {file}.")

    file.write_text(to_text(bytes(range(32))), encoding="ascii")
    file.chmod(0o400)
    given.chmod(0o500)
    assert set_up(tmp_path / "var", **credentials)[0] == 0
    assert (list(given.iterdir()), (tmp_path / "var" / "keys" / "root.key").exists()) == ([file], False)
    open_keyring(root_key_path=file, keyring_path=tmp_path / "var" / "keys" / "keyring.json")


def test_a_settings_file_that_is_not_read_is_named(var: Path) -> None:
    (var / "callpoint.toml").write_text("[service\n", encoding="utf-8")
    assert refusal(var).startswith(f"{var / 'callpoint.toml'} is not TOML")


def test_missing_keys_are_never_replaced_while_reports_are_there(var: Path) -> None:
    (var / "keys" / "keyring.json").unlink()
    assert refusal(var).startswith(f"There is no keyring at {var / 'keys' / 'keyring.json'}. Restore it")


@pytest.mark.parametrize("name", ["root.key", "keyring.json", "session.key"])
def test_keys_that_others_may_read_are_refused(name: str, var: Path) -> None:
    (var / "keys" / name).chmod(0o644)
    assert refusal(var).startswith(f"Others than its owner may read {var / 'keys' / name}")


def test_a_database_from_a_newer_version_is_refused(var: Path) -> None:
    with sqlite3.connect(var / "callpoint.sqlite3") as database:
        database.execute(
            "insert into django_migrations (app, name, applied) values ('records', '9999_later', '2030-01-01')"
        )
    assert "was made by a newer Callpoint (it has records.9999_later); install that version" in refusal(var)


def test_a_damaged_database_is_named(var: Path) -> None:
    (var / "callpoint.sqlite3").write_bytes(b"no database at all, only words" * 100)
    assert refusal(var).startswith(f"{var / 'callpoint.sqlite3'}: the file is no database")


def test_broken_content_is_told_with_file_and_remedy(var: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "own" / "uk" / "services"
    overlay.mkdir(parents=True)
    (overlay / "broken.yaml").write_text("name: [\n", encoding="utf-8")
    code, said = set_up(var, CALLPOINT_SERVICE_CONTENT_OVERLAY=str(tmp_path / "own"))
    assert (code, said.splitlines()[0]) == (1, "The content is broken; put these right and start again:")
    assert "broken.yaml" in said


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    with mounted(tmp_path / "var", "mode=0500,ro"):
        assert refusal(tmp_path / "var").startswith(str(tmp_path / "var"))


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with mounted(tmp_path / "var", "size=200k"):
        assert "disk is full; make room there and start again" in refusal(tmp_path / "var")


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small disk of its own in memory; only an administrator can make one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only an administrator can mount the small disk this needs")
    try:
        yield
    finally:
        subprocess.run([shutil.which("umount") or "umount", str(folder)], check=True)
