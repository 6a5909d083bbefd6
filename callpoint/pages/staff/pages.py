"""Every page of the staff, as a typed value."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from markupsafe import Markup

from callpoint.pages.page import Page
from callpoint.pages.shown import AdditionPart, AnswerLine, MarkedPiece, MessageLine
from callpoint.pages.staff.abuse_pages import ABUSE_PAGES
from callpoint.pages.staff.asking_pages import ASKING_PAGES, AskingPart
from callpoint.pages.staff.assessment_pages import AssessmentPart, ChangePage
from callpoint.pages.staff.case_pages import CASE_PAGES, CasesPart
from callpoint.pages.staff.caseload_pages import CASELOAD_PAGES
from callpoint.pages.staff.clock_pages import CLOCK_PAGES, ClocksPart
from callpoint.pages.staff.closing_pages import CLOSING_PAGES, ClosingPart
from callpoint.pages.staff.desk_pages import DeskPart
from callpoint.pages.staff.disclosure_pages import DISCLOSURE_PAGES
from callpoint.pages.staff.door_pages import DOOR_PAGES, DoorPart
from callpoint.pages.staff.exhibit_pages import EXHIBIT_PAGES
from callpoint.pages.staff.intervention_pages import INTERVENTION_PAGES, InterventionPart
from callpoint.pages.staff.link_pages import LINK_PAGES, SeriesLink, SightedLine
from callpoint.pages.staff.lost_code_pages import LOST_CODE_PAGES
from callpoint.pages.staff.overview_pages import OVERVIEW_PAGES
from callpoint.pages.staff.own_desk import OWN_DESK_PAGES
from callpoint.pages.staff.people_pages import PEOPLE_PAGES
from callpoint.pages.staff.queue_pages import QUEUE_PAGES
from callpoint.pages.staff.read_pages import READ_PAGES
from callpoint.pages.staff.recording_pages import RECORDING_PAGES, RecordingPart
from callpoint.pages.staff.request_pages import REQUEST_PAGES
from callpoint.pages.staff.retention_pages import RETENTION_PAGES
from callpoint.pages.staff.search_pages import SEARCH_PAGES
from callpoint.pages.staff.staff_page import StaffPage
from callpoint.pages.staff.statement_pages import STATEMENT_PAGES, StatementPart
from callpoint.pages.staff.support_pages import SUPPORT_PAGES, SupportPart
from callpoint.pages.staff.trend_pages import TREND_PAGES
from callpoint.pages.staff.unsent import UNSENT_PAGES
from callpoint.pages.staff.welfare_pages import WELFARE_PAGES


@dataclass(frozen=True, kw_only=True)
class ReasonLine:
    """One reason for a suggestion."""

    text: str


@dataclass(frozen=True, kw_only=True)
class ExhibitView:
    """One exhibit of a report, with the address that hands it out."""

    number: int
    name: str
    size: str
    sha256: str
    shows: str
    taken: str
    original: str
    is_withheld: bool
    is_dangerous: bool
    kind: str
    scan: str
    warnings: tuple[str, ...]
    url: str
    preview_url: str
    custody_url: str
    hand_over_url: str
    """'' where this person may not, or the file stays shut."""


@dataclass(frozen=True, kw_only=True)
class HoldView:
    """One legal hold on a report; the lifting is empty while it stands."""

    reason: str
    placed_by: str
    placed_at: datetime
    lift_reason: str
    lifted_by: str
    lifted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReportPage(StaffPage):
    """One report, open: the reporter's own words first."""

    template: ClassVar[str] = "staff/report.html"
    reference: str
    assessment: AssessmentPart
    desk_part: DeskPart
    contact: tuple[str, ...]
    """How the reporter may be reached now."""
    contact_changed_at: datetime | None
    withdraw_asked_at: datetime | None
    story: tuple[MarkedPiece, ...]
    """Nothing where they told none."""
    sighted: tuple[SightedLine, ...]
    links_url: str
    links_words: str
    """How many reports it is linked to, or that we are still looking."""
    series: SeriesLink | None
    answers: tuple[AnswerLine, ...]
    additions: tuple[AdditionPart, ...]
    kind: str
    other_kinds: tuple[str, ...]
    own_kind: str
    unit: str
    police_area: str
    sent_at: datetime
    first_read_at: datetime
    promises: ClocksPart
    other_number: str
    crime_number: str
    crime_number_error: str
    may_record: bool
    recording: RecordingPart
    asking: AskingPart
    reasons: tuple[ReasonLine, ...]
    offered: tuple[str, ...]
    messages: tuple[MessageLine, ...]
    exhibits: tuple[ExhibitView, ...]
    holds: tuple[HoldView, ...]
    is_held: bool
    may_change_hold: bool
    hold_reason: str
    hold_error: str
    cases: CasesPart
    closing: ClosingPart
    support: SupportPart
    door: DoorPart
    interventions: InterventionPart
    statements: StatementPart
    disclose_url: str
    """'' for who may not hand anything over."""
    may_write: bool
    typed: str
    error: str
    send_key: str
    limit: int


