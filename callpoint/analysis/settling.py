"""Keeps values and series as the sightings and judgements say, after each deed; touches only the groups it concerns.

What is computed here can be computed again from the sightings (`callpoint relink`), and so has no leaf.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from callpoint.analysis.grouping import region_around
from callpoint.analysis.membership import dissolve, found_series, kept_series, move, resize, resize_around
from callpoint.analysis.parting import Places, crossing, forget_parted, note_parted, place_for
from callpoint.analysis.values import look_again
from callpoint.records.models import (
    Judgement,
    PartedValue,
    Report,
    Ruling,
    Series,
    SeriesMember,
    Sighting,
    Value,
)
from callpoint.records.queries.links import in_parts, naming, sighted_in
from callpoint.records.transaction import writing
from callpoint.rules.chance import Chance
from callpoint.rules.lifecycle import ReportState
from callpoint.rules.standing import RulingVerdict, ValueStanding

LINKS_LOCK = 0x6C696E6B
"""The advisory lock that orders those who regroup on PostgreSQL; SQLite has one writer anyway."""
AS_RULED = {RulingVerdict.LINKS: ValueStanding.LINKS, RulingVerdict.LINKS_NOT: ValueStanding.HUB}
"""What the row of a value says once its ruling is erased, until it is looked at: as ruled, so that a change is seen."""
MOST_STALE = 20
"""Values looked at in one transaction, so that nobody who writes meanwhile waits long."""


@writing
def settle_report(*, report_id: UUID, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """Look at the values of a report and put it where it belongs; doing it twice does it once."""
    lock_links()
    if not Report.objects.filter(id=report_id).exclude(state=ReportState.DRAFT).exists():
        return
    was_in_one = SeriesMember.objects.filter(report=report_id, series__isnull=False).exists()
    changed = look_again(_values_of([report_id]), at=at)
    upset = changed.links | crossing(changed.moved)
    if upset or not _joined(report_id, at=at, chance=chance):
        forget_parted(changed.links)
        regroup({report_id, *_naming(upset)}, at=at, chance=chance)
    if was_in_one:
        resize_around(report_id, at=at)


@writing
def settle_judgement(*, judgement_id: UUID, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """Regroup what a judgement, or the undoing of one, concerns."""
    lock_links()
    pairs = Judgement.objects.filter(id=judgement_id).values_list("first_id", "second_id")
    regroup({report for pair in pairs for report in pair}, at=at, chance=chance)


@writing
def settle_ruling(*, ruling_id: UUID, at: datetime, chance: Chance = secrets.token_bytes) -> None:
    """Regroup what a ruling on a value, or the undoing of one, concerns."""
    lock_links()
    marks = set(Ruling.objects.filter(id=ruling_id).values_list("mark", flat=True))
    forget_parted(marks)
    regroup(_naming(marks), at=at, chance=chance)


@writing
def settle_stale(*, at: datetime, chance: Chance = secrets.token_bytes) -> bool:
    """Look at values, and at one series, of which a report went; say whether there may be more."""
    lock_links()
    stale = Value.objects.filter(is_stale=True).order_by("mark")
    marks = set(stale.values_list("mark", flat=True)[:MOST_STALE])
    series = Series.objects.filter(is_stale=True).order_by("number").first()
    changed = look_again(marks, at=at)
    forget_parted(changed.links)
    seeds = _naming(changed.links | crossing(changed.moved))
    if series is not None:
        Series.objects.filter(id=series.id).update(is_stale=False)
        seeds |= set(SeriesMember.objects.filter(series=series).values_list("report_id", flat=True))
        resize(series.id, at=at)
    regroup(seeds, at=at, chance=chance)
    return bool(marks or series)


def let_go(reports: Collection[UUID]) -> bool:
    """
    Take reports that are about to be erased out of values and series, and note what must be looked at again.

    To be called in the transaction that erases them, before their sightings go; says whether anything must be.
    """
    lock_links()
    members = SeriesMember.objects.filter(report_id__in=reports)
    series = set(members.exclude(series=None).values_list("series_id", flat=True))
    marks = 0
    for some in in_parts(_values_of(reports)):
        marks += Value.objects.filter(mark__in=some).update(is_stale=True)
    for verdict, as_ruled in AS_RULED.items():
        ruled = Ruling.objects.filter(report__in=reports, undone_at=None, verdict=verdict)
        Value.objects.filter(mark__in=ruled.values("mark")).update(standing=as_ruled)
    _forget_last_named(reports)
    members.delete()
    for each in series:
        left = SeriesMember.objects.filter(series_id=each).count()
        Series.objects.filter(id=each).update(size=left, is_stale=True)
    return bool(marks or series)


def regroup(seeds: Iterable[UUID], *, at: datetime, chance: Chance) -> None:
    """Compute the groups around some reports anew, and change only the rows that are not so."""
    region = region_around(seeds)
    groups = region.groups()
    note_parted(region.shared, groups)
    apply_groups(groups, before=region.series, at=at, chance=chance)


def apply_groups(
    groups: Collection[frozenset[UUID]],
    *,
    before: dict[UUID, UUID | None],
    at: datetime,
    chance: Chance,
) -> int:
    """Make the series of reports those groups, given where each was before; gives how many reports changed place."""
    kept = kept_series(groups, before)
    now: dict[UUID, UUID | None] = {}
    for group in sorted(groups, key=lambda each: (-len(each), min(each))):
        series = None
        if len(group) > 1:
            series = kept.get(group) or found_series(at=at, chance=chance)
        now |= dict.fromkeys(group, series)
    return _apply(now, before=before, at=at)


def _apply(now: dict[UUID, UUID | None], *, before: dict[UUID, UUID | None], at: datetime) -> int:
    """Move the reports that are not where they belong, and count the series that changed."""
    moved: dict[UUID | None, list[UUID]] = {}
    for report, series in now.items():
        if report not in before or before[report] != series:
            moved.setdefault(series, []).append(report)
    for series, reports in moved.items():
        move(reports, series, at=at)
    left = {before[report] for reports in moved.values() for report in reports if report in before}
    there = set(now.values())
    for series in moved.keys() | left:
        if series is None:
            continue
        if series in there:
            resize(series, at=at)
        else:
            took = Counter(now[report] for report, was in before.items() if was == series)
            dissolve(series, into=next((to for to, _ in took.most_common() if to is not None), None))
    return sum(len(reports) for reports in moved.values())


def _joined(report_id: UUID, *, at: datetime, chance: Chance) -> bool:
    """
    Join a report with the groups it links to, where nothing speaks against it; say whether that was so.

    Any one report that was looked at before stands for its whole group. Where people called reports of these groups
    different, `place_for` says whether it may simply join.
    """
    places = place_for(report_id)
    if places is None:
        return False
    if len(places) > 1:
        _join(places, at=at, chance=chance)
    elif places.alone and not SeriesMember.objects.filter(report=report_id).exists():
        move([report_id], None, at=at)
    return True


def _join(places: Places, *, at: datetime, chance: Chance) -> None:
    """Make one series of several, the largest goes on, and of reports that stood alone."""
    largest = Series.objects.filter(id__in=places.series).order_by("-size", "number").first()
    into = largest.id if largest else found_series(at=at, chance=chance)
    joining = places.series - {into}
    SeriesMember.objects.filter(series_id__in=joining).update(series_id=into, joined_at=at)
    for each in sorted(joining):
        dissolve(each, into=into)
    move(places.alone, into, at=at)
    resize(into, at=at)


def _forget_last_named(reports: Collection[UUID]) -> None:
    """Drop the rows of parted values that nobody else names."""
    for some in in_parts(_values_of(reports)):
        others = Sighting.objects.filter(mark=OuterRef("mark")).exclude(report_id__in=reports)
        PartedValue.objects.filter(~Exists(others), mark__in=some).delete()


def _values_of(reports: Iterable[UUID]) -> set[str]:
    return {mark for _, mark, _ in sighted_in(reports)}


def _naming(marks: Iterable[str]) -> set[UUID]:
    return {report for report, _, _ in naming(marks)}


def lock_links() -> None:
    """Let nobody else regroup until the transaction ends; call it inside one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LINKS_LOCK])
