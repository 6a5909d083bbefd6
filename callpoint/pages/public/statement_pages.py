"""What a reporter sees of statements, as typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from callpoint.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """One statement on the page of the report."""

    what: str
    state: str
    url: str


@dataclass(frozen=True, kw_only=True)
class OwnStatementPage(Page):
    """One statement: to read, correct and sign, or as it was signed."""

    template: ClassVar[str] = "public/statement.html"
    is_personal: bool
    is_open: bool
    state: str
    is_late: bool
    """Whether the words came when the report was not open any more: only they were kept, and no signature."""
    text: str
    text_error: str
    name: str
    name_error: str
    is_nameless: bool
    """Whether its reporter chose to give no name: a statement needs one all the same."""
    agreed_in: str
    """That of the report, in which what is ticked stands on the paper."""
    agreed: str
    agreed_here: str
    """The same in the language of the page; '' where that is the report's."""
    agreed_error: str
    changed_at: datetime | None
    signed_at: datetime | None
    hash: str
    paper_url: str
    """'' until it is signed."""
    may_withdraw: bool
    is_used: bool
    limit: int
    stay_url: str


STATEMENT_PAGES: tuple[type[Page], ...] = (OwnStatementPage,)
