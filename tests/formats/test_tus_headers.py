"""Headers of the tus protocol: read as written, or refused."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callpoint.formats.tus_headers import (
    Checksum,
    TusHeaderError,
    UnknownAlgorithmError,
    read_checksum,
    read_metadata,
    read_whole_number,
)

NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=","), min_size=1)
TEXT = st.text(st.characters(codec="utf-8"))


def encoded(value: bytes) -> str:
    return base64.b64encode(value).decode()


@given(st.dictionaries(NAMES, TEXT, max_size=5))
def test_metadata_is_read_as_it_was_written(told: dict[str, str]) -> None:
    header = ", ".join(f"{name} {encoded(value.encode())}" for name, value in told.items())
    assert read_metadata(header) == told


@pytest.mark.parametrize(
    ("header", "told"),
    [("", {}), ("is_confidential", {"is_confidential": ""}), ("a /w==", {"a": "\N{REPLACEMENT CHARACTER}"})],
    ids=["none", "a name alone", "no UTF-8"],
)
def test_odd_metadata_is_read(header: str, told: dict[str, str]) -> None:
    assert read_metadata(header) == told


@pytest.mark.parametrize("header", ["a YQ==,a YQ==", " ,", "ü YQ==", "a YQ", "a Y Q==", "a ü"])
def test_metadata_that_cannot_be_read_is_refused(header: str) -> None:
    with pytest.raises(TusHeaderError):
        read_metadata(header)


@pytest.mark.parametrize("header", [None, "", "-1", "+1", "1.0", "0x1", " 1", "٣", "9" * 19])
def test_a_number_of_bytes_is_digits_only(header: str | None) -> None:
    with pytest.raises(TusHeaderError):
        read_whole_number(header)


def test_a_number_of_bytes_is_read() -> None:
    assert [read_whole_number(header) for header in ("0", "9" * 18)] == [0, 10**18 - 1]


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_fits_its_own_bytes_only(algorithm: str) -> None:
    digest = hashlib.new(algorithm, b"abc").digest()
    checksum = read_checksum(f"{algorithm} {encoded(digest)}")
    assert checksum is not None
    found = checksum.begin()
    found.update(b"abc")
    assert (checksum, checksum.fits(found.digest()), checksum.fits(b"abc")) == (
        Checksum(algorithm, digest),
        True,
        False,
    )


def test_no_checksum_is_none() -> None:
    assert read_checksum(None) is None


@pytest.mark.parametrize(
    ("header", "error"),
    [
        ("md5 " + encoded(bytes(16)), UnknownAlgorithmError),
        ("sha256 " + encoded(bytes(16)), TusHeaderError),
        ("sha256", TusHeaderError),
        ("sha256 !", TusHeaderError),
    ],
)
def test_another_checksum_is_refused(header: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_checksum(header)
