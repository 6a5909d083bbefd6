"""Changes the rows of series and their members, and only those that are not as they must be."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from callpoint.records.models import Series, SeriesMember, Sighting
from callpoint.records.queries.links import in_parts
from callpoint.rules.chance import Chance
from callpoint.rules.reporters import people_among
from callpoint.rules.standing import Standing


def found_series(*, at: datetime, chance: Chance) -> UUID:
    """Make a series with the next number; a series that is gone keeps its row, so that none is given twice."""
    last = Series.objects.aggregate(last=Max("number"))["last"] or 0
    series_id = UUID(bytes=chance(16), version=4)
    Series.objects.create(id=series_id, number=last + 1, size=0, created_at=at, grown_at=at)
    return series_id


def move(reports: Collection[UUID], series: UUID | None, *, at: datetime) -> None:
    """Put reports into a series, or note that each stands alone; those that are there stay as they are."""
    known: set[UUID] = set()
    for some in in_parts(reports):
        rows = SeriesMember.objects.filter(report_id__in=some)
        known.update(rows.values_list("report_id", flat=True))
        rows.update(series_id=series, joined_at=at)
    SeriesMember.objects.bulk_create(
        [
            SeriesMember(report_id=report, series_id=series, joined_at=at)
            for report in sorted(reports)
            if report not in known
        ]
    )


def resize(series_id: UUID, *, at: datetime) -> None:
    """Count a series and its people anew, and note when it grew: then the worker looks whether it raises itself."""
    series = Series.objects.get(id=series_id)
    size = SeriesMember.objects.filter(series=series).count()
    if size > series.size:
        series.grown_at = at
    series.size, series.people = size, _people_of(series_id, size)
    series.save(update_fields=["size", "people", "grown_at"])


def resize_around(report_id: UUID, *, at: datetime) -> None:
    """Count the series anew that a report is in: it may have named a value of its reporter's own since."""
    member = SeriesMember.objects.filter(report=report_id).first()
    if member and member.series_id:
        resize(member.series_id, at=at)


def _people_of(series_id: UUID, size: int) -> int:
    """Count the people who sent the reports of a series; only reports that share an own value are looked at."""
    own = Sighting.objects.filter(report__membership__series_id=series_id, standing=Standing.OWN).order_by()
    shared = own.values("mark").annotate(reports=Count("report")).filter(reports__gt=1)
    sharing = [
        pair
        for marks in in_parts(shared.values_list("mark", flat=True))
        for pair in own.filter(mark__in=marks).values_list("report_id", "mark")
    ]
    reports = {report for report, _ in sharing}
    return size - len(reports) + people_among(reports, sharing)


def dissolve(series_id: UUID, *, into: UUID | None) -> None:
    """Note that no report is in a series any more, and which took them in."""
    Series.objects.filter(id=series_id).update(size=0, people=0, into=into, is_stale=False)


def kept_series(
    groups: Collection[frozenset[UUID]], present: Mapping[UUID, UUID | None]
) -> dict[frozenset[UUID], UUID]:
    """
    Say which group goes on as which series: each series goes on in the group that has most of its reports.

    Where two could be one, the larger part decides, then the smaller id; what is left over founds a series of its own.
    """
    wishes = sorted(
        (
            (-shared, str(series), min(group), group, series)
            for group in groups
            if len(group) > 1
            for series, shared in Counter(map(present.get, group)).items()
            if series is not None
        ),
        key=lambda wish: wish[:3],
    )
    kept: dict[frozenset[UUID], UUID] = {}
    for *_, group, series in wishes:
        if group not in kept and series not in kept.values():
            kept[group] = series
    return kept
