"""What is seen of a picture: itself, drawn anew and without its hidden words, and those words as facts."""

import importlib
import io
import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import pi_heif
from PIL import AvifImagePlugin, ExifTags, Image, ImageOps

from callpoint.vault.looking.seen import VEIL_SIDE, NotSeenError, Seen, Why, short

LONGEST_SIDE: Final = 1200
"""Points of the longer side of what is shown."""
MOST_PIXELS, MOST_JPEG_PIXELS = 60_000_000, 300_000_000
"""A JPEG can be opened at an eighth of its size, so that the largest of phones still shows."""
FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF", "TIFF", "BMP")
DAMAGE = (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, RuntimeError)
"""What Pillow and its readers raise over bytes that are no picture."""

for _plugin in ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "Ppm", "Tiff", "WebP"):
    # Loaded now: once confined, a process opens no further module.
    importlib.import_module(f"PIL.{_plugin}ImagePlugin")
Image.MAX_IMAGE_PIXELS = None  # counted below, before a pixel is made
pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)
AvifImagePlugin.DEFAULT_MAX_THREADS = 1

WORDS: Final = (
    ("taken", ExifTags.IFD.Exif, ExifTags.Base.DateTimeOriginal),
    ("offset", ExifTags.IFD.Exif, ExifTags.Base.OffsetTimeOriginal),
    ("changed", None, ExifTags.Base.DateTime),
    ("maker", None, ExifTags.Base.Make),
    ("camera", None, ExifTags.Base.Model),
    ("program", None, ExifTags.Base.Software),
)


def look(content: bytes) -> Seen:
    """
    Give the size of a picture and what its camera wrote into it; raises NotSeenError.

    Its pixels are read too, so that the page says in words what could not be drawn.
    """
    try:
        image = _opened(content)
        facts = [("size", f"{image.width} \N{MULTIPLICATION SIGN} {image.height}"), *_exif(image)]
        veil = veil_of(_bare(image))
    except DAMAGE as error:
        raise NotSeenError(Why.DAMAGED) from error
    return Seen(facts=tuple(facts), pictures=1, veils=(veil,))


def draw(content: bytes, number: int) -> bytes:
    """Draw the picture anew as a PNG; raises NotSeenError."""
    del number
    try:
        return drawn(_opened(content))
    except DAMAGE as error:
        raise NotSeenError(Why.DAMAGED) from error


def drawn(image: Image.Image) -> bytes:
    """Draw an image as a PNG that holds its pixels and nothing else."""
    way_out = io.BytesIO()
    _bare(image).save(way_out, "PNG")
    return way_out.getvalue()


def veil_of(image: Image.Image) -> tuple[str, ...]:
    """Give the colours of an image in a few large squares, row by row."""
    scale = VEIL_SIDE / max(image.size)
    few = image.convert("RGB").resize(
        (max(1, round(image.width * scale)), max(1, round(image.height * scale))), Image.Resampling.BOX
    )
    pixels = few.tobytes()
    colours = [f"#{pixels[at : at + 3].hex()}" for at in range(0, len(pixels), 3)]
    return tuple(" ".join(colours[at : at + few.width]) for at in range(0, len(colours), few.width))


def _bare(image: Image.Image) -> Image.Image:
    """Make an image small, upright and without anything but its pixels."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    seen = ImageOps.exif_transpose(image).convert("RGBA")
    bare = Image.new("RGB", seen.size, "white")
    bare.paste(seen, mask=seen.getchannel("A"))
    return bare


def _opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content), formats=FORMATS)
    most = MOST_JPEG_PIXELS if image.format in {"JPEG", "MPO"} else MOST_PIXELS
    if image.width * image.height > most:
        raise NotSeenError(Why.TOO_MANY_PIXELS)
    return image


def _exif(image: Image.Image) -> list[tuple[str, str]]:
    """Read what the camera wrote; what cannot be read is left out, and the picture still shows."""
    facts: list[tuple[str, str]] = []
    with suppress(*DAMAGE):
        exif = image.getexif()
        for name, part, tag in WORDS:
            told = (exif.get_ifd(part) if part else exif).get(tag)
            facts += [(name, short(str(told)))] if told else []
        facts += _place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    return facts


def _place(told: Mapping[int, object]) -> list[tuple[str, str]]:
    """Give the place in degrees, north and east counted up from zero."""
    sides = ((ExifTags.GPS.GPSLatitude, "S"), (ExifTags.GPS.GPSLongitude, "W"))
    degrees = []
    for tag, other_side in sides:
        parts = told.get(tag)
        if not isinstance(parts, tuple) or len(parts) != 3:
            return []
        whole, minutes, seconds = (float(part) for part in parts)
        sign = -1 if told.get(tag - 1) == other_side else 1
        degrees.append(sign * (whole + minutes / 60 + seconds / 3600))
    if not all(math.isfinite(each) for each in degrees):
        return []
    return [("place", f"{degrees[0]:.5f}, {degrees[1]:.5f}")]
