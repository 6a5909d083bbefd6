"""Bytes as text: base64url without padding, read strictly so that one value has one spelling."""

import base64
import binascii


def to_text(raw: bytes) -> str:
    """Return `raw` in base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """Return the bytes that `to_text` would write as `text`.

    Raises ValueError for any other text: foreign characters, padding, or loose bits at the end.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        message = "not base64url"
        raise ValueError(message) from error
    if to_text(raw) != text:
        message = "not the one spelling of these bytes in base64url"
        raise ValueError(message)
    return raw
