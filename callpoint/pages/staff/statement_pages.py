"""Statements as shown to staff: the part on a report's page, and the page that offers one."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class StatementView:
    """One statement; its text only once it is signed."""

    id: str
    what: str
    state: str
    offered_by: str
    offered_at: datetime
    text: str
    name: str
    signed_at: datetime | None
    hash: str
    paper_url: str
    """'' until it is signed, and for who may not print it."""
    may_use: bool
    used_by: str
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class StatementPart:
    """What the page of a report says of statements."""

    statements: tuple[StatementView, ...]
    offer_url: str
    """'' for who may not offer any."""


@dataclass(frozen=True, kw_only=True)
class StatementPage(StaffPage):
    """Offers a reporter a statement drafted from the report, and shows those there are."""

    template: ClassVar[str] = "staff/statement.html"
    statements: tuple[StatementView, ...]
    may_draft: bool
    """Whether no statement of what happened waits with the reporter."""
    draft: str
    typed: str
    """What was typed and could not be offered, because one waits already; else ''."""
    error: str
    may_offer_personal: bool
    limit: int


STATEMENT_PAGES: tuple[type[Page], ...] = (StatementPage,)
"""Every page of this module."""
