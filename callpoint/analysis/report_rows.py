"""Rows of report, kind and value out of a CSV or Parquet file, as numbers for the batch engine. DuckDB reads them.

A report is numbered by its rank, a hash of its name, so that a sample of reports is no choice of those who name them;
a value by its place in the order of kinds and values. A row without a value says that there is such a report.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS: Final = ("report", "kind", "value")


class RowsError(Exception):
    """The file is not what it should be; says where and what."""


@dataclass(frozen=True)
class ReportRows:
    """Rows ordered by report. `names` are the reports by number; kinds and values are asked for by number."""

    report: NDArray[np.int32]
    value: NDArray[np.int32]
    names: NDArray[np.object_]
    store: duckdb.DuckDBPyConnection

    def value_names(self, numbers: NDArray[np.integer]) -> list[tuple[str, str]]:
        """Return kind and value of these numbers, which rise."""
        asked = "select kind, value from named_values where number in (select unnest(?)) order by number"
        return self.store.execute(asked, [numbers.tolist()]).fetchall()

    def of_kinds(self, kinds: Iterable[str]) -> list[tuple[int, str, str]]:
        """Return number, kind and value of the values of these kinds."""
        asked = (
            "select number, kind, value from named_values where kind in (select unnest(?)) order by number"
        )
        return self.store.execute(asked, [list(map(str, kinds))]).fetchall()

    def numbers_of(self, values: Iterable[tuple[str, str]]) -> list[tuple[int, str, str]]:
        """Return number, kind and value of those of these kinds and values that the file has."""
        asked = (
            "select number, kind, value from named_values join (select unnest(?) as kind, unnest(?) as value)"
            " using (kind, value) order by number"
        )
        kinds, said = zip(*sorted((str(kind), value) for kind, value in values), strict=True)
        return self.store.execute(asked, [list(kinds), list(said)]).fetchall()


def read_rows(path: Path) -> ReportRows:
    """Read a file; raises RowsError, naming the line of a CSV file."""
    store = duckdb.connect()
    try:
        _load(store, path)
    except duckdb.Error as error:
        raise RowsError(_what_is_wrong(path, error)) from None
    nameless = store.execute("select count(*) from given where coalesce(report, '') = ''").fetchall()
    if nameless != [(0,)]:
        raise RowsError(_first_bad_line(path) or f"{path}: a row names no report")
    return _numbered(store)


def _load(store: duckdb.DuckDBPyConnection, path: Path) -> None:
    if path.suffix.lower() == ".parquet":
        found = store.read_parquet(str(path))
    else:
        found = store.read_csv(
            str(path), header=True, delimiter=",", quotechar='"', escapechar='"', all_varchar=True
        )
    missing = [column for column in COLUMNS if column not in found.columns]
    if missing:
        wrong = f"{path}, line 1: no column {' and no column '.join(missing)}"
        raise RowsError(wrong)
    found.select(", ".join(f"{column}::varchar as {column}" for column in COLUMNS)).create("given")


def _numbered(store: duckdb.DuckDBPyConnection) -> ReportRows:
    """Give numbers to reports and values; an empty value is none."""
    store.execute(
        "create table named_reports as select report, (row_number() over (order by md5(report), report) - 1)::integer"
        " as number from (select distinct report from given)"
    )
    store.execute(
        "create table named_values as select kind, value, (row_number() over (order by kind, value) - 1)::integer"
        " as number from (select distinct coalesce(kind, '') as kind, value from given where value <> '')"
    )
    rows = store.execute(
        "select r.number as report, v.number as value from given g join named_reports r on r.report = g.report"
        " join named_values v on v.value = g.value and v.kind = coalesce(g.kind, '') order by 1, 2"
    ).fetchnumpy()
    names = store.execute("select report from named_reports order by number").fetchnumpy()["report"]
    return ReportRows(
        np.asarray(rows["report"], np.int32),
        np.asarray(rows["value"], np.int32),
        np.asarray(names, object),
        store,
    )


def _what_is_wrong(path: Path, error: duckdb.Error) -> str:
    """Say what is wrong in a sentence of ours: the line where we find it, else what the reader of the file says."""
    if not path.is_file():
        return f"{path}: there is no such file"
    line = None if path.suffix.lower() == ".parquet" else _first_bad_line(path)
    said = re.sub(r"\s+", " ", str(error).splitlines()[0])
    return line or f"{path}: cannot be read as rows of report, kind and value ({said})"


def _first_bad_line(path: Path) -> str | None:
    """Read a CSV file slowly and say what is wrong with its first bad line."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return next(_bad_lines(path, csv.reader(lines, strict=True)), None)
    except UnicodeDecodeError:
        return f"{path}: line {_line_that_is_no_text(path)} is not UTF-8"


def _bad_lines(path: Path, reader: "Reader") -> Iterator[str]:
    head: list[str] = []
    try:
        head = next(reader, [])
        for fields in reader:
            if fields and len(fields) != len(head):
                yield f"{path}, line {reader.line_num}: {len(fields)} fields where the first line has {len(head)}"
            elif fields and "report" in head and not fields[head.index("report")]:
                yield f"{path}, line {reader.line_num}: no report"
    except csv.Error as error:
        yield f"{path}, line {reader.line_num}: {error}"


def _line_that_is_no_text(path: Path) -> int:
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            line.decode()
        except UnicodeDecodeError:
            return number
    return 1
