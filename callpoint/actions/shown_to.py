"""What of an open report one person is shown: without other reports that are shut to them, and without a sealed identity.

The requests and statements that hang on a report are shown by the same rule as its answers.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from callpoint.actions.acting import Actor, ActorKind
from callpoint.actions.admitting import hides_identity, is_open_to, shows_identity, shut_to
from callpoint.records.additions import OpenedAddition, ToldByNow, told_by_now
from callpoint.records.models import Report
from callpoint.records.opened_interventions import OpenedIntervention
from callpoint.records.opened_statements import OpenedStatement
from callpoint.records.queries.doors import identity_shown_until, waiting_request
from callpoint.records.queries.links import named_among
from callpoint.records.queries.series_seen import seen_parts
from callpoint.records.sealed import UNREADABLE, ReportSeal
from callpoint.rules.access import Deed, may
from callpoint.rules.links import ReportLinks, SeriesSummary
from callpoint.rules.naming import covered_letter, covered_words
from callpoint.rules.restricting import (
    COVER,
    Behind,
    covered,
    linked_without,
    linked_without_identity,
    linked_without_persons,
)
from callpoint.rules.rows import Answers


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a report tells, and what that links it to."""

    told: ToldByNow
    linked: ReportLinks
    interventions: tuple[OpenedIntervention, ...] = ()
    statements: tuple[OpenedStatement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IdentityDoor:
    """Whether a reporter chose that few see who they are, and how that stands for whoever looks."""

    is_sealed: bool
    shown_until: datetime | None = None
    asked_at: datetime | None = None
    """Since when their own request waits for a second person."""


def shown_to(report: Report, seen: Seen, *, by: Actor, at: datetime) -> Seen:
    """Take away what this person may not see now."""
    shut = shut_to(by, at=at)
    named = named_among([each.sighting_id for each in seen.linked.values], shut) if shut else {}
    linked = linked_without(seen.linked, shut, named)
    linked = replace(linked, series=_series_without(seen.linked.series, shut))
    linked = linked_without_persons(linked, _nameless(linked, by=by, at=at))
    if shows_identity(report, seen.told.answers, by=by, at=at):
        return replace(seen, linked=linked)
    answers = {key: covered(key, said) for key, said in seen.told.answers.items()}
    additions = tuple(_covered(each) for each in seen.told.additions)
    signers = " ".join(one.name for one in seen.statements)
    raw = {**seen.told.answers, "name": f"{seen.told.answers.get('name', '')} {signers}"}
    return Seen(
        told=ToldByNow(answers=answers, additions=additions),
        linked=linked_without_identity(linked),
        interventions=tuple(_covered_request(each, raw) for each in seen.interventions),
        statements=tuple(_covered_statement(each, raw) for each in seen.statements),
    )


def _series_without(series: SeriesSummary | None, shut: Collection[UUID]) -> SeriesSummary | None:
    """Say of a series only what its own page would: nothing of its shut reports, and then neither name nor people."""
    part = seen_parts(shut, among=[series.id]).get(series.id) if series else None
    if series is None or part is None:
        return series
    return replace(series, name="", reports=part.reports, people=0) if part.is_series else None


def _nameless(linked: ReportLinks, *, by: Actor, at: datetime) -> list[UUID]:
    """Name the reports that one person sent with this one and whose reporter this person may not see."""
    same = [each.report_id for each in linked.links if each.same_person]
    return [
        report.id for report in Report.objects.filter(id__in=same) if not _tells_who(report, by=by, at=at)
    ]


def telling_who(reports: Collection[UUID], *, by: Actor, at: datetime) -> frozenset[UUID]:
    """Name those of some reports that this person may open and see who reported; no word of them is given."""
    return frozenset(
        report.id
        for report in Report.objects.filter(id__in=reports)
        if may(by.badge, Deed.OPEN_REPORT, unit=report.unit)
        and is_open_to(report.id, by=by, at=at)
        and _tells_who(report, by=by, at=at)
    )


def _tells_who(report: Report, *, by: Actor, at: datetime) -> bool:
    """Say whether this person may see who sent a report; of one that cannot be opened nobody knows."""
    try:
        answers = told_by_now(report, ReportSeal.of(report)).answers
    except UNREADABLE:
        return False
    return shows_identity(report, answers, by=by, at=at)


def identity_door(report: Report, answers: Answers, *, by: Actor, at: datetime) -> IdentityDoor:
    """Say how it stands with the identity behind these answers."""
    if not hides_identity(report, answers) or by.kind is not ActorKind.STAFF:
        return IdentityDoor(is_sealed=False)
    own = int(by.id)
    return IdentityDoor(
        is_sealed=True,
        shown_until=identity_shown_until(report.id, staff_id=own, at=at),
        asked_at=waiting_request(report.id, staff_id=own, behind=Behind.IDENTITY),
    )


def _covered(addition: OpenedAddition) -> OpenedAddition:
    changes = tuple(
        replace(each, before=covered(each.key, each.before), after=covered(each.key, each.after))
        for each in addition.changes
    )
    return replace(addition, changes=changes)


def _covered_request(one: OpenedIntervention, told: Answers) -> OpenedIntervention:
    return replace(
        one,
        letter=covered_letter(one.letter, told),
        contact=covered_words(one.contact, told),
        answers=tuple(replace(each, words=covered_words(each.words, told)) for each in one.answers),
    )


def _covered_statement(one: OpenedStatement, told: Answers) -> OpenedStatement:
    """Cover who signed; a statement that names them, by what they told or as they signed, is covered whole."""
    return replace(
        one, text=covered_words(one.text, told), name=COVER if one.name else "", is_covered=bool(one.name)
    )
