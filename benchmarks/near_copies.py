"""How well and how fast near-copies are found among made-up texts and real calls, beside rensa and datasketch.

Run: .venv/bin/python -m benchmarks.near_copies [10000 100000 1000000] [--peers PYTHON] [--live] [--calls CSV]

Texts: one template for 50 of them, 25 to 60 words of a Zipf vocabulary (power 1.1), up to 12 % of the words dropped,
exchanged or doubled by another; fixed seed; the truth is the template. PYTHON is an interpreter that has rensa, datasketch
and scipy; datasketch is run on 20,000 texts. `--live` asks for the near-copies of single new texts against the largest
size, in a table of SQLite. `--calls` takes a CSV with `transcript` and `campaign_cluster`. Figures are seconds of CPU.
"""

import argparse
import csv
import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from callpoint.analysis.near_copies import series_of, signatures
from callpoint.analysis.near_copies.comparing import distances, pairs_of
from callpoint.analysis.near_copies.signing import bands_of, compiled_key
from callpoint.rules.near_copies import bands, is_near_copy, signature

SECRET = b"a secret of this benchmark"
VOCABULARY, PER_TEMPLATE, MOST_EDITED = 20_000, 50, 0.12
FEW = 20_000
RECALL_WANTED = 0.84
MOST_IN_A_BAND, MOST_COMPARED = 100, 200
"""As in `callpoint.records.queries.near_copies`."""

Labels = NDArray[np.int64]


