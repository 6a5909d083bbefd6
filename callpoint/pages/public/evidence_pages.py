"""The page of the files of a report, as a typed value."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.public.pages import GuidanceSection


@dataclass(frozen=True, kw_only=True)
class FileView:
    """One file that was added; its size in words."""

    id: str
    number: int
    name: str
    size: str
    sha256: str
    shows: str
    taken: str
    original: str
    is_withheld: bool


@dataclass(frozen=True, kw_only=True)
class UnfinishedView:
    """One file of which a part is here; its size in words and as a number."""

    id: str
    name: str
    size: str
    bytes: int
    percent: int


@dataclass(frozen=True, kw_only=True)
class TypedOfFiles:
    """What stands in the fields beside the box for files."""

    shows: str = ""
    taken: str = ""
    original: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidencePage(Page):
    """What to keep and how, the files added so far, and the box for more."""

    template: ClassVar[str] = "public/evidence.html"
    keep: tuple[str, ...]
    """What helps with this kind of incident."""
    guide: tuple[GuidanceSection, ...]
    """How to keep it: one part for each device and program."""
    files: tuple[FileView, ...]
    unfinished: tuple[UnfinishedView, ...]
    uploads_url: str
    """Where scripts send files in parts."""
    may_change: bool
    door: str
    """Whether files are taken: open | word | age | shut."""
    word_ask: str
    word_hint: str
    age_url: str
    limits: str
    most_bytes: int
    typed: TypedOfFiles
    word_limit: int
    send_key: str
    file_error: str
    word_error: str
    next_url: str
    next_text: str
    skip_text: str
