"""What people do with series: see their list, open one, name it. Its warnings are closed in `actions/warning.py`.

SeriesError
├── NoSuchSeriesError   none with this id, or all of its reports went elsewhere; `into` is where most are now
├── SeriesNotWholeError a restricted report of it is shut to who would name it
└── NameTooLongError    a name has more characters than one may have
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shut_to
from callpoint.actions.counting import week_of
from callpoint.actions.journalling import write_leaf, write_reads
from callpoint.actions.links_shown import name_of, shut_in, without
from callpoint.actions.reporting import held_report
from callpoint.analysis.grouping import linking_values
from callpoint.records.models import Report, Series, SeriesName, SeriesWarning, Sighting
from callpoint.records.queries.series_losses import lost_in_series
from callpoint.records.queries.series_seen import SeenPart, seen_parts
from callpoint.records.sealed import UNREADABLE
from callpoint.records.sealed_links import LinkSeal
from callpoint.records.transaction import writing
from callpoint.rules.access import Badge, Deed, check_may, may
from callpoint.rules.chance import Chance
from callpoint.rules.identifiers import IdentifierKind, show
from callpoint.rules.journal import SALT_SIZE
from callpoint.rules.series_shown import (
    Member,
    OpenedSeries,
    SeriesLine,
    SeriesList,
    SeriesValue,
    WhichSeries,
)
from callpoint.rules.warning import WarningState

NAME_LIMIT = 80
"""Characters in the name of a series."""
PAGE_SIZE = 50
MOST_VALUES_SHOWN = 20
MOST_MEMBERS_SHOWN = 5000
SHOWN_OF_A_MEMBER = (
    *("reference", "state", "kind", "urgency", "unit", "outcode", "police_area"),
    *("submitted_at", "created_at", "wrapped_key"),
)
"""The columns of a report that its series needs: its key for the values, and nothing of what was written."""


class SeriesError(Exception):
    """Something cannot be done with a series."""


class NoSuchSeriesError(SeriesError):
    """None with this id, or all of its reports went elsewhere; `into` is where most are now."""

    def __init__(self, into: UUID | None = None) -> None:
        super().__init__("There is no such series.")
        self.into = into


class SeriesNotWholeError(SeriesError):
    """A restricted report of it is shut to who would name it."""


class NameTooLongError(SeriesError):
    """A name has more characters than one may have."""

    def __init__(self, over: int) -> None:
        super().__init__(f"{over} characters over")
        self.over = over


@writing
def list_series(
    *, by: Actor, at: datetime, which: WhichSeries = WhichSeries.ALL, number: int = 1
) -> SeriesList:
    """
    List series, those that grew last first; their names are opened, and one leaf says who looked.

    Reports that are shut to this person are not counted, and the name of such a series stays sealed.

    `number` counts pages from 1 and is brought into range.

    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.SEE_SERIES)
    parts = seen_parts(shut_to(by, at=at))
    none = [each for each, part in parts.items() if not part.is_series]
    rows = Series.objects.filter(size__gt=1).exclude(id__in=none).order_by("-grown_at", "-number")
    if which is WhichSeries.RAISED:
        rows = rows.filter(warnings__state=WarningState.OPEN)
    total = rows.count()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), pages)
    shown = list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    raised = _raised(shown)
    write_leaf(what="series.list", about=number, by=by, at=at)
    return SeriesList(
        lines=tuple(_line(each, raised, parts.get(each.id)) for each in shown),
        total=total,
        number=number,
        pages=pages,
    )


