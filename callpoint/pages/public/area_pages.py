"""The public pages about police areas."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from callpoint.pages.charts import AreaMap, Chart
from callpoint.pages.page import Page


@dataclass(frozen=True, kw_only=True)
class PublicAlert:
    """One published alert."""

    title: str
    text: str
    what_to_do: str
    place: str
    published_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """One area of the list."""

    name: str
    number: str
    url: str


@dataclass(frozen=True, kw_only=True)
class KindTold:
    """One kind with its number in words, and what to do about it."""

    label: str
    definition: str
    number: str
    advice: tuple[str, ...]
    guide: str
    guide_url: str


@dataclass(frozen=True, kw_only=True)
class WeekTold:
    """One week with its number in words."""

    monday: date
    number: str


@dataclass(frozen=True, kw_only=True)
class AreasPage(Page):
    """All police areas, as a map and as a table, with the alerts in force."""

    template: ClassVar[str] = "public/areas.html"
    is_modelled: bool
    from_day: str
    to_day: str
    alerts: tuple[PublicAlert, ...]
    map: AreaMap
    areas: tuple[PlaceLine, ...]


@dataclass(frozen=True, kw_only=True)
class AreaPage(Page):
    """One police area: alerts, what was reported, and what to do."""

    template: ClassVar[str] = "public/area.html"
    is_modelled: bool
    from_day: str
    to_day: str
    alerts: tuple[PublicAlert, ...]
    total: str
    kinds: tuple[KindTold, ...]
    chart: Chart
    weeks: tuple[WeekTold, ...]
    feed_url: str
    report_url: str


AREA_PAGES: tuple[type[Page], ...] = (AreasPage, AreaPage)
