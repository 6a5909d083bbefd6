"""The page of the hold request, as a typed value."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class HoldLine:
    """One thing a bank asks about a payment."""

    term: str
    value: str
    """'' where it is not known."""
    add_url: str = ""
    """Where it can be added; '' where it is known, or the report is sent."""


@dataclass(frozen=True, kw_only=True)
class HoldPayment:
    """One payment with all that a bank asks about it."""

    heading: str
    lines: tuple[HoldLine, ...]


@dataclass(frozen=True, kw_only=True)
class HoldRequestPage(Page):
    """What to say to the bank, and what it needs, from what was already told."""

    template: ClassVar[str] = "public/hold_request.html"
    steps: tuple[str, ...]
    words: str
    """What to say on the phone."""
    asked: tuple[str, ...]
    about: tuple[HoldLine, ...]
    payments: tuple[HoldPayment, ...]
    own_words: str
    """Amounts and accounts that the story names and no payment holds yet; '' where there are none."""
    paper_url: str
    json_url: str
    help_url: str
