"""What is seen of a PDF: its first pages, drawn; no form is filled, no script runs, no link is followed."""

from typing import Final

import pypdfium2

from callpoint.vault.looking.pictures import LONGEST_SIDE, drawn
from callpoint.vault.looking.seen import NotSeenError, Seen, Why

MOST_PAGES: Final = 3
LOCKED_WORDS: Final = ("password", "security")
"""What pdfium says of a file that is locked."""


def look(content: bytes) -> Seen:
    """Say how many pages a PDF has; raises NotSeenError."""
    pages = len(_opened(content))
    return Seen(facts=(("pages", str(pages)),), pictures=min(pages, MOST_PAGES), is_cut=pages > MOST_PAGES)


def draw(content: bytes, number: int) -> bytes:
    """Draw a page, counted from 1; raises NotSeenError."""
    document = _opened(content)
    try:
        page = document[number - 1]
        scale = LONGEST_SIDE / max(*page.get_size(), 1)
        return drawn(page.render(scale=scale, may_draw_forms=False).to_pil())
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise NotSeenError(Why.DAMAGED) from error


def _opened(content: bytes) -> "pypdfium2.PdfDocument":
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        why = Why.LOCKED if any(word in str(error).lower() for word in LOCKED_WORDS) else Why.DAMAGED
        raise NotSeenError(why) from error
