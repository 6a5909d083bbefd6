"""What is seen of a picture before it is asked for: a few colours, from which nothing can be made out."""

import io

from PIL import Image

from callpoint.vault.looking import pdfs, pictures
from callpoint.vault.looking.pictures import veil_of
from callpoint.vault.looking.seen import VEIL_SIDE
from tests.vault.files import a_pdf


def halves(size: tuple[int, int]) -> Image.Image:
    """A picture that is red above and blue below."""
    image = Image.new("RGB", size, "#ff0000")
    image.paste("#0000ff", (0, size[1] // 2, *size))
    return image


def test_a_veil_has_few_squares_in_the_shape_of_the_picture() -> None:
    rows = [row.split() for row in veil_of(halves((1200, 600)))]
    assert (len(rows), {len(row) for row in rows}) == (VEIL_SIDE // 2, {VEIL_SIDE})
    assert (rows[0][0], rows[-1][-1]) == ("#ff0000", "#0000ff")


def test_a_picture_of_one_line_has_one_row() -> None:
    assert len(veil_of(halves((900, 2)))) == 1


def test_fine_print_is_not_in_a_veil() -> None:
    fine = Image.new("RGB", (1200, 1200), "white")
    fine.paste("black", (600, 600, 604, 604))
    assert {colour for row in veil_of(fine) for colour in row.split()} <= {"#ffffff", "#fefefe"}


def test_what_is_seen_of_a_picture_holds_its_veil() -> None:
    way_out = io.BytesIO()
    halves((120, 120)).save(way_out, "PNG")
    assert [len(veil) for veil in pictures.look(way_out.getvalue()).veils] == [VEIL_SIDE]


def test_each_page_of_a_pdf_that_can_be_asked_for_has_its_veil() -> None:
    assert [len(veil) > 0 for veil in pdfs.look(a_pdf(4)).veils] == [True] * 3
