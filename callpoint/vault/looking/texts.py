"""What is seen of a text or a chat: its first letters, as letters."""

import codecs
from typing import Final

from callpoint.vault.looking.seen import MOST_CHARACTERS, Seen, visible

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_WINDOWS: Final = "cp1252"

for _name in (OLD_WINDOWS, *(name for _, name in MARKS)):
    # Loaded now: once confined, a process opens no further module.
    codecs.lookup(_name)


def look(content: bytes) -> Seen:
    """Give the first letters of a text."""
    return shown(read(content), is_cut=False)


def shown(text: str, *, is_cut: bool) -> Seen:
    """Cut a text to what is shown."""
    return Seen(text=visible(text[:MOST_CHARACTERS]), is_cut=is_cut or len(text) > MOST_CHARACTERS)


def read(content: bytes) -> str:
    """Read bytes as text: as their mark says, else as UTF-8, else as older Windows programs wrote."""
    named = next((name for mark, name in MARKS if content.startswith(mark)), "")
    if named:
        return content.decode(named, errors="replace")
    try:
        # The last letter may be cut.
        return codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return content.decode(OLD_WINDOWS, errors="replace")
