"""Whatever bytes the verifier is given: a change of any byte is found, and nobody ever sees a traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verifier.makers import (
    Log,
    a_bundle,
    a_log_with_a_report,
    a_receipt,
    receipt_of,
    signed,
    written_to,
)
from tests.verifier.running import verify

FLIPS = 500
"""Of each kind; STRIDE is prime, so that they lie all over the file."""
STRIDE = 7919


def flipped(whole: bytes, place: int, bit: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :]


def without_proof() -> bytes:
    log = Log()
    return signed(log, receipt_of(log, a_log_with_a_report(log)), None).file()


@pytest.mark.parametrize(
    "made",
    [lambda: a_receipt().file(), without_proof, lambda: a_bundle().packed()],
    ids=["receipt", "bare", "bundle"],
)
def test_every_flipped_bit_is_found(tmp_path: Path, made: Callable[[], bytes]) -> None:
    whole = made()
    places = [(number * STRIDE % len(whole), number % 8) for number in range(FLIPS)]
    missed = [
        place
        for place in places
        if verify(written_to(tmp_path, "f", flipped(whole, *place))).code not in {1, 2}
    ]
    assert missed == []


def test_a_receipt_cut_anywhere_or_with_more_at_its_end_is_found(tmp_path: Path) -> None:
    whole = a_receipt().file()
    made = [*(whole[:size] for size in range(0, len(whole), 53)), whole + b"\n", whole + whole, b" " + whole]
    assert {verify(written_to(tmp_path, "f", each)).code for each in made} <= {1, 2}


def test_there_is_no_false_alarm(tmp_path: Path) -> None:
    ended = set()
    for leaves in range(0, 100, 3):
        log = Log()
        log.fill(leaves)
        ended.add(
            verify(written_to(tmp_path, "f", a_receipt(log, earlier=(1 + leaves, 14 + leaves)).file())).code
        )
    assert ended == {0}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary() | st.binary().map(lambda raw: b"PK\x03\x04" + raw) | st.text().map(str.encode))
def test_any_bytes_end_in_words(tmp_path: Path, content: bytes) -> None:
    said = verify(written_to(tmp_path, "f", content))
    assert (said.code, said.answer, "Traceback" in said.besides) == (2, "", False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    value=JSON, place=st.sampled_from(["proof", "receipt", "signature", "entries", "files", "items", "body"])
)
def test_any_json_in_place_of_a_part_ends_in_words(tmp_path: Path, value: object, place: str) -> None:
    whole = read(a_receipt().file())
    put(whole, place, value)
    said = verify(written_to(tmp_path, "f", spelled(whole)))
    assert said.code in {1, 2} or (place, value) == ("proof", None)


def read(raw: bytes) -> dict[str, object]:
    return dict(json.loads(raw))


def spelled(whole: object) -> bytes:
    return (
        json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(errors="replace")
        + b"\n"
    )


def put(whole: object, name: str, value: object) -> None:
    """Put a value in place of every part of this name."""
    if isinstance(whole, dict):
        for key in whole:
            if key == name:
                whole[key] = value
            else:
                put(whole[key], name, value)
    elif isinstance(whole, list):
        for part in whole:
            put(part, name, value)


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"9" * 10_000,
        b'{"proof":null,"proof":null}\n',
        b'"\\ud800"\n',
        b"NaN\n",
        b"1.0\n",
        b"\xef\xbb\xbf{}\n",
        b"PK\x05\x06" + bytes(18),
    ],
)
def test_what_is_no_receipt_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    words = "This is no receipt, or it was cut short or changed so that it cannot be read.\n"
    assert verify(written_to(tmp_path, "f", content)) == (2, "", words)


def test_a_receipt_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callpoint.verifier.callpoint_verify.MOST_BYTES", 100)
    said = verify(written_to(tmp_path, "f", a_receipt().file()))
    assert (said.code, said.besides.startswith("The receipt is too large to be one: ")) == (2, True)


@pytest.mark.parametrize("place", ["missing", "."])
def test_what_cannot_be_opened_is_said_in_words(tmp_path: Path, place: str) -> None:
    said = verify(tmp_path / place)
    assert (said.code, said.besides.startswith("This file cannot be opened: ")) == (2, True)


def test_what_nobody_thought_of_ends_in_words_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("callpoint.verifier.callpoint_verify.RECEIPT_FILE")
    said = verify(written_to(tmp_path, "f", a_receipt().file()))
    assert said == (2, "", "This cannot be read (NameError).\n")
