"""The program that tries faults: it sets the service up once and forks a child for each try.

Called with the shim loaded, as `python -m callpoint.project.faults.bench FOLDER`, it reads one order a line as JSON and
writes one answer a line. `driver.py` starts and asks it. The folder is its own and is filled and emptied again and
again. An order may name a function that plants a defect first, in the child only, so that tests can show that it is seen.
"""

import gc
import importlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connections

from callpoint.clock import now
from callpoint.project.faults.disk import Cut, Dice, Disk, Record, read_log
from callpoint.project.faults.shim import CONTROL, Control, Mode, Order
from callpoint.project.faults.snapshot import Snapshot
from callpoint.sealing.key_files import SealingError
from callpoint.sealing.keyring import create_keyring
from callpoint.vault.errors import VaultError

LONGEST_SECONDS: Final = 120
HONEST: Final = (DatabaseError, OSError, VaultError, SealingError)
"""Errors that say: it was not saved."""
Line = list[Any]


@dataclass(frozen=True, kw_only=True)
class Ended:
    """The lines that a child wrote until it ended."""

    lines: list[Line]

    def told(self, *, upto: int | None = None) -> dict[str, str]:
        """Give what a person was told, by deed, before so many calls were made."""
        return {
            line[2]: line[3] for line in self.lines if line[0] == "told" and (upto is None or line[1] <= upto)
        }

    def of(self, name: str) -> list[str]:
        """Give what the lines of a name say."""
        return [line[1] for line in self.lines if line[0] == name]


class NotWellAtFirstError(Exception):
    """A write path is not judged well where nothing went wrong: the path or the judge is at fault."""

    def __init__(self, name: str, verdict: dict[str, Any]) -> None:
        super().__init__(f"{name}: {verdict}")


class Bench:
    """Holds the write paths, each with its folder as it was prepared, and tries faults on them."""

    def __init__(self, folder: Path) -> None:
        self._var, self._log = Path(settings.VAR), folder / "log"
        self._control = Control(Path(os.environ[CONTROL]), root=self._var, log=self._log)
        self._prepared: dict[str, tuple[Snapshot, Any]] = {}
        self._recorded: dict[tuple[str, str], tuple[tuple[Record, ...], Ended, dict[str, int]]] = {}
        self._empty = made_empty(self._var)

    def _of(self, name: str) -> tuple[Snapshot, Any]:
        """Give a write path and its folder; the first time it is prepared."""
        from callpoint.project.faults.table import PATHS  # noqa: PLC0415 - Django is set up by now

        if name not in self._prepared:
            self._prepare(PATHS[name])
            # What is loaded by now is shared with every child: looked through for garbage, it would be copied.
            gc.collect()
            gc.freeze()
        return self._prepared[name]

    def _prepare(self, path: Any) -> None:
        """Prepare a write path on an empty deployment, and run it once so that the children find all loaded."""
        from callpoint.project.faults.checking import standing  # noqa: PLC0415 - Django is set up by now
        from callpoint.project.faults.judging import Prepared, judge  # noqa: PLC0415 - as above

        self._empty.put_back()
        facts = path.prepare()
        _close()
        held = Snapshot.of(self._var)
        path.mend()
        before = standing()
        _close()
        self._prepared[path.name] = (held, Prepared(path=path, facts=facts, before=before))
        held.put_back()
        told: dict[str, str] = {}
        path.run(dict(facts), told.__setitem__)
        verdict = asdict(judge(self._prepared[path.name][1], told))
        _close()
        if any(verdict.values()):
            raise NotWellAtFirstError(path.name, verdict)

    def answer(self, order: dict[str, Any]) -> dict[str, Any]:
        """Do as one order says."""
        steps: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "count": self._count,
            "kill": self._kill,
            "refuse": self._refuse,
            "cut": self._cut,
        }
        return steps[order["do"]](order)

    def _count(self, order: dict[str, Any]) -> dict[str, Any]:
        self._run(order, Order(mode=Mode.COUNT))
        return {"calls": [[call.kind, call.is_main] for call in self._control.calls()]}

    def _kill(self, order: dict[str, Any]) -> dict[str, Any]:
        wish = Order(mode=Mode.KILL, target=order["target"], torn=order["torn"], widely=order["widely"])
        ended = self._run(order, wish)
        reached = self._control.count >= order["target"]
        return {"was_reached": reached} | self._judge(order["path"], ended.told())

    def _refuse(self, order: dict[str, Any]) -> dict[str, Any]:
        """Let calls be refused, then work on in the same program without a restart, then judge."""
        wish = Order(
            mode=Mode.REFUSE, target=order["target"], number=order["number"], lasting=order["lasting"]
        )
        ended = self._run(order, wish)
        verdict = self._judge(order["path"], ended.told())
        verdict["dishonest"] += ended.of("dishonest")
        return {"was_reached": True} | verdict

    def _recording(self, order: dict[str, Any]) -> tuple[tuple[Record, ...], Ended, dict[str, int]]:
        """Give the calls of one whole run, noted the first time they are asked for."""
        key = order["path"], order.get("plant", "")
        if key not in self._recorded:
            self._log.write_bytes(b"")
            held, _ = self._of(order["path"])
            held.put_back()
            inodes = {path: Path(path).stat().st_ino for path in held.files}
            ended = self._run_here(order, Order(mode=Mode.RECORD))
            self._recorded[key] = (read_log(self._log), ended, inodes)
        return self._recorded[key]

    def _cut(self, order: dict[str, Any]) -> dict[str, Any]:
        """Put the folder into the state after a power cut behind the record `at`, and judge it."""
        held, _ = self._of(order["path"])
        records, ended, inodes = self._recording(order)
        disk = Disk(held.files, inodes=inodes, folders=held.folders)
        for record in records[: order["at"]]:
            disk.play(record)
        calls = records[order["at"] - 1].number if order["at"] else 0
        if order["at"] >= len(records):
            calls = ended.lines[-1][1] if ended.lines else 0
        left = disk.after(Cut(order["cut"]), Dice(order["seed"]))
        Snapshot(root=self._var, files=left.files, folders=left.folders).put_back()
        reached = order["at"] <= len(records)
        return {"was_reached": reached} | self._judge(order["path"], ended.told(upto=calls))

    def _run(self, order: dict[str, Any], wish: Order) -> Ended:
        self._of(order["path"])[0].put_back()
        return self._run_here(order, wish)

    def _run_here(self, order: dict[str, Any], wish: Order) -> Ended:
        """Run a write path in a child, under an order of the shim."""
        prepared = self._of(order["path"])[1]

        def run(say: Callable[[Line], None]) -> None:
            told: dict[str, str] = {}

            def tell(deed: str, value: str) -> None:
                told[deed] = value
                say(["told", self._control.count, deed, value])

            plant(order.get("plant", ""))
            self._control.arm(wish)
            with _noting_errors(say, HONEST):
                prepared.path.run(dict(prepared.facts), tell)
                _close()
            self._control.disarm()
            if wish.mode is Mode.REFUSE:
                close_old_connections()  # as at the end of each request
                with _noting_errors(say, ()):
                    prepared.path.try_again(dict(prepared.facts), told, tell)
                    _close()

        ended = _in_child(run)
        self._control.disarm()
        return ended

    def _judge(self, name: str, told: dict[str, str]) -> dict[str, Any]:
        """Judge the folder as it is now, in a child, as after a restart."""
        from callpoint.project.faults.judging import judge  # noqa: PLC0415 - Django is set up by now

        prepared = self._of(name)[1]
        acknowledged = len(told)

        def look(say: Callable[[Line], None]) -> None:
            say(["verdict", asdict(judge(prepared, told))])
            _close()

        ended = _in_child(look)
        for line in ended.lines:
            if line[0] == "verdict":
                return {**line[1], "told": acknowledged}
        broken = ended.of("broken") or ["nothing opens any more"]
        return {"lost": [], "duplicated": [], "partial": broken, "dishonest": [], "told": acknowledged}


