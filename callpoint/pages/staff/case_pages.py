"""The pages about cases as typed values: the list, one case, handing it over, its disclosure schedule."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from callpoint.pages.page import Link, Page
from callpoint.pages.shown import AnswerLine, ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a form: what was typed, and what is wrong with it."""

    value: str = ""
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseLink:
    """A case that a report is in."""

    reference: str
    url: str
    """'' for whoever may not work on it."""
    state: str


@dataclass(frozen=True, kw_only=True)
class CasesPart:
    """What the page of a report shows of its cases."""

    cases: tuple[CaseLink, ...]
    add_url: str
    """'' for whoever may not work on cases."""


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case in the list."""

    url: str
    reference: str
    title: str
    officer: str
    unit: str
    reports: str
    """How many, in words."""
    opened_at: datetime
    review_on: date | None
    marks: tuple[str, ...]
    """What a person should see first, in words."""


@dataclass(frozen=True, kw_only=True)
class CasesPage(StaffPage):
    """The list of cases."""

    template: ClassVar[str] = "staff/cases.html"
    views: tuple[Link, ...]
    rows: tuple[CaseRow, ...]
    is_closed: bool
    number: int
    pages: int
    previous_url: str
    next_url: str


@dataclass(frozen=True, kw_only=True)
class CaseNewPage(StaffPage):
    """Beginning a case, or putting a report into one that is there."""

    template: ClassVar[str] = "staff/case_new.html"
    lead: str
    """Which reports it is about."""
    report: str
    """The id of the one report; '' for a series."""
    series: str
    choices: tuple[ChoiceLine, ...]
    """Open cases; none for a whole series."""
    choice: Field
    case_title: Field
    aim: Field
    send_key: str


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """One report of a case, with what is promised next."""

    reference: str
    url: str
    kind: str
    state: str
    unit: str
    place: str
    sent_at: datetime | None
    """None where it is restricted, and shut to whoever looks."""
    promise: str
    due_at: datetime | None
    colour: str
    standing: str


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Who sent a report, and whom it calls the suspect."""

    reference: str
    url: str
    reporter: str
    suspect: str


@dataclass(frozen=True, kw_only=True)
class IdentifierRow:
    """One identifier, and the reports that name it."""

    shown: str
    kind: str
    whose: str
    reports: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class ExhibitRow:
    """One file, its hash and its custody."""

    name: str
    url: str
    kind: str
    size: str
    sha256: str
    scan: str
    custody_url: str
    last: str
    last_at: datetime | None
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task."""

    id: str
    words: str
    who: str
    due_on: date
    is_late: bool
    takers: tuple[ChoiceLine, ...]
    """Who may do it, behind a line for nobody; who has it stands chosen."""
    give_error: str
    done_by: str
    done_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class EntryRow:
    """One line of the log."""

    kind: str
    words: str
    why: str
    next_review_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TimeRow:
    """One line of the timeline."""

    at: datetime
    what: str
    who: str
    reference: str
    url: str


@dataclass(frozen=True, kw_only=True)
class TakenOutRow:
    """A report that was in the case."""

    reference: str
    url: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfferRow:
    """One hand-over."""

    to: str
    note: str
    by: str
    at: datetime
    answer_words: str
    """'' while it waits."""
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CaseForms:
    """Every form on the page of a case."""

    task: Field
    task_due: Field
    task_who: Field
    decision: Field
    decision_why: Field
    review: Field
    next_review: Field
    case_title: Field
    aim: Field
    out_reason: Field
    out_report: str
    close_reason: Field


@dataclass(frozen=True, kw_only=True)
class KeptWords:
    """What was typed into a form that is not there any more."""

    label: str
    words: str


@dataclass(frozen=True, kw_only=True)
class CasePage(StaffPage):
    """One case."""

    template: ClassVar[str] = "staff/case.html"
    name: str
    aim: str
    is_open: bool
    marks: tuple[str, ...]
    facts: tuple[str, ...]
    ways: tuple[Link, ...]
    """To the hand-over and to the schedule."""
    reports: tuple[ReportRow, ...]
    taken_out: tuple[TakenOutRow, ...]
    people: tuple[PersonRow, ...]
    identifiers: tuple[IdentifierRow, ...]
    exhibits: tuple[ExhibitRow, ...]
    tasks: tuple[TaskRow, ...]
    log: tuple[EntryRow, ...]
    timeline: tuple[TimeRow, ...]
    timeline_more: int
    """How many earlier lines are not shown."""
    colleagues: tuple[ChoiceLine, ...]
    report_choices: tuple[ChoiceLine, ...]
    exports: tuple[ChoiceLine, ...]
    """Mappings for records systems; none for whoever may not hand anything over."""
    export_url: str
    forms: CaseForms
    kept: tuple[KeptWords, ...]
    """What a case that was closed meanwhile did not take."""
    send_key: str


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """One thing that falls due."""

    at: datetime | None
    on: date | None
    what: str
    reference: str
    url: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class AskRow:
    """One thing that a reporter was asked and has not answered."""

    reference: str
    url: str
    asked_at: datetime
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseHandOverPage(StaffPage):
    """Handing a case over: what the next person must know, the offer, and the answer."""

    template: ClassVar[str] = "staff/case_hand_over.html"
    name: str
    case_url: str
    officer: str
    is_open: bool
    kept: tuple[KeptWords, ...]
    """What a case that was closed meanwhile did not take."""
    views: tuple[Link, ...]
    since_words: str
    changes: tuple[TimeRow, ...]
    due: tuple[DueRow, ...]
    asks: tuple[AskRow, ...]
    promises: tuple[ReportRow, ...]
    waiting: OfferRow | None
    is_force: bool
    """Whether what waits is for another force."""
    may_accept: bool
    may_refuse: bool
    pack_url: str
    """Where the pack for another force is taken; '' where there is none, or this person may not."""
    offers: tuple[OfferRow, ...]
    colleagues: tuple[ChoiceLine, ...]
    may_offer_force: bool
    to: Field
    note: Field
    body: Field
    purpose: Field
    answer: Field


@dataclass(frozen=True, kw_only=True)
class ThingRow:
    """One line of a schedule."""

    place: str
    """What names it in the form."""
    reference: str
    what: str
    relevance: str
    """In words; '' where nobody has said."""
    chosen: str
    description: str
    reason: str
    judged_by: str
    error: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class SchedulePage(StaffPage):
    """The disclosure schedule of a case."""

    template: ClassVar[str] = "staff/case_schedule.html"
    name: str
    case_url: str
    csv_url: str
    summary: str
    is_open: bool
    typed: tuple[AnswerLine, ...]
    """What was typed about a thing that nobody can judge any more."""
    relevances: tuple[ChoiceLine, ...]
    rows: tuple[ThingRow, ...]


CASE_PAGES: tuple[type[Page], ...] = (CasesPage, CaseNewPage, CasePage, CaseHandOverPage, SchedulePage)
