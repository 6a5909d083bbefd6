"""The parts of ./run by themselves: the port, the lock, the programs it watches, what the disk refuses."""

import errno
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from callpoint.project.readiness.lock import only_one
from callpoint.project.readiness.preparing import check_languages, check_place
from callpoint.project.readiness.refusals import NotStartedError, files_in
from callpoint.project.running.listening import listen
from callpoint.project.running.supervising import (
    MOST_RESTARTS,
    Program,
    keep,
    signals_kept,
    start,
    stop,
    watch,
)
from callpoint.project.setting_models import Web
from callpoint.records.knowledge import knowledge

SLEEPER = (sys.executable, "-c", "import signal; signal.pause()")


def a_program(*command: str) -> Program:
    return Program(name="The sleeper", command=command or SLEEPER, environment=os.environ)


def a_taken_port() -> socket.socket:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken


def test_a_chosen_port_that_is_taken_is_told() -> None:
    with a_taken_port() as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotStartedError, match=f"Port {port} is taken .* CALLPOINT_PORT"):
            listen(Web(port=port))


def test_where_no_port_was_chosen_the_next_free_one_is_taken() -> None:
    with a_taken_port() as taken:
        port = taken.getsockname()[1]
        nobody_chose = Web.model_construct(_fields_set=set(), **{**Web().model_dump(), "port": port})
        with listen(nobody_chose) as listener:
            assert port < listener.getsockname()[1] <= port + 100


def test_a_host_that_is_not_this_machine_is_told() -> None:
    with pytest.raises(
        NotStartedError, match=r"web.host is 192\.0\.2\.1, which is not an address of this machine"
    ):
        listen(Web(host="192.0.2.1", port=8000))


def test_a_second_run_on_the_same_folder_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    with (
        only_one(tmp_path),
        pytest.raises(NotStartedError, match=rf"process {os.getpid()}\)"),
        only_one(tmp_path),
    ):
        pass


def test_a_lock_left_behind_by_a_killed_run_locks_nothing(tmp_path: Path) -> None:
    holding = (
        "import sys, signal; from pathlib import Path; from callpoint.project.readiness.lock import only_one\n"
        "with only_one(Path(sys.argv[1])): print(1, flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", holding, str(tmp_path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(NotStartedError, match=f"process {child.pid}"), only_one(tmp_path):
            pass
        child.kill()
    with only_one(tmp_path):
        assert (tmp_path / "run.lock").read_text(encoding="utf-8") == f"{os.getpid()}\n"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; make room"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "this user may not write there"),
        (errno.EIO, "Input/output error; correct that"),
    ],
)
def test_what_the_disk_refuses_is_told_with_what_to_do(number: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(NotStartedError, match=words), files_in(tmp_path):
        raise OSError(number, os.strerror(number))


def test_the_program_that_ends_by_itself_is_named_and_the_others_are_stopped() -> None:
    with signals_kept() as told:
        lasting = start(a_program())
        ending = start(
            Program(name="The short one", command=(sys.executable, "-c", "exit(7)"), environment=os.environ)
        )
        ended = watch([lasting, ending], told)
        stop([lasting, ending])
    assert ended is ending
    assert (ending.child.returncode, lasting.child.returncode) == (7, -signal.SIGTERM)


def test_a_program_that_dies_is_started_again_but_not_for_ever() -> None:
    short = (sys.executable, "-c", "exit(7)")
    said: list[str] = []
    with signals_kept() as told:
        running = [
            start(a_program()),
            start(Program(name="The worker", command=short, environment=os.environ, is_restarted=True)),
        ]
        ended = keep(running, told, say=said.append)
        stop(running)
    assert ended is running[1]
    assert said == ["The worker ended by itself (exit code 7); it is started again."] * MOST_RESTARTS


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_stop_ends_the_watch(number: signal.Signals) -> None:
    with signals_kept() as told:
        lasting = start(a_program())
        signal.pthread_kill(threading.get_ident(), number)
        ended = watch([lasting], told)
        stop([lasting])
    assert (ended, lasting.child.returncode) == (None, -signal.SIGTERM)


def test_a_signal_that_comes_to_another_thread_ends_the_watch_too() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        with signals_kept() as told:
            lasting = start(a_program())
            os.kill(os.getpid(), signal.SIGINT)
            ended = watch([lasting], told)
            stop([lasting])
    finally:
        over.set()
        thread.join()
    assert (ended, lasting.child.returncode) == (None, -signal.SIGTERM)


def test_a_program_that_does_not_listen_is_ended_all_the_same() -> None:
    read, write = os.pipe()
    words = f"import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.write({write}, b'1'); signal.pause()"
    command = (sys.executable, "-c", words)
    deaf = Program(name="The deaf one", command=command, environment=os.environ, descriptors=(write,))
    with signals_kept():
        running = start(deaf)
        os.read(read, 1)
        stop([running], seconds=0.2)
    os.close(read)
    os.close(write)
    assert running.child.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_the_programs_end_when_run_itself_is_killed() -> None:
    starting = (
        "import os, sys, signal; from callpoint.project.running.supervising import *\n"
        "read, write = os.pipe()\n"
        "command = (sys.executable, '-c', f'import os, signal; os.write({write}, b\"1\"); signal.pause()')\n"
        "child = start(Program(name='It', command=command, environment=os.environ, descriptors=(write,)))\n"
        "os.read(read, 1); print(child.child.pid, flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", starting], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        watched = os.pidfd_open(pid)
        parent.kill()
    ended, _, _ = select.select([watched], [], [], 10)
    os.close(watched)
    assert ended == [watched]


def test_a_jurisdiction_that_the_content_lacks_is_refused_with_those_it_has() -> None:
    known = knowledge().content.jurisdictions.values()
    with pytest.raises(NotStartedError, match=r"'us/derbyshire'.* choose one of uk, uk/derbyshire, us, or"):
        check_place("us/derbyshire", known)
    check_place("uk/derbyshire", known)


def test_a_language_without_a_translation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotStartedError, match=r"service\.languages names ga, for which"):
        check_languages(("en", "ga"), [tmp_path])
    (tmp_path / "ga" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "ga" / "LC_MESSAGES" / "django.po").touch()
    check_languages(("en", "ga"), [tmp_path])


def test_a_language_of_the_default_that_has_no_translation_yet_stops_no_start(tmp_path: Path) -> None:
    check_languages(("en", "cy", "pl", "ur", "uk"), [tmp_path])
