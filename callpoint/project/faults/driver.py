"""Plans the faults, has them tried by benches side by side, and adds up what they found."""

import errno
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from callpoint.project.faults.disk import Cut, Dice
from callpoint.project.faults.shim import CONTROL, Kind, compile_shim, make_control

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder in memory: what is tried here are calls, not a disk
NUMBERS: Final = (errno.ENOSPC, errno.EIO)
MOST_SAID: Final = 20
SAID_EVERY: Final = 250

Order = dict[str, Any]
Say = Callable[[str], None]


class FaultsError(Exception):
    """The faults could not be tried."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How many faults of each sort, on which write paths, from which seed."""

    paths: Sequence[str]
    kills: int = 0
    cuts: int = 0
    refusals: int = 0
    seed: str = "1"
    plant: str = ""
    """`module:function` that plants a defect, to show that it is seen."""


@dataclass(kw_only=True)
class Tally:
    """What came of one write path."""

    points: int = 0
    """Calls at which it can be hit."""
    kills: int = 0
    cuts: int = 0
    refusals: int = 0
    connections: int = 0
    told: int = 0
    """Deeds of which somebody had been told before the fault."""
    lost: int = 0
    duplicated: int = 0
    partial: int = 0
    dishonest: int = 0
    orphans: int = 0
    said: list[str] = field(default_factory=list)

    def add(self, order: Order, verdict: Mapping[str, Any]) -> None:
        """Count one try in; one that was over before its call was reached is none."""
        if not verdict["was_reached"]:
            return
        sort = order["do"].partition(" ")[0]
        counted = {"kill": "kills", "cut": "cuts", "refuse": "refusals", "connection": "connections"}[sort]
        setattr(self, counted, getattr(self, counted) + 1)
        self.told += verdict["told"]
        self.orphans += bool(verdict.get("orphans", 0))
        for sort in ("lost", "duplicated", "partial", "dishonest"):
            setattr(self, sort, getattr(self, sort) + bool(verdict[sort]))
            for sentence in verdict[sort]:
                if len(self.said) < MOST_SAID:
                    self.said.append(f"{sort}: {sentence}; to see it again: {json.dumps(order)}")

    @property
    def is_well(self) -> bool:
        """Whether nothing was lost, there twice, there in part, or said dishonestly."""
        return not (self.lost or self.duplicated or self.partial or self.dishonest)


