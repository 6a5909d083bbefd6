"""Rebuilds a folder as a disk would hold it after a power cut, from the calls that the shim noted.

Only what was made durable is sure to be there: the bytes of a file up to its last fsync, the names in a folder up to
the last fsync of that folder. Of the rest nothing, some or all may have reached the disk; the four `Cut`s are these.
"""

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from callpoint.project.faults.shim import Kind

HEAD: Final = struct.Struct("=IIIIqQq")
"""The layout of `struct record` in shim.c."""
PAGE: Final = 4096
"""A disk loses or keeps unsynced bytes by the page."""


class Cut(StrEnum):
    """What of the unsynced was on the disk when the power went."""

    NOTHING = "nothing"
    NAMES = "names"
    """Names, but no bytes: the file of length 0 that a rename without fsync leaves."""
    BYTES = "bytes"
    """Bytes, but no names."""
    SOME = "some"
    """Pages and names by chance; names in their order, as a journalling file system keeps them."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One call that the shim noted."""

    kind: Kind
    number: int
    inode: int
    offset: int
    path: str
    second: str
    content: bytes


def read_log(log: Path) -> tuple[Record, ...]:
    """Read what the shim noted."""
    return tuple(records_of(log))


def records_of(log: Path) -> Iterator[Record]:
    """Give what the shim noted, one call after another."""
    with log.open("rb") as file:
        while head := file.read(HEAD.size):
            kind, one, two, three, number, inode, offset = HEAD.unpack(head)
            path, second, content = (file.read(length) for length in (one, two, three))
            yield Record(
                kind=Kind(kind),
                number=number,
                inode=inode,
                offset=offset,
                path=os.fsdecode(path),
                second=os.fsdecode(second),
                content=content,
            )


class Dice:
    """Coins that fall the same way for the same seed."""

    def __init__(self, seed: str) -> None:
        self._seed, self._thrown = seed, 0

    def below(self, limit: int) -> int:
        """Give a number from 0 on, below a limit."""
        self._thrown += 1
        drawn = hashlib.sha256(f"{self._seed}:{self._thrown}".encode()).digest()
        return int.from_bytes(drawn[:8]) % limit


@dataclass(frozen=True)
class _Write:
    offset: int
    content: bytes


@dataclass(frozen=True)
class _Resize:
    length: int


@dataclass
class _File:
    """One file: its durable bytes, and what was done to it since."""

    durable: bytes = b""
    pending: list[_Write | _Resize] = field(default_factory=list)


@dataclass(frozen=True)
class _Rename:
    """What one call changes in one folder: name to file, or to nothing."""

    changes: tuple[tuple[str, _File | None], ...]


@dataclass
class _Folder:
    durable: dict[str, _File] = field(default_factory=dict)
    pending: list[_Rename] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Left:
    """What is there when the power is back: files by path, and folders, the upper before the lower."""

    files: dict[str, bytes]
    folders: tuple[str, ...]