@contextmanager
def _noting_errors(say: Callable[[Line], None], honest: tuple[type[Exception], ...]) -> Iterator[None]:
    """Say which error ended a block, unless it is one of those that say: it was not saved."""
    try:
        yield
    except honest:
        return
    except Exception as error:  # noqa: BLE001 - whatever else comes is the finding
        say(["dishonest", f"{type(error).__name__}: {error}"])


def plant(named: str) -> None:
    """Plant a defect: call the function that is named `module:function`."""
    module, _, name = named.partition(":")
    if name:
        getattr(importlib.import_module(module), name)()


def _in_child(work: Callable[[Callable[[Line], None]], None]) -> Ended:
    """Run something in a forked child; wait until it and all that it started have ended."""
    way_out, way_in = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(work, way_in)
    os.close(way_in)
    with os.fdopen(way_out, "rb") as said:
        raw = said.read()
    os.waitpid(child, 0)
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    return Ended(lines=[json.loads(line) for line in raw.splitlines()])


def _be_child(work: Callable[[Callable[[Line], None]], None], way_in: int) -> None:
    """Do the work and end, whatever happens, without the parent's own endings."""
    signal.alarm(LONGEST_SECONDS)
    try:
        work(lambda line: _write(way_in, line))
    except BaseException as error:  # noqa: BLE001 - the parent is told, and this child must not live on as a second bench
        _write(way_in, ["broken", f"{type(error).__name__}: {error}"])
    finally:
        os._exit(0)


def _write(way_in: int, line: Line) -> None:
    os.write(way_in, json.dumps(line).encode() + b"\n")


def _close() -> None:
    """Close the database as the end of a request does; SQLite then writes its log into the database."""
    connections.close_all()


def made_empty(var: Path) -> Snapshot:
    """Make an empty deployment: keys, an empty database, an empty folder for exhibits."""
    (var / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
    create_keyring(
        root_key_path=Path(settings.CALLPOINT_ROOT_KEY),
        keyring_path=Path(settings.CALLPOINT_KEYRING),
        at=now(),
        chance=os.urandom,
    )
    call_command("migrate", verbosity=0, interactive=False)
    Path(settings.CALLPOINT_EXHIBITS).mkdir(mode=0o700, exist_ok=True)
    _close()
    return Snapshot.of(var)


def _become_parent_of_orphans() -> None:
    """Let what a killed child had started become ours, so that we can wait until it has ended."""
    import ctypes  # noqa: PLC0415 - used nowhere else

    pr_set_child_subreaper = 36  # linux/prctl.h
    ctypes.CDLL(None, use_errno=True).prctl(pr_set_child_subreaper, 1)


def main(words: list[str]) -> int:
    """Answer orders until there are no more."""
    _become_parent_of_orphans()
    django.setup()
    bench = Bench(Path(words[0]))
    gc.disable()
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201 - its answers go to whoever started it
    for line in sys.stdin:
        print(json.dumps(bench.answer(json.loads(line))), flush=True)  # noqa: T201 - as above
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
