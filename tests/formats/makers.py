"""Papers for tests, and what is read from the bytes that they become."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2

from callpoint.formats.paper import Big, Block, Fact, Facts, Heading, Note, Paper, Steps, Text
from callpoint.formats.pdf import pdf

MADE_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
PROMISED = ("pdfuaid:part", "pdfaid:part")


@dataclass(frozen=True)
class Seen:
    """What a reader gets of a PDF: its words, and what is said to a screen reader."""

    text: str
    tags: tuple[str, ...]
    title: str
    language: str
    standards: tuple[str, ...]
    """Which of PDF/UA and PDF/A it promises, by the number of the part."""


def a_paper(*blocks: Block, **changes: str) -> Paper:
    """A paper in English with one of each block, unless others are named."""
    fields = {
        "title": "Your copy",
        "language": "en-GB",
        "direction": "ltr",
        "lead": "All that you told us.",
        "footer": "Made at 9:00 am",
        **changes,
    }
    return Paper(blocks=blocks or ONE_OF_EACH, **fields)


def a_story(text: str, **changes: str) -> Paper:
    """A paper that holds a story as a paragraph and as an answer."""
    facts = Facts(term="Question", value="Answer", rows=(Fact(term="What happened?", value=text),))
    return a_paper(Text(text=text), facts, **changes)


ONE_OF_EACH = (
    Big(label="Report reference", groups=("CP", "7GH4", "K2QX", "3")),
    Note(text="This is not yet a crime number."),
    Heading(text="What you told us"),
    Facts(
        term="Question",
        value="Answer",
        rows=(
            Fact(term="How much was it?", value="900 pounds"),
            Fact(term="Your name", value="Not given"),
        ),
    ),
    Text(text="First line\nsecond line\n\nNew paragraph"),
    Steps(steps=("Ring your bank.", "Write down the name.")),
)


def read(made: bytes) -> Seen:
    """Read a PDF as a person and as a screen reader do."""
    with pikepdf.open(BytesIO(made)) as document:
        root = document.Root
        tags: list[str] = []
        _collect(root.StructTreeRoot.K, tags)
        with document.open_metadata() as meta:
            standards = tuple(str(meta.get(name, "")) for name in PROMISED)
        return Seen(
            text=words_of(made),
            tags=tuple(tags),
            title=str(document.docinfo["/Title"]),
            language=str(root.Lang),
            standards=standards,
        )


def words_of(made: bytes) -> str:
    """The text of a PDF as it is copied out of it, page by page."""
    document = pypdfium2.PdfDocument(made)
    try:
        pages = [_words_of_page(document, number) for number in range(len(document))]
    finally:
        document.close()
    return "\n".join(pages).replace("\r\n", "\n")


def _words_of_page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    words = page.get_textpage()
    try:
        return str(words.get_text_range())
    finally:
        words.close()
        page.close()


def places_of(made: bytes, letter: str) -> list[float]:
    """How far from the left edge each of a letter stands on the first page, in points."""
    document = pypdfium2.PdfDocument(made)
    page = document[0]
    words = page.get_textpage()
    try:
        text = words.get_text_range()
        return [words.get_charbox(place)[0] for place, each in enumerate(text) if each == letter]
    finally:
        words.close()
        page.close()
        document.close()


def set_and_read(paper: Paper) -> Seen:
    """Set a paper and read it."""
    return read(pdf(paper, made_at=MADE_AT))


def _collect(node: object, tags: list[str]) -> None:
    if isinstance(node, pikepdf.Array):
        for part in node:
            _collect(part, tags)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        tags.append(str(node.S).removeprefix("/"))
        _collect(node.get("/K", pikepdf.Array()), tags)
