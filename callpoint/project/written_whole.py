"""A table written whole or not at all: beside its place first, then renamed, so that a failed run keeps the old answer."""

import csv
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copymode
from typing import Any, Protocol


class Writer(Protocol):
    """Writes rows; what `csv.writer` gives."""

    def writerow(self, row: Iterable[Any], /) -> Any:
        """Write one row."""

    def writerows(self, rows: Iterable[Iterable[Any]], /) -> None:
        """Write many."""


class UnwrittenError(Exception):
    """A table cannot be written; says which and why."""


@contextmanager
def table_at(path: Path) -> Iterator[Writer]:
    """Open a CSV file, which is at its place when the block ends well; an OSError in it is UnwrittenError.

    What is there and no file, such as a pipe, is written as it is.
    """
    # Asked of the name as it came: what /dev/stdout leads to has no name that can be opened.
    is_whole = path.is_file() or not path.exists()
    place = path.resolve() if is_whole else path
    beside = place.with_name(f".{place.name}.{os.getpid()}.part") if is_whole else place
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield csv.writer(file, lineterminator="\n")
        if is_whole:
            _put(beside, place)
    except OSError as refused:
        unwritten = f"{path} cannot be written: {refused.strerror}"
        raise UnwrittenError(unwritten) from None
    finally:
        if is_whole:
            with suppress(OSError):
                beside.unlink()


def _put(beside: Path, place: Path) -> None:
    if place.exists():
        copymode(place, beside)
    beside.replace(place)
