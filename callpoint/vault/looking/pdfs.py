"""What is seen of a PDF: its first pages, drawn; no form is filled, no script runs, no link is followed."""

from typing import Final

import pypdfium2
from PIL import Image

from callpoint.vault.looking.pictures import LONGEST_SIDE, drawn, veil_of
from callpoint.vault.looking.seen import NotSeenError, Seen, Why

MOST_PAGES: Final = 3
VEIL_POINTS: Final = 96
LOCKED_WORDS: Final = ("password", "security")
"""What pdfium says of a file that is locked."""


def look(content: bytes) -> Seen:
    """Say how many pages a PDF has and give the colours of the first; raises NotSeenError."""
    document = _opened(content)
    pages = len(document)
    first = range(min(pages, MOST_PAGES))
    return Seen(
        facts=(("pages", str(pages)),),
        pictures=len(first),
        veils=tuple(_veil(document, place) for place in first),
        is_cut=pages > MOST_PAGES,
    )


def draw(content: bytes, number: int) -> bytes:
    """Draw a page, counted from 1; raises NotSeenError."""
    return drawn(_page_of(_opened(content), number - 1, LONGEST_SIDE))


def _veil(document: "pypdfium2.PdfDocument", place: int) -> tuple[str, ...]:
    """Give the colours of a page; none of a page that cannot be drawn, which is said once it is asked for."""
    try:
        return veil_of(_page_of(document, place, VEIL_POINTS))
    except NotSeenError:
        return ()


def _page_of(document: "pypdfium2.PdfDocument", place: int, side: int) -> Image.Image:
    """Draw a page, counted from 0, so many points along its longer side; raises NotSeenError."""
    try:
        page = document[place]
        drawn_page: Image.Image = page.render(
            scale=side / max(*page.get_size(), 1), may_draw_forms=False
        ).to_pil()
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise NotSeenError(Why.DAMAGED) from error
    return drawn_page


def _opened(content: bytes) -> "pypdfium2.PdfDocument":
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        why = Why.LOCKED if any(word in str(error).lower() for word in LOCKED_WORDS) else Why.DAMAGED
        raise NotSeenError(why) from error
