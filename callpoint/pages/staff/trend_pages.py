"""The pages of what is rising: findings, warnings that series raised, and alerts for the public."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from callpoint.pages.charts import AreaMap, Chart
from callpoint.pages.page import Link, Page
from callpoint.pages.shown import ChoiceLine
from callpoint.pages.staff.staff_page import StaffPage


@dataclass(frozen=True, kw_only=True)
class FindingView:
    """One finding: its sentence first, then what it rests on."""

    anchor: str
    sentence: str
    basis: str
    chance: str
    also: tuple[str, ...]
    """The same matter, said of a wider or narrower line."""
    chart: Chart
    look_url: str
    """The same page for this line alone; '' where it cannot be chosen."""
    alert_url: str
    """Where to write an alert of it; '' where this person may not, or it is about no kind."""


@dataclass(frozen=True, kw_only=True)
class FilterView:
    """One choice of the form above."""

    name: str
    label: str
    choices: tuple[ChoiceLine, ...]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class WeekView:
    """One week of the line that is chosen."""

    monday: date
    words: str
    number: str
    lost: str
    runs: bool


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """One police area with its number in words, and where it leads."""

    name: str
    number: str
    url: str


@dataclass(frozen=True, kw_only=True)
class TrendsPage(StaffPage):
    """What is rising, in sentences first, then the chosen line week by week, and the map."""

    template: ClassVar[str] = "staff/trends.html"
    views: tuple[Link, ...]
    filters: tuple[FilterView, ...]
    findings: tuple[FindingView, ...]
    lines_looked_at: str
    too_young: bool
    """There are not enough weeks to say anything yet."""
    is_modelled: bool
    line: str
    chart: Chart
    weeks: tuple[WeekView, ...]
    csv_url: str
    map: AreaMap
    areas: tuple[AreaLine, ...]


@dataclass(frozen=True, kw_only=True)
class WarningView:
    """One series that raised itself."""

    id: UUID
    anchor: str
    title: str
    url: str
    is_whole: bool
    """Whether no report of the series is shut to who looks; only then may they close it."""
    reasons: tuple[str, ...]
    numbers: str
    raised_at: datetime
    judged_by: str
    judged_at: datetime | None
    outcome: str
    """What was said of it, in words; '' while it waits."""


@dataclass(frozen=True, kw_only=True)
class WarningsPage(StaffPage):
    """Series that raised themselves: those that wait, and those that were closed last."""

    template: ClassVar[str] = "staff/warnings.html"
    views: tuple[Link, ...]
    waiting: tuple[WarningView, ...]
    closed: tuple[WarningView, ...]
    may_judge: bool
    seen_choices: tuple[ChoiceLine, ...]
    dismissed_choices: tuple[ChoiceLine, ...]


@dataclass(frozen=True, kw_only=True)
class AlertView:
    """One alert in a list of the staff."""

    url: str
    title: str
    state: str
    colour: str
    about: str
    written_by: str
    written_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class AlertsPage(StaffPage):
    """All alerts: drafts, published, withdrawn."""

    template: ClassVar[str] = "staff/alerts.html"
    views: tuple[Link, ...]
    alerts: tuple[AlertView, ...]
    new_url: str


@dataclass(frozen=True, kw_only=True)
class AlertFormPage(StaffPage):
    """The words of an alert, new or to be changed."""

    template: ClassVar[str] = "staff/alert_form.html"
    is_new: bool
    kinds: tuple[ChoiceLine, ...]
    areas: tuple[ChoiceLine, ...]
    kind: str
    area: str
    about: str
    """What it is about, where that is settled; '' for a new one."""
    alert_title: str
    text: str
    what_to_do: str


@dataclass(frozen=True, kw_only=True)
class AlertPage(StaffPage):
    """One alert as the public sees it, how easy it is to read, and the steps that are left."""

    template: ClassVar[str] = "staff/alert.html"
    state: str
    about: str
    alert_title: str
    text: str
    what_to_do: str
    grade: str
    hardest: str
    faults: tuple[str, ...]
    written_by: str
    written_at: datetime
    published_by: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    is_own: bool
    may_change: bool
    may_publish: bool
    may_withdraw: bool
    mark: str
    """Of the words that are shown: sent back with the press that publishes them."""
    unsaid: str
    """What to say to whoever did not say that it names nobody; ''."""
    change_url: str
    public_url: str


TREND_PAGES: tuple[type[Page], ...] = (TrendsPage, WarningsPage, AlertsPage, AlertFormPage, AlertPage)
