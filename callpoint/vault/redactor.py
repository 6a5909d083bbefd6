"""The child program that blacks out: a file and boxes come by the input, new pixels go to the output, nothing else.

Called as `python -m callpoint.vault.redactor`. The first line of the input is JSON: `pdf` (whether it is one) and
`boxes`, each page, left, top, width and height, the last four in percent. What comes out was drawn anew from pixels: a
PNG, or a PDF with one picture a page. No text layer, no metadata, no thumbnail and no hidden part can come along,
because nothing but pixels is read. Before its first byte it is confined as a preview is: nothing is written to any file,
and there is no network.
"""

import io
import json
import sys
import warnings
from collections.abc import Iterator

import pi_heif
import pypdfium2
from PIL import Image, ImageDraw, ImageOps

from callpoint.vault.looking.confining import Room, confine

ROOM = Room(memory=2 * 1024**3, seconds=120)
MOST_PIXELS, MOST_PAGES = 60_000_000, 100
DOTS = 150 / 72
"""A page of a PDF is drawn at 150 dots an inch."""
NO_SUCH_PAGE, BROKEN = 3, 1


def main() -> int:
    """Black out; return how it ended."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.init()
    pi_heif.register_heif_opener()
    confine(ROOM)
    wanted = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        pages = list(_pages_of_pdf(content) if wanted["pdf"] else _pixels(content))
        if any(box[0] > len(pages) for box in wanted["boxes"]):
            return NO_SUCH_PAGE
        for page, *box in wanted["boxes"]:
            _black_out(pages[page - 1], box)
        sys.stdout.buffer.write(_written(pages, is_pdf=wanted["pdf"]))
    except Exception:  # noqa: BLE001 - whatever a hostile file does to a decoder, it ends here and nothing comes out
        return BROKEN
    return 0


def _pixels(content: bytes) -> Iterator[Image.Image]:
    """Give the first picture of a file, as it is meant to be seen, on white where it was see-through."""
    with Image.open(io.BytesIO(content)) as opened:
        seen = ImageOps.exif_transpose(opened).convert("RGBA")
    drawn = Image.new("RGB", seen.size, "white")
    drawn.paste(seen, mask=seen.getchannel("A"))
    yield drawn


def _pages_of_pdf(content: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        if len(document) > MOST_PAGES:
            raise ValueError
        for page in document:
            width, height = page.get_size()
            if width * height * DOTS**2 > MOST_PIXELS:
                raise ValueError
            drawn = page.render(scale=DOTS).to_pil().convert("RGB")
            yield Image.frombytes("RGB", drawn.size, drawn.tobytes())


def _black_out(page: Image.Image, box: list[int]) -> None:
    """Draw over a box, outward to whole pixels."""
    left, top, width, height = box
    x, y = page.width * left // 100, page.height * top // 100
    right, bottom = -(-page.width * (left + width) // 100), -(-page.height * (top + height) // 100)
    ImageDraw.Draw(page).rectangle((x, y, right, bottom), fill="black")


def _written(pages: list[Image.Image], *, is_pdf: bool) -> bytes:
    """Encode pixels; each page is a picture that was made here and carries nothing else."""
    out = io.BytesIO()
    if is_pdf:
        pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150, quality=85)
    else:
        pages[0].save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
