"""Starts the programs of a deployment, watches them, and stops them all together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

STOPPING: Final = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WATCHED: Final = STOPPING | {signal.SIGCHLD}
SECONDS_TO_STOP: Final = 15
SIGNALS_AT_ONCE: Final = 64
MOST_RESTARTS: Final = 3
RESTARTS_WITHIN: Final = 60
"""Seconds in which a program may be started again so often; one that dies more often stays down."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """One program to run: its name in words, and its command."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    descriptors: tuple[int, ...] = ()
    is_restarted: bool = False
    """Whether it is started again where it ends by itself."""


@dataclass(frozen=True)
class Running:
    """A program that was started."""

    program: Program
    child: "subprocess.Popen[bytes]"

    @property
    def name(self) -> str:
        """Its name in words."""
        return self.program.name

    @property
    def has_ended(self) -> bool:
        """Whether the program is over; its parent has then taken its exit code."""
        return self.child.poll() is not None


@contextmanager
def signals_kept() -> Iterator[socket.socket]:
    """Keep the signals that stop us, and those of ended children, until `watch` takes them from the socket given.

    They are written down by their handlers and not blocked: a signal that one thread blocks comes to another, and
    libraries start threads of their own.
    """
    taken, written = socket.socketpair()
    with taken, written:
        written.setblocking(False)
        old_handlers = {number: signal.signal(number, lambda *_: None) for number in sorted(WATCHED)}
        old_descriptor = signal.set_wakeup_fd(written.fileno(), warn_on_full_buffer=False)
        try:
            yield taken
        finally:
            signal.set_wakeup_fd(old_descriptor)
            for number, handler in old_handlers.items():
                signal.signal(number, handler)


def start(program: Program) -> Running:
    """Start a program in a session of its own: Ctrl-C reaches only us, and we stop it in order."""
    become = [sys.executable, "-m", "callpoint.project.running.child", str(os.getpid())]
    child = subprocess.Popen(  # noqa: S603  # the words are our own
        [*become, *program.command],
        env=dict(program.environment),
        pass_fds=program.descriptors,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    return Running(program, child)


def watch(programs: Sequence[Running], told: socket.socket) -> Running | None:
    """Wait until we are told to stop (None), or until a program ends by itself (that program).

    `told` is the socket of `signals_kept`.
    """
    while True:
        for program in programs:
            if program.has_ended:
                return program
        if STOPPING.intersection(told.recv(SIGNALS_AT_ONCE)):
            return None


def keep(running: list[Running], told: socket.socket, *, say: Callable[[str], None]) -> Running | None:
    """Watch as `watch` does, and start again what may be, in its place in the list.

    Returns the program that ended and is not, or no longer, started again; None where we are told to stop.
    """
    begun: deque[float] = deque(maxlen=MOST_RESTARTS)
    while (ended := watch(running, told)) is not None:
        at = time.monotonic()
        is_hopeless = len(begun) == MOST_RESTARTS and at - begun[0] < RESTARTS_WITHIN
        if is_hopeless or not ended.program.is_restarted:
            return ended
        begun.append(at)
        say(f"{ended.name} ended by itself (exit code {ended.child.returncode}); it is started again.")
        running[running.index(ended)] = start(ended.program)
    return None


def stop(programs: Sequence[Running], *, seconds: float = SECONDS_TO_STOP) -> None:
    """Ask all programs to end, the last started first, and end those that do not within `seconds`."""
    for program in reversed(programs):
        if not program.has_ended:
            program.child.send_signal(signal.SIGTERM)
    for program in reversed(programs):
        try:
            program.child.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(program.child.pid, signal.SIGKILL)
            program.child.wait()
