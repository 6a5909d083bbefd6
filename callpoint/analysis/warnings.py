"""Which series to look at for a warning, and what they look like now."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F

from callpoint.records.knowledge import knowledge
from callpoint.records.models import LostAmount, Report, Series, SeriesMember, SeriesWarning, Sighting
from callpoint.records.transaction import writing
from callpoint.rules.identifiers.model import Whose
from callpoint.rules.warning import JUDGED, LATELY, Member, Shape, WarningState, shape_of

MOST_LOOKED_AT = 500
"""Series of one look; the next look takes those that nobody looked at for longest."""
MOST_MEMBERS = 5000
HARM = "harm-to-person"
"""The group of kinds by which somebody can be hurt."""


def series_to_look_at(*, at: datetime) -> tuple[UUID, ...]:
    """Give series that grew in the last days and have no open warning; those that waited longest for a look first."""
    grown = Series.objects.filter(grown_at__gt=at - LATELY, size__gt=1)
    waiting = SeriesWarning.objects.filter(state=WarningState.OPEN).values("series")
    found = (
        grown.exclude(id__in=waiting)
        .order_by(F("looked_at").asc(nulls_first=True), "-grown_at", "id")
        .values_list("id", flat=True)
    )
    return tuple(found[:MOST_LOOKED_AT])


def outlived_warnings() -> tuple[UUID, ...]:
    """Give open warnings whose series is no more: its reports went, or belong to another by now."""
    rows = SeriesWarning.objects.filter(state=WarningState.OPEN, series__size__lt=2, series__is_stale=False)
    return tuple(rows.order_by("raised_at", "id").values_list("id", flat=True))


def shape_now(series_id: UUID, *, currency: str, at: datetime) -> Shape:
    """Count a series from the readable columns of its reports; of a very large one, its newest reports."""
    ids = SeriesMember.objects.filter(series_id=series_id).order_by("-joined_at")
    rows = Report.objects.filter(id__in=list(ids.values_list("report_id", flat=True)[:MOST_MEMBERS]))
    reports = list(rows.values_list("id", "submitted_at", "who", "kind"))
    own = [report_id for report_id, *_each in reports]
    lost = dict(
        LostAmount.objects.filter(report__in=own, currency=currency).values_list("report_id", "units")
    )
    person, kinds = _reporters_of(own), knowledge().content.kinds
    members = [
        Member(
            reporter=person[report_id],
            sent_at=sent_at or at,
            lost=lost.get(report_id, 0),
            is_at_risk=who == "child" or (kind in kinds and kinds[kind].group == HARM),
        )
        for report_id, sent_at, who, kind in reports
    ]
    return shape_of(members, at=at)


def judged_at_reporters(series_id: UUID) -> int | None:
    """Give how many reporters a series had when a person last closed a warning of it; None where nobody did."""
    closed = SeriesWarning.objects.filter(series_id=series_id, state__in=JUDGED)
    found = closed.order_by("-judged_at").values_list("reporters", flat=True).first()
    return None if found is None else int(found)


def _reporters_of(reports: Iterable[UUID]) -> dict[UUID, str]:
    """Give each report the mark of its person: reports that share a value of the reporter's own are one person's."""
    head = {report: report for report in reports}

    def found(report: UUID) -> UUID:
        while head[report] != report:
            head[report] = head[head[report]]
            report = head[report]
        return report

    by_value: dict[str, list[UUID]] = defaultdict(list)
    own = Sighting.objects.filter(report__in=list(head), whose=Whose.REPORTER)
    for mark, report in own.order_by().values_list("mark", "report_id"):
        by_value[mark].append(report)
    for sharing in by_value.values():
        for report in sharing[1:]:
            head[found(report)] = found(sharing[0])
    return {report: str(found(report)) for report in head}


@writing
def note_looked_at(*, series: Collection[UUID], at: datetime) -> None:
    """Note when series were looked at, so that the next look takes the others; nobody's deed, and so without a leaf."""
    Series.objects.filter(id__in=series).update(looked_at=at)
