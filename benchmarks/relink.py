"""How fast very many reports are put into series, beside engines that only join whatever shares a value (goal P4).

Run: .venv/bin/python -m benchmarks.relink [--reports 10000000] [--runs 3] [--threads 2]

All get the same arrays (report and value as 32-bit numbers, ordered by report) and run in a process of their own, so
that time, processor time and peak memory are each engine's, the arrays included. `callpoint` does the whole rule: every
value is looked at, hubs join nothing. The others join everything: `one pass` is one compiled loop with a hash table and
disjoint sets, about as little as can be done; `DuckDB + SciPy` groups in SQL and finds connected components.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int32]


def main() -> None:
    """Make the arrays, then run each engine in turn and print a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", default="2")
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.engine:
        run(chosen.engine, chosen.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        write(chosen.reports, Path(folder))
        print("engine | wall s | CPU s | peak MB | groups | load", flush=True)
        for _ in range(chosen.runs):
            for engine in ENGINES:
                words = [sys.executable, "-m", "benchmarks.relink", "--engine", engine, "--folder", folder]
                threads = {"NUMBA_NUM_THREADS": chosen.threads, "OMP_NUM_THREADS": chosen.threads}
                subprocess.run(words, check=True, env=os.environ | threads)  # noqa: S603 - words of our own


def write(reports: int, folder: Path) -> None:
    """Write the arrays; in a process of its own, so that its memory is gone."""
    made = f"from benchmarks.relink import made; made({reports}, {str(folder)!r})"
    subprocess.run([sys.executable, "-c", made], check=True)  # noqa: S603 - words of our own


def made(reports: int, folder: str) -> None:
    """Make reports up by the recipe and write them."""
    from benchmarks.campaigns import Recipe, make

    rows = make(Recipe(reports=reports))
    print(f"{len(rows.report):,} rows, digest {rows.digest()}")
    np.save(Path(folder) / "report.npy", rows.report.astype(np.int32))
    np.save(Path(folder) / "value.npy", rows.value.astype(np.int32))


def run(engine: str, folder: Path) -> None:
    """Run one engine twice, on a few reports to compile and on all to measure."""
    find = ENGINES[engine]
    find(np.array([0, 1, 2, 3], np.int32), np.array([7, 7, 7, 8], np.int32))
    report, value = np.load(folder / "report.npy"), np.load(folder / "value.npy")
    wall, processor = time.perf_counter(), time.process_time()
    groups = find(report, value)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{engine} | {wall:.2f} | {processor:.2f} | {peak:,.0f} | {groups:,} | {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def by_callpoint(report: Integers, value: Integers) -> int:
    """Find series by the whole rule."""
    from callpoint.analysis.series import find_series

    series = find_series(report, value, reports=int(report[-1]) + 1).series
    return int(np.count_nonzero(series == np.arange(len(series), dtype=np.int32)))


def by_one_pass(report: Integers, value: Integers) -> int:
    """Join everything in one compiled loop."""
    from benchmarks.one_pass import groups

    return int(groups(report, value, int(report[-1]) + 1))


def by_duckdb_and_scipy(report: Integers, value: Integers) -> int:
    """Join everything: each report of a value with its first, in SQL; then connected components."""
    import duckdb
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    store = duckdb.connect()
    store.execute(f"set threads={os.environ.get('OMP_NUM_THREADS', '2')}")
    given = {"report": report, "value": value}
    store.register("given", given)
    edges = store.execute(
        "select first, report from (select distinct value, report from given) join"
        " (select value, min(report) as first from given group by value having min(report) < max(report))"
        " using (value) where first <> report"
    ).fetchnumpy()
    reports = int(report[-1]) + 1
    ones = np.ones(len(edges["first"]), np.int8)
    graph = coo_matrix((ones, (edges["first"], edges["report"])), shape=(reports, reports)).tocsr()
    return int(connected_components(graph, directed=False)[0])


ENGINES = {
    "callpoint": by_callpoint,
    "one pass": by_one_pass,
    "DuckDB + SciPy": by_duckdb_and_scipy,
}

if __name__ == "__main__":
    main()
