"""An address as a QR code, made by the library segno.

NotAnAddressError   what was given is no address that may stand in a code
"""

from io import BytesIO
from urllib.parse import urlsplit

import segno

LONGEST = 300
"""Characters of an address; more would make squares too small for old phones."""


class NotAnAddressError(ValueError):
    """Only a plain https address may stand in a code: no sign-in, no query, no fragment."""


def qr(address: str, *, title: str) -> bytes:
    """
    Give an address as an SVG drawing that scales, with its title for screen readers.

    A query or fragment is refused, since a secret could hide there.

    :raises NotAnAddressError: another scheme, no host, too long, or with parts that are refused.
    """
    if not _is_plain(address):
        raise NotAnAddressError
    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False, boost_error=False)
    code.save(
        drawn,
        kind="svg",
        scale=4,
        border=4,
        light="#fff",
        omitsize=True,
        title=title,
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue()


def _is_plain(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    whole = address == f"https://{parts.netloc}{parts.path}" and bool(parts.hostname)
    return whole and "@" not in parts.netloc and address.isascii() and len(address) <= LONGEST