class Bench:
    """A bench that runs beside us, with the shim, in a folder of its own."""

    def __init__(self, folder: Path, *, shim: Path) -> None:
        (folder / "var").mkdir(parents=True)
        make_control(folder / "control")
        self._program = subprocess.Popen(  # noqa: S603 - our own program, our own words
            [sys.executable, "-m", "callpoint.project.faults.bench", str(folder)],
            env=environment(folder, shim),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def ask(self, order: Order) -> dict[str, Any]:
        """
        Have one order tried.

        :raises FaultsError: the bench ended.
        """
        pipe = cast("Any", self._program.stdin)
        pipe.write(json.dumps(order) + "\n")
        pipe.flush()
        return self._answer()

    def end(self) -> None:
        """End the bench."""
        with self._program:
            cast("Any", self._program.stdin).close()

    def _answer(self) -> dict[str, Any]:
        line = cast("Any", self._program.stdout).readline()
        if not line:
            message = "The bench of the fault tests ended; what it said stands above."
            raise FaultsError(message)
        answer: dict[str, Any] = json.loads(line)
        return answer


def environment(folder: Path, shim: Path) -> dict[str, str]:
    """Make an environment without a deployment's own settings: nothing of it is ever touched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CALLPOINT_")}
    return kept | {
        "CALLPOINT_STORE_VAR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "callpoint.project.settings",
        CONTROL: str(folder / "control"),
        "LD_PRELOAD": str(shim),
    }


def _start(started: list[Bench], folder: Path, *, shim: Path) -> None:
    started.append(Bench(folder, shim=shim))


@contextmanager
def benches(many: int) -> Iterator[list[Bench]]:
    """
    Start so many benches side by side, and end them.

    :raises callpoint.project.faults.shim.NoCompilerError: the shim cannot be compiled.
    """
    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="callpoint-faults-", dir=place) as name, ExitStack() as ending:
        folder = Path(name).resolve()
        shim = compile_shim(Path(tempfile.mkdtemp(prefix="callpoint-shim-", dir=folder)))
        started: list[Bench] = []
        _side_by_side([partial(_start, started, folder / str(number), shim=shim) for number in range(many)])
        for bench in started:
            ending.callback(bench.end)
        yield started


def try_faults(plan: Plan, *, by: Sequence[Bench], say: Say) -> dict[str, Tally]:
    """
    Try every fault of a plan and give what came of each write path.

    :raises FaultsError: a bench ended.
    """
    tallies = {name: Tally() for name in plan.paths}
    orders = deque(_orders(plan, by[0], tallies))
    of_all = len(orders)
    guard = threading.Lock()

    def work(bench: Bench) -> None:
        while True:
            with guard:
                if not orders:
                    return
                order = orders.popleft()
                if len(orders) % SAID_EVERY == 0:
                    say(f"{of_all - len(orders)} of {of_all}")
            verdict = bench.ask(order)
            with guard:
                tallies[order["path"]].add(order, verdict)

    _side_by_side([partial(work, bench) for bench in by])
    return tallies


def _orders(plan: Plan, bench: Bench, tallies: Mapping[str, Tally]) -> Iterator[Order]:
    calls = {}
    for name in plan.paths:
        counted = bench.ask({"do": "count", "path": name, "plant": plan.plant})["calls"]
        calls[name] = [(Kind(kind), is_main) for kind, is_main in counted]
        tallies[name].points = len(counted)
    for order in _all_orders(plan, calls):
        yield {**order, "plant": plan.plant} if plan.plant else order


def _all_orders(plan: Plan, calls: Mapping[str, Sequence[tuple[Kind, bool]]]) -> Iterator[Order]:
    dice = Dice(plan.seed)
    kills = {name: list(_kills(name, of)) for name, of in calls.items()}
    yield from _round_after_round(kills, plan.kills, dice)
    cuts = {name: list(_cuts(name, len(of), plan.seed)) for name, of in calls.items()}
    yield from _round_after_round(cuts, plan.cuts, dice)
    refusals = {name: list(_refusals(name, len(of))) for name, of in calls.items()}
    yield from _round_after_round(refusals, plan.refusals, dice)


def _kills(name: str, calls: Sequence[tuple[Kind, bool]]) -> Iterator[Order]:
    """Give a kill before each call and in the middle of each write, of the caller alone and of the service with it."""
    for number, (kind, is_main) in enumerate(calls, start=1):
        for torn in (False, True) if kind is Kind.WRITE else (False,):
            for widely in (False,) if is_main else (False, True):
                yield {"do": "kill", "path": name, "target": number, "torn": torn, "widely": widely}


def _cuts(name: str, calls: int, seed: str) -> Iterator[Order]:
    for at in range(calls + 1):
        for cut in Cut:
            yield {"do": "cut", "path": name, "at": at, "cut": cut, "seed": f"{seed}/{name}/{at}"}


def _refusals(name: str, calls: int) -> Iterator[Order]:
    for target in range(1, calls + 1):
        for number in NUMBERS:
            for lasting in (False, True):
                yield {"do": "refuse", "path": name, "target": target, "number": number, "lasting": lasting}


def _round_after_round(of_paths: Mapping[str, list[Order]], many: int, dice: Dice) -> Iterator[Order]:
    """Give as many orders as asked for: an even sample of each path, or every one, and then all over again."""
    every = [order for orders in of_paths.values() for order in orders]
    rounds, rest = divmod(many, len(every)) if every else (0, 0)
    for number in range(rounds):
        yield from ({**order, "seed": f"{order.get('seed', '')}/{number}"} for order in every)
    # Evenly over all points in their order, from a start by chance: no path is left out, none is favoured.
    start = dice.below(len(every)) if every else 0
    for place in range(rest):
        order = every[(start + place * len(every) // rest) % len(every)]
        yield {**order, "seed": f"{order.get('seed', '')}/{rounds}"}


def _side_by_side(works: Sequence[Callable[[], object]]) -> None:
    """Do all at once, a thread each; the first error of any is raised in the end."""
    errors: list[BaseException] = []

    def one(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that asked
            errors.append(error)

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
