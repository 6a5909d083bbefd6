"""The real content and places, as the rules of reports are given them."""

from functools import cache
from pathlib import Path

from callpoint.rules.content.load import load_content
from callpoint.rules.knowledge import Knowledge
from callpoint.rules.places import Places

CONTENT = Path(__file__).parents[2] / "callpoint" / "content"


@cache
def known(home: str = "uk/derbyshire") -> Knowledge:
    """Load what the service knows, for a home jurisdiction."""
    return Knowledge(content=load_content(CONTENT), places=Places.load(CONTENT), home=home)
