"""Traces every write of the service and of its child programs, and looks for what people sent among it.

A marker stands in each content, name, answer and message that is sent. Bytes that were written are searched for markers
as they are, in UTF-16, in hexadecimal and in base64. What cannot be searched so, such as pixels, is caught by the place:
a file that is none of those named here is a finding, and so is a way of writing whose bytes cannot be followed.
"""

import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callpoint.project.faults.disk import Record, records_of
from callpoint.project.faults.driver import MEMORY, FaultsError, environment
from callpoint.project.faults.shim import Kind, compile_shim, make_control

MARKER: Final = "qzanzibarquux"
"""What every marker begins with; a number of four digits and an x follow."""
LONGEST: Final = 4 * (len(MARKER) + 5)
"""Bytes of the longest form of a marker."""
MOST_SAID: Final = 20
LONGEST_SECONDS_A_MARKER: Final = 20
ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KNOWN: Final = re.compile(
    rf"""/var/callpoint\.sqlite3(-wal|-journal)?
    |/var/exhibits/{ID}\.(age|part)
    |/var/exhibits/uploads/{ID}/[0-9]+(-[0-9a-f]+\.new|\.sealed)
    |/var/keys/keyring\.json(\.new|\.lock)?
    |/backups/backup\.lock
    |/backups/exhibits/{ID}\.[0-9a-f]{{64}}\.age(\.part)?
    |/backups/[0-9TZ.]+/(database|own)\.age
    |/backups/[0-9TZ.]+/manifest[-.0-9a-z]*
    |/var/backup-snapshot\.sqlite3(-journal|\.lock)?
    |/said""",
    re.VERBOSE,
)
"""Every file that may be written, below the folder of a trace; `said` holds what the programs say on their error output."""
KNOWN_ELSEWHERE: Final = re.compile(r"/dev/null|/proc/(self|[0-9]+)/.*|/memfd:.*")
"""What is no file on a disk (architecture, decision 15, names memfd)."""
OF_SQLITE: Final = re.compile(r"/.+/etilqs_[0-9a-f]+( \(deleted\))?")
"""SQLite's nameless files in whatever folder is for passing ones, while it packs the copy of a backup; searched too."""


@dataclass(frozen=True, kw_only=True)
class Traced:
    """What one trace saw."""

    markers: int
    """How many were sent."""
    deeds: dict[str, int]
    """How often each was done, and what it gave was looked at."""
    files: int
    """How many files were written, also those that are gone."""
    written: int
    """Bytes."""
    found: tuple[str, ...]
    """A sentence for each finding."""

    @property
    def is_well(self) -> bool:
        """Whether nothing was found, and something was looked at."""
        return not self.found and self.written > 0


def trace(*, markers: int, plant: str = "", only: Sequence[str] = ()) -> Traced:
    """
    Let the service take in, show and hand out what holds so many markers, and judge all that was written meanwhile.

    `plant` names a function, `module:function`, that plants a defect first; `only` names the deeds to do, all where empty.

    :raises FaultsError: the program that does it ended early.
    :raises callpoint.project.faults.shim.NoCompilerError: the shim cannot be compiled.
    """
    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="callpoint-trace-", dir=place) as name:
        folder = Path(name).resolve()
        (folder / "var").mkdir()
        (folder / "shim").mkdir()
        make_control(folder / "control")
        (folder / "log").touch()
        shim = compile_shim(folder / "shim")
        order = json.dumps({"markers": markers, "plant": plant, "only": list(only)})
        with (folder / "said").open("wb") as said:
            ended = subprocess.run(  # noqa: S603 - our own program, our own words
                [sys.executable, "-B", "-m", "callpoint.project.faults.trace_bench", str(folder), order],
                env=environment(folder, shim)
                | {"CALLPOINT_EXHIBITS_SCANNER_SOCKET": str(folder / "scanner")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                check=False,
                timeout=LONGEST_SECONDS_A_MARKER * (markers + 10),
            )
        if ended.returncode:
            message = (folder / "said").read_text(encoding="utf-8")[-2000:]
            raise FaultsError(message)
        done = json.loads(ended.stdout.splitlines()[-1])
        return _judged(folder, done)


def _judged(folder: Path, done: dict[str, dict[str, int]]) -> Traced:
    judge = Judge(str(folder))
    for record in records_of(folder / "log"):
        judge.look_at(record)
    lying = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "log")
    for path in lying:
        judge.look_for_marker(path.read_bytes(), f"{path.relative_to(folder)} as it lies there in the end")
    return Traced(
        markers=len(done["markers"]),
        deeds=done["deeds"],
        files=len(judge.files),
        written=judge.written,
        found=tuple(f"{sentence} ({many} times)" for sentence, many in judge.found.most_common(MOST_SAID)),
    )


class Judge:
    """Looks at one call after another."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._ends: dict[str, tuple[int, bytes]] = {}
        self.files: set[str] = set()
        self.written = 0
        self.found: Counter[str] = Counter()

    def look_at(self, record: Record) -> None:
        """Judge the place of a call, and its bytes."""
        for path in filter(None, (record.path, record.second)):
            self._look_at_place(record.kind, path)
        if record.kind in {Kind.STREAM, Kind.MAP} and not KNOWN_ELSEWHERE.fullmatch(record.path):
            self.found[f"{record.kind.name.lower()}: nobody can follow what is written to {record.path}"] += 1
        if record.kind is Kind.WRITE:
            self._look_at_bytes(record)

    def _look_at_place(self, kind: Kind, path: str) -> None:
        if KNOWN_ELSEWHERE.fullmatch(path) or kind in {Kind.MAKE_FOLDER, Kind.SYNC_FOLDER, Kind.UNLINK}:
            return
        self.files.add(path)
        below = path.removeprefix(self._folder).removesuffix(" (deleted)")
        is_known = path.startswith(self._folder) and KNOWN.fullmatch(below)
        if not (is_known or OF_SQLITE.fullmatch(path)):
            self.found[f"{kind.name.lower()}: nobody knows of a file {path}"] += 1

    def _look_at_bytes(self, record: Record) -> None:
        """Search a write, with the end of the one before it where they touch."""
        self.written += len(record.content)
        end, last = self._ends.get(record.path, (0, b""))
        before = last if end == record.offset else b""
        self.look_for_marker(before + record.content, f"written to {record.path}")
        after = record.offset + len(record.content)
        self._ends[record.path] = after, (before + record.content)[-LONGEST:]

    def look_for_marker(self, content: bytes, where: str) -> None:
        """Search bytes for a marker in any of its forms."""
        plain = content.lower()
        for name, form in FORMS.items():
            if form in (content if name.startswith("base64") else plain):
                self.found[f"a marker ({name}) {where}"] += 1


def _forms() -> Iterator[tuple[str, bytes]]:
    mark = MARKER.encode()
    yield "as it is", mark
    yield "UTF-16", MARKER.encode("utf-16-le")[:-1]
    yield "hexadecimal", mark.hex().encode()
    for shift in range(3):
        # What stands before a marker moves it by 0 to 2 bytes; the letters at both ends hang on what is beside it.
        coded = base64.b64encode(bytes(shift) + mark)
        yield f"base64 {shift}", coded[4 if shift else 0 : -4]


FORMS: Final = dict(_forms())
