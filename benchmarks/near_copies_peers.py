"""The peers of `benchmarks.near_copies`, run by an interpreter that has them: labels to a file, CPU seconds printed.

The usual pipeline: a set of pairs of words for each text in Python, 64 permutations, 16 bands of 4 rows, components.
"""

import importlib
import json
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np


def main() -> None:
    """Read the arguments: peer, texts, how many, labels."""
    name, source, count, target = sys.argv[1:]
    with open(source, encoding="utf-8") as lines:  # noqa: PTH123 - the interpreter of the peers runs this alone
        texts = [json.loads(line) for _, line in zip(range(int(count)), lines, strict=False)]
    made = {"rensa": _rensa, "datasketch": _datasketch}[name]
    importlib.import_module(name)
    importlib.import_module("scipy.sparse.csgraph")
    started = time.process_time()
    labels = _components(made(texts))
    print(time.process_time() - started)
    np.save(target, labels)


def _shingles(text: str) -> set[str]:
    return {f"{one} {other}" for one, other in pairwise(text.lower().split())}


def _rensa(texts: Sequence[str]) -> Any:
    made = np.empty((len(texts), 64), np.uint32)
    kind = importlib.import_module("rensa").RMinHash
    for row, text in enumerate(texts):
        one = kind(64, 1)
        one.update(list(_shingles(text)))
        made[row] = one.digest()
    return made


def _datasketch(texts: Sequence[str]) -> Any:
    made = np.empty((len(texts), 64), np.uint64)
    kind = importlib.import_module("datasketch").MinHash
    for row, text in enumerate(texts):
        one = kind(64)
        one.update_batch([shingle.encode() for shingle in _shingles(text)])
        made[row] = one.hashvalues
    return made.astype(np.uint32)


def _components(made: Any) -> Any:
    sparse, graph = (importlib.import_module(name) for name in ("scipy.sparse", "scipy.sparse.csgraph"))
    rows, columns = _edges(made.reshape(len(made), 16, 4))
    ones = np.ones(len(rows), np.int8)
    return graph.connected_components(
        sparse.coo_matrix((ones, (rows, columns)), (len(made),) * 2), directed=False
    )[1]


def _edges(banded: Any) -> tuple[Any, Any]:
    rows: list[Any] = []
    columns: list[Any] = []
    for band in _each(banded):
        keys = (band * np.array([1, 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35], np.uint64)).sum(axis=1)
        order = np.argsort(keys, kind="stable")
        same = keys[order][1:] == keys[order][:-1]
        rows.append(order[:-1][same])
        columns.append(order[1:][same])
    return np.concatenate(rows), np.concatenate(columns)


def _each(banded: Any) -> Iterable[Any]:
    for band in range(16):
        yield banded[:, band].astype(np.uint64) * np.uint64(0xFF51AFD7ED558CCD)


if __name__ == "__main__":
    main()
