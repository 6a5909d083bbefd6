"""On which page of a report somebody stopped, from its answers alone."""

from collections.abc import Iterable
from typing import Final

from callpoint.rules.content.whole import Content
from callpoint.rules.rows import split_key
from callpoint.rules.way import CHECK, DECLARATION, PAGES_OF_THEIR_OWN, SITUATION

NOTHING: Final = "nothing"
"""Every answer was taken back."""
UNKNOWN: Final = "unknown"
"""The answers do not open any more, or the page is gone from the content."""


def pages_in_order(content: Content) -> tuple[str, ...]:
    """Give every page of every way once: the first question, those with a page of their own, the sheets, the check."""
    alone = (name for name in PAGES_OF_THEIR_OWN if name != DECLARATION)
    return (SITUATION, *alone, *content.sheets, CHECK)


def page_of(content: Content, key: str) -> str:
    """Give the page on which an answer was typed; the rows of a page count as one."""
    name = split_key(key)[0]
    if name == DECLARATION:
        return CHECK
    sheets = (sheet.id for sheet in content.sheets.values() if name in sheet.questions)
    return next(sheets, name)


def last_page(content: Content, answered: Iterable[str]) -> str:
    """Give the furthest page that has an answer, given the keys of the answers that are not empty."""
    pages = {page_of(content, key) for key in answered}
    if not pages:
        return NOTHING
    reached = [page for page in pages_in_order(content) if page in pages]
    return reached[-1] if reached else UNKNOWN