@writing
def open_series(*, series_id: UUID, by: Actor, at: datetime) -> OpenedSeries:
    """
    Open a series: its reports by their readable columns, and the values they share.

    Each value is opened from one report that this person may open, with a leaf about that report. Reports that are shut
    to them are left out everywhere: that they belong here tells what stands in them.

    :raises NoSuchSeriesError: there is none, or what may be known of it is none.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.SEE_SERIES)
    series, shut = _series(series_id), shut_to(by, at=at)
    part = seen_parts(shut, among=[series.id]).get(series.id)
    if part and not part.is_series:
        raise NoSuchSeriesError
    members = Report.objects.filter(membership__series=series).exclude(id__in=shut)
    reports = list(members.order_by("-submitted_at", "id").only(*SHOWN_OF_A_MEMBER)[:MOST_MEMBERS_SHOWN])
    named = {mark: on for mark, on in linking_values(each.id for each in reports).items() if len(on) > 1}
    marks = sorted(named, key=lambda mark: (-len(named[mark]), mark))[:MOST_VALUES_SHOWN]
    values = _opened_values({mark: named[mark] for mark in marks}, reports, by=by, at=at)
    write_leaf(what="series.open", about=series.id, by=by, at=at)
    line = _line(series, _raised([series]), part)
    return OpenedSeries(
        id=series.id,
        number=series.number,
        name=line.name,
        reports=line.reports,
        people=0 if part else series.people,
        is_raised=line.is_raised,
        has_shut=line.has_shut,
        created_at=series.created_at,
        grown_at=line.grown_at,
        members=_members(reports, by.badge, [named[mark] for mark in marks]),
        values=values,
        lost=lost_in_series(series.id, shut=shut),
        by_week=_by_week(reports),
        by_area=tuple(Counter(report.police_area for report in reports).most_common()),
    )


@writing
def name_series(
    *, series_id: UUID, name: str, by: Actor, at: datetime, chance: Chance = secrets.token_bytes
) -> None:
    """
    Give a series a name; '' takes it away. It hangs on the newest report, under whose key it is sealed.

    :raises NoSuchSeriesError: there is none.
    :raises SeriesNotWholeError: a report of it is shut to this person, so that they know neither it nor its name.
    :raises NameTooLongError: the name has too many characters.
    :raises callpoint.rules.access.NotAllowedError: this role may not.
    """
    check_may(by.badge, Deed.NAME_SERIES)
    series, shut = _series(series_id), shut_to(by, at=at)
    if seen_parts(shut, among=[series.id]):
        raise SeriesNotWholeError
    name = " ".join(name.split())
    if len(name) > NAME_LIMIT:
        raise NameTooLongError(len(name) - NAME_LIMIT)
    newest = Report.objects.filter(membership__series=series).order_by("-submitted_at", "id")[0]
    report, name_id = held_report(newest.id), UUID(bytes=chance(16), version=4)
    row = SeriesName.objects.create(
        id=name_id,
        report=report,
        salt=chance(SALT_SIZE),
        name=LinkSeal.of(report).seal_name(name_id, name, chance),
        named_by_id=int(by.id),
        named_at=at,
    )
    write_leaf(what="series.name", about=series.id, by=by, at=at, wrote=[row])


def _raised(series: Iterable[Series]) -> frozenset[UUID]:
    """Say which of these raised themselves (`rules.warning`) and wait for a person to close that."""
    waiting = SeriesWarning.objects.filter(series__in=list(series), state=WarningState.OPEN)
    return frozenset(waiting.values_list("series_id", flat=True))


def _series(series_id: UUID) -> Series:
    series = Series.objects.filter(id=series_id).first()
    if series is None or not series.size or not series.members.exists():
        raise NoSuchSeriesError(series.into_id if series else None)
    return series


def _line(series: Series, raised: Collection[UUID], part: SeenPart | None) -> SeriesLine:
    return SeriesLine(
        id=series.id,
        number=series.number,
        name="" if part else name_of(series.id),
        reports=part.reports if part else series.size,
        created_at=series.created_at,
        grown_at=(part and part.last_at) or series.grown_at,
        is_raised=series.id in raised,
        has_shut=part is not None,
    )


def _opened_values(
    named: Mapping[str, Sequence[UUID]], reports: Sequence[Report], *, by: Actor, at: datetime
) -> tuple[SeriesValue, ...]:
    """Open each value from a report that this person may open, from as few reports as that takes; a leaf each."""
    open_to = {each.id: each for each in reports if may(by.badge, Deed.OPEN_REPORT, unit=each.unit)}
    unseen = _in_shut_exhibits_only(named, open_to)
    tells = {mark: [on for on in named[mark] if on in open_to and (mark, on) not in unseen] for mark in named}
    often = Counter(report for on in tells.values() for report in on)
    source = {mark: max(on, key=lambda one: (often[one], one), default=None) for mark, on in tells.items()}
    read = sorted({report for report in source.values() if report is not None})
    write_reads(what="report.read-values", reports=read, by=by, at=at)
    rows = Sighting.objects.filter(mark__in=list(named), report_id__in=read)
    sighted = {(row.mark, row.report_id): row for row in rows}
    kinds = dict(Sighting.objects.filter(mark__in=list(named)).values_list("mark", "kind").distinct())
    values = []
    for mark, chosen in source.items():
        kind = IdentifierKind(kinds[mark])
        opened = _told(open_to[chosen], sighted[mark, chosen]) if chosen is not None else ""
        values.append(
            SeriesValue(kind=kind, shown=show(kind, opened) if opened else "", reports=len(named[mark]))
        )
    return tuple(values)


def _in_shut_exhibits_only(
    named: Mapping[str, Sequence[UUID]], open_to: Mapping[UUID, Report]
) -> set[tuple[str, UUID]]:
    """Give mark and report where a report tells the value in exhibits that stay shut, and nowhere else."""
    shut, unseen = shut_in({report for on in named.values() for report in on if report in open_to}), set()
    for report_id, sources in shut.items():
        links = LinkSeal.of(open_to[report_id])
        for row in Sighting.objects.filter(report_id=report_id, mark__in=list(named)):
            if not without(links.sighted(row), sources).mentions:
                unseen.add((row.mark, report_id))
    return unseen


def _told(report: Report, row: Sighting) -> str:
    """Open the value of a sighting; '' where it cannot be opened, so that the others are shown all the same."""
    try:
        return LinkSeal.of(report).sighted(row).value
    except UNREADABLE:
        return ""


def _members(reports: Iterable[Report], badge: Badge, named: Sequence[Sequence[UUID]]) -> tuple[Member, ...]:
    places: dict[UUID, list[int]] = defaultdict(list)
    for place, on in enumerate(named):
        for report_id in on:
            places[report_id].append(place)
    return tuple(
        Member(
            report_id=each.id,
            reference=each.reference or "",
            state=each.state,
            kind=each.kind,
            urgency=each.urgency,
            unit=each.unit,
            outcode=each.outcode,
            police_area=each.police_area,
            submitted_at=each.submitted_at or each.created_at,
            may_open=may(badge, Deed.OPEN_REPORT, unit=each.unit),
            values=tuple(places[each.id]),
        )
        for each in reports
    )


def _by_week(reports: Iterable[Report]) -> tuple[tuple[date, int], ...]:
    weeks = Counter(week_of(report.submitted_at or report.created_at) for report in reports)
    return tuple(sorted(weeks.items()))
