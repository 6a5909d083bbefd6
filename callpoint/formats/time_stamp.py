"""Time stamps (RFC 3161): the question that goes to an authority, and what its answer proves.

StampNotTrustedError   the answer is no time stamp of these bytes by the authority that was chosen
"""

from datetime import datetime

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

QUESTION_TYPE, ANSWER_TYPE = "application/timestamp-query", "application/timestamp-reply"
"""The media types of both (RFC 3161, section 3.4)."""


class StampNotTrustedError(Exception):
    """The answer is no time stamp of these bytes by the authority that was chosen."""

    def __init__(self) -> None:
        super().__init__("This is no time stamp of these bytes by that authority.")


def question_for(content: bytes) -> bytes:
    """Return what asks an authority to stamp the SHA-256 of some bytes; the bytes themselves stay here."""
    builder = TimestampRequestBuilder(data=content, hash_algorithm=HashAlgorithm.SHA256)
    return bytes(builder.build().as_bytes())


def stamped_at(answer: bytes, *, content: bytes, root: bytes) -> datetime:
    """
    Return the time at which an authority saw the SHA-256 of some bytes, once its signature holds.

    `root` is the authority's root certificate (PEM; more than one may stand there).

    :raises StampNotTrustedError: the signature does not hold, or it is of other bytes.
    """
    try:
        decoded = decode_timestamp_response(answer)
        verifier = VerifierBuilder(roots=load_pem_x509_certificates(root)).build()
        verifier.verify_message(decoded, content)
        at = decoded.tst_info.gen_time
    except (VerificationError, ValueError, RuntimeError) as error:
        raise StampNotTrustedError from error
    return at