class Disk:
    """A folder and all that lies in it, durable or not, while calls are played to it."""

    def __init__(self, files: dict[str, bytes], *, inodes: dict[str, int], folders: Iterable[str]) -> None:
        """Begin with durable files, by path, with their inode numbers, in durable folders."""
        self._folders: dict[str, _Folder] = {folder: _Folder() for folder in folders}
        self._made: dict[str, str] = {}
        self._removed: dict[str, str] = {}
        """Folders that were made or removed, each with the folder whose fsync makes that lasting."""
        self._gone: set[str] = set()
        self._names: dict[str, _File] = {}
        self._inodes: dict[int, _File] = {}
        for path, content in files.items():
            file = _File(durable=content)
            self._names[path] = self._inodes[inodes[path]] = file
            self._folder(path).durable[path] = file

    def play(self, record: Record) -> None:
        """Do what one call did."""
        steps = {
            Kind.CREATE: self._create,
            Kind.WRITE: self._write,
            Kind.TRUNCATE: self._truncate,
            Kind.SYNC: self._sync,
            Kind.SYNC_FOLDER: self._sync_folder,
            Kind.RENAME: self._rename,
            Kind.UNLINK: self._unlink,
            Kind.MAKE_FOLDER: self._make_folder,
        }
        steps[record.kind](record)

    def _folder(self, path: str) -> _Folder:
        return self._folders[path.rpartition("/")[0]]

    def _create(self, record: Record) -> None:
        file = self._inodes[record.inode] = self._names[record.path] = _File()
        self._folder(record.path).pending.append(_Rename(((record.path, file),)))

    def _write(self, record: Record) -> None:
        self._inodes[record.inode].pending.append(_Write(record.offset, record.content))

    def _truncate(self, record: Record) -> None:
        self._inodes[record.inode].pending.append(_Resize(record.offset))

    def _sync(self, record: Record) -> None:
        file = self._inodes[record.inode]
        file.durable, file.pending = _played(file.durable, file.pending), []

    def _sync_folder(self, record: Record) -> None:
        folder = self._folders[record.path]
        for change in folder.pending:
            _carry_out(folder.durable, change)
        folder.pending = []
        self._made = {made: within for made, within in self._made.items() if within != record.path}
        self._gone |= {gone for gone, within in self._removed.items() if within == record.path}

    def _rename(self, record: Record) -> None:
        file = self._names.pop(record.path)
        self._names[record.second] = file
        gone, came = (record.path, None), (record.second, file)
        source, target = self._folder(record.path), self._folder(record.second)
        if source is target:
            source.pending.append(_Rename((gone, came)))
        else:
            source.pending.append(_Rename((gone,)))
            target.pending.append(_Rename((came,)))

    def _unlink(self, record: Record) -> None:
        if record.path in self._folders:
            self._removed[record.path] = record.path.rpartition("/")[0]
        if self._names.pop(record.path, None) is not None:
            self._folder(record.path).pending.append(_Rename(((record.path, None),)))

    def _make_folder(self, record: Record) -> None:
        self._folders[record.path] = _Folder()
        self._made[record.path] = record.path.rpartition("/")[0]

    def after(self, cut: Cut, dice: Dice) -> Left:
        """Give what is there when the power is back; a folder that is not takes its files along."""
        kept: dict[str, bytes] = {}
        lost = self._lost_folders(cut, dice)
        there = [
            place
            for place in self._folders
            if not any(place == gone or place.startswith(f"{gone}/") for gone in lost)
        ]
        for place in there:
            folder = self._folders[place]
            names = dict(folder.durable)
            for change in folder.pending[: _how_many(len(folder.pending), cut, dice)]:
                _carry_out(names, change)
            kept |= {path: _bytes_of(file, cut, dice) for path, file in names.items()}
        return Left(files=kept, folders=tuple(there))

    def _lost_folders(self, cut: Cut, dice: Dice) -> list[str]:
        """Give the folders that are not there: made and not made to last, or removed."""
        keeps = {Cut.NOTHING: (0, 1), Cut.BYTES: (0, 1), Cut.NAMES: (1, 1), Cut.SOME: (1, 2)}
        of, among = keeps[cut]
        unmade = [made for made in self._made if dice.below(among) >= of]
        removed = [gone for gone in self._removed if gone in self._gone or dice.below(among) < of]
        return unmade + removed


def _how_many(pending: int, cut: Cut, dice: Dice) -> int:
    if cut is Cut.SOME:
        return dice.below(pending + 1)
    return pending if cut is Cut.NAMES else 0


def _carry_out(names: dict[str, _File], change: _Rename) -> None:
    for path, file in change.changes:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _bytes_of(file: _File, cut: Cut, dice: Dice) -> bytes:
    if cut is Cut.BYTES:
        return _played(file.durable, file.pending)
    if cut is Cut.SOME:
        return _played(file.durable, _some(file.pending, dice))
    return file.durable


def _some(pending: Iterable[_Write | _Resize], dice: Dice) -> Iterator[_Write | _Resize]:
    """Let each page of a write, and each change of length, be kept or lost by a coin."""
    for step in pending:
        pieces = _pages(step) if isinstance(step, _Write) else (step,)
        yield from (piece for piece in pieces if dice.below(2))


def _pages(write: _Write) -> Iterator[_Write]:
    place, end = write.offset, write.offset + len(write.content)
    while place < end:
        upto = min(end, place - place % PAGE + PAGE)
        yield _Write(place, write.content[place - write.offset : upto - write.offset])
        place = upto


def _played(content: bytes, steps: Iterable[_Write | _Resize]) -> bytes:
    made = bytearray(content)
    for step in steps:
        if isinstance(step, _Resize):
            del made[step.length :]
            made.extend(bytes(step.length - len(made)))
        else:
            made.extend(bytes(max(0, step.offset - len(made))))
            made[step.offset : step.offset + len(step.content)] = step.content
    return bytes(made)
