"""Every page a reporter can see, as a typed value."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse

from callpoint.pages.kept import KeptField
from callpoint.pages.page import Link, Page
from callpoint.pages.public.area_pages import AREA_PAGES
from callpoint.pages.public.criteria_pages import CRITERIA_PAGES
from callpoint.pages.public.ended_pages import ENDED_PAGES
from callpoint.pages.public.fields import FieldLine
from callpoint.pages.public.figure_pages import FeedbackPage, FiguresPage
from callpoint.pages.public.help_pages import ClockForm, HelpPage
from callpoint.pages.public.papers_pages import HoldRequestPage
from callpoint.pages.public.return_pages import RETURN_PAGES
from callpoint.pages.public.session_pages import LostCodePage, SentMeanwhilePage
from callpoint.pages.public.statement_pages import STATEMENT_PAGES
from callpoint.pages.public.talk_pages import TALK_PAGES
from callpoint.pages.shown import (
    AnswerLine,
    AnswerPart,
    ChoiceLine,
    FileLine,
    ReceiptView,
    ServiceView,
)


@dataclass(frozen=True, kw_only=True)
class NowCard:
    """One of the four urgent cards of Start."""

    title: str
    text: str
    url: str
    phone_text: str = ""
    phone_url: str = ""


@dataclass(frozen=True, kw_only=True)
class StartPage(Page):
    """The first page: the four urgent cards, then the way to tell what happened."""

    template: ClassVar[str] = "public/start.html"
    languages_on_top: ClassVar[bool] = True
    cards: tuple[NowCard, ...]
    more_now: tuple[Link, ...]
    """What to do now in other sorts of trouble."""
    begin_url: str
    return_url: str
    directory_url: str
    guidance: tuple[Link, ...]

    @property
    def talk_url(self) -> str:
        """Give the address for who only wants to talk."""
        return reverse("talk")


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """One question, or several that belong together."""

    template: ClassVar[str] = "public/question.html"
    lead: str
    row: str
    """Which of several it is, from the second on: the second payment."""
    fields: tuple[FieldLine, ...]
    another: str
    """The words of the button that begins one more; '' where it is asked once."""
    skip_url: str
    finish_url: str
    """The check page, for whoever has said all they want to; '' before there is enough to send."""
    progress: str
    code_groups: tuple[str, ...]
    code_is_new: bool
    """Whether this is the first page that shows the code; later it is folded away."""
    whose: str
    """For whom to answer, where it happened to somebody else; '' else."""
    warning: str

    @property
    def title(self) -> str:
        """Give the title of the window: on routes where somebody near may watch, the step and not the question."""
        return f"{self.progress if self.exit_url else self.heading} \N{EN DASH} {self.service_name}"


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    """Everything told so far, with a way to change each, before it is sent."""

    template: ClassVar[str] = "public/check.html"
    parts: tuple[AnswerPart, ...]
    more: tuple[Link, ...]
    """Sheets that nobody has to fill in, for those who have more to tell."""
    code_groups: tuple[str, ...]
    submit_key: str
    sends: bool
    goes_to: str
    declaration: FieldLine
    button: str
    not_yet: str
    """Where another body records this: says that sending does not report it there."""
    discard_url: str
    takeaways: tuple[Link, ...]
    files: tuple[FileLine, ...]


@dataclass(frozen=True, kw_only=True)
class DonePage(Page):
    """The reference and the code, what happens next, and by when."""

    template: ClassVar[str] = "public/done.html"
    languages_on_top: ClassVar[bool] = True
    reference_groups: tuple[str, ...]
    crime_number: str
    spoken: str
    code_groups: tuple[str, ...]
    address_code_url: str
    """The picture that holds the address of the return page, for another device; '' where there is none."""
    takeaways: tuple[Link, ...]
    files: tuple[FileLine, ...]
    receipt: ReceiptView | None
    talk_url: str
    """Where somebody who asked for it can be called by a support service; '' where they did not ask."""
    acting: tuple[ServiceView, ...]
    """Who acts, where it cannot wait until somebody has read the report."""
    clock: ClockForm | None
    """What else has to be told to whom by when; None where no such clock runs."""
    read_by: datetime | None
    news_by: datetime | None
    not_yet: str
    other_body: ServiceView | None
    other_number: str
    copy_url: str
    support: tuple[ServiceView, ...]
    advice: tuple[str, ...]
    guidance: tuple[Link, ...]
    return_url: str
    feedback_url: str
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class CopyPage(Page):
    """The ready copy, in the order of the body it is for."""

    template: ClassVar[str] = "public/copy.html"
    body: ServiceView | None
    lines: tuple[AnswerLine, ...]
    takeaways: tuple[Link, ...]
    reference: str
    made_at: datetime
    other_number: str = ""
    """The number that the other body gave, or what was typed for one."""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveRowPage(Page):
    """Asks once before one of several payments or contacts is taken out."""

    template: ClassVar[str] = "public/remove_row.html"
    part: AnswerPart | None


@dataclass(frozen=True, kw_only=True)
class ConfirmDiscardPage(Page):
    """Asks once before a draft is thrown away."""

    template: ClassVar[str] = "public/discard.html"


@dataclass(frozen=True, kw_only=True)
class KindPage(Page):
    """Lets the person correct what we took it for."""

    template: ClassVar[str] = "public/kind.html"
    likely: tuple[ChoiceLine, ...]
    others: tuple[ChoiceLine, ...]
    error: str


@dataclass(frozen=True, kw_only=True)
class ReturnPage(Page):
    """Asks for the private code."""

    template: ClassVar[str] = "public/return.html"
    code: str
    reference: str
    code_error: str
    reference_error: str
    lost_url: str


@dataclass(frozen=True, kw_only=True)
class DirectoryPage(Page):
    """Who can help, as a plain list, by situation, age and place."""

    template: ClassVar[str] = "public/directory.html"
    lead: str
    situations: tuple[Link, ...]
    services: tuple[ServiceView, ...]
    place: str
    place_note: str
    age: str
    ages: tuple[ChoiceLine, ...]
    open_only: bool
    name: str
    """A name or number to look for; older names are understood."""
    station_note: str
    bring: tuple[str, ...]
    shown: str


@dataclass(frozen=True, kw_only=True)
class ServicePage(Page):
    """One service, with everything known about it and how sure we are."""

    template: ClassVar[str] = "public/service.html"
    service: ServiceView
    takes: tuple[str, ...]
    does_not_take: tuple[str, ...]
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class GuidancePoint:
    """One point and the services it names."""

    text: str
    services: tuple[ServiceView, ...]


@dataclass(frozen=True, kw_only=True)
class GuidanceSection:
    """A heading with its points."""

    heading: str
    lead: str
    points: tuple[GuidancePoint, ...]


@dataclass(frozen=True, kw_only=True)
class GuidanceListPage(Page):
    """The list of guidance pages."""

    template: ClassVar[str] = "public/guidance_list.html"
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class GuidancePage(Page):
    """One page of guidance, to read or to tick off."""

    template: ClassVar[str] = "public/guidance.html"
    lead: str
    sections: tuple[GuidanceSection, ...]
    is_plan: bool
    others: tuple[Link, ...]
    share_url: str


@dataclass(frozen=True, kw_only=True)
class MessagePage(Page):
    """Something that could not be done, and what to do next."""

    template: ClassVar[str] = "message.html"
    paragraphs: tuple[str, ...]
    next_text: str = ""
    next_url: str = ""


@dataclass(frozen=True, kw_only=True)
class NotAllowedPage(Page):
    """A page that is for somebody else, or for nobody; what was typed into its form is there to be copied."""

    template: ClassVar[str] = "public/not_allowed.html"
    paragraphs: tuple[str, ...]
    typed: tuple[str, ...]
    next_text: str
    next_url: str


@dataclass(frozen=True, kw_only=True)
class ExpiredPage(Page):
    """A form came after its session had ended: nothing typed is lost, one press sends it again."""

    template: ClassVar[str] = "public/expired.html"
    action: str
    fields: tuple[KeptField, ...]
    asks_code: bool = False
    """Whether it belongs to a report that the private code has to open first."""
    code_error: str = ""
    begin_url: str = ""


@dataclass(frozen=True, kw_only=True)
class NotSavedPage(Page):
    """A form could not be saved: nothing typed is lost, one press tries again."""

    template: ClassVar[str] = "public/not_saved.html"
    action: str
    token: str
    """The token that came with the form."""
    fields: tuple[KeptField, ...]
    had_files: bool


PAGES: tuple[type[Page], ...] = (
    StartPage,
    HelpPage,
    QuestionPage,
    CheckPage,
    DonePage,
    CopyPage,
    RemoveRowPage,
    ConfirmDiscardPage,
    KindPage,
    ReturnPage,
    *RETURN_PAGES,
    *CRITERIA_PAGES,
    *ENDED_PAGES,
    *STATEMENT_PAGES,
    DirectoryPage,
    ServicePage,
    GuidanceListPage,
    GuidancePage,
    MessagePage,
    NotAllowedPage,
    ExpiredPage,
    NotSavedPage,
    FeedbackPage,
    FiguresPage,
    LostCodePage,
    SentMeanwhilePage,
    HoldRequestPage,
    *TALK_PAGES,
    *AREA_PAGES,
)
"""Every page of this set; the tests walk each template against its class."""
