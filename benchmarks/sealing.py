"""An exhibit hashed and sealed by the vault's intake, beside the bare binding: megabytes a second and memory.

Run: .venv/bin/python -m benchmarks.sealing [--megabytes 210] [--runs 9]      both by turns, from a file, made durable
     .venv/bin/python -m benchmarks.sealing --gibibytes 5                     one file so large; what the two programs hold

The bare binding (`pyrage.encrypt_file`, then fsync) hashes nothing. The file it reads is deleted at the end, and what is
sealed after each run; each run needs room for twice its size.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import django
import pyrage
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callpoint.project.settings")
django.setup()

from callpoint.vault.folder import file_of
from callpoint.vault.intake import Intake

MEGABYTE, MIB, GIB = 1_000_000, 1 << 20, 1 << 30
PIECE = 65_536
"""What Django passes on of an upload at a time."""
QUIET = 0.1
"""How much of a core others may use in a run that is called quiet."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("megabytes", 210), ("runs", 9), ("gibibytes", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        settings.CALLPOINT_EXHIBITS = Path(folder) / "exhibits"
        if chosen.gibibytes:
            hold(chosen.gibibytes)
        else:
            compare(Path(folder), megabytes=chosen.megabytes, runs=chosen.runs)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")


@dataclass(frozen=True)
class Run:
    """How one way to seal did once."""

    speed: float
    """Megabytes a second."""
    processor: float
    """Seconds of processor, ended child programs too."""
    others: float
    """How much of one core everything else on this machine used meanwhile."""


def compare(folder: Path, *, megabytes: int, runs: int) -> None:
    """Seal one file by ours and by the bare binding by turns, after one run of each that does not count."""
    plain = folder / "plain"
    with plain.open("wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(MEGABYTE))
        os.fsync(file.fileno())
    timed(ours, plain), timed(bare, plain)
    pairs = [(timed(ours, plain), timed(bare, plain)) for _ in range(runs)]
    for pair in pairs:
        print(
            " | ".join(
                f"{one.speed:4.0f} MB/s {one.processor:.2f} s, others {one.others:.2f}" for one in pair
            )
        )
    tell("all", pairs)
    tell("others below 0.1 of a core", [pair for pair in pairs if max(one.others for one in pair) < QUIET])


def tell(what: str, pairs: Sequence[tuple[Run, Run]]) -> None:
    """Print what pairs come to."""
    print(f"{what}: {len(pairs)} pairs")
    if pairs:
        for name, speeds in zip(("ours", "bare"), zip(*pairs, strict=True), strict=True):
            print(f"  {name}: {spread([one.speed for one in speeds], digits=0)} MB/s")
        print(f"  ours to bare: {spread([one.speed / other.speed for one, other in pairs], digits=2)}")


def spread(found: Sequence[float], *, digits: int) -> str:
    """Say the least, the most and the median."""
    least, most, middle = min(found), max(found), statistics.median(found)
    return f"{least:.{digits}f} to {most:.{digits}f}, median {middle:.{digits}f}"


def timed(seal: Callable[[Path], Path], plain: Path) -> Run:
    """Seal a file, measure, and remove what was sealed."""
    began, worked, busy = time.perf_counter(), processor(), everything()
    sealed = seal(plain)
    seconds, own, all_busy = time.perf_counter() - began, processor() - worked, everything() - busy
    megabytes = plain.stat().st_size / MEGABYTE
    sealed.unlink()
    return Run(speed=megabytes / seconds, processor=own, others=max(0.0, (all_busy - own) / seconds))


def everything() -> float:
    """Give the seconds of processor that all programs of this machine used since it started."""
    numbers = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    idle, waits = int(numbers[3]), int(numbers[4])
    return (sum(map(int, numbers[:8])) - idle - waits) / os.sysconf("SC_CLK_TCK")


def processor() -> float:
    """Give the seconds of processor of this program and of its children that ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def ours(plain: Path) -> Path:
    """Pass a file to the intake, as an upload is; give what it was sealed to."""
    intake = Intake(uuid4(), most_bytes=plain.stat().st_size)
    with plain.open("rb", buffering=0) as file:
        while piece := file.read(PIECE):
            intake.write(piece)
    return file_of(intake.finish().id)


def bare(plain: Path) -> Path:
    """Seal a file by the binding's own way and make it durable; give what it was sealed to."""
    sealed = plain.with_suffix(".age")
    pyrage.encrypt_file(str(plain), str(sealed), [pyrage.x25519.Identity.generate().to_public()])
    with sealed.open("rb") as file:
        os.fsync(file.fileno())
    return sealed


def hold(gibibytes: int) -> None:
    """Seal one file of made-up bytes and print the most memory that each program held by then, at each GiB."""
    intake = Intake(uuid4(), most_bytes=gibibytes * GIB)
    print(f"before: this program {most_held(os.getpid()):.1f} MiB")
    for number in range(1, gibibytes + 1):
        for piece in made_up():
            intake.write(piece)
        children = [f"{most_held(child):.1f}" for child in children_of_this()]
        print(
            f"{number} GiB: this program {most_held(os.getpid()):.1f}, its child {' '.join(children)} MiB at most"
        )
    kept = intake.finish()
    print(f"sealed: {kept.size} bytes; this program {most_held(os.getpid()):.1f} MiB at most")
    file_of(kept.id).unlink()


def made_up() -> Iterator[bytes]:
    """Give one GiB, piece by piece."""
    content = os.urandom(PIECE)
    for _ in range(GIB // PIECE):
        yield bytes(bytearray(content))  # a piece of its own each time, as they come off a line


def most_held(process: int) -> float:
    """Give the most MiB that a program held in memory so far, as /proc says."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) * 1024 / MIB


def children_of_this() -> list[int]:
    """Give the numbers of the programs that this one started and that run."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return [int(word) for word in listed.split()]


if __name__ == "__main__":
    main()
