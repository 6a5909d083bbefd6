"""What is seen of a picture: its pixels drawn anew, and what the camera wrote beside them."""

import io

import pytest
from PIL import Image

from callpoint.vault.looking.pictures import draw, look
from callpoint.vault.looking.seen import NotSeenError, Why
from tests.vault.files import BLUE, HEIC, RED, a_flood, a_photo, a_picture

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "HEIC")


def content_of(kind: str) -> bytes:
    return HEIC if kind == "HEIC" else a_picture(kind)


def is_near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


def points(png: bytes) -> tuple[tuple[int, int], bool, bool]:
    """Its size, and whether it is red at the left and blue at the right."""
    image = Image.open(io.BytesIO(png), formats=["PNG"])
    left, right = image.getpixel((8, 24)), image.getpixel((56, 24))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    return image.size, is_near(left, RED), is_near(right, BLUE)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_of_any_kind_is_drawn_as_it_looks(kind: str) -> None:
    assert points(draw(content_of(kind), 1)) == ((64, 48), True, True)


@pytest.mark.parametrize("kind", FORMATS)
def test_its_size_is_said_and_one_picture_can_be_asked_for(kind: str) -> None:
    seen = look(content_of(kind))
    assert (seen.facts[0], seen.pictures) == (("size", "64 \N{MULTIPLICATION SIGN} 48"), 1)


def test_what_the_camera_wrote_is_said_and_not_drawn() -> None:
    photo = a_photo()
    drawn = draw(photo, 1)
    assert dict(look(photo).facts) == {
        "size": "64 \N{MULTIPLICATION SIGN} 48",
        "taken": "2026:11:21 09:15:02",
        "maker": "Quincunx",
        "camera": "Phone 5",
        "place": "53.20000, -1.50000",
    }
    assert (b"Quincunx" in photo, b"Quincunx" in drawn, b"eXIf" in drawn, b"tEXt" in drawn) == (
        True,
        False,
        False,
        False,
    )


def test_a_photo_taken_sideways_is_drawn_upright() -> None:
    image = Image.open(io.BytesIO(draw(a_photo(turned=6), 1)))
    assert image.size == (48, 64)


def test_a_place_that_is_half_there_is_no_place() -> None:
    whole = a_photo()
    no_number = whole.replace((1).to_bytes(4, "big") * 2, (0).to_bytes(4, "big") * 2)
    no_length = whole.replace(b"\0\4\0\5\0\0\0\3", b"\0\4\0\5\0\0\0\1")
    assert ["place" in dict(look(photo).facts) for photo in (whole, no_number, no_length)] == [
        True,
        False,
        False,
    ]


def test_a_large_picture_is_drawn_small() -> None:
    drawn = Image.open(io.BytesIO(draw(a_picture("JPEG", size=(4000, 1000)), 1)))
    assert drawn.size == (1200, 300)


def test_what_is_clear_is_drawn_on_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(made, "PNG")
    assert Image.open(io.BytesIO(draw(made.getvalue(), 1))).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("step", [look, lambda content: draw(content, 1)], ids=["look", "draw"])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (a_flood(60_000, 60_000), Why.TOO_MANY_PIXELS),
        (b"no picture", Why.DAMAGED),
        (a_picture("PNG")[:40], Why.DAMAGED),
    ],
    ids=["flood", "words", "cut"],
)
def test_a_picture_that_is_none_says_why(step: object, content: bytes, why: Why) -> None:
    assert callable(step)
    with pytest.raises(NotSeenError) as refused:
        step(content)
    assert refused.value.why is why


def test_a_picture_that_is_cut_in_its_pixels_is_damaged() -> None:
    whole = a_picture("BMP")
    with pytest.raises(NotSeenError):
        draw(whole[: len(whole) // 2], 1)
