"""What a file is by its first bytes, whatever it is called: a hint for people, never a reason to refuse it."""

import puremagic

HEAD_BYTES = 8192
"""How many of a file's first bytes are looked at."""
UNKNOWN, TEXT, ZIP = "application/octet-stream", "text/plain", "application/zip"
LONGEST = 120


def media_type_of(head: bytes) -> str:
    """
    Name the media type of a file that begins with these bytes; `application/octet-stream` where nothing fits.

    A zip is called a zip: what lies in it is not looked at here.
    """
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    try:
        found = str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        found = ""
    return found[:LONGEST] or (TEXT if _reads_as_text(head) else UNKNOWN)


def _reads_as_text(head: bytes) -> bool:
    """Say whether bytes are UTF-8; the last character may be cut."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and b"\0" not in head and error.start > 0
    return "\0" not in text
