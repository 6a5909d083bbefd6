"""Opens what links a report, for the actions that show it and write the leaf."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from callpoint.analysis.linking import Linked, Probed, probe_links
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Judgement, Report, Ruling, Series, SeriesMember, SeriesName, Sighting
from callpoint.records.queries.links import in_parts
from callpoint.records.queries.near_copies import near_copies_of
from callpoint.records.sealed import UNREADABLE, ReportSeal
from callpoint.records.sealed_links import LinkSeal
from callpoint.rules.identifiers import notes, show
from callpoint.rules.linking.common import CommonValues, common_values
from callpoint.rules.linking.weights import strength
from callpoint.rules.links import (
    MOST_COUNTED,
    MOST_LINKS,
    AlikeStory,
    Link,
    ReportLinks,
    SeenValue,
    SeriesSummary,
    SharedValue,
    ShownJudgement,
    ShownRuling,
)
from callpoint.rules.sighting import Sighted
from callpoint.rules.standing import RulingVerdict, Standing, Verdict
from callpoint.rules.telling import SAMPLE
from callpoint.vault.models import Exhibit, ExhibitState

STORY: Final = "answer:story"
"""The source that the page shows first."""
Seen = Mapping[str, Sighted]
"""The values of a report by their marks."""


def links_shown(report: Report, seal: ReportSeal) -> ReportLinks:
    """Open the values of a report and give what they link it to; of other reports only readable columns."""
    links = LinkSeal(seal.key)
    rows = {row.mark: row for row in Sighting.objects.filter(report=report)}
    shut = shut_in([report.id]).get(report.id, frozenset())
    opened = {mark: without(links.sighted(row), shut) for mark, row in rows.items()}
    shown = sorted(opened, key=lambda mark: _met_at(rows[mark], opened[mark]))
    seen = {mark: opened[mark] for mark in shown if opened[mark].mentions}
    linked = probe_links(report.id, {mark: one.standing for mark, one in seen.items()})
    judgements = judgements_of(report)
    judged = {each.other_id: each for each in judgements}
    member = SeriesMember.objects.filter(report=report).select_related("series").first()
    rulings, common = _rulings(seen.keys()), common_values(knowledge().content)
    return ReportLinks(
        values=tuple(
            _value(rows[mark], one, probed=linked.values[mark], ruling=rulings.get(mark), common=common)
            for mark, one in seen.items()
        ),
        links=_links(linked, seen, judged),
        has_more=linked.has_more,
        near_copies=_alike(report.id, judged),
        people=linked.people,
        judgements=judgements,
        is_looked_at=member is not None,
        series=summary_of(member.series) if member and member.series else None,
    )


def linked_with(report_id: UUID) -> tuple[UUID, ...]:
    """Give the reports that one is linked to; none where it is gone."""
    found = Report.objects.filter(id=report_id)
    return tuple(
        link.report_id for report in found for link in links_shown(report, ReportSeal.of(report)).links
    )


def shut_in(reports: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """Name the exhibits of reports that stay shut, as sources: what they say is shown no more. Without one, no entry."""
    shut: dict[UUID, set[str]] = defaultdict(set)
    for some in in_parts(reports):
        rows = Exhibit.objects.filter(report_id__in=some).exclude(state=ExhibitState.KEPT)
        for report_id, exhibit_id in rows.values_list("report_id", "id"):
            shut[report_id].add(f"exhibit:{exhibit_id}")
    return {report_id: frozenset(sources) for report_id, sources in shut.items()}


def without(one: Sighted, shut: frozenset[str]) -> Sighted:
    """Take away what stands in exhibits that stay shut; what has no place left is not shown."""
    return replace(one, mentions=tuple(each for each in one.mentions if each.source not in shut))


def _met_at(row: Sighting, one: Sighted) -> tuple[datetime, bool, str, int]:
    """Say when somebody who reads a report meets a value: in the story first, then in answers, then in what came later."""
    return min(
        ((row.created_at, each.source != STORY, each.source, each.start) for each in one.mentions),
        default=(row.created_at, True, "", 0),
    )


def _value(
    row: Sighting, one: Sighted, *, probed: Probed, ruling: ShownRuling | None, common: CommonValues
) -> SeenValue:
    return SeenValue(
        sighting_id=row.id,
        kind=one.kind,
        value=one.value,
        shown=show(one.kind, one.value),
        whose=one.whose,
        standing=one.standing,
        reach=probed.reach,
        mentions=one.mentions,
        others=min(probed.others, MOST_COUNTED),
        has_more=probed.others > MOST_COUNTED,
        people=_people_naming(one, probed),
        places=probed.state.places,
        common=common.list_of(one.kind, one.value),
        ruling=ruling,
        notes=notes(one.kind, one.value),
    )


def _people_naming(one: Sighted, probed: Probed) -> int:
    """Give how many people name a value; 0 where they were not counted, or not among all reports that name it."""
    is_of_all = probed.state.reports == probed.others + 1 <= SAMPLE
    return probed.state.reporters if is_of_all and one.standing is Standing.LINKING else 0


def _shared(mark: str, seen: Seen, linked: Linked) -> SharedValue:
    one, probed = seen[mark], linked.values[mark]
    shown = show(one.kind, one.value)
    return SharedValue(kind=one.kind, shown=shown, reports=probed.reports, weight=probed.weight)


def _links(linked: Linked, seen: Seen, judged: Mapping[UUID, ShownJudgement]) -> tuple[Link, ...]:
    reports = Report.objects.in_bulk(list(linked.shared))
    return tuple(
        Link(
            report_id=other,
            reference=reports[other].reference or "",
            state=reports[other].state,
            kind=reports[other].kind,
            unit=reports[other].unit,
            outcode=reports[other].outcode,
            submitted_at=reports[other].submitted_at or reports[other].created_at,
            shared=tuple(_shared(mark, seen, linked) for mark in marks),
            weight=linked.weights[marks],
            strength=strength(linked.weights[marks]),
            same_person=other in linked.same_person,
            judgement=judged.get(other),
        )
        for other, marks in linked.shared.items()
    )


def _alike(report_id: UUID, judged: Mapping[UUID, ShownJudgement]) -> tuple[AlikeStory, ...]:
    copies = near_copies_of(report_id, most=MOST_LINKS)
    reports = Report.objects.in_bulk([copy.report_id for copy in copies])
    return tuple(
        AlikeStory(
            report_id=copy.report_id,
            reference=reports[copy.report_id].reference or "",
            state=reports[copy.report_id].state,
            kind=reports[copy.report_id].kind,
            unit=reports[copy.report_id].unit,
            outcode=reports[copy.report_id].outcode,
            submitted_at=reports[copy.report_id].submitted_at or reports[copy.report_id].created_at,
            alike=copy.alike,
            judgement=judged.get(copy.report_id),
        )
        for copy in copies
    )


def judgements_of(report: Report) -> tuple[ShownJudgement, ...]:
    """Open what people judged of a report and others, newest first."""
    rows = (
        Judgement.objects.filter(Q(first=report) | Q(second=report), undone_at=None)
        .prefetch_related("first", "second", "judged_by")
        .order_by("-judged_at", "id")
    )
    return tuple(_judgement(row, report) for row in rows)


def _judgement(row: Judgement, report: Report) -> ShownJudgement:
    other = row.second if row.first_id == report.id else row.first
    return ShownJudgement(
        id=row.id,
        other_id=other.id,
        other_reference=other.reference or "",
        verdict=Verdict(row.verdict),
        reason=_opened(row.first, lambda seal: seal.judgement(row)),
        by=row.judged_by.display_name,
        at=row.judged_at,
    )


def _rulings(marks: Iterable[str]) -> dict[str, ShownRuling]:
    rows = Ruling.objects.filter(mark__in=list(marks), undone_at=None).prefetch_related("report", "ruled_by")
    return {row.mark: _ruling(row) for row in rows}


def _ruling(row: Ruling) -> ShownRuling:
    return ShownRuling(
        id=row.id,
        verdict=RulingVerdict(row.verdict),
        reason=_opened(row.report, lambda seal: seal.ruling(row)),
        by=row.ruled_by.display_name,
        at=row.ruled_at,
    )


def _opened(report: Report, words: Callable[[LinkSeal], str]) -> str | None:
    """Open what hangs on a report, which may be another than the one that is shown; None where that is impossible."""
    try:
        return words(LinkSeal.of(report))
    except UNREADABLE:
        return None


def summary_of(series: Series) -> SeriesSummary:
    """Give a series with its name, its size and how many people reported it."""
    return SeriesSummary(
        id=series.id,
        number=series.number,
        name=name_of(series.id),
        reports=series.size,
        people=series.people,
    )


def name_of(series_id: UUID) -> str:
    """Open the name of a series: the newest that anybody gave one of its reports; '' where none can be opened."""
    names = SeriesName.objects.filter(report__membership__series_id=series_id).select_related("report")
    newest = names.order_by("-named_at", "id").first()
    return (_opened(newest.report, lambda seal: seal.name(newest)) if newest else None) or ""
