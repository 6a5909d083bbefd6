"""Near-copies among many texts: the same numbers as for one text, whole families, and wordings within them."""

import csv
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callpoint.analysis.near_copies import series_of, signatures
from callpoint.analysis.near_copies.signing import bands_of
from callpoint.rules.near_copies import bands, signature

SECRET = b"a secret of this test"
CALLS = Path(__file__).parents[3] / "shared" / "data" / "robocall_transcripts" / "calls.csv"
WORDS = [
    first + second
    for first in ("ba", "ke", "lo", "mi", "nu")
    for second in ("rat", "sel", "tin", "vom", "wug")
]
ANY_TEXT = st.text(st.characters(codec=None)) | st.lists(
    st.sampled_from(
        [*WORDS, "12", "don't", "\u0645\u0631\u062d\u0628\u0627", "快", "\N{GRINNING FACE}", "\ud800", "É"]
    )
).map(" ".join)


@settings(deadline=None)
@given(st.lists(ANY_TEXT, max_size=6))
def test_many_texts_at_once_get_the_signatures_and_bands_of_one_at_a_time(texts: list[str]) -> None:
    alone = [signature(text, secret=SECRET) for text in texts]
    together = signatures(texts, secret=SECRET)
    keys = bands_of(together).astype(">u8")
    assert [row.tobytes() if row.any() else b"" for row in together] == alone
    assert [tuple(key.tobytes() for key in keys[:, text]) for text, one in enumerate(alone) if one] == [
        bands(one) for one in alone if one
    ]


def a_wording(chance: np.random.Generator, words: int = 40) -> list[str]:
    """A text of made-up words."""
    return [chance.choice(WORDS) + chance.choice(WORDS) for _ in range(words)]


def changed(chance: np.random.Generator, wording: Sequence[str], words: int) -> str:
    """A wording with some words exchanged."""
    copy = list(wording)
    for place in chance.choice(len(copy), words, replace=False):
        copy[place] = chance.choice(WORDS) + chance.choice(WORDS)
    return " ".join(copy)


def groups(texts: Sequence[str]) -> list[list[int]]:
    """The series as lists of places, by their first."""
    found: dict[int, list[int]] = {}
    for place, first in enumerate(series_of(texts, secret=SECRET).tolist()):
        found.setdefault(first, []).append(place)
    return list(found.values())


def test_no_texts_have_no_series() -> None:
    assert groups([]) == []


def test_a_text_without_copies_is_a_series_of_its_own() -> None:
    chance = np.random.default_rng(1)
    assert groups([" ".join(a_wording(chance)), "", " ".join(a_wording(chance)), ""]) == [[0], [1], [2], [3]]


def test_texts_that_each_vary_one_wording_are_one_series() -> None:
    chance = np.random.default_rng(2)
    wording = a_wording(chance)
    assert groups([changed(chance, wording, place % 5) for place in range(40)]) == [list(range(40))]


def test_wordings_that_are_each_copied_word_by_word_are_series_of_their_own() -> None:
    chance = np.random.default_rng(3)
    one = " ".join(a_wording(chance))
    other = changed(chance, one.split(), 6)
    assert groups([one, other, one, other, one, other]) == [[0, 2, 4], [1, 3, 5]]


def test_a_small_family_is_parted_in_the_same_way_under_every_key() -> None:
    chance = np.random.default_rng(6)
    one = " ".join(a_wording(chance))
    other = " ".join([*one.split()[:20], "other", "words", *one.split()[22:]])
    found = [series_of([one, other] * 3, secret=bytes([key])).tolist() for key in range(64)]
    assert found == [[0, 1] * 3] * 64


def test_a_great_family_holds_together() -> None:
    chance = np.random.default_rng(4)
    wording = a_wording(chance)
    found = groups([changed(chance, wording, place % 4) for place in range(700)])
    assert max(map(len, found)) > 650


def test_a_great_family_of_few_wordings_is_split_into_them() -> None:
    chance = np.random.default_rng(5)
    one = " ".join(a_wording(chance))
    both = [one, changed(chance, one.split(), 6)]
    assert Counter(map(len, groups(both * 300))) == {300: 2}


def test_a_hundred_thousand_equal_texts_are_one_series() -> None:
    assert np.count_nonzero(series_of([" ".join(WORDS)] * 100_000, secret=SECRET)) == 0


@pytest.mark.skipif(not CALLS.exists(), reason="the shared sets of real cases are not on this machine")
def test_campaigns_of_real_calls_are_found_well() -> None:
    with CALLS.open(encoding="utf-8", newline="") as lines:
        calls = list(csv.DictReader(lines))
    series = series_of([call["transcript"] for call in calls], secret=SECRET)
    labelled = [(call["campaign_cluster"], one) for call, one in zip(calls, series.tolist(), strict=True)]
    pairs = Counter(
        (one[0] == other[0], one[1] == other[1])
        for one, other in combinations([call for call in labelled if call[0]], 2)
    )
    precision = pairs[True, True] / (pairs[True, True] + pairs[False, True])
    recall = pairs[True, True] / (pairs[True, True] + pairs[True, False])
    assert (precision > 0.77, recall > 0.84) == (True, True), (precision, recall)
