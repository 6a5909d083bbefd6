"""Steps that the tests of what to do now share: the hour of the visit, a page, and its parts."""

from datetime import UTC, datetime

import pytest

from tests.pages.public.browsing import Browser, text_of

NIGHT = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
"""A Saturday night."""
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""A Monday."""
PAID = "When did you pay?"


def put_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Let the pages believe that it is another time."""
    for module in ("start", "help_now", "now_parts", "now_clock"):
        monkeypatch.setattr(f"callpoint.pages.public.{module}.now", lambda: at)


def opened(name: str) -> Browser:
    """The page of a situation or guide."""
    return Browser().go(f"/now/{name}/")


def parts(page: Browser, name: str) -> list[str]:
    """The text of each part of a page with a class."""
    return [text_of(part) for part in page.tree.iter() if name in part.get("class", "").split()]
