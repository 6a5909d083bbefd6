"""Content as a deployment declares it otherwise, for one test: the knowledge in force is another value of the same kind."""

from dataclasses import replace
from typing import Any

import pytest

from callpoint.records import knowledge as shelves
from callpoint.records.knowledge import knowledge


def declare(patched: pytest.MonkeyPatch, **content: Any) -> None:
    """Let other parts of the content be in force until the test ends."""
    known = knowledge()
    held = replace(known, content=replace(known.content, **content))
    patched.setattr(shelves._shelf, "held", held)  # noqa: SLF001 - the one place that holds what is in force
