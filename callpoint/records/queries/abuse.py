"""Reports that look odd together, those that are below others, and reporters who are stopped: readable columns only."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from callpoint.records.models import Lowering, Report, ReporterBlock, Sighting, StorySign
from callpoint.rules.abuse import MEASURES, Sign, Suspected, Told, suspected
from callpoint.rules.identifiers.model import IdentifierKind, Whose

LOOKED_BACK: Final = 2
"""How many times its own time a sign is looked for, so that a flood does not drop out of sight while it is dealt with."""
MOST_GROUPS: Final = 20
"""Groups that are listed; the largest come first, and the rest move up."""
CONTACTS: Final = (IdentifierKind.PHONE, IdentifierKind.EMAIL)


@dataclass(frozen=True, kw_only=True)
class SuspectLine:
    """One report of a group."""

    id: UUID
    reference: str
    kind: str
    unit: str
    needs_person_now: bool
    """Whether it stays where it is, whatever is suspected."""
    sent_at: datetime
    is_low: bool


@dataclass(frozen=True, kw_only=True)
class BlockLine:
    """One reporter whose words are stopped, or shall be."""

    report_id: UUID
    reference: str
    proposed_by: str
    proposed_at: datetime
    until: datetime | None
    disagreed_at: datetime | None
    is_over: bool
    """Whether it ended, and only what they said against it is left to read."""
    unit: str


def all_suspected(*, at: datetime) -> tuple[Suspected, ...]:
    """Give the groups of reports that look odd together, the largest first whatever their sign."""
    found = {
        Sign.SAME_CONTACT: _sighted(Sign.SAME_CONTACT, _OWN_CONTACTS, at=at),
        Sign.SAME_TEXT: _same_text(at=at),
        Sign.ONE_TARGET: _sighted(Sign.ONE_TARGET, _TARGETS, at=at),
    }
    groups = [group for sign, told in found.items() for group in suspected(sign, told)]
    return tuple(sorted(groups, key=lambda group: -len(group.reports)))[:MOST_GROUPS]


_OWN_CONTACTS: Final = {"whose": Whose.REPORTER, "kind__in": CONTACTS}
_TARGETS: Final = {"whose": Whose.SUSPECT}


def _sighted(sign: Sign, which: dict[str, Any], *, at: datetime) -> Iterator[Told]:
    sent = _lately(sign, at=at)
    rows = Sighting.objects.filter(report__in=sent, **which)
    many = rows.values("mark").annotate(number=Count("report", distinct=True))
    marks = many.filter(number__gte=MEASURES[sign].reports).values_list("mark", flat=True)
    found = rows.filter(mark__in=list(marks)).values_list("mark", "report_id", "report__submitted_at")
    return (Told(key=mark, report_id=each, sent_at=when) for mark, each, when in found if when)


def _same_text(*, at: datetime) -> Iterator[Told]:
    """Stories with the same signature are the same but for spaces and signs; two keys are never compared."""
    signs = StorySign.objects.filter(report__in=_lately(Sign.SAME_TEXT, at=at))
    for report_id, key_id, slots, when in signs.values_list(
        "report_id", "key_id", "slots", "report__submitted_at"
    ):
        if when:
            yield Told(key=f"{key_id} {bytes(slots).hex()}", report_id=report_id, sent_at=when)


def _lately(sign: Sign, *, at: datetime) -> QuerySet[Report, Any]:
    since = at - MEASURES[sign].within * LOOKED_BACK
    return Report.objects.filter(submitted_at__gt=since, submitted_at__lte=at).values("id")


def suspect_lines(ids: Collection[UUID]) -> tuple[SuspectLine, ...]:
    """Give the lines of these reports, in the same order."""
    rows = Report.objects.in_bulk(list(ids))
    low = low_among(ids)
    return tuple(
        SuspectLine(
            id=each,
            reference=rows[each].reference or "",
            kind=rows[each].kind,
            unit=rows[each].unit,
            needs_person_now=rows[each].critical or rows[each].urgency == "now",
            sent_at=rows[each].submitted_at or rows[each].created_at,
            is_low=each in low,
        )
        for each in ids
        if each in rows
    )


def low_among(ids: Iterable[UUID]) -> frozenset[UUID]:
    """Name those of these reports that are below others."""
    rows = Lowering.objects.filter(report__in=list(ids), put_back_at=None)
    return frozenset(rows.values_list("report_id", flat=True))


def low_reports() -> QuerySet[Lowering, Any]:
    """Give the ids of all reports that are below others; one that needs a person now is not, whatever was said before."""
    rows = Lowering.objects.filter(put_back_at=None).exclude(report__urgency="now")
    return rows.exclude(report__critical=True).values("report_id")


def blocks_open(*, at: datetime) -> tuple[BlockLine, ...]:
    """
    List the reporters who are stopped now, or for whom that was proposed, the oldest first.

    Whoever disagreed stays on the list after it ended, until somebody reads what they said.
    """
    stands = Q(ended_at=None) & (Q(until=None) | Q(until__gt=at))
    unread = Q(disagreed_at__isnull=False, seen_at=None)
    rows = ReporterBlock.objects.filter(stands | unread)
    return tuple(
        BlockLine(
            report_id=row.report_id,
            reference=row.report.reference or "",
            proposed_by=str(row.proposed_by),
            proposed_at=row.proposed_at,
            until=row.until,
            disagreed_at=row.disagreed_at,
            is_over=row.ended_at is not None or (row.until is not None and row.until <= at),
            unit=row.report.unit,
        )
        for row in rows.select_related("report", "proposed_by").order_by("proposed_at", "id")
    )