def main() -> None:
    """Print one table line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--peers", default="")
    parser.add_argument("--live", action="store_true")
    parser.add_argument("--calls", default="")
    chosen = parser.parse_args()
    series_of(made_up(500)[0], secret=SECRET)
    if chosen.calls:
        _calls(Path(chosen.calls))
    texts: list[str] = []
    for size in chosen.sizes:
        texts, truth = made_up(size)
        digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]
        started = time.process_time()
        found = series_of(texts, secret=SECRET).astype(np.int64)
        seconds = time.process_time() - started
        precision, recall = quality(found, truth)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:,} texts {digest}, load {os.getloadavg()[0]:.1f}: P {precision:.4f} R {recall:.4f}",
            end=" ",
        )
        print(f"{seconds:.2f} s, {size / seconds:,.0f} a second, peak {peak:,.0f} MB", flush=True)
        if chosen.peers:
            _peers(chosen.peers, (texts, truth), seconds)
    if chosen.live:
        _live(texts)


def made_up(size: int, seed: int = 20261122) -> tuple[list[str], Labels]:
    """Return texts and the template of each."""
    chance = np.random.default_rng(seed)
    shares = 1 / np.arange(1, VOCABULARY + 1) ** 1.1
    shares /= shares.sum()
    letters = chance.choice(list("etaoinshrdlucmfwypvbgkjqxz"), size=(VOCABULARY, 11))
    long = chance.integers(3, 12, size=VOCABULARY)
    words = np.array(["".join(row[:end]) for row, end in zip(letters, long, strict=True)], object)
    templates = [
        chance.choice(VOCABULARY, size=int(end), p=shares)
        for end in chance.integers(25, 61, size=max(1, size // PER_TEMPLATE))
    ]
    truth = chance.integers(0, len(templates), size=size)
    rates = chance.random(size) * MOST_EDITED
    others = chance.choice(VOCABULARY, size=1 << 20, p=shares)
    return [
        _edited(words, templates[which], (rate, chance, others))
        for which, rate in zip(truth.tolist(), rates.tolist(), strict=True)
    ], truth


def _edited(
    words: NDArray[np.object_], template: Labels, drawing: tuple[float, np.random.Generator, Labels]
) -> str:
    rate, chance, others = drawing
    drawn = chance.random(len(template)) / max(rate, 1e-9)
    touched = np.flatnonzero(drawn < 1)
    if not len(touched):
        return " ".join(words[template])
    said = [[place] for place in template.tolist()]
    for place, other in zip(touched.tolist(), chance.choice(others, len(touched)).tolist(), strict=True):
        said[place] = ([], [other], [said[place][0], other])[int(drawn[place] * 3)]
    return " ".join(words[[word for part in said for word in part]])


def quality(found: Labels, truth: Labels) -> tuple[float, float]:
    """Return precision and recall over all pairs of texts."""
    both = _pairs(found * (truth.max() + 1) + truth)
    return both / max(_pairs(found), 1), both / max(_pairs(truth), 1)


def _pairs(labels: Labels) -> float:
    counts = np.unique(labels, return_counts=True)[1].astype(float)
    return float((counts * (counts - 1) / 2).sum())


def _peers(python: str, made: tuple[Sequence[str], Labels], ours: float) -> None:
    texts, truth = made
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.jsonl"
        source.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
        for name, count in (("rensa", len(texts)), ("datasketch", min(len(texts), FEW))):
            labels = Path(folder) / "labels.npy"
            program = [
                python,
                "-m",
                "benchmarks.near_copies_peers",
                name,
                str(source),
                str(count),
                str(labels),
            ]
            ended = subprocess.run(program, check=True, capture_output=True, text=True)  # noqa: S603 - named by who runs it
            each = float(ended.stdout) / count
            precision, recall = quality(np.load(labels).astype(np.int64), truth[:count])
            print(
                f"  {name} on {count:,}: {each * 1e6:,.1f} us a text, {each * len(texts) / ours:,.1f} times ours;",
                end="",
            )
            print(f" P {precision:.4f} R {recall:.4f}", flush=True)


def _calls(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        calls = list(csv.DictReader(lines))
    clusters = np.array([call["campaign_cluster"] for call in calls])
    halves = np.array([hashlib.sha256(one.encode()).digest()[0] & 1 for one in clusters])
    found = series_of([call["transcript"] for call in calls], secret=SECRET).astype(np.int64)
    for name, chosen in (("all", halves >= 0), ("half 0", halves == 0), ("half 1", halves == 1)):
        kept = (clusters != "") & chosen
        precision, recall = quality(found[kept], np.unique(clusters[kept], return_inverse=True)[1])
        print(f"calls, {name} of the labelled ({kept.sum()}): P {precision:.3f} R {recall:.3f}")
    labelled = np.flatnonzero(clusters != "")
    _curve([calls[place]["transcript"] for place in labelled.tolist()], clusters[labelled])


def _curve(texts: Sequence[str], clusters: NDArray[np.str_]) -> None:
    """Print how right it is to take each pair of texts together that shares so much, with no chains: what words can tell."""
    between = distances(*pairs_of(texts, compiled_key(SECRET)), np.arange(len(texts)))
    one, other = np.triu_indices(len(texts), 1)
    shared, right = 1 - between[one, other], clusters[one] == clusters[other]
    for least in (0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0):
        taken = shared >= least - 1e-6
        print(
            f"calls, pairs that share {least:.2f}: P {right[taken].mean():.3f} R {right[taken].sum() / right.sum():.3f}"
        )
    _linkages(between[one, other], np.unique(clusters, return_inverse=True)[1])


def _linkages(between: NDArray[np.float32], truth: Labels) -> None:
    """Print how right plain clustering is at the threshold that serves it best: told the labels, which ours is not."""
    from scipy.cluster.hierarchy import fcluster, linkage

    for method in ("single", "average", "complete"):
        tree = linkage(between, method)
        cuts = (quality(fcluster(tree, at / 100, "distance"), truth) for at in range(1, 100))
        precision, recall = max((cut for cut in cuts if cut[1] >= RECALL_WANTED), default=(0.0, 0.0))
        print(f"calls, {method} linkage at its best cut: P {precision:.3f} R {recall:.3f}")


def _live(texts: Sequence[str], asked: int = 500) -> None:
    new = made_up(len(texts))[0][:asked]
    with tempfile.TemporaryDirectory() as folder:
        table = sqlite3.connect(Path(folder) / "live.sqlite3")
        _fill(table, signatures(texts, secret=SECRET))
        times = []
        for text in new:
            started = time.process_time()
            _near_copies(table, text.replace(" ", " new ", 1))
            times.append(time.process_time() - started)
    middle, late = np.quantile(times, (0.5, 0.99)) * 1000
    print(
        f"one new text against {len(texts):,} in SQLite: median {middle:.2f} ms, 99th of 100 {late:.2f} ms of CPU"
    )


def _fill(table: sqlite3.Connection, signed: NDArray[np.uint8]) -> None:
    table.execute(
        "CREATE TABLE band (band INTEGER, report INTEGER, PRIMARY KEY (band, report)) WITHOUT ROWID"
    )
    table.execute("CREATE TABLE sign (report INTEGER PRIMARY KEY, slots BLOB)")
    keys = bands_of(signed).view(np.int64)
    for some in keys:
        order = np.argsort(some, kind="stable")
        table.executemany(
            "INSERT INTO band VALUES (?, ?)", zip(some[order].tolist(), order.tolist(), strict=True)
        )
    table.executemany(
        "INSERT INTO sign VALUES (?, ?)", ((row, one.tobytes()) for row, one in enumerate(signed))
    )
    table.commit()


def _near_copies(table: sqlite3.Connection, text: str) -> int:
    mine = signature(text, secret=SECRET)
    shared: dict[int, int] = {}
    for band in bands(mine):
        for (report,) in table.execute(
            "SELECT report FROM band WHERE band = ? ORDER BY report LIMIT ?",
            (int.from_bytes(band, signed=True), MOST_IN_A_BAND),
        ):
            shared[report] = shared.get(report, 0) + 1
    likeliest = sorted(shared, key=lambda one: -shared[one])[:MOST_COMPARED]
    marks = ", ".join("?" * len(likeliest))
    rows = table.execute(f"SELECT slots FROM sign WHERE report IN ({marks})", likeliest)  # noqa: S608 - question marks only
    return sum(is_near_copy(mine, slots) for (slots,) in rows)


if __name__ == "__main__":
    main()
