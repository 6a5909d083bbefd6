"""The content and the places in force, loaded once and swapped in whole when they change."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from callpoint.rules.content.load import BrokenContentError, load_content
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.places import Places
from callpoint.rules.triage.decide import signs_of
from callpoint.rules.triage.lexicon import PhraseError

log = logging.getLogger(__name__)

Stamp = tuple[int, int, float]

LOOK_EVERY = timedelta(seconds=10)


@dataclass
class _Shelf:
    """Holds the knowledge in force and notices when its files change."""

    held: Knowledge | None = None
    stamp: Stamp = (0, 0, 0.0)
    looked_at: datetime | None = None
    guard: threading.Lock = field(default_factory=threading.Lock)


_shelf = _Shelf()


def knowledge() -> Knowledge:
    """
    Give the knowledge in force, loading it where this process has none yet.

    :raises callpoint.rules.content.load.BrokenContentError: where the first load finds problems.
    """
    with _shelf.guard:
        if _shelf.held is None:
            _shelf.stamp = _stamp()
            _shelf.held = _load()
        return _shelf.held


def refresh_knowledge(*, at: datetime) -> None:
    """
    Swap in new content where its files changed; looks at most every ten seconds.

    Where the new content is broken the old stays, and the log says how many problems it has.
    """
    with _shelf.guard:
        if _shelf.held is None or (_shelf.looked_at is not None and at - _shelf.looked_at < LOOK_EVERY):
            return
        _shelf.looked_at = at
    # Read outside the guard: whoever asks for the knowledge meanwhile gets the old at once.
    try:
        stamp = _stamp()
        with _shelf.guard:
            if stamp == _shelf.stamp:
                return
            _shelf.stamp = stamp
        fresh = _load()
    except (BrokenContentError, PhraseError, OSError) as broken:
        # OSError: a file went or a folder closed while it was read, as when somebody is still copying.
        log.warning(
            "The changed content is broken; the old stays. Run: callpoint content --check (%s)",
            type(broken).__name__,
        )
        return
    with _shelf.guard:
        _shelf.held = fresh


def _roots() -> tuple[Path, Path | None]:
    overlay = settings.CALLPOINT.service.content_overlay
    return Path(settings.CALLPOINT_CONTENT), Path(overlay) if overlay else None


def _load() -> Knowledge:
    root, overlay = _roots()
    content = load_content(root, overlay=overlay)
    signs_of(content)  # compiles them now: a broken sign is found here, not by the first reporter
    return Knowledge(
        content=content,
        places=Places.load(root),
        home=settings.CALLPOINT.service.jurisdiction,
    )


def _stamp() -> Stamp:
    """Tell one state of the files from another: how many, how large, how new."""
    root, overlay = _roots()
    states = [
        file.stat() for folder in (root, overlay) if folder for file in folder.rglob("*") if file.is_file()
    ]
    newest = max((state.st_mtime for state in states), default=0.0)
    return len(states), sum(state.st_size for state in states), newest
