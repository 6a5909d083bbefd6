"""Engines that run SQL over many rows: DuckDB in this process, and Spark beside it.

EngineError
    EngineMissingError   the library of the engine is not installed, or what it runs on
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import duckdb
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


class EngineError(Exception):
    """An engine cannot be used."""


class EngineMissingError(EngineError):
    """The library of an engine is not installed, or what it runs on."""


class Engine(Protocol):
    """What a question in SQL needs of an engine."""

    def load(self, name: str, columns: Sequence[str], rows: Numbers) -> None:
        """Take rows of whole numbers in as a table."""

    def make(self, name: str, select: str) -> None:
        """Keep the answer to a question as a table."""

    def ask(self, select: str) -> list[tuple[Any, ...]]:
        """Give the answer to a question."""


class DuckEngine:
    """DuckDB, in memory."""

    def __init__(self) -> None:
        self._store = duckdb.connect()

    def load(self, name: str, columns: Sequence[str], rows: Numbers) -> None:
        """Take rows of whole numbers in as a table."""
        arrays = {column: np.ascontiguousarray(rows[:, place]) for place, column in enumerate(columns)}
        self._store.register("given", arrays)
        self.make(name, "select * from given")
        self._store.unregister("given")

    def make(self, name: str, select: str) -> None:
        """Keep the answer to a question as a table."""
        self._store.execute(f"create table {name} as {select}")

    def ask(self, select: str) -> list[tuple[Any, ...]]:
        """Give the answer to a question."""
        return self._store.execute(select).fetchall()

    def write(self, name: str, file: Path) -> None:
        """Write a table as Parquet, which other engines read."""
        self._store.execute(f"copy {name} to '{file}' (format parquet)")


class SparkEngine:
    """A session of Spark. Each table is kept as it was made, so that long chains of questions stay short."""

    def __init__(self, session: Any, folder: Path) -> None:
        self._session, self._folder = session, folder

    def load(self, name: str, columns: Sequence[str], rows: Numbers) -> None:
        """Take rows of whole numbers in as a table, through a file that DuckDB writes."""
        duck, file = DuckEngine(), self._folder / f"{name}.parquet"
        duck.load(name, columns, rows)
        duck.write(name, file)
        self._session.read.parquet(str(file)).createOrReplaceTempView(name)

    def make(self, name: str, select: str) -> None:
        """Keep the answer to a question as a table."""
        self._session.sql(select).localCheckpoint().createOrReplaceTempView(name)

    def ask(self, select: str) -> list[tuple[Any, ...]]:
        """Give the answer to a question."""
        return [tuple(row) for row in self._session.sql(select).collect()]


HERE: Final = {
    "spark.master": "local[2]",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.log.level": "ERROR",
}
"""Spark in this machine: on two cores, and on no address that others reach."""


@contextmanager
def spark_engine() -> Iterator[SparkEngine]:
    """
    Start a session of Spark in this machine, and stop it in the end.

    :raises EngineMissingError: there is no pyspark, or no Java for it.
    """
    try:
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415 - only in the extra
        from pyspark.sql import SparkSession  # noqa: PLC0415 - the same
    except ModuleNotFoundError:
        missing = "--engine spark needs pyspark: install callpoint[spark]"
        raise EngineMissingError(missing) from None
    builder = SparkSession.builder.appName("callpoint series")
    for name, value in HERE.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except PySparkRuntimeError as refused:
        missing = "Spark does not start; it needs Java 17 or later"
        raise EngineMissingError(missing) from refused
    with tempfile.TemporaryDirectory() as folder:
        try:
            yield SparkEngine(session, Path(folder))
        finally:
            session.stop()
