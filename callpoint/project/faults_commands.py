"""`callpoint faults`: tries kills, power cuts, full disks and lost connections, and traces what is written."""

import argparse
import json
import secrets
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final

from callpoint.project.exit_codes import BAD_INPUT, FAILED, WELL
from callpoint.project.faults.connections import Server, try_connections
from callpoint.project.faults.driver import FaultsError, Plan, Tally, benches, try_faults
from callpoint.project.faults.names import NAMES
from callpoint.project.faults.shim import ShimError
from callpoint.project.faults.traces import trace

COUNTED: Final = (
    "points",
    "kills",
    "cuts",
    "refusals",
    "connections",
    "told",
    "lost",
    "duplicated",
    "partial",
    "dishonest",
    "orphans",
)


def add_options(faults: argparse.ArgumentParser) -> None:
    """Give the subcommand its options."""
    faults.add_argument("--kills", type=_count, default=0, metavar="N", help="kill the service N times")
    faults.add_argument("--cuts", type=_count, default=0, metavar="N", help="cut the power N times")
    faults.add_argument("--refusals", type=_count, default=0, metavar="N", help="refuse N calls: ENOSPC, EIO")
    faults.add_argument(
        "--postgres-cuts",
        type=_count,
        default=0,
        metavar="N",
        help="cut the connection to PostgreSQL N times, before and after COMMIT",
    )
    faults.add_argument("--postgres", default="", metavar="ADDRESS", help="an empty database of its own")
    faults.add_argument("--password-file", default="", metavar="FILE", help="the password of that database")
    faults.add_argument("--paths", type=_paths, default=NAMES, metavar="A,B", help=f"of: {', '.join(NAMES)}")
    faults.add_argument("--seed", default="", help="that of an earlier run, to see it again")
    faults.add_argument("--workers", type=_count, default=2, metavar="N", help="benches side by side")
    faults.add_argument(
        "--again", default="", metavar="ORDER", help="try one fault that was found, as printed"
    )
    faults.add_argument(
        "--trace",
        type=_count,
        default=0,
        metavar="N",
        help="send N markers through the service, and look for them in all that is written",
    )
    faults.add_argument("--json", action="store_true", help="one JSON object instead of the table")


def _count(text: str) -> int:
    if not text.isdecimal():
        message = f"{text} is no whole number"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _paths(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        message = f"there is no write path {unknown[0]}"
        raise argparse.ArgumentTypeError(message)
    return names


def faults(chosen: argparse.Namespace) -> int:
    """Try what was asked for; 1 where anything was lost, doubled, left in part or said dishonestly."""
    if chosen.again:
        return _again(chosen.again)
    if chosen.trace:
        return _traced(chosen.trace)
    started = time.monotonic()
    seed = chosen.seed or secrets.token_hex(4)
    plan = Plan(paths=chosen.paths, kills=chosen.kills, cuts=chosen.cuts, refusals=chosen.refusals, seed=seed)
    if chosen.postgres_cuts and not chosen.postgres:
        print("--postgres-cuts needs --postgres ADDRESS.", file=sys.stderr)
        return BAD_INPUT
    print(f"seed {seed}", file=sys.stderr)
    try:
        tallies = _tried(plan, workers=chosen.workers)
        if chosen.postgres_cuts:
            server = Server(address=chosen.postgres, password_file=_file(chosen.password_file))
            tallies |= try_connections(server, many=chosen.postgres_cuts, say=_say)
    except (FaultsError, ShimError) as refused:
        print(refused, file=sys.stderr)
        return BAD_INPUT
    seconds = round(time.monotonic() - started, 1)
    if chosen.json:
        _print_json(tallies, seed=seed, seconds=seconds)
    else:
        _print_table(tallies, seconds=seconds)
    return WELL if all(tally.is_well for tally in tallies.values()) else FAILED


def _traced(markers: int) -> int:
    """Trace every write, and print what was done and what was found."""
    try:
        traced = trace(markers=markers)
    except (FaultsError, ShimError) as refused:
        print(refused, file=sys.stderr)
        return BAD_INPUT
    for deed, many in traced.deeds.items():
        print(f"{deed:>20}{many:>8}")
    print(f"{traced.markers} markers, {traced.files} files, {traced.written:,} bytes written")
    print(f"{len(traced.found)} findings", *traced.found, sep="\n")
    return WELL if traced.is_well else FAILED


def _again(order: str) -> int:
    """Try one fault and print its verdict."""
    try:
        with benches(1) as [bench]:
            tally = Tally()
            verdict = bench.ask(json.loads(order))
            tally.add(json.loads(order), verdict)
    except (ValueError, FaultsError, ShimError) as refused:
        print(refused, file=sys.stderr)
        return BAD_INPUT
    print(json.dumps(verdict))
    return WELL if tally.is_well else FAILED


def _tried(plan: Plan, *, workers: int) -> dict[str, Tally]:
    if not (plan.kills or plan.cuts or plan.refusals):
        return {}
    with benches(max(1, workers)) as started:
        return try_faults(plan, by=started, say=_say)


def _file(named: str) -> Path | None:
    return Path(named).resolve() if named else None


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _summed(tallies: Mapping[str, Tally]) -> Tally:
    summed = Tally()
    for name in COUNTED:
        setattr(summed, name, sum(getattr(tally, name) for tally in tallies.values()))
    return summed


def _print_json(tallies: Mapping[str, Tally], *, seed: str, seconds: float) -> None:
    counted = {name: asdict(tally) for name, tally in tallies.items()}
    all_of_them = {name: getattr(_summed(tallies), name) for name in COUNTED}
    print(json.dumps({"seed": seed, "seconds": seconds, "all": all_of_them, "paths": counted}))


def _print_table(tallies: Mapping[str, Tally], *, seconds: float) -> None:
    lines = {**tallies, "all": _summed(tallies)}
    print("".join(f"{word:>12}" for word in ("path", *COUNTED)))
    for name, tally in lines.items():
        print("".join(f"{word:>12}" for word in (name, *(getattr(tally, column) for column in COUNTED))))
    for name, tally in tallies.items():
        for sentence in tally.said:
            print(f"{name}: {sentence}")
    print(f"{seconds} seconds")
