"""The pages of a visit that are neither question nor report: a lost code, and words for a report that was sent."""

from dataclasses import dataclass
from typing import ClassVar

from callpoint.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class TypedLine:
    """One field of a short form, with what was typed in it."""

    name: str
    label: str
    hint: str
    value: str
    autocomplete: str
    is_long: bool
    error: str


@dataclass(frozen=True, kw_only=True)
class LostCodePage(Page):
    """Asks somebody who lost their code how a person can find their report and reach them."""

    template: ClassVar[str] = "public/lost_code.html"
    fields: tuple[TypedLine, ...]
    send_key: str
    error: str
    """What stands in the way of the whole form; '' where nothing does."""


@dataclass(frozen=True, kw_only=True)
class SentMeanwhilePage(Page):
    """An answer came after its report was sent: its words can still go as a message."""

    template: ClassVar[str] = "public/sent_meanwhile.html"
    text: str
    send_key: str
    limit: int
    message_url: str
    report_url: str