@dataclass(frozen=True, kw_only=True)
class StaleLine:
    """One fact that should be looked at again."""

    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ContentPage(StaffPage):
    """What in the content is stale, unsure or in conflict, and what stops publishing."""

    template: ClassVar[str] = "staff/content.html"
    version: str
    blockers: tuple[StaleLine, ...]
    unsure: tuple[StaleLine, ...]
    stale: tuple[StaleLine, ...]
    stuck: tuple[StaleLine, ...]
    may_retry: bool


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field of a sign-in form."""

    name: str
    id: str
    label: str
    hint: str
    value: str
    type: str
    autocomplete: str
    inputmode: str
    error: str


@dataclass(frozen=True, kw_only=True)
class ProviderPart:
    """The organisation's own sign-in, by name, and since when somebody's account is bound to it."""

    name: str
    url: str
    bound_at: datetime | None
    remove_url: str


@dataclass(frozen=True, kw_only=True)
class PasskeyForm:
    """What a script asks the browser for, and sends back."""

    do: str
    """`create` for a new passkey, `get` to sign in by one."""
    options: str
    """What the browser is told, as JSON."""
    fields: tuple[FieldLine, ...]
    button: str


@dataclass(frozen=True, kw_only=True)
class AccountPage(StaffPage):
    """A form of the sign-in: password, code, activation, change of password, a passkey."""

    template: ClassVar[str] = "staff/account.html"
    scripts: ClassVar[tuple[str, ...]] = (*StaffPage.scripts, "passkey.js")
    lead: str
    fields: tuple[FieldLine, ...]
    button: str
    """'' where a passkey is all that the page asks for."""
    redirect_field: str
    redirect_to: str
    picture: Markup
    secret: str
    passkey: PasskeyForm | None
    provider: ProviderPart | None
    """On the page of the sign-in alone, where a provider is set."""
    user_name: str
    """Whose password is changed, so that a program that keeps passwords knows; '' on the other pages."""
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CodesPage(StaffPage):
    """The recovery codes, to print and keep apart from the phone."""

    template: ClassVar[str] = "staff/codes.html"
    codes: tuple[str, ...]
    next_url: str


@dataclass(frozen=True, kw_only=True)
class PasskeyLine:
    """One passkey of somebody, with when it was used."""

    name: str
    added_at: datetime
    used_at: datetime | None
    name_url: str
    remove_url: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorPage(StaffPage):
    """How one's second factor stands: the app, passkeys, and recovery codes."""

    template: ClassVar[str] = "staff/second_factor.html"
    codes_left: int
    passkeys: tuple[PasskeyLine, ...]
    add_url: str
    codes_url: str
    provider: ProviderPart | None


@dataclass(frozen=True, kw_only=True)
class StaffMessagePage(StaffPage):
    """Something that could not be done, and what to do next."""

    template: ClassVar[str] = "message.html"
    paragraphs: tuple[str, ...]
    next_text: str
    next_url: str


PAGES: tuple[type[Page], ...] = (
    ReportPage,
    ContentPage,
    AccountPage,
    CodesPage,
    SecondFactorPage,
    StaffMessagePage,
    ChangePage,
    *EXHIBIT_PAGES,
    *REQUEST_PAGES,
    *LOST_CODE_PAGES,
    *LINK_PAGES,
    *PEOPLE_PAGES,
    *RETENTION_PAGES,
    *OWN_DESK_PAGES,
    *OVERVIEW_PAGES,
    *QUEUE_PAGES,
    *SEARCH_PAGES,
    *TREND_PAGES,
    *WELFARE_PAGES,
    *UNSENT_PAGES,
    *CASE_PAGES,
    *CLOCK_PAGES,
    *DISCLOSURE_PAGES,
    *ASKING_PAGES,
    *RECORDING_PAGES,
    *CLOSING_PAGES,
    *SUPPORT_PAGES,
    *CASELOAD_PAGES,
    *DOOR_PAGES,
    *ABUSE_PAGES,
    *READ_PAGES,
    *INTERVENTION_PAGES,
    *STATEMENT_PAGES,
)
"""Every page of this set; the tests walk each template against its class."""
