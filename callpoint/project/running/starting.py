"""What ./run does: read the settings, prepare, start the web server and the worker, say where, and watch."""

import argparse
import contextlib
import http.client
import io
import os
import secrets
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from django.db import connections

from callpoint.clock import now
from callpoint.project import command
from callpoint.project.configuration import SettingsNotReadError, load_settings
from callpoint.project.keys.going_live import words_before_serving
from callpoint.project.readiness.lock import only_one
from callpoint.project.readiness.preparing import prepare
from callpoint.project.readiness.refusals import NotStartedError
from callpoint.project.running.listening import listen
from callpoint.project.running.supervising import Program, Running, keep, signals_kept, start, stop
from callpoint.project.setting_models import Settings
from callpoint.sealing.key_files import SealingError

OWNER_ONLY: Final = 0o077
SECONDS_TO_ANSWER: Final = 60
CALLPOINT: Final = str(Path(sys.executable).with_name("callpoint"))


def main(words: Sequence[str]) -> int:
    """Do what ./run was asked for and return its exit code: 1 where it could not start or a part died."""
    asked = _asked(words)
    os.umask(OWNER_ONLY)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
    try:
        settings = load_settings(os.environ)
        with only_one(settings.store.var):
            return _set_up(settings) if asked.setup else _serve(settings, is_demo=asked.demo)
    except (NotStartedError, SettingsNotReadError) as refused:
        _say(str(refused))
        return 1
    except KeyboardInterrupt:
        _say("Stopped.")
        return 130


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run", description="Prepares Callpoint and runs it on this machine."
    )
    parser.add_argument("--setup", action="store_true", help="only prepare; start nothing")
    parser.add_argument("--demo", action="store_true", help="fill it with synthetic reports before the start")
    return parser.parse_args(words)


def _set_up(settings: Settings) -> int:
    prepare(settings, at=now(), chance=secrets.token_bytes)
    _say(f"Callpoint is ready in {settings.store.var}. Start it with ./run")
    return 0


def _serve(settings: Settings, *, is_demo: bool) -> int:
    with listen(settings.web) as listener:
        prepare(settings, at=now(), chance=secrets.token_bytes)
        before = _words_before_serving(settings, is_demo=is_demo)
        host, port = listener.getsockname()[:2]
        environment = os.environ | {"CALLPOINT_WEB_PORT": str(port)}
        if is_demo:
            _said_by("demo")
            environment |= {"CALLPOINT_SERVICE_DEMONSTRATION": "true"}
        _say(*_sign_in_lines(_said_by("staff", "first-sign-in")))
        running: list[Running] = []
        with signals_kept() as told:
            try:
                running += (start(program) for program in _programs(settings, listener, environment))
                listener.close()
                return _run(running, told, settings, place=(host, port), before=before)
            finally:
                stop(running)


def _programs(
    settings: Settings, listener: socket.socket, environment: Mapping[str, str]
) -> tuple[Program, Program]:
    server = [sys.executable, "-m", "gunicorn", "callpoint.project.wsgi:application"]
    server += ["--bind", f"fd://{listener.fileno()}", "--worker-class", "gthread"]
    server += ["--workers", str(settings.web.processes), "--threads", str(settings.web.threads)]
    server += ["--log-level", "warning", "--graceful-timeout", "10", "--no-control-socket"]
    return (
        Program(
            name="The web server", command=server, environment=environment, descriptors=(listener.fileno(),)
        ),
        Program(name="The worker", command=(CALLPOINT, "worker"), environment=environment, is_restarted=True),
    )


def _words_before_serving(settings: Settings, *, is_demo: bool) -> tuple[str, ...]:
    try:
        return words_before_serving(settings, is_demo=is_demo)
    except SealingError as refused:
        raise NotStartedError(str(refused)) from refused


def _run(
    running: list[Running],
    told: socket.socket,
    settings: Settings,
    *,
    place: tuple[str, int],
    before: tuple[str, ...],
) -> int:
    if _answers(place, running):
        _say(*before)
        address = settings.web.public_url or f"http://{_named(place[0])}:{place[1]}"
        _say(f"{settings.service.name} runs at {address}/ for people, and at {address}/staff/ for staff.")
        _say("Stop it with Ctrl-C.")
    ended = keep(running, told, say=_say)
    if ended is None:
        _say("Stopping.")
        return 0
    _say(
        f"{ended.name} ended by itself (exit code {ended.child.returncode}), so all is stopped; "
        "put right what it said above and start again."
    )
    return 1


def _sign_in_lines(said: str) -> tuple[str, ...]:
    """Say the first staff sign-in in words; nothing once it was used."""
    if not said.strip():
        return ()
    name, password = said.split()
    return (f"First staff sign-in, once: user name {name}, password {password}",)


def _answers(place: tuple[str, int], running: Sequence[Running]) -> bool:
    """Wait until the web server answers, whatever it says; False where a program ends first or time is up."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(place[0], place[0])  # noqa: S104  # compared, not bound
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline and not any(program.has_ended for program in running):
        asking = http.client.HTTPConnection(host, place[1], timeout=10)
        try:
            asking.request("GET", "/")
            asking.getresponse()
        except OSError:
            continue
        else:
            return True
        finally:
            asking.close()
    return False


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _said_by(*words: str) -> str:
    """Run a `callpoint` command in this process and return what it said; raises NotStartedError where it fails."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = command.main(words)
    connections.close_all()
    if code:
        message = f"callpoint {' '.join(words)} failed, as said above; put that right and start again."
        raise NotStartedError(message)
    return said.getvalue()


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
