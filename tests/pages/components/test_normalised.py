"""When two pieces of HTML count as the same."""

import pytest

from callpoint.pages.components.normalised import marks

ALIKE = {
    "order of attributes": ('<a id="x" href="/">Go</a>', '<a href="/" id="x">Go</a>'),
    "order of classes": ('<p class="b a">x</p>', '<p class="a  b">x</p>'),
    "space at the edge of a block": ("<div> <p> x </p> </div>", "<div><p>x</p></div>"),
    "runs of space": ("<p>a \n b</p>", "<p>a b</p>"),
    "space before or inside an inline element": (
        "<p>Next<span> page</span></p>",
        "<p>Next <span>page</span></p>",
    ),
    "character references": ("<p>a &amp; b &#39;</p>", "<p>a &amp; b '</p>"),
    "a bare attribute": ("<input disabled>", '<input disabled="">'),
    "a self-closed element": ("<svg><path d='M0'/></svg>", '<svg><path d="M0"></path></svg>'),
    "the first line break of a text area": ("<textarea>\na</textarea>", "<textarea>a</textarea>"),
}
UNLIKE = {
    "an attribute less": ('<a id="x" href="/">Go</a>', '<a href="/">Go</a>'),
    "another value": ('<a href="/a">Go</a>', '<a href="/b">Go</a>'),
    "a class more": ('<p class="a b">x</p>', '<p class="a">x</p>'),
    "another element": ("<h1>x</h1>", "<h2>x</h2>"),
    "another nesting": ("<div><p>x</p></div>", "<div></div><p>x</p>"),
    "another text": ("<p>Yes</p>", "<p>No</p>"),
    "words run together": ("<p><b>a</b> <b>c</b></p>", "<p><b>a</b><b>c</b></p>"),
    "the case of a text": ("<p>yes</p>", "<p>Yes</p>"),
    "spaces a person typed": ("<textarea>a  b</textarea>", "<textarea>a b</textarea>"),
    "escaped markup": ("<p>&lt;b&gt;x&lt;/b&gt;</p>", "<p><b>x</b></p>"),
}


@pytest.mark.parametrize("pair", ALIKE.values(), ids=ALIKE)
def test_what_a_browser_shows_alike_is_alike(pair: tuple[str, str]) -> None:
    assert marks(pair[0]) == marks(pair[1])


@pytest.mark.parametrize("pair", UNLIKE.values(), ids=UNLIKE)
def test_what_a_browser_shows_otherwise_is_not_alike(pair: tuple[str, str]) -> None:
    assert marks(pair[0]) != marks(pair[1])


def test_a_mark_is_said_as_it_would_be_written() -> None:
    assert [str(mark) for mark in marks('<p id="i" class="b a">x</p>')] == [
        '<p class="a b" id="i">',
        "'x'",
        "</p>",
    ]
