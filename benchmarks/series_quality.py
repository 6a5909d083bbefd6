"""How right the series are, against made-up campaigns whose truth is known, with simpler rules beside (goal A4).

Run: .venv/bin/python -m benchmarks.series_quality [--reports 1000000] [--seeds 1,2] [--others]

Pairs of reports in one series against pairs in one campaign: precision and recall, and recall as a share of what the
oracle reaches, which knows the hubs and joins everything else. Beside it: all that hangs together by any value, and the
same without values that more than 20 or 100 reports name. `small` is about campaigns of 2 to 100 reports alone, report
by report: the share of its series that is of its campaign, and the share of its campaign that is in its series.
"""

import argparse
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from benchmarks.campaigns import LEVELS, OTHERS, Made, make
from callpoint.analysis.series import find_series

Integers = NDArray[np.integer]
SMALL = 100


@dataclass(frozen=True)
class Score:
    """How groups compare with the truth."""

    precision: float
    recall: float
    largest: int
    small_precision: float
    small_recall: float


def main() -> None:
    """Print a line for each recipe, seed and rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--others", action="store_true", help="also the recipes with other constants")
    chosen = parser.parse_args()
    print("recipe | seed | rule | precision | recall | share of the oracle's | largest | small | CPU s")
    for name, recipe in (LEVELS | (OTHERS if chosen.others else {})).items():
        for seed in chosen.seeds.split(","):
            made = make(replace(recipe, reports=chosen.reports, seed=int(seed)))
            compare(f"{name} | {seed}", made)


def compare(name: str, made: Made) -> None:
    """Score each rule on the same reports."""
    degree = np.bincount(made.value)
    hub = np.arange(len(degree)) < made.hubs
    oracle = score(components(made, ~hub), made.campaign)
    began = time.process_time()
    found = find_series(made.report.astype(np.int32), made.value.astype(np.int32), reports=len(made.campaign))
    took = time.process_time() - began
    tell(name, "callpoint", score(found.series, made.campaign), oracle=oracle, took=f"{took:.2f}")
    tell(name, "oracle", oracle, oracle=oracle)
    tell(name, "plain", score(components(made, hub | ~hub), made.campaign), oracle=oracle)
    for cap in (20, 100):
        tell(name, f"cap {cap}", score(components(made, degree <= cap), made.campaign), oracle=oracle)


def tell(name: str, rule: str, reached: Score, *, oracle: Score, took: str = "") -> None:
    """Print one line."""
    share = reached.recall / oracle.recall
    small = f"{reached.small_precision:.4f} / {reached.small_recall:.4f}"
    print(
        f"{name} | {rule} | {reached.precision:.4f} | {reached.recall:.4f} | {share:.4f} | {reached.largest} | {small} | {took}",
        flush=True,
    )


def components(made: Made, joins: NDArray[np.bool_]) -> Integers:
    """Return for each report what hangs together by the values that join."""
    kept = joins[made.value]
    reports = len(made.campaign)
    report, value = made.report[kept], made.value[kept] + reports
    size = reports + len(joins)
    graph = coo_matrix((np.ones(len(report), np.int8), (report, value)), shape=(size, size))
    groups: Integers = connected_components(graph, directed=False)[1][:reports]
    return groups


def score(groups: Integers, truth: Integers) -> Score:
    """Compare groups with the truth."""
    _, group = np.unique(groups, return_inverse=True)
    both, own = np.unique(group.astype(np.int64) * (truth.max() + 1) + truth, return_inverse=True)
    in_both, in_group, in_truth = (
        np.bincount(own, minlength=len(both)),
        np.bincount(group),
        np.bincount(truth),
    )
    small = (in_truth[truth] > 1) & (in_truth[truth] <= SMALL)
    right = _pairs(in_both)
    return Score(
        precision=right / max(_pairs(in_group), 1),
        recall=right / _pairs(in_truth),
        largest=int(in_group.max()),
        small_precision=float((in_both[own] / in_group[group])[small].mean()),
        small_recall=float((in_both[own] / in_truth[truth])[small].mean()),
    )


def _pairs(sizes: Integers) -> int:
    return int((sizes.astype(np.int64) * (sizes.astype(np.int64) - 1) // 2).sum())


if __name__ == "__main__":
    main()
