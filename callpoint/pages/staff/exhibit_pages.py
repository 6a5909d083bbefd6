"""The pages of one exhibit, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """One thing that a file says of itself."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One thing that lies in a file."""

    name: str
    size: str
    note: str


@dataclass(frozen=True, kw_only=True)
class CustodyRow:
    """One thing that was done to an exhibit."""

    at: datetime
    who: str
    what: str
    leaf: int
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class Square:
    """One large square of a veil: where it is, and its colour."""

    x: int
    y: int
    colour: str


@dataclass(frozen=True, kw_only=True)
class CoveredPicture:
    """One picture of a preview under its veil."""

    url: str
    """A browser asks for it once somebody lifts the veil, each time anew."""
    width: int
    height: int
    squares: tuple[Square, ...]


@dataclass(frozen=True, kw_only=True)
class PreviewPage(StaffPage):
    """What is seen of an exhibit."""

    template: ClassVar[str] = "staff/preview.html"
    number: int
    name: str
    size: str
    kind: str
    warnings: tuple[str, ...]
    unseen: str
    """Why nothing is seen; '' where something is."""
    facts: tuple[FactRow, ...]
    text: str
    entries: tuple[EntryRow, ...]
    is_mail: bool
    is_cut: bool
    pictures: tuple[CoveredPicture, ...]
    original_url: str


@dataclass(frozen=True, kw_only=True)
class CustodyPage(StaffPage):
    """All that was done to an exhibit, oldest first, to print."""

    template: ClassVar[str] = "staff/custody.html"
    reference: str
    number: int
    name: str
    size: str
    sha256: str
    kind: str
    scan: str
    shown_at: datetime
    rows: tuple[CustodyRow, ...]


@dataclass(frozen=True, kw_only=True)
class DangerousPage(StaffPage):
    """Says that a file is dangerous and asks for one more press."""

    template: ClassVar[str] = "staff/dangerous.html"
    name: str
    action: str


@dataclass(frozen=True, kw_only=True)
class BlackOutPage(StaffPage):
    """A picture or a PDF before it is blacked out: its pages, on which scripts let boxes be drawn, and the field of boxes."""

    template: ClassVar[str] = "staff/black_out.html"
    number: int
    name: str
    unseen: str
    """Why no page is seen; '' where one is."""
    pictures: tuple[str, ...]
    is_cut: bool
    """Whether the file has more pages than are shown."""
    action: str


EXHIBIT_PAGES: tuple[type[Page], ...] = (PreviewPage, CustodyPage, DangerousPage, BlackOutPage)
