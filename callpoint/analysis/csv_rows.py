"""Rows of report, kind and value in a CSV file, as Python reads them: which columns there are, and what is wrong where."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS: Final = ("report", "kind", "value")
LONGEST_FIELD: Final = 16_000_000
"""Characters of a value at most; the module `csv` alone allows a hundredth of that."""


class RowsError(Exception):
    """The file is not what it should be; says where and what."""


def is_parquet(path: Path) -> bool:
    """Say whether the name of a file is that of a Parquet file; any other is CSV."""
    return path.suffix.lower() == ".parquet"


def check_columns(path: Path, head: list[str]) -> None:
    """Raise RowsError unless each column that is needed is there once."""
    missing = [column for column in COLUMNS if column not in head]
    if missing:
        wrong = f"{path}, line 1: no column {' and no column '.join(missing)}"
        raise RowsError(wrong)
    for column in COLUMNS:
        if head.count(column) > 1:
            twice = f"{path}, line 1: {head.count(column)} columns are named {column}"
            raise RowsError(twice)


def head_of(path: Path) -> list[str]:
    """Return the names of all columns of a CSV file; raises RowsError where one that is needed is not there."""
    with _reading(path) as reader:
        head = next(reader, [])
    check_columns(path, head)
    return head


def first_bad_line(path: Path) -> str | None:
    """Read a CSV file slowly and say what is wrong with its first bad line."""
    try:
        with _reading(path) as reader:
            for _ in _rows(path, reader):
                pass
    except RowsError as wrong:
        return str(wrong)
    return None


def _rows(path: Path, reader: "Reader") -> Iterator[tuple[str, str, str]]:
    head = next(reader, [])
    check_columns(path, head)
    report, kind, value = (head.index(column) for column in COLUMNS)
    for fields in reader:
        if fields and len(fields) != len(head):
            wrong = (
                f"{path}, line {reader.line_num}: {len(fields)} fields where the first line has {len(head)}"
            )
            raise RowsError(wrong)
        if fields and not fields[report]:
            nameless = f"{path}, line {reader.line_num}: no report"
            raise RowsError(nameless)
        if fields:
            yield fields[report], fields[kind], fields[value]


@contextmanager
def _reading(path: Path) -> Iterator["Reader"]:
    """Open a CSV file; what is wrong with it while it is read is a RowsError, naming the line."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            try:
                yield reader
            except csv.Error as error:
                wrong = f"{path}, line {reader.line_num}: {error}"
                raise RowsError(wrong) from None
    except UnicodeDecodeError:
        no_text = f"{path}: line {_line_that_is_no_text(path)} is not UTF-8"
        raise RowsError(no_text) from None
    except OSError as refused:
        unread = f"{path}: {refused.strerror}"
        raise RowsError(unread) from None
    finally:
        csv.field_size_limit(before)


def _line_that_is_no_text(path: Path) -> int:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1
