"""The SQL of the look at each value, on DuckDB and on Spark, against the compiled loops: the same answer everywhere."""

from dataclasses import replace
from importlib.util import find_spec
from shutil import which

import numpy as np
import pytest

from benchmarks.campaigns import LEVELS, make
from callpoint.analysis.series import SeriesFound, find_series
from callpoint.analysis.series_sql import look_with

SPARK = "NOT TESTED on Spark: install it, and Java 17: uv pip install pyspark; apt-get install openjdk-17-jre-headless"


def found_by(engine: str, *, level: str, reports: int) -> SeriesFound:
    made = make(replace(LEVELS[level], reports=reports))
    with look_with(engine) as look:
        return find_series(
            made.report.astype(np.int32), made.value.astype(np.int32), reports=reports, look=look
        )


def differing(one: SeriesFound, other: SeriesFound) -> list[int]:
    """How many series, values, counts and standings differ."""
    names = ("series", "values", "reports", "standing")
    return [int(np.count_nonzero(getattr(one, name) != getattr(other, name))) for name in names]


@pytest.mark.parametrize("level", LEVELS)
def test_sql_on_duckdb_finds_what_the_compiled_loops_find_among_10000_reports(level: str) -> None:
    one = found_by("duckdb", level=level, reports=10_000)
    other = found_by("arrays", level=level, reports=10_000)
    assert (differing(one, other), one.elsewhere == other.elsewhere) == ([0, 0, 0, 0], True)


@pytest.mark.skipif(not (find_spec("pyspark") and which("java")), reason=SPARK)
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # pyspark leaves the pipe to its Java open
def test_the_same_sql_on_spark_finds_what_it_finds_on_duckdb_among_10000_reports() -> None:
    one = found_by("spark", level="paired", reports=10_000)
    other = found_by("duckdb", level="paired", reports=10_000)
    assert (differing(one, other), one.elsewhere == other.elsewhere) == ([0, 0, 0, 0], True)
