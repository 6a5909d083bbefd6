"""An address as a QR code: only a plain https address, drawn so that it is read."""

from xml.etree.ElementTree import fromstring

import pytest
import segno

from callpoint.formats.qr import LONGEST, NotAnAddressError, qr

ADDRESS = "https://report.example.org/return/"


def test_the_drawing_holds_the_squares_of_the_address_and_its_title() -> None:
    drawn = qr(ADDRESS, title="Our <address>")
    tree = fromstring(drawn)  # noqa: S314 - our own drawing
    title = next(part.text for part in tree.iter() if part.tag.endswith("title"))
    side = segno.make(ADDRESS, error="m", boost_error=False).symbol_size(border=4)[0]
    assert (title, tree.get("viewBox"), drawn) == (
        "Our <address>",
        f"0 0 {side * 4} {side * 4}",
        qr(ADDRESS, title="Our <address>"),
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://report.example.org/",
        "https:///return/",
        "https://user@report.example.org/",
        "https://report.example.org/?code=1",
        "https://report.example.org/#1",
        "https://[broken/",
        "javascript:alert(1)",
        "https://ex\u0430mple.org/",
        "https://example.org/" + "a" * LONGEST,
        "HTTPS://example.org/",
    ],
)
def test_anything_but_a_plain_https_address_is_refused(address: str) -> None:
    with pytest.raises(NotAnAddressError):
        qr(address, title="x")
