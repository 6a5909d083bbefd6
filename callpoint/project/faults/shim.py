"""Compiles the shim that stands between a program and its disk, and steers it through a shared file.

ShimError
└── NoCompilerError   no gcc here, or it refused the shim
"""

import ctypes
import mmap
import os
import shutil
import subprocess
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("shim.c")
CONTROL: Final = "CALLPOINT_FAULTS_CONTROL"
"""The name in the environment under which every program finds the shared file."""
KINDS: Final = 60_000
NOT_MAIN: Final = 0x80


class ShimError(Exception):
    """The shim cannot be used."""


class NoCompilerError(ShimError):
    """No gcc here, or it refused the shim."""


class Mode(IntEnum):
    """What the shim does with the calls it sees."""

    OFF = 0
    COUNT = 1
    KILL = 2
    REFUSE = 3
    RECORD = 4
    TRACE = 5
    """As RECORD, with the path of each write and every other way in which a file could be written."""


class Kind(IntEnum):
    """The sorts of calls."""

    CREATE = 1
    WRITE = 2
    TRUNCATE = 3
    SYNC = 4
    SYNC_FOLDER = 5
    RENAME = 6
    UNLINK = 7
    MAKE_FOLDER = 8
    OPEN = 9
    STREAM = 10
    MAP = 11


class _Control(ctypes.Structure):
    """The layout of `struct control` in shim.c."""

    _fields_ = [
        ("mode", ctypes.c_uint32),
        ("torn", ctypes.c_uint32),
        ("widely", ctypes.c_uint32),
        ("lasting", ctypes.c_uint32),
        ("number", ctypes.c_int32),
        ("main_pid", ctypes.c_int32),
        ("target", ctypes.c_int64),
        ("count", ctypes.c_int64),
        ("root", ctypes.c_char * 1024),
        ("log", ctypes.c_char * 1024),
        ("kinds", ctypes.c_uint8 * KINDS),
    ]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What the shim is to do at the call `target`, counted from 1."""

    mode: Mode
    target: int = 0
    torn: bool = False
    """A write is half done first."""
    widely: bool = False
    """The main program dies too, whichever program makes the call."""
    lasting: bool = False
    """The refusal goes on from there."""
    number: int = 0
    """The errno of the refusal."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call that was counted: its number from 1, its kind, and whether the main program made it."""

    number: int
    kind: Kind
    is_main: bool


def make_control(path: Path) -> None:
    """Make the shared file, empty, before a program with the shim starts: the shim reads it at its first call."""
    path.write_bytes(bytes(ctypes.sizeof(_Control)))


class Control:
    """The shared file, as this program sees it."""

    def __init__(self, path: Path, *, root: Path | None, log: Path) -> None:
        """Let what lies under `root` count; where that is None, whatever lies anywhere."""
        with path.open("r+b") as file:
            self._mapped = mmap.mmap(file.fileno(), ctypes.sizeof(_Control))
        self._held = _Control.from_buffer(self._mapped)
        self._held.root, self._held.log = os.fsencode(root or b""), os.fsencode(log)

    def arm(self, order: Order) -> None:
        """Begin to count from nothing, in this process as the main program, and do as ordered."""
        held = self._held
        held.count, held.target, held.number = 0, order.target, order.number
        held.torn, held.widely, held.lasting = order.torn, order.widely, order.lasting
        held.main_pid = os.getpid()
        held.mode = order.mode

    def disarm(self) -> None:
        """Let every call pass uncounted."""
        self._held.mode = Mode.OFF

    @property
    def count(self) -> int:
        """How many calls were made since it was armed."""
        return int(self._held.count)

    def calls(self) -> tuple[Call, ...]:
        """Give the calls that were counted, in their order."""
        seen = self._held.kinds[1 : min(self.count + 1, KINDS)]
        return tuple(
            Call(number=number, kind=Kind(kind & ~NOT_MAIN), is_main=not kind & NOT_MAIN)
            for number, kind in enumerate(seen, start=1)
        )


def compile_shim(folder: Path) -> Path:
    """
    Compile the shim into a folder and give its path.

    :raises NoCompilerError: there is no gcc here, or it refused.
    """
    gcc = shutil.which("gcc") or shutil.which("cc")
    if gcc is None:
        message = "Fault tests need a C compiler. Install it: apt-get install gcc"
        raise NoCompilerError(message)
    made = folder / "shim.so"
    words = [gcc, "-O1", "-fPIC", "-shared", "-o", str(made), str(SOURCE), "-ldl"]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if ended.returncode:
        message = f"The compiler refused the shim: {ended.stderr.strip().splitlines()[:1]}"
        raise NoCompilerError(message)
    return made
