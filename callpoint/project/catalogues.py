"""Compiles the message catalogues, without gettext's own programs."""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_messages(folders: Iterable[Path]) -> None:
    """Compile each translation whose source is newer than what was compiled from it."""
    for folder in folders:
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            compiled = source.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
                continue
            with source.open("rb") as read, compiled.with_suffix(".mo.new").open("wb") as written:
                write_mo(written, read_po(read))
            compiled.with_suffix(".mo.new").replace(compiled)
