"""The mark of a restore that began and did not end: nothing may start where it stands."""

from pathlib import Path
from typing import Final

UNFINISHED: Final = "restore.unfinished"
"""The file that stands in the var folder while a restore works there."""


def half_a_restore(var: Path) -> str:
    """Say in one sentence that a restore did not end in this folder, and what to do; '' where none began."""
    if not (var / UNFINISHED).exists():
        return ""
    return f"A restore into {var} did not end; run callpoint restore again, which clears away what it left."
