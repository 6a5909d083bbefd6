"""The page of what to do now, as a typed value, with its parts."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext

from callpoint.pages.page import Link, Page
from callpoint.pages.shown import ChannelLine, ServiceView


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One thing to do, with the number to call in it."""

    text: str
    detail: str = ""
    whom: str = ""
    """Who answers there."""
    call: ChannelLine | None = None
    beside: tuple[str, ...] = ()
    """Another way there that no link can lead to, such as the number on a card."""


@dataclass(frozen=True, kw_only=True)
class SayLine:
    """Words to say aloud, and to whom."""

    to: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact, and what of it is not certain."""

    text: str
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class WayLine:
    """What somebody may say next, and the short answer."""

    label: str
    text: tuple[str, ...]
    services: tuple[ServiceView, ...] = ()
    link: Link | None = None


@dataclass(frozen=True, kw_only=True)
class PaidForm:
    """Asks when money was sent, and says what that means; nothing of it is kept."""

    value: str = ""
    error: str = ""
    action: str = ""
    """Where its form is sent; '' where a report says it, and nothing is asked."""
    passed: str = ""
    """How long ago it was; '' where nobody said yet."""
    means: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClockForm:
    """Asks when a clock began, and says by when it runs out; nothing of it is kept."""

    heading: str
    ask: str
    value: str = ""
    error: str = ""
    action: str = ""
    """Where its form is sent; '' where a report says it, and nothing is asked."""
    due_at: datetime | None = None
    """None where nobody said yet when it began."""
    left: str = ""
    file_url: str = ""
    guide: str = ""
    began: str = ""
    """The moment from which it is counted, for the calendar file: sent by form, never in an address."""


@dataclass(frozen=True, kw_only=True)
class GuideView:
    """A guide as shown."""

    steps: tuple[StepLine, ...]
    say: tuple[SayLine, ...]
    do_not: tuple[str, ...]
    keep: tuple[str, ...]
    facts: tuple[FactLine, ...]
    choose: tuple[Link, ...]
    ways_on: tuple[WayLine, ...]
    paid: PaidForm | None
    clock: ClockForm | None
    hold_url: str
    """The paper for the bank, where a report is held and money moved; '' elsewhere."""


@dataclass(frozen=True, kw_only=True)
class HelpPage(Page):
    """What to do now: what to do first, whom to call, what to say, and how it goes on."""

    template: ClassVar[str] = "public/help.html"
    languages_on_top: ClassVar[bool] = True
    lead: str
    guide: GuideView | None
    """None where nothing is urgent enough for one; the advice of the kind stands in its place."""
    main: ServiceView | None
    instead: tuple[Link, ...]
    """Where nobody answers at the first service now: who answers meanwhile."""
    others: tuple[ServiceView, ...]
    support: tuple[ServiceView, ...]
    rescue: ChannelLine | None
    """The emergency number, for somebody who may hurt themselves; None elsewhere."""
    assumed: tuple[str, ...]
    place_url: str
    """Where somebody says in which country or place they are."""
    """What we took as given and the person may correct, for example the country."""
    kind_label: str
    change_kind_url: str
    advice: tuple[str, ...]
    elsewhere: str
    """Where the right body is another one than this service: says which, and why."""
    no_pictures: bool
    warns_of_recovery: bool
    """Money may be gone: those who sell its return come next (stories, rule R14)."""
    next_url: str
    next_text: str
    copy_url: str
    code_groups: tuple[str, ...] = ()
    code_is_new: bool = False

    @property
    def title(self) -> str:
        """Give a title that tells who looks over a shoulder nothing (stories, rule R10)."""
        return f"{gettext('What to do now')} \N{EN DASH} {self.service_name}"
