"""The headers of the tus protocol 1.0 as typed values: metadata, checksums, whole numbers.

TusHeaderError              a header that says nothing we can read
└── UnknownAlgorithmError   a checksum by an algorithm we do not offer
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ALGORITHMS: Final = ("sha256", "sha1")
"""What a checksum may be made with; sha1 is in every client, as the protocol asks, and guards against slips only."""
WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,18}")
KEY: Final = re.compile(r"[!-+\--~]+")
"""The name of a piece of metadata: ASCII without spaces and commas."""


class TusHeaderError(ValueError):
    """A header that says nothing we can read."""


class UnknownAlgorithmError(TusHeaderError):
    """A checksum by an algorithm we do not offer."""


@dataclass(frozen=True)
class Checksum:
    """What a body must hash to."""

    algorithm: str
    digest: bytes

    def fits(self, digest: bytes) -> bool:
        """Say whether it is this one."""
        return digest == self.digest

    def begin(self) -> "hashlib._Hash":
        """Give a new hash by this algorithm."""
        return hashlib.new(self.algorithm, usedforsecurity=False)


def read_whole_number(header: str | None) -> int:
    """Read a number of bytes; raises TusHeaderError."""
    if header is None or not WHOLE_NUMBER.fullmatch(header):
        raise TusHeaderError
    return int(header)


def read_metadata(header: str) -> Mapping[str, str]:
    """Read `name base64, name base64, name`: what is no UTF-8 is replaced; raises TusHeaderError."""
    found: dict[str, str] = {}
    for pair in header.split(",") if header.strip() else ():
        name, _, encoded = pair.strip().partition(" ")
        if not KEY.fullmatch(name) or name in found:
            raise TusHeaderError
        found[name] = _decoded(encoded).decode(errors="replace")
    return found


def read_checksum(header: str | None) -> Checksum | None:
    """Read `algorithm base64`; None where there is no such header. Raises TusHeaderError, UnknownAlgorithmError."""
    if header is None:
        return None
    algorithm, _, encoded = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise UnknownAlgorithmError
    digest = _decoded(encoded)
    if len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise TusHeaderError
    return Checksum(algorithm=algorithm, digest=digest)


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise TusHeaderError from error
