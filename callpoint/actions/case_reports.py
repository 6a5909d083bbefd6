"""What a case shows of its reports: who sent them and what they name, which was sealed, and their files, which was not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from callpoint.actions.acting import Actor
from callpoint.actions.admitting import shows_identity
from callpoint.actions.custody import CustodyLine, chains_of
from callpoint.actions.links_shown import shut_in, without
from callpoint.records.models import Clock, Report, Sighting
from callpoint.records.queries.promises import ClockLine
from callpoint.records.sealed import UNREADABLE, ReportSeal
from callpoint.records.sealed_links import LinkSeal
from callpoint.rules.clocks import RULES
from callpoint.rules.identifiers import IdentifierKind, show
from callpoint.rules.identifiers.model import Whose
from callpoint.rules.restricting import COVER, says_who
from callpoint.rules.rows import Answers
from callpoint.vault.models import Exhibit, ExhibitState

MOST_VALUES: Final = 200
"""Identifiers of one case that are shown; those that most reports name come first."""
_ORDER: Final = (Whose.SUSPECT, Whose.UNKNOWN, Whose.ORGANISATION, Whose.REPORTER)


@dataclass(frozen=True, kw_only=True)
class CasePerson:
    """
    Who sent a report of a case, and whom it calls the suspect, as the report says.

    A reporter who chose that few see who they are is `rules.restricting.COVER` to whoever was not let in.
    """

    report_id: UUID
    reporter: str
    suspect: str


@dataclass(frozen=True, kw_only=True)
class CaseIdentifier:
    """One identifier that reports of a case name."""

    kind: IdentifierKind
    shown: str
    whose: Whose
    reports: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class CaseExhibit:
    """One file of a report of a case; its name is sealed and stays on the page of its report."""

    report_id: UUID
    number: int
    media_type: str
    size: int
    sha256: str
    scan: str
    is_withheld: bool
    came_at: datetime
    last_deed: str
    """What was done to it last (`rules.custody.ExhibitDeed`)."""
    last_at: datetime | None
    agrees: bool
    """Whether the journal says the same of its whole chain of custody."""


def people_in(
    reports: Iterable[Report], told: Mapping[UUID, Answers], *, by: Actor, at: datetime
) -> tuple[CasePerson, ...]:
    """Give who sent each of some reports, from what each tells by now; the caller writes a leaf for each."""
    return tuple(_person(each, told[each.id], by=by, at=at) for each in reports if each.id in told)


def _person(report: Report, answers: Answers, *, by: Actor, at: datetime) -> CasePerson:
    is_shown = shows_identity(report, answers, by=by, at=at)
    return CasePerson(
        report_id=report.id,
        reporter=str(answers.get("name", "")) if is_shown else COVER,
        suspect=str(answers.get("suspect_name", "")),
    )


def values_in(
    reports: Sequence[Report], told: Mapping[UUID, Answers], *, by: Actor, at: datetime
) -> tuple[CaseIdentifier, ...]:
    """Give what some reports name, the most named first; the caller writes a leaf for each report."""
    named: dict[tuple[IdentifierKind, str], dict[UUID, Whose]] = defaultdict(dict)
    rows: dict[UUID, list[Sighting]] = defaultdict(list)
    for row in Sighting.objects.filter(report__in=[report.id for report in reports]):
        rows[row.report_id].append(row)
    shut = shut_in([report.id for report in reports])
    for report in (each for each in reports if each.id in told):
        seen = _Seen(answers=told[report.id], shut=shut.get(report.id, frozenset()), by=by, at=at)
        for kind, value, whose in _values(report, rows[report.id], seen):
            named[kind, value][report.id] = whose
    found = [
        CaseIdentifier(
            kind=kind,
            shown=show(kind, value),
            whose=min(said.values(), key=_ORDER.index),
            reports=tuple(said),
        )
        for (kind, value), said in named.items()
    ]
    found.sort(key=lambda one: (_ORDER.index(one.whose), -len(one.reports), one.kind, one.shown))
    return tuple(found[:MOST_VALUES])


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What a report tells, who looks, when, and at what of its files nobody does."""

    answers: Answers
    shut: frozenset[str]
    by: Actor
    at: datetime


def _values(
    report: Report, rows: Iterable[Sighting], seen: _Seen
) -> Iterator[tuple[IdentifierKind, str, Whose]]:
    try:
        links = LinkSeal(ReportSeal.of(report).key)
        opened = [without(links.sighted(row), seen.shut) for row in rows]
    except UNREADABLE:
        return
    is_shown = shows_identity(report, seen.answers, by=seen.by, at=seen.at)
    for one in opened:
        if any(is_shown or not says_who(mention.source) for mention in one.mentions):
            yield one.kind, one.value, one.whose


def exhibits_in(reports: Sequence[UUID]) -> tuple[CaseExhibit, ...]:
    """Give the files of some reports, each with its hash and the state of its custody."""
    order = {report_id: place for place, report_id in enumerate(reports)}
    rows = sorted(
        Exhibit.objects.filter(report_id__in=reports), key=lambda row: (order[row.report_id], row.number)
    )
    chains = chains_of(rows)
    return tuple(_exhibit(row, chains[row.id]) for row in rows)


def _exhibit(row: Exhibit, chain: Sequence[CustodyLine]) -> CaseExhibit:
    return CaseExhibit(
        report_id=row.report_id,
        number=row.number,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        scan=row.scan,
        is_withheld=row.state != ExhibitState.KEPT,
        came_at=row.created_at,
        last_deed=chain[-1].what if chain else "",
        last_at=chain[-1].at if chain else None,
        agrees=all(entry.agrees for entry in chain),
    )


def next_promises(reports: Sequence[UUID]) -> Mapping[UUID, ClockLine]:
    """Give for each report the promise of ours that is due next; none where nothing is promised."""
    found: dict[UUID, ClockLine] = {}
    for row in Clock.objects.filter(report__in=reports, ended="").order_by("due_at", "id"):
        if RULES[row.promise].is_ours and row.report_id not in found:
            found[row.report_id] = ClockLine(
                promise=row.promise,
                started_at=row.started_at,
                amber_at=row.amber_at,
                due_at=row.due_at,
                late_due_at=row.late_due_at,
                paused_at=row.paused_at,
            )
    return found
