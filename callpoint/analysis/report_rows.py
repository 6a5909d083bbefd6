"""Rows of report, kind and value out of a CSV or Parquet file, as numbers for the batch engine. DuckDB reads them.

A report is numbered by its rank, a hash of its name, so that a sample of reports is no choice of those who name them;
a value by its place in the order of kinds and values. A row without a value says that there is such a report.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.csv_rows import (
    COLUMNS,
    LONGEST_FIELD,
    RowsError,
    check_columns,
    first_bad_line,
    head_of,
    is_parquet,
)

__all__ = ["ReportRows", "RowsError", "read_rows"]

CSV_ROWS: Final = (
    "read_csv(?, columns = ?, auto_detect = false, header = true, skip = 0, delim = ',', quote = '\"', escape = '\"',"
    " comment = '', compression = 'none', encoding = 'utf-8', null_padding = false, ignore_errors = false,"
    f" strict_mode = true, max_line_size = {LONGEST_FIELD})"
)
"""Nothing is guessed: what DuckDB takes from a look at the first lines drops rows that look like comments or notes."""


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
    if not path.is_file():
        missing = f"{path}: there is no such file"
        raise RowsError(missing)
    store = duckdb.connect()
    try:
        _load(store, path)
    except duckdb.Error as error:
        raise RowsError(_what_is_wrong(path, error)) from None
    nameless = store.execute("select count(*) from given where coalesce(report, '') = ''").fetchall()
    if nameless != [(0,)]:
        raise RowsError(_bad_line(path) or f"{path}: a row names no report")
    return _numbered(store)


def _load(store: duckdb.DuckDBPyConnection, path: Path) -> None:
    if is_parquet(path):
        found = store.read_parquet(_by_letter(path))
        check_columns(path, found.columns)
        found.select(", ".join(f"{column}::varchar as {column}" for column in COLUMNS)).create("given")
        return
    # Columns are told apart by place: DuckDB would take `Report` for `report`.
    head = head_of(path)
    chosen = ", ".join(f"c{head.index(column)} as {column}" for column in COLUMNS)
    places = {f"c{place}": "varchar" for place in range(len(head))}
    asked = f"create table given as select {chosen} from {CSV_ROWS}"  # noqa: S608 - numbers and names of ours only
    store.execute(asked, [_by_letter(path), places])


def _by_letter(path: Path) -> str:
    """Return the name of a file as DuckDB takes it for that file alone, not for a pattern of names."""
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))


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
    said = re.sub(r"\s+", " ", str(error).splitlines()[0])
    return _bad_line(path) or f"{path}: cannot be read as rows of report, kind and value ({said})"


def _bad_line(path: Path) -> str | None:
    return None if is_parquet(path) else first_bad_line(path)
