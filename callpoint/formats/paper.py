"""A paper: what a printed page of the service holds, as plain text that is already translated."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading inside the paper; its title stands above all of them."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """Paragraphs: an empty line parts two of them, a line break stays one."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is known, and what it is; the value keeps its lines."""

    term: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A table of two columns; a screen reader says the column's name with each cell."""

    term: str
    """The name of the first column, for example "Question"."""
    value: str
    """The name of the second column, for example "Answer"."""
    rows: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Steps:
    """What to do, one after the other, numbered."""

    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Note:
    """What must not be missed, in a box; lines as in `Text`."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Big:
    """A reference or number in groups, large enough to be read out at arm's length."""

    label: str
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words to be typed off the paper, numbered from 1, in three columns."""

    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NewPage:
    """A page that may be taken away by itself, with a title of its own."""

    title: str


Block = Heading | Text | Facts | Steps | Note | Big | Words | NewPage


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper, from top to bottom."""

    title: str
    language: str
    """BCP 47, for example "en" or "ur-PK"."""
    direction: str
    """Of the script: ltr or rtl."""
    lead: str
    blocks: tuple[Block, ...]
    footer: str
    """Stands on each page beside its number."""
    unshown: str = ""
    """Stands in a box at the end where some letters have no shape in our fonts and are shown as a square."""
